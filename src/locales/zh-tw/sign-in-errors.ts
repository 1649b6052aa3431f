/** Failures of signing in, in Traditional Chinese. */
import type { ErrorDetails, SignInFault, SignInHint } from '../../core/errors.ts';
import { proseInstant } from '../../terminal/format.ts';
import { needsPerson } from '../needs-person.ts';

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

/** Where a client secret may stand. */
export const clientSecretPlaces = '以此變數，或以 --client-secret-stdin、--client-secret-file 提供用戶端密碼';

/** Such as `HTTP 503`: somebody was reached. */
const isAnswer = (reason: string): boolean => reason.startsWith('HTTP ');

const hints: { readonly [H in SignInHint]: string } = {
  mfa: '需要第二項要素：請由本人登入，不要使用已儲存的權杖。',
  policy: '租用戶的條件式存取原則不允許：請改用其他地點或裝置，或洽詢管理該原則的人員。',
  consent: '應用程式尚未取得同意：請由系統管理員在 Microsoft Entra 的應用程式頁面同意，或在瀏覽器中登入一次。',
  resource: '應用程式未獲准使用合作夥伴中心：請在 API 權限中加入「Microsoft Partner Center」並同意。',
  stale: '已儲存的登入過舊或已遭撤銷：請重新登入。',
  secret: '應用程式的密碼錯誤或已過期：請在應用程式頁面建立新的密碼。',
  app: '應用程式與租用戶中的登記不符：請檢查 --client-id、租用戶，以及應用程式頁面上的憑證。',
  tenant: '沒有這個租用戶：請檢查 --tenant。',
  user: '原因是使用者、密碼或帳戶遭鎖定：請洽詢帳戶管理人員。',
  device: '代碼輸入錯誤或已過期：請再次執行命令以取得新的代碼。',
  loop: '短時間內重複了太多次相同的要求：請等候幾分鐘。',
};

export const signInErrors = {
  signInNeeded: (d: ErrorDetails['signInNeeded']) => ({
    what: {
      none: `尚未登入合作夥伴中心（${d.cloud === undefined ? '' : `雲端 ${d.cloud}，`}設定檔 ${d.profile}）。`,
      expired: `設定檔 ${d.profile} 的登入已過期。`,
      revoked: `設定檔 ${d.profile} 的登入已失效：已遭撤銷，或同意已收回。`,
      mfa: `設定檔 ${d.profile} 的登入未使用第二項要素（多重要素驗證），而合作夥伴中心要求使用。`,
      audience: `設定檔 ${d.profile} 的登入所指定的對象，合作夥伴中心已不再接受。`,
    }[d.reason],
    why: needsPerson(d.reason)
      ? '請由本人以互動方式重新登入，並完成多重要素驗證；更新此登入只會得到相同的結果。之後再執行相同的命令，便會從中斷處繼續。'
      : '請登入後再執行相同的命令，便會從中斷處繼續。',
  }),
  signInFailed: (d: ErrorDetails['signInFailed']) => ({
    what: faults[d.cause],
    why: `${serviceWords(d)}${d.hint === undefined ? '' : hints[d.hint]}`,
  }),
  keyringUnavailable: (d: ErrorDetails['keyringUnavailable']) => ({
    what: '無法使用系統金鑰圈；沒有金鑰圈，權杖與密碼只能存放在未加密的檔案中。',
    why: `請解除鎖定或安裝金鑰圈，或將權杖存放在只有您能讀取的檔案（--insecure-storage）。原因：${d.reason}`,
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
    what: isAnswer(d.reason) ? `${d.host} 回應其本身發生錯誤。` : `無法連線到 ${d.host}。`,
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
