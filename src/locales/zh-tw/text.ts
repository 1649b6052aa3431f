/** What commands say while they work, in Traditional Chinese as used in Taiwan. */
import type { Money } from '../../core/rules/money.ts';
import { megabytes, proseDuration, proseInstant, proseMoney } from '../../terminal/format.ts';
import { countryName } from '../market-name.ts';
import type { Messages } from '../messages.ts';
import { plural } from '../plural.ts';
import { config } from './config.ts';
import { failureLines } from './failure-lines.ts';
import { policy } from './policy.ts';
import { queryFailed } from './query-faults.ts';
import { roleNames } from './role-names.ts';
import { sandbox } from './sandbox.ts';
import { signIn } from './sign-in.ts';
import { statuses } from './statuses.ts';
import { trace } from './trace.ts';

const money = (amount: Money): string => proseMoney(amount, 'zh-TW');
const count = (number: number, other: string): string => plural('zh-TW', number, { other });
const credited = (credit: string | null): string => (credit === null ? '' : `（折抵 ${credit}）`);

export const text: Messages['text'] = {
  title: {
    savedFile: '檔案',
    operation: '呼叫',
    fault: '故障',
    hits: '次數',
    customer: '客戶',
    name: '名稱',
    domain: '網域',
    tenant: '租用戶識別碼',
    country: '國家/地區',
    product: '產品',
    productId: '產品識別碼',
    sku: 'SKU',
    kind: '類型',
    term: '期限',
    billing: '計費',
    price: '價格',
    order: '訂單',
    line: '項次',
    quantity: '數量',
    purchased: '購買時間',
    status: '狀態',
    total: '總計',
    cancelUntil: '取消期限',
    daysLeft: '天數',
    refund: '退款',
    key: '金鑰',
    outcome: '結果',
    credit: '折抵金額',
    message: '訊息',
    link: '連結',
    expires: '失效時間',
    downloadsLeft: '剩餘次數',
    version: '版本',
    language: '語言',
    fileType: '檔案類型',
    at: '時間',
    event: '事件',
    user: '使用者',
    details: '詳細資料',
    setting: '設定',
    value: '值',
    origin: '來源',
    edition: '政策版本',
    from: '生效日',
    windows: '可取消期間',
    keys: '金鑰',
    links: '連結',
    source: '出處',
    rule: '規則',
    path: '路徑',
    clock: '時鐘',
    identity: '登入身分',
    roles: '角色',
    customers: '客戶',
    products: '產品',
    orders: '訂單',
  },
  ...statuses,
  kind: {
    perpetual: '永久軟體',
    subscription: '訂閱',
    esu: 'ESU',
    'linux-plan': 'Linux 方案',
    reservation: '保留項目',
  },
  outcome: {
    cancelled: '已取消',
    'already-cancelled': '先前已取消',
    'would-cancel': '將會取消',
    refused: '遭拒絕',
    unknown: '不明',
    failed: '失敗',
    'not-tried': '未執行',
  },
  keyAccess: { partner: '可取得', customer: '僅限客戶', none: '–' },
  event: { key: '金鑰', link: '連結', purchase: '購買', cancel: '取消' },
  refundKind: { full: '全額', prorated: '按比例', unknown: '由 Microsoft 決定', none: '無' },
  item: (d) => `${d.title} × ${d.quantity ?? '?'}`,
  sentenceGap: '',
  origin: {
    flag: '參數',
    environment: '環境變數',
    project: '專案檔',
    profile: '設定組合',
    user: '設定檔',
    default: '預設值',
    unset: '未設定',
    refused: '專案檔不得設定',
    unknown: '不明的設定',
  },
  role: roleNames,
  noPrices: (d) => `這裡沒有${countryName(d.country, 'zh-TW')}的價格，因此沒有可在該國家/地區販售的產品。`,
  unknownPrice: '價格不明',
  tax: (included) => (included ? '含稅' : '未稅'),
  droppedColumns: (d) => `未顯示：${d.columns.join('、')}（可用 --fields 選擇，或改用 -o json）。`,
  queryFailed,

  empty: {
    software: '沒有符合的軟體。',
    customers: '沒有符合的客戶。',
    catalog: '目錄中沒有符合的產品。',
    orders: '此客戶沒有訂單。',
    links: '沒有在此時間內失效的連結。',
    activity: '此範圍內沒有這類活動。可用 --event all 顯示所有類型。',
    settings: '沒有任何設定。',
  },

  software: {
    limited: (d) => `共 ${count(d.all, '# 個項目')}，顯示其中 ${count(d.shown, '# 個')}。`,
    progress: (d) =>
      d.total === null
        ? count(d.done, '# 位客戶')
        : `${count(d.total, '# 位客戶')}，已讀取 ${count(d.done, '# 位')}${minutesLeft(d.minutesLeft)}`,
    summary: (d) =>
      d.next === null
        ? '目前沒有可取消的項目。'
        : `目前可取消 ${count(d.cancellable, '# 個項目')}，最早的期限為 ${proseInstant(d.next, 'zh-TW')}。`,
  },

  ask: {
    customer: '哪一位客戶？',
    product: '哪一項產品？',
    sku: '哪一個 SKU？',
    quantity: '數量多少？',
    quantityRange: (d) => `請輸入 ${d.minimum} 到 ${d.maximum} 之間的整數。`,
    order: '哪一筆訂單？',
    line: '哪一個項目？',
    version: '哪一個版本？',
    language: '哪一種語言？',
    fileType: '哪一種檔案類型？',
    cancelReason: '為什麼要取消？',
    refundReason: '客戶為什麼要求退款？',
  },

  prompt: {
    yes: '是',
    no: '否',
    yesNo: 'y/N',
    answerYesNo: '請輸入 y 或 n。',
    answerNeeded: '此處必須作答。',
    hint: '輸入文字以搜尋，↑↓ 移動，⏎ 選取',
    nothingFound: '沒有符合的項目。',
  },

  buy: {
    quote: (d) =>
      `${d.title} × ${d.quantity}\n客戶：${d.customer}（${d.country}）\n金額：${d.price === null ? '不明' : `${d.price}（${d.tax}）`}`,
    question: (d) =>
      d.price === null
        ? `服務未提供價格，仍要為 ${d.customer} 訂購 ${d.title} × ${d.quantity} 嗎？`
        : `要為 ${d.customer} 訂購 ${d.title} × ${d.quantity}（${d.price}）嗎？`,
    dryRun: '試執行：沒有下單。',
    ordered: (d) => `已下單：${d.orders}。要求識別碼：${d.requestId}。`,
    pending: (d) => `訂單處理中。查看進度：\n${d.command}`,
    waiting: '正在等候訂單處理完成…',
    fulfilled: (d) => `已處理完成：${d.orders}。`,
  },

  cancel: {
    line: (d) => `${d.title} × ${d.quantity ?? '?'}（訂單 ${d.orderId}，項次 ${d.line}）`,
    cancelledLine: (d) => `${d.title}（訂單 ${d.orderId}，項次 ${d.line}）先前已取消。`,
    alreadyOrder: (d) => `訂單 ${d.orderId} 先前已取消。`,
    anyway: '仍會向服務提出要求（--try-anyway），由服務決定。',
    deadline: (d) =>
      `  剩餘時間：${proseDuration(d.msLeft, 'zh-TW')}，至 ${proseInstant(d.cancelBy, 'zh-TW')} 為止${d.isService ? '（期限由服務提供）' : ''}`,
    credit: (d) => {
      if (d.kind === 'unknown') return '  折抵：由 Microsoft 決定';
      const amount = d.amount === null ? '金額不明' : money(d.amount);
      return `  折抵：${amount}（${d.kind === 'full' ? '全額' : '依未使用的時間按比例計算'}），列於下個月的發票；不收手續費`;
    },
    effects:
      '取消之後：\n' +
      '  - 此次購買的所有產品金鑰與下載連結都會撤銷；\n' +
      '  - 您與客戶必須停止使用軟體、解除安裝，並刪除已下載的檔案與連結；\n' +
      '  - 無法復原。',
    acknowledge: '我已閱讀取消的後果。',
    question: (d) =>
      `要取消 ${d.customer} 訂單 ${d.orderId} 中的 ${count(d.lines, '# 個項目')}${credited(d.credit)}嗎？`,
    typeCount: (d) =>
      `這會取消 ${d.customer} 的 ${count(d.count, '# 筆訂單')}${credited(d.credit)}。若要繼續，請輸入訂單筆數：`,
    dryRun: '試執行：沒有取消任何項目。',
    done: (d) => `已取消 ${count(d.lines, '# 個項目')}。清單最多可能需要 15 分鐘才會更新。`,
    already: '先前已取消。',
    foreign: '先前已取消，且不是由這台電腦取消。',
    oneByOne: (d) => `訂單 ${d.orderId} 中有其他項目不能取消。請單獨指定可以取消的項目：${d.lines.join('、')}。`,
  },

  key: {
    onePerLine: '這個項次只有一組金鑰，不分版本、語言與檔案類型。',
    masked: '只顯示末幾碼。若要完整金鑰，請使用 --reveal、--copy 或 --out-file。',
    copied: (d) => clipboardLine('金鑰', d.by),
    saved: (d) => `金鑰已儲存至 ${d.path}，只有您能讀取該檔案。`,
  },

  link: {
    saved: (d) => `連結已儲存至 ${d.path}，只有您能讀取該檔案。`,
    progress: (d) => `${megabytes(d.done)} / ${megabytes(d.total)} MB${minutesLeft(d.minutesLeft)}`,
    unchecked: '伺服器未提供總和檢查碼，因此檔案未經驗證。',
    partKept: (d) => `已下載的 ${megabytes(d.bytes)} MB 保留在 ${d.path}，再次執行相同的命令即可繼續。`,
    resumed: (d) => `已接續先前下載的 ${megabytes(d.bytes)} MB。`,
    copied: (d) => clipboardLine('連結', d.by),
    messageCopied: (d) => clipboardLine('短訊', d.by),
    notCopied: '這裡沒有剪貼簿可用，因此直接顯示連結。',
    warning: '任何人取得此連結都能下載軟體，請謹慎轉交。',
    expires: (d) => `連結將於 ${proseInstant(d.at, 'zh-TW')} 失效。`,
    expiresAfterFirst: (d) => `連結將於首次下載後 ${d.days} 天失效。`,
    left: (d) => `還可下載 ${count(d.count, '# 次')}。`,
    notInApi: '合作夥伴中心的 API 沒有提供下載。這是客戶專用的入口，必須以客戶的全域系統管理員身分登入。',
    portal: (d) => `依 ${d.edition} 版政策，只有客戶能下載。這是客戶專用的入口，必須以客戶的全域系統管理員身分登入。`,
    message: (d) =>
      `您好：\n\n您可以由此下載 ${d.customer} 的 ${d.title}：\n\n${d.url}\n\n${d.ends ?? ''}請勿轉傳此連結，因為任何人取得後都能下載軟體。\n`,
    messagePortal: (d) =>
      `您好：\n\n${d.customer} 的 ${d.title} 產品金鑰與下載項目，位於 Microsoft 365 系統管理中心的「計費」→「您的產品」→「軟體」。請由全域系統管理員登入：\n\n${d.url}\n\n操作說明：${d.helpUrl}\n`,
  },

  activity: {
    failed: '失敗',
    beyondKept: '服務只保留 90 天的記錄。更早的記錄，只顯示先前以 --sync 保存在本機的部分。',
    synced: (d) => `已將 ${count(d.count, '# 筆新記錄')}保存到本機。`,
    wouldSync: (d) => `試執行：將會把 ${count(d.count, '# 筆新記錄')}保存到本機。`,
    archived: (d) =>
      `其中 ${count(d.count, '# 筆記錄')}（截至 ${proseInstant(d.until, 'zh-TW')}）僅保存在本機，服務端已無這些記錄。`,
    sound: (d) => `檢查無誤：共 ${count(d.events, '# 筆記錄')}，均未遭修改。`,
  },

  policy,

  config,
  sandbox,
  signIn,
  trace,

  error: {
    label: '錯誤：',
    tryLabel: '請嘗試：',
  },
  failureLines,
};

function clipboardLine(what: string, by: string): string {
  return by === 'osc52' ? `已將${what}傳送到終端機的剪貼簿，但並非所有終端機都支援。` : `已將${what}複製到剪貼簿。`;
}

const minutesLeft = (minutes: number | null): string => {
  if (minutes === null) return '';
  return minutes === 0 ? '，剩下不到 1 分鐘' : `，大約還要 ${count(minutes, '# 分鐘')}`;
};
