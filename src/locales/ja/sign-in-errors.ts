/** Failures of signing in, in Japanese. */
import type { ErrorDetails, SignInFault, SignInHint } from '../../core/errors.ts';
import { proseInstant } from '../../terminal/format.ts';
import { needsPerson } from '../needs-person.ts';

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

/** Where a client secret may stand. */
export const clientSecretPlaces =
  'この変数のクライアント シークレット、または --client-secret-stdin、--client-secret-file';

/** Such as `HTTP 503`: somebody was reached. */
const isAnswer = (reason: string): boolean => reason.startsWith('HTTP ');

const hints: { readonly [H in SignInHint]: string } = {
  mfa: '2 つ目の要素が必要です。保存されたトークンではなく、本人がサインインしてください。',
  policy:
    'テナントの条件付きアクセス ポリシーで許可されていません。別の場所またはデバイスを使うか、ポリシーの管理者に確認してください。',
  consent:
    'アプリへの同意がまだありません。管理者が Microsoft Entra のアプリのページで同意するか、ブラウザーで一度サインインしてください。',
  resource:
    'アプリにパートナー センターの利用が許可されていません。API のアクセス許可に「Microsoft Partner Center」を追加し、同意してください。',
  stale: '保存されたサインインは古すぎるか、取り消されています。サインインし直してください。',
  secret: 'アプリのシークレットが正しくないか、期限切れです。アプリのページで新しく作成してください。',
  app: 'テナントに登録されたアプリと一致しません。--client-id、テナント、アプリのページの証明書を確認してください。',
  tenant: 'そのテナントは存在しません。--tenant を確認してください。',
  user: 'ユーザー、パスワード、またはアカウントのロックが原因です。アカウントの管理者に確認してください。',
  device: 'コードが間違っているか、期限切れです。もう一度コマンドを実行して新しいコードを取得してください。',
  loop: '短時間に同じ要求が繰り返されました。数分待ってください。',
};

export const signInErrors = {
  signInNeeded: (d: ErrorDetails['signInNeeded']) => ({
    what: {
      none: `パートナー センターにサインインしていません (${d.cloud === undefined ? '' : `クラウド ${d.cloud}、`}プロファイル ${d.profile})。`,
      expired: `プロファイル ${d.profile} のサインインは有効期限が切れています。`,
      revoked: `プロファイル ${d.profile} のサインインは無効です。取り消されたか、同意が撤回されています。`,
      mfa: `プロファイル ${d.profile} のサインインは 2 つ目の要素 (多要素認証) を使わずに行われましたが、パートナー センターはこれを必須としています。`,
      audience: `プロファイル ${d.profile} のサインインは、パートナー センターが受け付けなくなった宛先 (対象ユーザー) に対するものです。`,
    }[d.reason],
    why: needsPerson(d.reason)
      ? '多要素認証を使って、本人が対話形式でサインインし直してください。このサインインを更新しても同じ結果になります。その後に同じコマンドを実行すると、続きから再開します。'
      : 'サインインして同じコマンドを実行すると、続きから再開します。',
  }),
  signInFailed: (d: ErrorDetails['signInFailed']) => ({
    what: faults[d.cause],
    why: `${serviceWords(d)}${d.hint === undefined ? '' : hints[d.hint]}`,
  }),
  keyringUnavailable: (d: ErrorDetails['keyringUnavailable']) => ({
    what: 'システムのキーリングを利用できません。このままではトークンやシークレットが暗号化されないファイルに保存されます。',
    why: `キーリングのロックを解除するか、インストールしてください。自分だけが読めるファイルに保存する場合は --insecure-storage を使います。理由: ${d.reason}`,
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
    what: isAnswer(d.reason) ? `${d.host} がサービス側のエラーを返しました。` : `${d.host} に接続できません。`,
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
