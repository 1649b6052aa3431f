import type { Topics } from '../messages.ts';

/** The longer texts of `csp help TOPIC`, in Traditional Chinese as used in Taiwan. */
export const topics: Topics = {
  environment: {
    summary: '環境變數與檔案',
    intro:
      '優先順序由高到低：旗標、環境變數、專案檔 .csprc.json、您的設定檔、預設值。專案檔只能設定 output、lang、color 與 progress，選擇設定檔（變更前會要求確認其租用戶），以及加強保護：protected（只能為 true）、requestsPerMinute（低於您的值）。若含其他設定，命令會遭到拒絕。「csp config list --show-origin」會顯示採用的是哪一個。',
    variables: {
      CSP_OUTPUT: '輸出格式，同 --output',
      CSP_LANG: '語言，同 --lang；未設定時依序參考 LC_ALL、LC_MESSAGES 與 LANG',
      CSP_BACKEND: '後端，同 --backend',
      CSP_PROFILE: '設定組合，同 --profile',
      CSP_CLOUD: '連線對象，同設定 cloud：global、us-government、china 或模擬器',
      CSP_TENANT_ID: '合作夥伴租用戶，同設定 tenant',
      CSP_CLIENT_ID: '應用程式註冊，同設定 clientId',
      CSP_REQUESTS_PER_MINUTE: '每分鐘最多向合作夥伴中心送出的要求數，同設定 requestsPerMinute',
      CSP_CLIENT_SECRET: 'csp login --service-principal 的用戶端密碼；使用檔案或標準輸入較安全',
      CSP_NO_INPUT: '設為任何值：一律不提問',
      CSP_DEBUG: '設為任何值：追蹤執行過程，不含機密資料',
      CSP_ACCESSIBLE: '設為任何值：不使用色彩與動畫',
      CSP_CONFIG_DIR: '設定檔所在的資料夾（絕對路徑）',
      CSP_STATE_DIR: '沙箱與本機活動記錄所在的資料夾（絕對路徑）；在 CI 中執行 csp buy 時必須設定',
      NO_COLOR: '設為任何值：不使用色彩',
      FORCE_COLOR: '設為 0 以外的任何值：輸出至管線時也使用色彩',
      CI: '設為 0、false 以外的值：一律不提問，也不顯示產品金鑰；csp buy 與 csp cancel 必須指定後端',
      GITHUB_STEP_SUMMARY: '摘要若寫入此檔案，會附加在檔尾',
    },
    files: '設定：{config}\n狀態：{state}\n這兩個資料夾只有您能存取（模式 0700，檔案 0600）。',
  },
  'exit-codes': {
    summary: '各結束代碼的意義',
    intro:
      '同時符合多項時，採用此順序中最前面的一項：10、1、5、4、130 或 143、7、8、6、0。多筆訂單中只有部分找不到時，視為 6。批次執行（--file、--apply）以所有行中最嚴重的一項結束；7 表示還有剩餘，請再執行一次相同的命令。',
    columns: { code: '代碼', name: '名稱', meaning: '意義', changed: '有無變更？' },
    codes: {
      ok: ['已完成，或原本就是如此', '依要求'],
      internal: ['csp 的程式錯誤，請回報', '請查看訂單'],
      usage: ['旗標或引數有誤，或需要確認但無人可回答', '無'],
      input: ['輸入檔案不被接受，訊息會指出行與欄', '無'],
      auth: ['尚未登入，或缺少角色', '無'],
      unknown: ['至少有一項結果無法確認，必須由人員查看', '可能有'],
      refused: ['依規則、由服務或由使用者拒絕', '僅限報告所列'],
      unavailable: ['忙碌、離線或逾時；能否再次執行，請看錯誤訊息', '可能有'],
      guard: ['安全檢查阻止執行：數量、金額、重複訂單或已存在的檔案', '無'],
      locked: ['另一個處理序正在執行相同的作業', '無'],
      storage: ['資料庫、輸出檔案或剪貼簿無法寫入，或不可信任', '不再變更'],
      notFound: ['客戶、訂單、金鑰或連結不存在、已失效或已撤銷', '無'],
      notStarted: ['sandbox exec 的命令無法啟動；能啟動時以該命令的結束代碼為準', '無'],
      interrupted: ['以 Ctrl-C 中斷', '不再變更'],
      terminated: ['由外部結束（SIGTERM）', '不再變更'],
    },
  },
  output: {
    summary: '格式、欄位、查詢，以及指令碼可以依賴的內容',
    body: '資料輸出至標準輸出，其餘內容（問題、備註、錯誤）輸出至標準錯誤。\n\n在終端機上顯示表格，輸出至管線時則是不含標題列的 TSV。若要其他格式，請使用 -o：table、json、jsonl、csv、tsv 或 yaml。-o json 在列表類命令中輸出陣列，在其他命令中輸出單一物件。欄位的名稱與意義不會改變，但可能增加新欄位。未知的值為 null，時間採用 UTC（2026-11-28T14:03:00Z），金額為 {"amount":"12.34","currency":"EUR"}，其中 amount 是文字。\n\n--fields a,b 可選擇欄位（以句點分隔的路徑可取得內層欄位：refund.amount.amount）。--query 與 Azure CLI 相同，以 JMESPath 運算式處理 JSON。--ids 每行輸出一個識別碼（一列為一個項目時是 ORDER/LINE），可交給其他命令：csp list-software … --ids | csp cancel - …。運算式本身有誤時，不會執行任何動作；若執行後無法套用到結果，則顯示警告並輸出完整的 JSON。\n\n外來文字中的控制字元、雙向字元與零寬字元會以 \\u{...} 顯示；JSON 則保留原文。試算表會當成公式執行的 CSV 儲存格，會以單引號開頭。\n\n使用機器格式時，錯誤會是標準錯誤的最後一行，格式為單行 JSON：{"error":{"code":...,"message":...,"hint":...,"exitCode":...,"retryable":...,"requestId":...,"correlationId":...,"details":{...}}}\n\n各命令的欄位：',
  },
  auth: {
    summary: '後端與登入',
    body: '沙箱不需要登入。沙箱的身分具有系統管理代理人（admin-agent）與全域系統管理員（global-admin）角色；可用「csp sandbox as ROLE…」變更，以便測試遭到拒絕的情況。\n\n使用真正的服務（--backend partner-center）需要自己的應用程式註冊。csp login --tenant TENANT --client-id ID 會開啟瀏覽器；沒有瀏覽器時可用 --device-code、--service-principal、--refresh-token-stdin、--federated-token-file 或 --federated-github。權杖與從標準輸入取得的密碼存放在系統金鑰圈；加上 --insecure-storage 則存放在只有您能讀取的檔案。csp whoami 顯示可執行的命令，csp doctor 檢查連線。設定 protected 為 true 的設定檔在每次變更前會要求輸入合作夥伴租用戶；指令碼以 --confirm-tenant 指定。\n\n各命令所需的角色：csp help roles',
  },
  roles: {
    summary: '各命令所需的角色',
    intro: '各命令所需的角色（具備其中一個即可），以當時的 Microsoft 頁面為準。在合作夥伴中心，由服務決定。',
    before: (d) => `（${d.day} 之前：${d.roles}）`,
  },
  policies: {
    summary: '何時適用哪些規則',
    body: 'Microsoft 曾多次修改規則，csp 將每次的內容保存為一版註明日期的政策。可取消期間依購買當日生效的版本計算；金鑰與連結則依今日生效的版本。取消期限是購買時間加上整數個 24 小時，以 UTC 計算，到期限當下仍可取消。若服務本身提供期限，則以該期限為準，並於 deadlineSource 註明。\n\n「csp policy list」列出各版政策，「csp policy show EDITION」顯示其中一版，「csp policy explain ORDER --customer DOMAIN」說明一筆訂單適用的規則。',
  },
  flags: {
    summary: '每個命令都接受的旗標',
    intro: '每個命令都接受下列旗標，放在命令名稱之前或之後皆可：',
  },
};
