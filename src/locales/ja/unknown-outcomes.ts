/** Failures after which nobody knows what became of a request, and why, in Japanese. */
import type { ErrorDetails, UnknownReason } from '../../core/errors.ts';
import { proseMoney } from '../../terminal/format.ts';
import { wordsOf } from '../words-of.ts';

const reasons: { readonly [R in UnknownReason]: string } = {
  answerLost: '応答が届く前に接続が切れました',
  answerUnusable: '応答を読み取れませんでした',
  serviceFailed: 'パートナー センターがサービス側のエラーを返しました',
  inProgress: 'パートナー センターがまだ処理中です',
  notShown: 'パートナー センターは要求を受け付けましたが、変更がまだ反映されていません',
  notConfirmed: 'パートナー センターが応答した注文が、まだ表示されません',
  wrongAnswer: 'パートナー センターの応答が別の対象のものでした',
  signInNeeded: 'パートナー センターが再サインインを求めましたが、何も実行されなかったとは限りません',
  crossHost: '応答が別のホストを指していましたが、何も実行されなかったとは限りません',
  throttled: 'パートナー センターが後で再試行するよう応答しましたが、何も実行されなかったとは限りません',
  refused: 'パートナー センターが拒否しましたが、何も実行されなかったことを確認できません',
  unavailable: 'パートナー センターに接続できなくなりました',
  timeout: '応答が届く前に、指定した時間が過ぎました',
  unanswered: '応答がまだ記録されていません',
  interrupted: '応答が届く前に中断されました',
  terminated: '応答が届く前に、外部から終了されました',
  backendFailed: 'バックエンドで csp の知らない種類のエラーが発生しました',
};

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `注文 ${d.orderId}` : `注文 ${d.orderId} の明細 ${d.line}`;

const price = ({ total }: ErrorDetails['purchaseUnknown']): string =>
  total === null ? '不明 (パートナー センターが価格を示していません)' : proseMoney(total, 'ja');

const difference = (d: ErrorDetails['purchaseUnknown']): string =>
  d.expected === undefined || d.found === undefined ? '' : `要求した内容: ${d.expected}。応答の内容: ${d.found}。`;

export const unknownOutcomes = {
  outcomeUnknown: (d: ErrorDetails['outcomeUnknown']) => ({
    what: `${order(d)} が変更されたかどうか分かりません。${reasons[d.reason]}。`,
    why: `数分後に注文を確認し、変わっていなければ同じコマンドをもう一度実行してください。要求 ID: ${d.requestId}`,
  }),
  purchaseUnknown: (d: ErrorDetails['purchaseUnknown']) => ({
    what: `注文されたかどうか分かりません。${wordsOf(reasons, d.reason)}。`,
    why: `${difference(d)}顧客: ${d.customer}。価格: ${price(d)}。カート ID: ${d.cartId}。要求 ID: ${d.requestId}${d.correlationId ? `。関連付け ID: ${d.correlationId}` : ''}。顧客の注文を確認してください。同じコマンドをもう一度実行しても確認が行われ、二重に注文されることはありません。${d.runId ? '確認した結果を記録するには:' : ''}`,
  }),
  outcomeUnsettled: (d: ErrorDetails['outcomeUnsettled']) => ({
    what: `実行されたかどうか分かりません。${reasons[d.reason]}。`,
    why: `ほかの操作をする前に状態を確認してください。${d.operation}。要求 ID: ${d.requestId}${d.correlationId && `。関連付け ID: ${d.correlationId}`}`,
  }),
};
