/** パートナー センターそのもの、またはそこまでの経路によるエラー。 */
import type { ErrorDetails } from '../../core/errors.ts';
import { proseInstant } from '../../terminal/format.ts';

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `注文 ${d.orderId}` : `注文 ${d.orderId} の明細 ${d.line}`;

const code = (serviceCode: string | null): string => (serviceCode === null ? '' : ` (${serviceCode})`);

const missing: { readonly [M in ErrorDetails['accessDenied']['missing']]: string } = {
  role: 'アカウントに必要なロールがありません (通常は管理エージェント)。',
  user: 'アプリだけでは実行できません。ユーザーとしてサインインしてください。',
  mfa: '2 つ目の要素 (多要素認証) を使わずにサインインしています。本人が対話形式でサインインし直してください。更新しても解決しません。',
  relationship: 'この顧客とのリセラー関係がなくなっています。',
  policy:
    'テナントの条件付きアクセス ポリシーにより、サインインのトークンがブロックされました。許可された場所とデバイスからサインインするか、ポリシーの管理者に確認してください。',
  gateway:
    'パートナー センターの手前のゲートウェイが要求を拒否しました。許可されていないネットワーク アドレスからの要求などが該当します。',
  unknown: 'アカウントのロールと、顧客との関係を確認してください。',
};

const missingParts: { readonly [P in ErrorDetails['notInApi']['what']]: string } = {
  'one-time-purchases': '1 回限りの購入',
  'audit-records': 'アクティビティ ログ',
  'service-requests': 'サービス リクエスト',
  'link-list': '発行済みリンクの一覧',
  'link-renewal': 'リンクの再発行',
};

type Ids = Partial<Pick<ErrorDetails['serviceFailed'], 'requestId' | 'correlationId'>>;

const ids = (d: Ids): string =>
  d.requestId === undefined ? '' : ` 要求 ID: ${d.requestId}。関連付け ID: ${d.correlationId}`;

export const serviceErrors = {
  backendNotChosen: () => ({
    what: 'CI が設定されていますが、バックエンドが選ばれていません。このままではサンドボックスで実行され、実際には何も行われません。',
    why: '何も行っていません。実際の顧客を対象にするには CSP_BACKEND=partner-center を、試すだけなら CSP_BACKEND=sandbox を設定してください。--backend や、バックエンドを指定したプロファイルまたは設定でも選べます。',
  }),
  backendFailed: (d: ErrorDetails['backendFailed']) => ({
    what: `バックエンド ${d.backend} で、csp の知らない種類のエラーが発生しました。`,
    why: `${d.method}: ${d.reason}。意味はバックエンドの作成者に確認してください。`,
  }),
  accessDenied: (d: ErrorDetails['accessDenied']) => ({
    what: `パートナー センターがアクセスを拒否しました${code(d.serviceCode)}。`,
    why: `${missing[d.missing]}${d.text === undefined ? '' : `${d.text}`} (${d.operation})`,
  }),
  wrongAnswer: (d: ErrorDetails['wrongAnswer']) => ({
    what: 'サービスの応答が要求と異なる対象のものだったため、使用しませんでした。',
    why: `${d.operation}: 要求は ${d.expected}、応答は ${d.found} です。${d.nothingOrdered ? '注文はしていません。' : 'ほかの操作をする前に状態を確認してください。'}`,
  }),
  serviceRefused: (d: ErrorDetails['serviceRefused']) => ({
    what: `パートナー センターが要求を拒否しました (${d.serviceCode ?? d.status})。`,
    why: `${d.text} (${d.operation})`,
  }),
  throttled: (d: ErrorDetails['throttled']) => ({
    what: `パートナー センターから、${proseInstant(d.retryAt, 'ja')} まで待つよう指示されました。`,
    why: '要求が多すぎます。失われたものはありません。その後、同じコマンドを実行してください。',
  }),
  serviceFailed: (d: ErrorDetails['serviceFailed']) => ({
    what: d.isForeign
      ? `パートナー センターではなく、途中の何かが応答しました (HTTP ${d.status})。`
      : `パートナー センターがサービス側のエラーを返しました (HTTP ${d.status})。`,
    why: `${d.operation}。${d.retryAt === null ? '後でもう一度お試しください。' : `${proseInstant(d.retryAt, 'ja')} より後にもう一度お試しください。`}${ids(d)}`,
  }),
  answerUnusable: (d: ErrorDetails['answerUnusable']) => ({
    what: 'パートナー センターの応答を読み取れません。',
    why: `${d.operation}: ${d.reason}${ids(d)}`,
  }),
  listIncomplete: (d: ErrorDetails['listIncomplete']) => ({
    what: `識別できないため一覧にないレコードがあります (${d.leftOut} 件)。`,
    why: '識別に必要な情報がないまま届きました。それぞれ上に示しています。一覧の内容は正しいものの、すべてではありません。',
  }),
  orderListTooLarge: (d: ErrorDetails['orderListTooLarge']) => ({
    what: `顧客 ${d.customer} の注文が多すぎて、一覧として読み取れません。`,
    why: 'パートナー センターは注文の一覧を 1 つの応答でしか返しません。長い注文 ID を指定すれば、個々の注文は引き続き扱えます。短い注文番号はこの一覧で検索されるため使えません。',
  }),
  crossHost: (d: ErrorDetails['crossHost']) => ({
    what: `${d.host} が別のホスト ${d.target} を指しています。`,
    why: 'サインイン情報がそこへ送られるのを防ぐため、接続しません。',
  }),
  downloadNotReal: () => ({
    what: 'サンドボックスのリンク先には実際のファイルがありません。',
    why: 'ファイルを提供するのはエミュレーターだけです。エミュレーターと --backend partner-center を使うと、同じコマンドで取得できます。',
  }),
  keysNotInApi: (d: ErrorDetails['keysNotInApi']) => ({
    what: `${order(d)} のキーとダウンロードは Web でのみ取得できます。パートナー センターの API では提供されていません。`,
    why: `パートナー: ${d.portalUrl}\n  顧客の全体管理者 (Microsoft 365 管理センターの [課金情報] → [お使いの製品] → [ソフトウェア]): ${d.customerUrl}\n  手順: ${d.helpUrl}`,
  }),
  notInApi: (d: ErrorDetails['notInApi']) => ({
    what: `クラウド ${d.where} の API には「${missingParts[d.what]}」がありません。`,
  }),
  commandNotStarted: (d: ErrorDetails['commandNotStarted']) => ({
    what: `${d.command} を起動できませんでした (${d.reason})。`,
    why: 'コマンドは -- の後に、シェルで実行するとおりに書いてください。',
  }),
  portTaken: (d: ErrorDetails['portTaken']) => ({
    what: `${d.host} のポート ${d.port} で待ち受けできません (${d.reason})。`,
    why: '別のプログラムが使っている可能性があります。--port を付けなければ空きポートを使います。',
  }),
};
