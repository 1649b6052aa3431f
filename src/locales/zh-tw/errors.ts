/** One entry for each failure, in Traditional Chinese as used in Taiwan: what happened, and why. */
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
  d.line === undefined ? `訂單 ${d.orderId} ` : `訂單 ${d.orderId} 項次 ${d.line} `;

const roleList = (roles: readonly Role[]): string =>
  roles.length === 0 ? '無' : roles.map((role) => roleNames[role]).join('、');
const orders = (count: number): string => plural('zh-TW', count, { other: '# 筆訂單' });

const folder = '資料夾的絕對路徑；未設定時使用主資料夾中的位置';

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

/** 之後命令雖然失敗，訂單仍然成立。 */
const placed = ({ orders, requestId }: OrdersPlaced): string =>
  `訂單已成立：${orders.join('、')}。請勿再次下單，請查看處理進度。要求識別碼：${requestId}。`;

export const errors: ErrorTexts = {
  ...signInErrors,
  ...serviceErrors,
  ...ruleErrors,
  ...statusErrors,
  ...runErrors,
  ...unknownOutcomes,
  internal: (d) => ({ what: '這是 csp 的程式錯誤。', why: `請回報此問題。${d.reason}` }),
  commandUnknown: (d) => ({
    what: `沒有「${d.given}」命令。`,
    ...(d.suggestion === null ? {} : { why: `您是否要使用 ${d.suggestion}？` }),
  }),
  optionUnknown: (d) => ({
    what: `「${d.command}」沒有旗標 ${d.given}。`,
    ...(d.suggestion === null ? {} : { why: `您是否要使用 ${d.suggestion}？` }),
  }),
  argumentUnexpected: (d) => ({ what: `「${d.command}」不接受引數「${d.given}」。` }),
  argumentMissing: (d) =>
    withReasons(
      `缺少 ${d.flag}。`,
      [d.hole && `「${d.hole}」只是代表數值的字樣。`, expected[d.flag] && `應為：${expected[d.flag]}。`],
      '',
    ),
  argumentInvalid: (d) => ({
    what: d.given === '' ? `${d.flag} 需要一個值。` : `「${d.given}」不是 ${d.flag} 的有效值。`,
    why: `應為：${(d.given === '' ? expected[d.flag] : undefined) ?? d.expected.replaceAll(', ', '、')}。`.replace(
      /…。$/,
      '…',
    ),
  }),
  argumentsConflict: (d) => ({
    what: `不能同時使用：${d.flags.join('、')}。`,
    ...(d.goesWith && { why: `${d.flags[1]} 要與 ${d.goesWith.join('、')} 一起使用。` }),
  }),
  secretInArgument: (d) => ({
    what: `${d.flag} 不接受以機密資料作為值。`,
    why: '這台電腦的其他使用者看得到命令列。請改由標準輸入或檔案提供。',
  }),
  confirmationNeeded: (d) => ({
    what: '此動作會變更資料，但沒有終端機可供詢問。',
    why: `未變更任何內容。若要略過詢問直接執行，請加上 ${d.flag}。`,
  }),
  acknowledgementNeeded: (d) => ({
    what: '取消會撤銷金鑰與下載連結，且必須解除安裝軟體。',
    why: `未變更任何內容。請加上 ${d.flag}，表示您已閱讀此說明。`,
  }),
  queryInvalid: (d) => ({ what: `無法套用 --query「${d.query}」。`, why: queryFault(d) }),
  fieldUnknown: (d) => ({ what: `這裡沒有「${d.field}」欄位。`, why: `可用的欄位：${d.fields.join('、')}。` }),
  customerAmbiguous: (d) => ({
    what: `「${d.query}」無法確定是哪一位客戶。`,
    why: `請使用下列其中一位的網域或租用戶識別碼：\n  ${d.matches.join('\n  ')}`,
  }),
  choiceNotOffered: (d) => ({
    what: `${d.flag} 沒有「${d.given}」這個選項。`,
    why: d.choices.length === 0 ? `此產品不需要 ${d.flag}，請省略。` : `可選的值：\n  ${d.choices.join('\n  ')}`,
  }),
  choiceNeeded: (d) => ({
    what: `有多個選項，請以 ${d.flag} 指定其中一個。`,
    why: `可用的值：\n  ${d.choices.join('\n  ')}`,
  }),
  ...settingErrors,
  ...inputErrors,
  roleMissing: (d) => ({
    what: `您無權使用「${d.act}」，必須具備${d.needed.length === 1 ? '此' : '下列任一'}角色：${roleList(d.needed)}。`,
    why: `您目前的角色：${roleList(d.held)}。`,
  }),
  declined: () => ({ what: '您已選擇不執行。未變更任何內容。' }),
  notAllFound: (d) => ({
    what: `有訂單找不到：${d.customer} 沒有 ${d.missing.join('、')}。`,
    why: '其他訂單的結果請見清單。',
  }),
  lineNotActive: (d) => ({
    what: d.status === 'expired' ? `${order(d)}無法取消：期限已到期。` : `${order(d)}無法取消：狀態為「${d.status}」。`,
  }),
  kindUnknown: (d) => ({
    what: `${order(d)}未取消：目錄中沒有「${d.title}」，因此無法套用任何規則。`,
    why: '您可以提出支援要求來申請退款。',
  }),
  cancelWindowClosed: (d) => ({
    what: `${order(d)}已無法取消：取消期限已於 ${proseInstant(d.closedAt, 'zh-TW')} 截止。`,
    why:
      d.windowDays === null
        ? '此期限由服務訂定。您仍可提出支援要求來申請退款。'
        : `依 ${d.edition} 版政策，可於購買後 ${d.windowDays} 天內取消。您仍可提出支援要求來申請退款。`,
  }),
  neverCancellable: (d) => ({
    what: `${order(d)}無法取消：「${d.title}」是 Linux 方案。`,
    why: 'SUSE Linux 與 Red Hat 方案不可取消，也不可交換。',
  }),
  reservationRules: (d) => ({
    what: `${order(d)}無法在此取消：「${d.title}」是 Azure 保留項目。`,
    why: '保留項目的交換與退款另有規定，請使用 Azure 入口網站。',
  }),
  cancelRefusedByService: (d) => ({
    what: `${order(d)}未取消：服務拒絕了要求（${d.serviceCode}）。`,
    why: d.text,
  }),
  keyForCustomerOnly: (d) => ({
    what: `${order(d)}的金鑰只有客戶能查看（${d.edition} 版政策）。`,
    why: `客戶的全域系統管理員可在 Microsoft 365 系統管理中心查看：「計費」→「您的產品」→「軟體」。\n  ${d.portalUrl}\n  操作說明：${d.helpUrl}`,
  }),
  noKeyForKind: (d) => ({ what: `${order(d)}沒有產品金鑰或下載項目，因為「${d.title}」不提供。` }),
  cartLineRefused: (d) => ({
    what: d.placed
      ? `服務拒絕了購物車的一部分（${d.serviceCode}）。`
      : `服務拒絕了購物車（${d.serviceCode}）。未下單。`,
    why: d.placed ? `${d.text}\n${placed(d.placed)}` : d.text,
  }),
  cartExpired: (d) => ({ what: `購物車 ${d.cartId} 已過期。未下單。` }),
  quantityOutOfRange: (d) => ({
    what: `此產品的數量不能是 ${d.given}。`,
    why: `數量須介於 ${d.minimum} 與 ${d.maximum} 之間。未下單。`,
  }),
  refundRequestIncomplete: (d) => ({ what: '退款要求尚未填妥。', why: `尚缺：${d.missing.join('、')}。` }),
  nothingToRefund: (d) => ({
    what: `${order(d)}已取消，沒有可再要求退還的款項。`,
    why: '應退金額會列入下個月的帳單。',
  }),
  busy: (d) => ({ what: '另一個 csp 正在寫入資料。', why: `等候 ${d.path} 逾時。請再次執行同一命令。` }),
  timeout: (d) => ({
    what: `已超過指定的時間（${proseDuration(d.seconds * 1000, 'zh-TW')}）。`,
    why: d.placed ? placed(d.placed) : '若要繼續，請再次執行同一命令。',
  }),
  orderPending: (d) => ({
    what: `${order(d)}尚未處理完成。`,
    why: d.placed ? placed(d.placed) : '通常需要幾分鐘，請稍後再試。',
  }),
  countMismatch: (d) => ({
    what: `您預期有 ${orders(d.expected)}，但實際有 ${orders(d.found)}。`,
    why: '未變更任何內容。',
  }),
  tooMany: (d) => ({
    what: `此動作會變更 ${orders(d.found)}，超過上限 ${orders(d.maximum)}。`,
    why: `未變更任何內容。若確實要這麼做，請以 ${d.flag} 提高上限。`,
  }),
  repeatPurchase: (d) =>
    d.orderId === null
      ? {
          what: `${proseDuration(d.secondsAgo * 1000, 'zh-TW')}前已開始為此客戶訂購相同產品與數量，訂單可能已經成立。`,
          why: `這次未下單。請先查看客戶的訂單；若沒有該訂單，再加上 --again。先前的要求識別碼：${d.requestId}。`,
        }
      : {
          what: `${proseDuration(d.secondsAgo * 1000, 'zh-TW')}前已為此客戶訂購相同產品與數量：訂單 ${d.orderId}。`,
          why: '未下單。若要再訂購一次，請加上 --again。',
        },
  priceAboveLimit: (d) => ({
    what: `訂單金額為 ${proseMoney(d.price, 'zh-TW')}，超過您的上限 ${proseMoney(d.limit, 'zh-TW')}。`,
    why: '未下單。',
  }),
  priceUnknown: (d) => ({
    what: `服務未提供「${d.title}」的價格。`,
    why: '未下單。若要在價格不明時下單，請在終端機回答問題，或加上 --accept-unknown-price，且不要加上 --max-total。',
  }),
  priceChanged: (d) => ({
    what: `價格已從 ${proseMoney(d.quoted, 'zh-TW')} 變更為 ${proseMoney(d.cart, 'zh-TW')}。`,
    why: '未下單。請再次執行此命令以查看新報價。',
  }),
  currencyMismatch: (d) => ({ what: `價格以 ${d.price} 計，您的上限則以 ${d.limit} 計。`, why: '未下單。' }),
  revealRefused: (d) => ({
    what:
      d.what === 'key'
        ? 'CI 作業不得顯示產品金鑰，因為金鑰會留在記錄檔中。'
        : 'CI 作業不得顯示下載連結，因為連結會留在記錄檔中。',
    why:
      d.what === 'key' ? '請改用 --out-file 儲存金鑰。' : '請改用 --out-file 儲存連結，或用 --download 直接儲存檔案。',
  }),
  keptStateNeeded: (d) => ({
    what: '在 CI 作業中購買需要 CSP_STATE_DIR：作業結束後仍會保留的資料夾。',
    why: `未下單。購買記錄會寫入 ${d.path}，並隨執行環境一起消失，重新執行同一作業就可能重複購買。請將 CSP_STATE_DIR 設為會保留的儲存位置，例如快取或掛載的磁碟。`,
  }),
  fileExists: (d) => ({ what: `${d.path} 已存在。`, why: '原檔案未變更，請改用其他名稱。' }),
  purchaseNotRecorded: (d) => ({
    what: `已下單：${d.orders.join('、')}，但無法記錄到本機。`,
    why: `訂單已成立，請勿再次下單。要求識別碼：${d.requestId}。無法寫入的原因：${d.reason}。`,
  }),
  storageFailed: (d) => ({
    what: `無法讀取或寫入 ${d.path}。`,
    why: isDiskFull(d.reason) ? `磁碟已滿（${d.reason}）。` : d.reason,
  }),
  storageTooNew: (d) => ({
    what: `${d.path} 是由較新版的 csp 寫入的（格式 ${d.found}，此版本支援到 ${d.supported}）。`,
    why: '請更新 csp。未變更任何內容。',
  }),
  activityTampered: (d) => ({
    what: `本機的活動記錄遭到修改：第 ${d.sequence} 筆與前一筆不連貫。`,
    why: '從該筆起的記錄都不可信任。服務本身的記錄不受影響。',
  }),
  clipboardFailed: (d) => ({
    what: d.reason === 'failed' ? '未複製任何內容：無法寫入剪貼簿。' : '未複製任何內容：這裡沒有剪貼簿可用。',
    why:
      d.content === 'key'
        ? '金鑰並未遺失，執行同一命令即可再次取得。請用 --out-file 儲存，或用 --reveal 顯示。'
        : '已改為直接顯示內容。',
  }),
  customerNotFound: (d) => ({ what: `找不到客戶「${d.query}」。` }),
  orderNotFound: (d) => ({
    what: d.customer === null ? `沒有任何客戶有訂單 ${d.orderId}。` : `客戶 ${d.customer} 沒有訂單 ${d.orderId}。`,
  }),
  nothingToChoose: (d) => ({ what: `${d.customer} 沒有符合的訂單。` }),
  lineNotFound: (d) => ({
    what: `訂單 ${d.orderId} 沒有${d.line === undefined ? '此產品的項次' : `項次 ${d.line}`}。`,
  }),
  keyNotFound: (d) => ({ what: `${order(d)}沒有產品金鑰。` }),
  keyRevoked: (d) => ({ what: `${order(d)}已取消，其金鑰與連結均已撤銷。` }),
  linkNotFound: (d) => ({ what: `${order(d)}尚無下載連結。` }),
  linkEnded: (d) => ({
    what: {
      expired: `訂單 ${d.orderId} 的下載連結已到期。`,
      'used-up': `訂單 ${d.orderId} 的下載連結已用完所有下載次數。`,
      revoked: `訂單 ${d.orderId} 的下載連結已撤銷。`,
    }[d.cause],
    ...(d.cause === 'revoked' ? {} : { why: '您可以隨時取得新連結。' }),
  }),
  downloadNotFound: (d) => ({
    what: `${order(d)}沒有這個下載項目。`,
    why: `可用的下載項目：\n  ${d.options.join('\n  ')}`,
  }),
  editionNotFound: (d) => ({ what: `沒有「${d.query}」版政策。`, why: `可用的版本：${d.editions.join('、')}。` }),
  topicNotFound: (d) => ({ what: `沒有關於「${d.query}」的說明。`, why: `可用的主題：${d.topics.join('、')}。` }),
  interrupted: (d) => ({ what: '已中斷。', ...(d.placed && { why: placed(d.placed) }) }),
  terminated: (d) => ({ what: '已由外部結束。', ...(d.placed && { why: placed(d.placed) }) }),
};
