/** 與登入有關的訊息。 */
import type { ErrorDetails, SignInFault } from '../../core/errors.ts';
import { proseInstant } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';

const serviceWords = (d: { readonly serviceCode: string | null; readonly text: string }): string =>
  `${d.serviceCode === null ? '' : `AADSTS${d.serviceCode}：`}${d.text}`;

const faults: { readonly [F in SignInFault]: string } = {
  denied: '登入要求已遭拒絕。',
  expired: '代碼到期前無人登入。',
  refused: '登入主機拒絕了要求。',
  host: '登入主機指向的網頁不在已知清單中。請勿在該網頁輸入代碼。',
  timeout: '瀏覽器在五分鐘內沒有回應。',
  answer: '登入主機的回應無法使用。',
};

export const signInErrors = {
  signInNeeded: (d: ErrorDetails['signInNeeded']) => ({
    what: {
      none: `尚未登入合作夥伴中心（設定檔 ${d.profile}）。`,
      expired: `設定檔 ${d.profile} 的登入已過期。`,
      revoked: `設定檔 ${d.profile} 的登入已失效：已遭撤銷，或同意已收回。`,
      mfa: `設定檔 ${d.profile} 的登入未經多重要素驗證。`,
    }[d.reason],
    why: '未傳送任何內容。請登入後再執行相同的命令，便會從中斷處繼續。',
  }),
  signInFailed: (d: ErrorDetails['signInFailed']) => ({ what: faults[d.cause], why: serviceWords(d) }),
  keyringUnavailable: (d: ErrorDetails['keyringUnavailable']) => ({
    what: '無法使用系統金鑰圈；沒有金鑰圈，權杖只能存放在未加密的檔案中。',
    why: `請解除鎖定或安裝金鑰圈，或將權杖存放在只有您能讀取的檔案：csp login --insecure-storage。原因：${d.reason}`,
  }),
  tokenStoreRefused: (d: ErrorDetails['tokenStoreRefused']) => ({
    what: {
      symlink: `${d.path} 是符號連結，因此不在該處存放權杖。`,
      notFile: `${d.path} 不是一般檔案，因此不在該處存放權杖。`,
      foreign: `${d.path} 屬於其他使用者，因此不在該處存放權杖。`,
      readable: `其他使用者可讀取 ${d.path}，其中的權杖視為已外洩。請登出後重新登入。`,
      writable: `其他使用者可寫入 ${d.path}，因此不在其下存放權杖。`,
    }[d.reason],
  }),
  unavailable: (d: ErrorDetails['unavailable']) => ({
    what: `無法連線到 ${d.host}。`,
    why: `${d.reason}。${d.retryAt === null ? '請稍後再試。' : `請於 ${proseInstant(d.retryAt, 'zh-TW')} 之後再試。`}`,
  }),
  tlsRefused: (d: ErrorDetails['tlsRefused']) => ({
    what: `${d.host} 的憑證無效，連線不安全。`,
    why: `未傳送任何內容。${d.reason}`,
  }),
  checksFailed: (d: ErrorDetails['checksFailed']) => ({
    what: `發現問題：${d.checks.join('、')}。`,
    why: '處理方式列於各項結果旁。',
  }),
  tenantMismatch: (d: ErrorDetails['tenantMismatch']) => ({
    what: `此操作的對象是租用戶 ${d.expected}，但您登入的是 ${d.found}。`,
    why: '未變更任何內容。',
  }),
};

export const signIn: Messages['text']['signIn'] = {
  visit: (d) => `請在這部電腦的瀏覽器中開啟下列網址並登入：\n${d.url}`,
  enterCode: (d) => `請在任一裝置開啟 ${d.url}，並於 ${proseInstant(d.expiresAt, 'zh-TW')} 前輸入代碼 ${d.userCode}。`,
  codeWarning: '只能輸入您自己剛剛要求的代碼。傳送代碼給您的人，是想以您的名義行事。',
  pageDone: '您已登入。可以關閉此網頁並回到終端機。',
  pageFailed: '登入未成功。請回到終端機。',
  done: (d) => `已用 ${d.user} 登入 ${d.tenant}（設定檔 ${d.profile}）。`,
  keptInKeyring: '權杖存放在系統金鑰圈。',
  keptInFile: (d) => `權杖未加密：存放在只有您能讀取的 ${d.path}。`,
  useIt: '使用時請加上 --backend partner-center，或存成設定：csp config set backend partner-center',
  signedOut: (d) => `已登出：${d.profiles}。這部電腦上沒有留下任何內容。`,
  dryRun: '僅模擬執行：未登入也未登出。',
  nobody: '目前沒有登入任何帳戶。',
  live: (d) => d.banner,
  oddAnswer: (d) => `服務回應中有一部分無法使用，已略過（${d.operation}）：${d.reason}`,
  skew: (d) =>
    `此電腦的時鐘比服務的時間${d.aheadMs > 0 ? '快' : '慢'} ${Math.round(Math.abs(d.aheadMs) / 1000)} 秒；期限以服務的時間為準。`,
  confirmTenant: (d) => `此設定檔受到保護。若要繼續，請輸入 ${d.tenant}：`,
  app: '應用程式本身',
  title: {
    profile: '設定檔',
    backend: '後端',
    credential: '認證',
    cloud: '雲端',
    keptIn: '權杖存放位置',
    accessEnds: '權杖更新時間',
    mfa: '多重要素驗證',
    check: '檢查項目',
    state: '狀態',
    finding: '結果',
    advice: '處理方式',
  },
  kind: { app: '僅應用程式', 'app+user': '應用程式與使用者', sandbox: '沙箱' },
  way: {
    browser: '瀏覽器',
    'device-code': '裝置代碼',
    'client-secret': '用戶端密碼',
    certificate: '憑證',
    'refresh-token': '重新整理權杖',
    'federated-file': '同盟權杖',
    'federated-github': 'GitHub 工作',
  },
  keyring: '系統金鑰圈',
  yes: '是',
  no: '否',
  unknown: '不明',
  can: {
    yes: '可以',
    unknown: '由服務決定',
    needsUser: '不可以：需要使用者登入，不能只有應用程式',
    needsRole: (d) => `不可以：需要下列其中一個角色：${d.roles}`,
  },
  rolesUnknown: '權杖未註明',
  state: { ok: '正常', warn: '警告', bad: '異常' },
  check: {
    node: 'Node',
    directories: '資料夾',
    keyring: '金鑰圈',
    proxy: 'Proxy',
    tls: 'TLS',
    clock: '時鐘',
    'sign-in': '登入',
  },
  finding: {
    nodeFits: (d) => `Node ${d['version']}`,
    nodeTooOld: (d) => `Node ${d['version']}；需要 ${d['needed']} 或更新版本`,
    folderFits: (d) => `${d['path']} 只有您能使用`,
    folderOpen: (d) => `${d['path']} 對其他使用者開放（模式 ${d['mode']}）`,
    folderMissing: (d) => `${d['path']} 尚不存在，需要時會建立`,
    folderUnwritable: (d) => `無法寫入 ${d['path']}（${d['reason']}）`,
    keyringWorks: () => '系統金鑰圈可以使用',
    keyringMissing: (d) => `沒有系統金鑰圈：${d['reason']}`,
    proxyNone: () => '沒有 Proxy',
    proxyUsed: (d) => `經由 Proxy ${d['proxy']} 連線到 ${d['host']}`,
    proxyMalformed: (d) => `${d['variable']} 不是 Proxy 的位址`,
    tlsChecked: (d) => `${d['host']} 的憑證有效`,
    tlsUnchecked: () => '已設定 NODE_TLS_REJECT_UNAUTHORIZED=0',
    tlsFails: (d) => `${d['host']} 的憑證無效：${d['reason']}`,
    tlsPlain: (d) => `${d['host']} 是這部電腦上的模擬器，未使用 TLS`,
    clockFits: (d) => `與服務的時間相差 ${d['seconds']} 秒`,
    clockOff: (d) => `與服務的時間相差 ${d['seconds']} 秒`,
    serviceSilent: (d) => `無法連線到 ${d['host']}：${d['reason']}`,
    signedIn: (d) => `${d['user']}（${d['tenant']}）`,
    signInNone: () => '尚未登入',
    signInFails: (d) => `登入無法使用：${d['reason']}`,
    signInFile: (d) => `權杖未加密，存放在 ${d['path']}`,
    sandboxOnly: () => '不需要：目前使用的後端不是合作夥伴中心',
  },
  advice: {
    nodeTooOld: '請安裝較新的 Node。',
    folderOpen: '請用 chmod 700 限制為只有您能使用。',
    folderUnwritable: '請改為可寫入，或用 CSP_CONFIG_DIR、CSP_STATE_DIR 指定其他資料夾。',
    keyringMissing: '請解除鎖定或安裝金鑰圈，或用 --insecure-storage 登入。',
    proxyMalformed: '請寫成 http://host:port。',
    tlsUnchecked: '請取消設定；公司自有憑證請用 NODE_EXTRA_CA_CERTS。',
    tlsFails: '若公司會檢查流量，請在 NODE_EXTRA_CA_CERTS 指定其憑證。',
    clockOff: '請校正時鐘：期限依它顯示，誤差過大時權杖會失效。',
    serviceSilent: '請檢查網路與 Proxy。',
    signInNone: '請登入：csp login',
    signInFails: '請重新登入：csp login',
    signInFile: '在有金鑰圈的環境，請不加 --insecure-storage 重新登入。',
  },
};

export const signInSummaries = {
  login: '登入真正的合作夥伴中心',
  logout: '登出：移除設定檔的所有權杖',
  whoami: '顯示登入的身分，以及此認證能執行的命令',
  doctor: '檢查這部電腦與連往服務的路徑，並說明處理方式',
};

export const signInFlags = {
  tenant: '合作夥伴租用戶的 GUID 或網域（預設值：設定 tenant）',
  clientId: '應用程式註冊的識別碼（預設值：設定 clientId）',
  cloud: 'global、us-government、china，或模擬器，例如 http://127.0.0.1:8080',
  browser: '不開啟瀏覽器，只顯示網址',
  deviceCode: '在其他裝置上用代碼登入',
  servicePrincipal: '以應用程式本身登入，使用密碼或憑證',
  clientSecretStdin: '從標準輸入讀取用戶端密碼',
  clientSecretFile: '從此檔案讀取用戶端密碼，每次更新時也一樣',
  certificateFile: '內含應用程式憑證與金鑰的 PEM 檔案',
  refreshTokenStdin: '從標準輸入讀取重新整理權杖（安全應用程式模型）',
  federatedTokenFile: '內含受信任識別提供者權杖的檔案',
  federatedGithub: '以此 GitHub Actions 工作登入',
  insecureStorage: '沒有系統金鑰圈時，將權杖存放在未加密的檔案',
  logoutAll: '登出所有設定檔',
  confirmTenant: '指定受保護設定檔要求確認的合作夥伴租用戶',
};
