/** まとめて行う処理のヘルプ。 */
import type { runFlags as flags, runSummaries as summaries } from '../en/run-help.ts';

export const runSummaries: typeof summaries = {
  runs: '一括処理と購入の結果と残りを表示、整理する',
  'runs list': 'この環境の一括処理と購入を新しい順に一覧表示する',
  'runs show': '実行の状況を表示する',
  'runs export': '実行の結果、概要、払い戻し依頼をもう一度書き出す',
  'runs resolve': '結果不明の注文の結末を記録する、または未送信の注文を取り下げる',
};

export const runFlags: typeof flags = {
  fromRun: 'この一括処理で拒否されたすべての注文を対象にする (実行の ID または last)',
  inputLine: '入力ファイルの行番号',
  resolveAs: '確認した結果',
  resolveReason: '確認した方法。このコンピューターの履歴に残る',
  drop: '未送信の注文を実行から取り下げる',
};

export const runArgument = '実行の ID、その先頭部分、または last';
