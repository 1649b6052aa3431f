/** サインインに関するメッセージ。 */
import type { ErrorDetails, SignInFault } from '../../core/errors.ts';
import { proseInstant } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';

const serviceWords = (d: { readonly serviceCode: string | null; readonly text: string }): string =>
  `${d.serviceCode === null ? '' : `AADSTS${d.serviceCode}: `}${d.text}`;

const faults: { readonly [F in SignInFault]: string } = {
  denied: 'サインインが拒否されました。',
  expired: 'コードの有効期限までにサインインが行われませんでした。',
  refused: 'サインイン ホストに拒否されました。',
  host: 'サインイン ホストから、既知の一覧にないページを案内されました。そのページにコードを入力しないでください。',
  timeout: '5 分以内にブラウザーから応答がありませんでした。',
  answer: 'サインイン ホストの応答を利用できません。',
};

export const signInErrors = {
  signInNeeded: (d: ErrorDetails['signInNeeded']) => ({
    what: {
      none: `パートナー センターにサインインしていません (プロファイル ${d.profile})。`,
      expired: `プロファイル ${d.profile} のサインインは有効期限が切れています。`,
      revoked: `プロファイル ${d.profile} のサインインは無効です。取り消されたか、同意が撤回されています。`,
      mfa: `プロファイル ${d.profile} のサインインでは多要素認証が行われていません。`,
    }[d.reason],
    why: '何も送信していません。サインインして同じコマンドを実行すると、続きから再開します。',
  }),
  signInFailed: (d: ErrorDetails['signInFailed']) => ({ what: faults[d.cause], why: serviceWords(d) }),
  keyringUnavailable: (d: ErrorDetails['keyringUnavailable']) => ({
    what: 'システムのキーリングを利用できません。このままではトークンが暗号化されないファイルに保存されます。',
    why: `キーリングのロックを解除するか、インストールしてください。自分だけが読めるファイルに保存する場合は csp login --insecure-storage を使います。理由: ${d.reason}`,
  }),
  tokenStoreRefused: (d: ErrorDetails['tokenStoreRefused']) => ({
    what: {
      symlink: `${d.path} はシンボリック リンクのため、トークンを保存しません。`,
      notFile: `${d.path} は通常のファイルではないため、トークンを保存しません。`,
      foreign: `${d.path} は他のユーザーの所有のため、トークンを保存しません。`,
      readable: `${d.path} は他のユーザーも読めるため、トークンは漏えいしたものとみなします。サインアウトしてサインインし直してください。`,
      writable: `${d.path} は他のユーザーも書き込めるため、その下にトークンを保存しません。`,
    }[d.reason],
  }),
  unavailable: (d: ErrorDetails['unavailable']) => ({
    what: `${d.host} に接続できません。`,
    why: `${d.reason}。${d.retryAt === null ? '後でもう一度お試しください。' : `${proseInstant(d.retryAt, 'ja')} より後にもう一度お試しください。`}`,
  }),
  tlsRefused: (d: ErrorDetails['tlsRefused']) => ({
    what: `${d.host} の証明書が正しくないため、安全に接続できません。`,
    why: `何も送信していません。${d.reason}`,
  }),
  checksFailed: (d: ErrorDetails['checksFailed']) => ({
    what: `問題が見つかりました: ${d.checks.join(', ')}`,
    why: '対処方法は各結果に示しています。',
  }),
  tenantMismatch: (d: ErrorDetails['tenantMismatch']) => ({
    what: `対象のテナントは ${d.expected} ですが、サインインしているのは ${d.found} です。`,
    why: '何も変更していません。',
  }),
};

export const signIn: Messages['text']['signIn'] = {
  visit: (d) => `このコンピューターのブラウザーで次の URL を開き、サインインしてください:\n${d.url}`,
  enterCode: (d) =>
    `任意のデバイスで ${d.url} を開き、${proseInstant(d.expiresAt, 'ja')} までにコード ${d.userCode} を入力してください。`,
  codeWarning:
    '入力してよいのは、たった今ご自身で要求したコードだけです。他人から送られたコードを入力すると、その人があなたになりすませます。',
  pageDone: 'サインインしました。このページを閉じて、ターミナルに戻ってください。',
  pageFailed: 'サインインできませんでした。ターミナルに戻ってください。',
  done: (d) => `${d.tenant} に ${d.user} としてサインインしました (プロファイル ${d.profile})。`,
  keptInKeyring: 'トークンはシステムのキーリングにあります。',
  keptInFile: (d) => `トークンは暗号化されていません。自分だけが読めるファイル ${d.path} にあります。`,
  useIt:
    '利用するには --backend partner-center を付けるか、設定に保存してください: csp config set backend partner-center',
  signedOut: (d) => `サインアウトしました: ${d.profiles}。このコンピューターには何も残っていません。`,
  dryRun: '確認のみ行いました。サインインもサインアウトもしていません。',
  nobody: 'サインインしているアカウントはありませんでした。',
  live: (d) => d.banner,
  oddAnswer: (d) => `サービスの応答の一部を利用できないため、除外しました (${d.operation}): ${d.reason}`,
  skew: (d) =>
    `このコンピューターの時計は、サービスの時刻より ${Math.round(Math.abs(d.aheadMs) / 1000)} 秒${d.aheadMs > 0 ? '進んで' : '遅れて'}います。期限はサービスの時刻に従います。`,
  confirmTenant: (d) => `このプロファイルは保護されています。続けるには ${d.tenant} と入力してください:`,
  app: 'アプリ自体',
  title: {
    profile: 'プロファイル',
    backend: 'バックエンド',
    credential: '資格情報',
    cloud: 'クラウド',
    keptIn: 'トークンの保存先',
    accessEnds: 'トークンの更新時期',
    mfa: '多要素認証',
    check: '確認項目',
    state: '状態',
    finding: '結果',
    advice: '対処方法',
  },
  kind: { app: 'アプリのみ', 'app+user': 'アプリとユーザー', sandbox: 'サンドボックス' },
  way: {
    browser: 'ブラウザー',
    'device-code': 'デバイス コード',
    'client-secret': 'クライアント シークレット',
    certificate: '証明書',
    'refresh-token': '更新トークン',
    'federated-file': 'フェデレーション トークン',
    'federated-github': 'GitHub ジョブ',
  },
  keyring: 'システムのキーリング',
  yes: 'あり',
  no: 'なし',
  unknown: '不明',
  can: {
    yes: '可',
    unknown: 'サービスが判断',
    needsUser: '不可: アプリのみではなく、ユーザーのサインインが必要',
    needsRole: (d) => `不可: 次のいずれかのロールが必要: ${d.roles}`,
  },
  rolesUnknown: 'トークンに記載なし',
  state: { ok: '正常', warn: '警告', bad: '異常' },
  check: {
    node: 'Node',
    directories: 'フォルダー',
    keyring: 'キーリング',
    proxy: 'プロキシ',
    tls: 'TLS',
    clock: '時計',
    'sign-in': 'サインイン',
  },
  finding: {
    nodeFits: (d) => `Node ${d['version']}`,
    nodeTooOld: (d) => `Node ${d['version']} です。${d['needed']} 以降が必要です`,
    folderFits: (d) => `${d['path']} は自分だけが利用できます`,
    folderOpen: (d) => `${d['path']} は他のユーザーにも開かれています (モード ${d['mode']})`,
    folderMissing: (d) => `${d['path']} はまだありません。必要になったときに作成します`,
    folderUnwritable: (d) => `${d['path']} に書き込めません (${d['reason']})`,
    keyringWorks: () => 'システムのキーリングを利用できます',
    keyringMissing: (d) => `システムのキーリングがありません: ${d['reason']}`,
    proxyNone: () => 'プロキシなし',
    proxyUsed: (d) => `${d['host']} にはプロキシ ${d['proxy']} を経由して接続します`,
    proxyMalformed: (d) => `${d['variable']} はプロキシのアドレスとして正しくありません`,
    tlsChecked: (d) => `${d['host']} の証明書は正しいものです`,
    tlsUnchecked: () => 'NODE_TLS_REJECT_UNAUTHORIZED=0 が設定されています',
    tlsFails: (d) => `${d['host']} の証明書は正しくありません: ${d['reason']}`,
    tlsPlain: (d) => `${d['host']} はこのコンピューター上のエミュレーターです (TLS なし)`,
    clockFits: (d) => `サービスの時刻との差は ${d['seconds']} 秒です`,
    clockOff: (d) => `サービスの時刻との差は ${d['seconds']} 秒です`,
    serviceSilent: (d) => `${d['host']} に接続できません: ${d['reason']}`,
    signedIn: (d) => `${d['user']} (${d['tenant']})`,
    signInNone: () => 'サインインしていません',
    signInFails: (d) => `サインインを利用できません: ${d['reason']}`,
    signInFile: (d) => `トークンは暗号化されずに ${d['path']} にあります`,
    sandboxOnly: () => '不要です。使用中のバックエンドはパートナー センターではありません',
  },
  advice: {
    nodeTooOld: '新しい Node をインストールしてください。',
    folderOpen: 'chmod 700 で自分専用にしてください。',
    folderUnwritable:
      '書き込めるようにするか、CSP_CONFIG_DIR または CSP_STATE_DIR で別のフォルダーを指定してください。',
    keyringMissing:
      'キーリングのロックを解除するか、インストールしてください。または --insecure-storage を付けてサインインしてください。',
    proxyMalformed: 'http://host:port の形で指定してください。',
    tlsUnchecked: '設定を解除してください。自社の証明書には NODE_EXTRA_CA_CERTS を使います。',
    tlsFails: '社内で通信を検査している場合は、その証明書を NODE_EXTRA_CA_CERTS に指定してください。',
    clockOff: '時計を合わせてください。期限の表示に使われ、大きくずれるとトークンが無効になります。',
    serviceSilent: 'ネットワークとプロキシを確認してください。',
    signInNone: 'サインインしてください: csp login',
    signInFails: 'サインインし直してください: csp login',
    signInFile: 'キーリングがある環境では、--insecure-storage を付けずにサインインし直してください。',
  },
};

export const signInSummaries = {
  login: '実際のパートナー センターにサインインする',
  logout: 'サインアウトし、プロファイルのトークンをすべて削除する',
  whoami: 'サインイン中のアカウントと、実行できるコマンドを表示する',
  doctor: 'このコンピューターとサービスへの接続を確認し、対処方法を示す',
};

export const signInFlags = {
  tenant: 'パートナー テナントの GUID またはドメイン (既定値: 設定 tenant)',
  clientId: 'アプリ登録の ID (既定値: 設定 clientId)',
  cloud: 'global、us-government、china、またはエミュレーター (例: http://127.0.0.1:8080)',
  browser: 'ブラウザーを開かず、URL だけを表示する',
  deviceCode: '別のデバイスでコードを使ってサインインする',
  servicePrincipal: 'シークレットまたは証明書を使い、アプリ自体としてサインインする',
  clientSecretStdin: 'クライアント シークレットを標準入力から読み取る',
  clientSecretFile: 'クライアント シークレットをこのファイルから毎回読み取る',
  certificateFile: 'アプリの証明書とキーを含む PEM ファイル',
  refreshTokenStdin: '更新トークン (Secure Application Model) を標準入力から読み取る',
  federatedTokenFile: '信頼された ID プロバイダーのトークンを含むファイル',
  federatedGithub: 'この GitHub Actions ジョブとしてサインインする',
  insecureStorage: 'キーリングがない場合、トークンを暗号化されないファイルに保存する',
  logoutAll: 'すべてのプロファイルからサインアウトする',
  confirmTenant: '保護されたプロファイルで確認を求められるパートナー テナントを指定する',
};
