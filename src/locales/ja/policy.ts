/** What `csp policy` says, in Japanese. */
import { countryName } from '../market-name.ts';
import type { Messages } from '../messages.ts';
import { times } from './counted.ts';
import { goods } from './market-goods.ts';

export const policy: Messages['text']['policy'] = {
  page: {
    'page on software subscriptions': 'ソフトウェア サブスクリプションのページ',
    'page on on-premises software': 'オンプレミス ソフトウェアのページ',
    'page on software, published again on 2021-06-02': 'ソフトウェアのページ (2021-06-02 再公開)',
    'announcement that keys move to the customer': 'キーを顧客側に移すというお知らせ',
    'announcement that keys are back with the partner': 'キーをパートナー側に戻すというお知らせ',
    'announcement of 30 days, and of 5 days for links': '30 日への変更と、リンクの 5 日間の有効期限のお知らせ',
    'page on the new-commerce cancellation policy': '新しいコマースのキャンセル ポリシーのページ',
  },
  days: (d) =>
    d.subscription === d.perpetual
      ? `${d.subscription} 日間`
      : `${d.subscription} 日間 (永続ソフトウェアは ${d.perpetual} 日間)`,
  keys: { partner: 'パートナーと顧客', customer: '顧客のみ' },
  link: {
    download: (d) => `${d.days} 日間または ${times(d.downloads)}のどちらか早い方まで。何度でも再取得可`,
    'download-after-first': (d) => `最初のダウンロードから ${d.days} 日間。何度でも再取得可`,
    'customer-portal': 'ダウンロード リンクなし。顧客用ポータルへのディープ リンクのみ',
  },
  esu: {
    'support-request': 'サポート要求でのみキャンセル可',
    undetermined: '記載なし。サポート要求でキャンセル',
  },
  perpetualCancel: { direct: '直接キャンセル可', 'support-request': 'サポート要求でキャンセル' },
  rules: {
    window: 'キャンセル期間内です。中途解約料なしでキャンセルできます。',
    'window-closed': 'キャンセル期間は終了しました。残る手段はサポート要求だけです。',
    'service-not-allowed': 'サービスはキャンセルを認めていません。残る手段はサポート要求か --try-anyway だけです。',
    'status-unknown': '状態が分からないため、何も約束できません。--try-anyway を付けると、サービスが判断します。',
    'esu-support-request':
      '拡張セキュリティ更新プログラム (ESU) 2020 は、サポート要求でのみキャンセルできます。返金は Microsoft が判断します。',
    'esu-undetermined':
      'どのページにも記載がない拡張セキュリティ更新プログラムです。サポート要求で Microsoft に確認できます。--try-anyway を付けると、サービスが判断します。',
    'on-premises-support-request':
      'オンプレミス ソフトウェアは、現在のページによると、サポート要求でのみキャンセルできます。',
    'linux-plan-never': 'SUSE Linux と Red Hat のプランは、キャンセルも交換もできません。',
    'reservation-other-rules': 'Azure の予約には別の規則が適用されます。Azure portal をご利用ください。',
  },
  notOpen: (d) => `キャンセルできません (状態: ${d.status})。`,
  unknownKind: 'カタログにない製品のため、規則を適用できません。',
  title: {
    acknowledgement: '影響の確認',
    esu: 'ESU 2020',
    perpetual: '永続ソフトウェア',
    today: '現在の版',
    purchase: '購入時の版',
  },
  /** Whether the portal asked for a box to be ticked, and what csp does. */
  acknowledged: { yes: 'ポータルで必要。csp では常に確認します', no: 'ポータルでは不要。csp では常に確認します' },
  /** Where a page of the same time says otherwise. */
  perpetualContradicted: (d) =>
    `直接キャンセル可。${d.page}ではサポート要求とされているため、サービスに拒否された場合はフォームを使います`,
  possiblyFrom: (d) => `${d.from} (別の出典では ${d.possibleFrom})`,
  market: {
    title: { market: '市場', lacks: '販売なし' },
    goods,
    /** What a country lacks of all that is sold. */
    lacking: (d) =>
      `${countryName(d.country, 'ja')}で販売されていないもの: ${d.kinds.map((kind) => goods[kind]).join('、')}。該当する市場の一覧: ${d.command}`,
  },
};
