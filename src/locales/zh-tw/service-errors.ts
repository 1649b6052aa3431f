/** 合作夥伴中心本身或連線途中造成的失敗。 */
import type { ErrorDetails } from '../../core/errors.ts';
import { proseInstant } from '../../terminal/format.ts';

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `訂單 ${d.orderId}` : `訂單 ${d.orderId} 第 ${d.line} 行`;

const code = (serviceCode: string | null): string => (serviceCode === null ? '' : `（${serviceCode}）`);

const missing: { readonly [M in ErrorDetails['accessDenied']['missing']]: string } = {
  role: '此帳戶沒有所需的角色（通常是系統管理代理人）。',
  user: '應用程式無法單獨執行此操作，請以使用者身分登入。',
  mfa: '登入時未使用第二項要素（多重要素驗證）。請由本人以互動方式重新登入；更新此登入沒有幫助。',
  relationship: '與此客戶的轉銷商關係已不存在。',
  policy: '租用戶的條件式存取原則封鎖了此登入的權杖。請從原則允許的地點與裝置登入，或洽詢管理該原則的人員。',
  gateway: '合作夥伴中心前方的閘道在服務收到要求之前就拒絕了它，例如來自不允許的網路位址。',
  unknown: '請檢查帳戶的角色以及與客戶的關係。',
};

const missingParts: { readonly [P in ErrorDetails['notInApi']['what']]: string } = {
  'one-time-purchases': '一次性購買',
  'audit-records': '活動記錄',
  'service-requests': '服務要求',
  'link-list': '已發出的連結清單',
  'link-renewal': '重新取得連結',
};

type Ids = Partial<Pick<ErrorDetails['serviceFailed'], 'requestId' | 'correlationId'>>;

const ids = (d: Ids): string =>
  d.requestId === undefined ? '' : `要求識別碼：${d.requestId}。相互關聯識別碼：${d.correlationId}。`;

export const serviceErrors = {
  backendNotChosen: () => ({
    what: '已設定 CI，但沒有選擇後端，因此會在沙箱中執行，而沙箱中的一切都不是真的。',
    why: '未執行任何動作。若要處理真正的客戶，請設定 CSP_BACKEND=partner-center；只是練習則設定 CSP_BACKEND=sandbox。也可使用 --backend，或使用指定了後端的設定檔或設定。',
  }),
  backendFailed: (d: ErrorDetails['backendFailed']) => ({
    what: `後端 ${d.backend} 發生 csp 不認得的錯誤。`,
    why: `${d.method}：${d.reason}。請向後端的作者確認其意義。`,
  }),
  accessDenied: (d: ErrorDetails['accessDenied']) => ({
    what: `合作夥伴中心拒絕存取${code(d.serviceCode)}。`,
    why: `${missing[d.missing]}${d.text === undefined ? '' : `${d.text}`}（${d.operation}）`,
  }),
  wrongAnswer: (d: ErrorDetails['wrongAnswer']) => ({
    what: '服務的回應與要求的對象不符，因此不予採信。',
    why: `${d.operation}：要求的是 ${d.expected}，回應的是 ${d.found}。${d.nothingOrdered ? '未下單。' : '執行其他操作前請先查看結果。'}`,
  }),
  serviceRefused: (d: ErrorDetails['serviceRefused']) => ({
    what: `合作夥伴中心拒絕了此要求（${d.serviceCode ?? d.status}）。`,
    why: `${d.text}（${d.operation}）`,
  }),
  throttled: (d: ErrorDetails['throttled']) => ({
    what: `合作夥伴中心要求等到 ${proseInstant(d.retryAt, 'zh-TW')}。`,
    why: '傳送的要求過多。不會遺失任何內容，屆時請再執行相同的命令。',
  }),
  serviceFailed: (d: ErrorDetails['serviceFailed']) => ({
    what: d.isForeign
      ? `連線途中有其他系統代替合作夥伴中心回應（HTTP ${d.status}）。`
      : `合作夥伴中心回應其本身發生錯誤（HTTP ${d.status}）。`,
    why: `${d.operation}。${d.retryAt === null ? '請稍後再試。' : `請於 ${proseInstant(d.retryAt, 'zh-TW')} 之後再試。`}${ids(d)}`,
  }),
  answerUnusable: (d: ErrorDetails['answerUnusable']) => ({
    what: '無法使用合作夥伴中心的回應。',
    why: `${d.operation}：${d.reason}。${ids(d)}`,
  }),
  listIncomplete: (d: ErrorDetails['listIncomplete']) => ({
    what: `清單缺少無法辨識的記錄：${d.leftOut} 筆。`,
    why: '合作夥伴中心傳回的這些記錄缺少辨識所需的資訊，各筆均列於上方。清單中的內容正確，但並非全部。',
  }),
  orderListTooLarge: (d: ErrorDetails['orderListTooLarge']) => ({
    what: `客戶 ${d.customer} 的訂單太多，無法以一份清單讀取。`,
    why: '合作夥伴中心只會在單一回應中傳回所有訂單。您仍可使用訂單的長識別碼來指定個別訂單；短編號必須在該清單中查詢，因此無法使用。',
  }),
  crossHost: (d: ErrorDetails['crossHost']) => ({
    what: `${d.host} 指向另一個主機 ${d.target}。`,
    why: '為避免登入資料外洩，不會連往該處。',
  }),
  downloadNotReal: () => ({
    what: '沙箱的連結背後沒有真正的檔案。',
    why: '只有模擬器會提供檔案；請啟動模擬器並加上 --backend partner-center，再執行相同的命令。',
  }),
  keysNotInApi: (d: ErrorDetails['keysNotInApi']) => ({
    what: `${order(d)}的金鑰與下載項目只能在網站上取得，合作夥伴中心的 API 並未提供。`,
    why: `合作夥伴：${d.portalUrl}\n  客戶的全域系統管理員（Microsoft 365 系統管理中心：「計費」→「您的產品」→「軟體」）：${d.customerUrl}\n  操作說明：${d.helpUrl}`,
  }),
  notInApi: (d: ErrorDetails['notInApi']) => ({ what: `雲端 ${d.where} 的 API 沒有「${missingParts[d.what]}」。` }),
  commandNotStarted: (d: ErrorDetails['commandNotStarted']) => ({
    what: `無法啟動 ${d.command}（${d.reason}）。`,
    why: '請在 -- 之後寫上命令，與在殼層中執行時相同。',
  }),
  portTaken: (d: ErrorDetails['portTaken']) => ({
    what: `無法在 ${d.host} 的連接埠 ${d.port} 上接聽（${d.reason}）。`,
    why: '可能有其他程式正在使用。不指定 --port 就會使用空閒的連接埠。',
  }),
};
