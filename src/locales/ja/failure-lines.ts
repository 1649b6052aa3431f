/** Lines that a failure may have beside what and why, in Japanese. */
import type { Messages } from '../messages.ts';

export const failureLines: Messages['text']['failureLines'] = {
  correlationLabel: '関連付け ID: ',
  lacks: (d) => `一覧に含まれていない顧客: ${d.customers.join(', ')}`,
  endsBefore: (d) => `一覧は ${d.customer} の前で終わっています。この顧客以降は読み取っていません。`,
  endedAtOnce:
    '直ちに終了しました。処理中だったものの結果は分かりません。同じコマンドをもう一度実行すると、まず結果を確認します。',
};
