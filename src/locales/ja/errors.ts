/** Japanese error texts: what happened, and why. */
import type { OrdersPlaced } from '../../core/errors.ts';
import type { Role } from '../../core/rules/roles.ts';
import { proseDuration, proseInstant, proseMoney } from '../../terminal/format.ts';
import type { ErrorTexts } from '../en/errors.ts';
import { isDiskFull } from '../is-disk-full.ts';
import { plural } from '../plural.ts';
import { withReasons } from '../with-reasons.ts';
import { flags } from './help.ts';
import { inputErrors } from './input-errors.ts';
import { queryFault } from './query-faults.ts';
import { roleNames } from './role-names.ts';
import { ruleErrors } from './rule-errors.ts';
import { runErrors } from './run-errors.ts';
import { serviceErrors } from './service-errors.ts';
import { settingErrors } from './setting-errors.ts';
import { clientSecretPlaces, signInErrors } from './sign-in-errors.ts';
import { statusErrors } from './status-errors.ts';
import { unknownOutcomes } from './unknown-outcomes.ts';

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `注文 ${d.orderId}` : `注文 ${d.orderId} の明細 ${d.line}`;

const cases = (count: number): string => plural('ja', count, { other: '# 件' });

const roleList = (roles: readonly Role[]): string =>
  roles.length === 0 ? 'なし' : roles.map((role) => roleNames[role]).join('、');

const suggest = (suggestion: string | null): { why?: string } =>
  suggestion === null ? {} : { why: `もしかして: ${suggestion}` };

const folder = 'フォルダーの絶対パス。未設定ならホーム フォルダー内';

/** What stands for a word that is missing, in the words of `--help`. */
const expected: { readonly [flag: string]: string } = {
  '--customer': flags.customer,
  '--order': flags.order,
  ORDER: flags.order,
  '--line': flags.line,
  CSP_CLIENT_SECRET: clientSecretPlaces,
  CSP_CONFIG_DIR: folder,
  CSP_STATE_DIR: folder,
};

/** 注文後に失敗しても残るもの。 */
const placed = ({ orders, requestId }: OrdersPlaced): string =>
  `注文は受け付け済みです: ${orders.join('、')}。もう一度注文せず、処理状況を確認してください。要求 ID: ${requestId}`;

export const errors: ErrorTexts = {
  ...signInErrors,
  ...serviceErrors,
  ...ruleErrors,
  ...statusErrors,
  ...runErrors,
  ...unknownOutcomes,
  internal: (d) => ({ what: 'csp の不具合です。', why: `お手数ですがご報告ください。${d.reason}` }),
  commandUnknown: (d) => ({ what: `「${d.given}」というコマンドはありません。`, ...suggest(d.suggestion) }),
  optionUnknown: (d) => ({
    what: `「${d.command}」に ${d.given} というオプションはありません。`,
    ...suggest(d.suggestion),
  }),
  argumentUnexpected: (d) => ({ what: `「${d.command}」に引数「${d.given}」は指定できません。` }),
  argumentMissing: (d) =>
    withReasons(
      `${d.flag} を指定してください。`,
      [
        d.hole && `「${d.hole}」は値の代わりに示した文字です。`,
        expected[d.flag] && `指定できる値: ${expected[d.flag]}`,
      ],
      '',
    ),
  argumentInvalid: (d) => ({
    what: d.given === '' ? `${d.flag} の値がありません。` : `「${d.given}」は ${d.flag} の値として正しくありません。`,
    why: `${d.given === '' ? '書式' : '指定できる値'}: ${(d.given === '' ? expected[d.flag] : undefined) ?? d.expected.replaceAll(', ', '、')}`,
  }),
  argumentsConflict: (d) => ({
    what: `同時に指定できません: ${d.flags.join('、')}`,
    ...(d.goesWith && { why: `${d.flags[1]} は ${d.goesWith.join('、')} と一緒に指定します。` }),
  }),
  secretInArgument: (d) => ({
    what: `${d.flag} の値に機密情報は指定できません。`,
    why: 'コマンド ラインはこのコンピューターのほかのユーザーにも見えます。標準入力またはファイルで渡してください。',
  }),
  confirmationNeeded: (d) => ({
    what: '変更には確認が必要ですが、質問できるターミナルがありません。',
    why: `何も変更していません。確認を省略して実行するには ${d.flag} を付けてください。`,
  }),
  acknowledgementNeeded: (d) => ({
    what: 'キャンセルすると、キーとダウンロード リンクが失効し、ソフトウェアのアンインストールが必要になります。',
    why: `何も変更していません。この内容を確認したら ${d.flag} を付けてください。`,
  }),
  queryInvalid: (d) => ({ what: `--query「${d.query}」を適用できません。`, why: queryFault(d) }),
  fieldUnknown: (d) => ({
    what: `「${d.field}」というフィールドはありません。`,
    why: `フィールド: ${d.fields.join('、')}`,
  }),
  customerAmbiguous: (d) => ({
    what: `「${d.query}」だけでは顧客を 1 件に特定できません。`,
    why: `次のいずれかのドメインまたはテナント ID を指定してください:\n  ${d.matches.join('\n  ')}`,
  }),
  choiceNotOffered: (d) => ({
    what: `${d.flag} に「${d.given}」は指定できません。`,
    why: d.choices.length === 0 ? `この製品に ${d.flag} は不要です。` : `指定できる値:\n  ${d.choices.join('\n  ')}`,
  }),
  choiceNeeded: (d) => ({
    what: `候補が複数あります。${d.flag} で 1 つ選んでください。`,
    why: `指定できる値:\n  ${d.choices.join('\n  ')}`,
  }),
  ...settingErrors,
  ...inputErrors,
  roleMissing: (d) => ({
    what: `「${d.act}」を実行する権限がありません。必要なロール${d.needed.length === 1 ? '' : ' (いずれか 1 つ)'}: ${roleList(d.needed)}`,
    why: `現在のロール: ${roleList(d.held)}`,
  }),
  declined: () => ({ what: '操作を取りやめました。何も変更していません。' }),
  notAllFound: (d) => ({
    what: `見つからない注文があります。顧客 ${d.customer} に次の注文はありません: ${d.missing.join('、')}`,
    why: 'ほかの注文の結果は一覧のとおりです。',
  }),
  lineNotActive: (d) => ({
    what:
      d.status === 'expired'
        ? `${order(d)} は契約期間が終了しているため、キャンセルできません。`
        : `${order(d)} はキャンセルできません (状態: ${d.status})。`,
  }),
  kindUnknown: (d) => ({
    what: `「${d.title}」はカタログになく、規則を適用できないため、${order(d)} はキャンセルしません。`,
    why: '払い戻しはサポート要求で依頼できます。',
  }),
  cancelWindowClosed: (d) => ({
    what: `${order(d)} はもうキャンセルできません。期限は ${proseInstant(d.closedAt, 'ja')} でした。`,
    why:
      d.windowDays === null
        ? 'この期限はサービスが指定したものです。払い戻しは今もサポート要求で依頼できます。'
        : `${d.edition} 版のキャンセル期間は購入から ${d.windowDays} 日間です。払い戻しは今もサポート要求で依頼できます。`,
  }),
  neverCancellable: (d) => ({
    what: `${order(d)} はキャンセルできません。「${d.title}」は Linux プランです。`,
    why: 'SUSE Linux と Red Hat のプランは、キャンセルも交換もできません。',
  }),
  reservationRules: (d) => ({
    what: `${order(d)} はここではキャンセルできません。「${d.title}」は Azure の予約です。`,
    why: '予約の交換と払い戻しには別の規則があります。Azure portal で手続きしてください。',
  }),
  cancelRefusedByService: (d) => ({
    what: `${order(d)} をキャンセルできませんでした。サービスが拒否しました (${d.serviceCode})。`,
    why: d.text,
  }),
  keyForCustomerOnly: (d) => ({
    what: `${order(d)} のキーを表示できるのは顧客だけです (${d.edition} 版)。`,
    why: `顧客の全体管理者は、Microsoft 365 管理センターの [課金情報] → [お使いの製品] → [ソフトウェア] で確認できます。\n  ${d.portalUrl}\n  手順: ${d.helpUrl}`,
  }),
  noKeyForKind: (d) => ({
    what: `${order(d)} にプロダクト キーとダウンロードはありません。「${d.title}」には付属しません。`,
  }),
  cartLineRefused: (d) => ({
    what: d.placed
      ? `サービスがカートの一部を拒否しました (${d.serviceCode})。`
      : `サービスがカートを拒否しました (${d.serviceCode})。注文はしていません。`,
    why: d.placed ? `${d.text}\n${placed(d.placed)}` : d.text,
  }),
  cartExpired: (d) => ({ what: `カート ${d.cartId} の有効期限が切れました。注文はしていません。` }),
  quantityOutOfRange: (d) => ({
    what: `この製品の数量に ${d.given} は指定できません。`,
    why: `指定できる数量は ${d.minimum} から ${d.maximum} までです。注文はしていません。`,
  }),
  refundRequestIncomplete: (d) => ({
    what: '払い戻しの依頼に不足があります。',
    why: `未入力の項目: ${d.missing.join('、')}`,
  }),
  nothingToRefund: (d) => ({
    what: `${order(d)} はキャンセル済みのため、払い戻しを依頼するものはありません。`,
    why: 'クレジットは翌月の請求書に反映されます。',
  }),
  busy: (d) => ({
    what: '別の csp が書き込み中です。',
    why: `${d.path} の解放を待ちましたが、使用できませんでした。同じコマンドをもう一度実行してください。`,
  }),
  timeout: (d) => ({
    what: `制限時間 (${proseDuration(d.seconds * 1000, 'ja')}) を過ぎました。`,
    why: d.placed ? placed(d.placed) : '続けるには、同じコマンドをもう一度実行してください。',
  }),
  orderPending: (d) => ({
    what: `${order(d)} はまだ処理中です。`,
    why: d.placed ? placed(d.placed) : '通常は数分で完了します。少し待ってからもう一度お試しください。',
  }),
  countMismatch: (d) => ({
    what: `注文の件数が指定と一致しません (指定: ${cases(d.expected)}、実際: ${cases(d.found)})。`,
    why: '何も変更していません。',
  }),
  tooMany: (d) => ({
    what: `対象の注文が ${cases(d.found)}あり、上限の ${cases(d.maximum)}を超えています。`,
    why: `何も変更していません。この件数でよければ ${d.flag} で上限を上げてください。`,
  }),
  repeatPurchase: (d) =>
    d.orderId === null
      ? {
          what: `この顧客には、${proseDuration(d.secondsAgo * 1000, 'ja')}前に同じ製品を同じ数量で注文し始めており、注文が受け付けられている可能性があります。`,
          why: `今回は注文していません。まず顧客の注文を確認し、見当たらない場合は --again を付けてください。前回の要求 ID: ${d.requestId}`,
        }
      : {
          what: `この顧客には、${proseDuration(d.secondsAgo * 1000, 'ja')}前に同じ製品を同じ数量で注文済みです (注文 ${d.orderId})。`,
          why: '注文はしていません。もう一度注文するには --again を付けてください。',
        },
  priceAboveLimit: (d) => ({
    what: `注文の金額 ${proseMoney(d.price, 'ja')} が上限の ${proseMoney(d.limit, 'ja')} を超えています。`,
    why: '注文はしていません。',
  }),
  priceUnknown: (d) => ({
    what: `「${d.title}」の価格をサービスから取得できません。`,
    why: '注文はしていません。価格が不明なまま注文するには、--max-total を付けずに、端末で質問に答えるか、--accept-unknown-price を付けてください。',
  }),
  priceChanged: (d) => ({
    what: `価格が ${proseMoney(d.quoted, 'ja')} から ${proseMoney(d.cart, 'ja')} に変わりました。`,
    why: '注文はしていません。コマンドをもう一度実行し、新しい見積もりを確認してください。',
  }),
  currencyMismatch: (d) => ({
    what: `価格の通貨 (${d.price}) と上限の通貨 (${d.limit}) が異なります。`,
    why: '注文はしていません。',
  }),
  revealRefused: (d) => ({
    what: `CI では${d.what === 'key' ? 'プロダクト キー' : 'ダウンロード リンク'}を表示できません。ログに残ってしまうためです。`,
    why: '代わりに --out-file (リンクの場合は --download も可) で保存してください。',
  }),
  keptStateNeeded: (d) => ({
    what: 'CI で購入するには CSP_STATE_DIR が必要です。ジョブの終了後も残るフォルダーを指定してください。',
    why: `注文はしていません。このままでは購入の記録が ${d.path} に書かれ、ランナーとともに失われるため、同じジョブを再実行すると二重に購入するおそれがあります。キャッシュやマウントしたディスクなど、内容が保持される場所を CSP_STATE_DIR に設定してください。`,
  }),
  fileExists: (d) => ({
    what: `${d.path} はすでに存在します。`,
    why: 'ファイルは変更していません。別の名前を指定してください。',
  }),
  purchaseNotRecorded: (d) => ({
    what: `注文は受け付けられましたが (${d.orders.join('、')})、このコンピューターに記録できませんでした。`,
    why: `注文済みですので、もう一度実行しないでください。要求 ID: ${d.requestId}。記録できなかった原因: ${d.reason}`,
  }),
  storageFailed: (d) => ({
    what: `${d.path} を読み書きできません。`,
    why: isDiskFull(d.reason) ? `ディスクに空きがありません (${d.reason})。` : d.reason,
  }),
  storageTooNew: (d) => ({
    what: `${d.path} は新しい csp で作成されています (形式 ${d.found}、この csp の対応は ${d.supported} まで)。`,
    why: 'csp を更新してください。何も変更していません。',
  }),
  activityTampered: (d) => ({
    what: `このコンピューターのアクティビティが改ざんされています。${d.sequence} 番目の記録が直前の記録と合いません。`,
    why: 'これ以降の記録は信頼できません。サービス側の記録に影響はありません。',
  }),
  clipboardFailed: (d) => ({
    what:
      d.reason === 'failed'
        ? 'クリップボードに書き込めなかったため、コピーしていません。'
        : 'クリップボードを使えないため、コピーしていません。',
    why:
      d.content === 'key'
        ? '同じコマンドで同じキーをもう一度取得できます。--out-file で保存するか、--reveal で表示してください。'
        : '代わりに内容を表示しました。',
  }),
  customerNotFound: (d) => ({ what: `「${d.query}」という顧客は見つかりません。` }),
  orderNotFound: (d) => ({
    what: `${d.customer === null ? 'どの顧客にも' : `顧客 ${d.customer} に`}注文 ${d.orderId} はありません。`,
  }),
  nothingToChoose: (d) => ({ what: `${d.customer} には該当する注文がありません。` }),
  lineNotFound: (d) => ({
    what: `注文 ${d.orderId} に${d.line === undefined ? 'この製品の明細' : `明細 ${d.line} `}はありません。`,
  }),
  keyNotFound: (d) => ({ what: `${order(d)} にプロダクト キーはありません。` }),
  linkNotFound: (d) => ({ what: `${order(d)} にダウンロード リンクはまだありません。` }),
  keyRevoked: (d) => ({ what: `${order(d)} はキャンセル済みです。キーとリンクは失効しています。` }),
  linkEnded: (d) => ({
    what: {
      expired: `注文 ${d.orderId} のダウンロード リンクは期限切れです。`,
      'used-up': `注文 ${d.orderId} のダウンロード リンクは、ダウンロード回数の上限に達しました。`,
      revoked: `注文 ${d.orderId} のダウンロード リンクは失効しています。`,
    }[d.cause],
    ...(d.cause === 'revoked' ? {} : { why: '新しいリンクはいつでも取得できます。' }),
  }),
  downloadNotFound: (d) => ({
    what: `${order(d)} に該当するダウンロードはありません。`,
    why: `指定できる組み合わせ:\n  ${d.options.join('\n  ')}`,
  }),
  editionNotFound: (d) => ({ what: `「${d.query}」という版はありません。`, why: `版: ${d.editions.join('、')}` }),
  topicNotFound: (d) => ({ what: `「${d.query}」というヘルプはありません。`, why: `トピック: ${d.topics.join('、')}` }),
  interrupted: (d) => ({ what: '中断しました。', ...(d.placed && { why: placed(d.placed) }) }),
  terminated: (d) => ({ what: '外部から終了されました。', ...(d.placed && { why: placed(d.placed) }) }),
};
