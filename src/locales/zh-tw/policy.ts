/** What `csp policy` says, in Traditional Chinese. */
import { countryName } from '../market-name.ts';
import type { Messages } from '../messages.ts';
import { goods } from './market-goods.ts';

export const policy: Messages['text']['policy'] = {
  page: {
    'page on software subscriptions': '軟體訂閱頁面',
    'page on on-premises software': '內部部署軟體頁面',
    'page on software, published again on 2021-06-02': '軟體頁面（2021-06-02 重新發佈）',
    'announcement that keys move to the customer': '金鑰改由客戶取得的公告',
    'announcement that keys are back with the partner': '金鑰改回由合作夥伴取得的公告',
    'announcement of 30 days, and of 5 days for links': '改為 30 天、連結改為 5 天的公告',
    'page on the new-commerce cancellation policy': '新商務取消政策頁面',
  },
  days: (d) =>
    d.subscription === d.perpetual ? `${d.subscription} 天` : `訂閱 ${d.subscription} 天、永久軟體 ${d.perpetual} 天`,
  keys: { partner: '合作夥伴與客戶', customer: '僅限客戶' },
  link: {
    download: (d) => `${d.days} 天或下載 ${d.downloads} 次後失效，以先到者為準；可隨時重新取得`,
    'download-after-first': (d) => `首次下載後 ${d.days} 天失效；可隨時重新取得`,
    'customer-portal': '無下載連結；提供客戶入口網站的深層連結',
  },
  esu: {
    'support-request': '只能以支援要求取消',
    undetermined: '未載明；以支援要求取消',
  },
  perpetualCancel: { direct: '直接取消', 'support-request': '以支援要求取消' },
  rules: {
    window: '在可取消期間內：可以取消，不收費用。',
    'window-closed': '可取消期間已過：只能提出支援要求。',
    'service-not-allowed': '服務不允許取消：只能提出支援要求，或使用 --try-anyway。',
    'status-unknown': '狀態不明，無法承諾；加上 --try-anyway 則由服務決定。',
    'esu-support-request': '2020 年延伸安全性更新：只能提出支援要求；折抵由 Microsoft 決定。',
    'esu-undetermined': '沒有頁面提及的延伸安全性更新：可提出支援要求詢問 Microsoft；加上 --try-anyway 則由服務決定。',
    'on-premises-support-request': '內部部署軟體：依今日的頁面，只能提出支援要求。',
    'linux-plan-never': 'SUSE Linux 與 Red Hat 方案：不可取消，也不可交換。',
    'reservation-other-rules': 'Azure 保留項目：另有規定，請使用 Azure 入口網站。',
  },
  notOpen: (d) => `沒有可取消的內容：此項目的狀態為「${d.status}」。`,
  unknownKind: '目錄中沒有此產品，因此無法套用任何規則。',
  title: {
    acknowledgement: '須確認後果',
    esu: 'ESU 2020',
    perpetual: '永久軟體',
    today: '今日適用版本',
    purchase: '購買日適用版本',
  },
  /** Whether the portal asked for a box to be ticked, and what csp does. */
  acknowledged: { yes: '入口網站要求確認；csp 一律會詢問', no: '入口網站不要求確認；csp 仍會詢問' },
  /** Where a page of the same time says otherwise. */
  perpetualContradicted: (d) => `直接取消；${d.page}則要求提出支援要求：若服務拒絕，再填寫表單`,
  possiblyFrom: (d) => `${d.from}（另一來源為 ${d.possibleFrom}）`,
  market: {
    title: { market: '市場', lacks: '不銷售' },
    goods,
    /** What a country lacks of all that is sold. */
    lacking: (d) =>
      `${countryName(d.country, 'zh-TW')}不銷售：${d.kinds.map((kind) => goods[kind]).join('、')}。所有此類市場：${d.command}`,
  },
};
