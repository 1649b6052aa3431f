/** サインインに関するメッセージ。 */
import { proseInstant } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';

export const signIn: Messages['text']['signIn'] = {
  visit: (d) => `このコンピューターのブラウザーで次の URL を開き、サインインしてください:\n${d.url}`,
  enterCode: (d) =>
    `任意のデバイスで ${d.url} を開き、${proseInstant(d.expiresAt, 'ja')} までにコード ${d.userCode} を入力してください。`,
  codeWarning:
    '入力してよいのは、たった今ご自身で要求したコードだけです。他人から送られたコードを入力すると、その人があなたになりすませます。',
  pageDone: 'サインインしました。このページを閉じて、ターミナルに戻ってください。',
  pageFailed: 'サインインできませんでした。ターミナルに戻ってください。',
  done: (d) => `${d.tenant} に ${d.user} としてサインインしました (プロファイル ${d.profile})。`,
  keptInKeyring: (d) =>
    `トークン${d.withSecret ? 'とクライアント シークレット' : ''}はシステムのキーリングにあります。`,
  keptInFile: (d) =>
    `トークン${d.withSecret ? 'とクライアント シークレット' : ''}は暗号化されていません。自分だけが読めるファイル ${d.path} にあります。`,
  useIt:
    '利用するには --backend partner-center を付けるか、設定に保存してください: csp config set backend partner-center',
  signedOut: (d) => `サインアウトしました: ${d.profiles}。このコンピューターには何も残っていません。`,
  dryRun: '確認のみ行いました。サインインもサインアウトもしていません。',
  nobody: (d) =>
    `サインインしているアカウントはありませんでした${d.profile === null ? '' : ` (プロファイル ${d.profile})`}。`,
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
    portal: 'Web ページのアドレスのみ',
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
    signInNone: (d) => d['reason'] ?? '',
    signInFails: (d) => d['reason'] ?? '',
    signInFile: (d) => `サインイン情報は暗号化されずに ${d['path']} にあります`,
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
    signInNone: (d) => `サインインしてください: ${d['command']}`,
    signInFails: (d) => `サインインし直してください: ${d['command']}`,
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
  clientSecretStdin: '--service-principal と一緒に: クライアント シークレットを標準入力から読み取る',
  clientSecretFile:
    '--service-principal または --refresh-token-stdin と一緒に: クライアント シークレットをこのファイルから毎回読み取る',
  certificateFile: '--service-principal と一緒に: アプリの証明書とキーを含む PEM ファイル',
  refreshTokenStdin: '更新トークン (Secure Application Model) を標準入力から読み取る',
  federatedTokenFile: '信頼された ID プロバイダーのトークンを含むファイル',
  federatedGithub: 'この GitHub Actions ジョブとしてサインインする',
  insecureStorage: 'キーリングがない場合、トークンと標準入力からのシークレットを暗号化されないファイルに保存する',
  logoutAll: 'すべてのプロファイルからサインアウトする',
  confirmTenant: '保護されたプロファイルで確認を求められるパートナー テナントを指定する',
};
