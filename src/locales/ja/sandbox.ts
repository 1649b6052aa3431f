/** What the commands of the sandbox say, in Japanese. */
import { proseDuration, proseInstant } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';
import { plural } from '../plural.ts';
import { cases, times } from './counted.ts';
import { skipReason } from './skip-reasons.ts';

export const sandbox: Messages['text']['sandbox'] = {
  clockSet: (d) => `サンドボックスの時計は ${proseInstant(d.now, 'ja')} になりました。`,
  clockHint: '注文の日付は変わりません。新しい日付に合わせて作り直すには「csp sandbox reset」を実行してください。',
  confirmReset: 'サンドボックスを空にして作り直しますか？ これまでの購入とキャンセルはすべて失われます。',
  dryRun: '確認のみ行いました。サンドボックスは変更していません。',
  confirmImport:
    'サンドボックスのデータをこれらのファイルで置き換えますか？ これまでの購入とキャンセルはすべて失われます。',
  reset: (d) => `サンドボックスを作り直しました (顧客 ${cases(d.customers)}、注文 ${cases(d.orders)})。`,
  seeded: (d) => `サンドボックスのデータは、顧客 ${cases(d.customers)}、注文 ${cases(d.orders)}になりました。`,
  imported: (d) =>
    `${plural('ja', d.rows, { other: '# 行' })}を読み込みました: 顧客 ${cases(d.customers)}、注文 ${cases(d.orders)}、明細 ${cases(d.lines)} (うちキャンセル済み ${cases(d.cancelled)})。`,
  dateOnly:
    'これらのファイルには時刻がないため、注文は 00:00 UTC のものとして扱います。実際の期限は表示より最大 24 時間遅い場合があります。',
  problem: (d) => `${d.file} の ${d.line} 行目: ${d.reason}`,
  skipped: (d) => `${plural('ja', d.count, { other: '# 行' })}を除外しました: ${d.reason}`,
  skipReason,
  signedIn: (d) => `${d.user} としてサンドボックスにサインインしました (${d.roles})。`,
  downloaded: (d) =>
    `顧客のダウンロードを ${times(d.times)}記録しました。${d.left === null ? '' : `残りは ${times(d.left)}です。`}`,
  serving: (d: { url: string }) => `エミュレーターは ${d.url} で待ち受けています。Ctrl-C で止まります。`,
  faultAdded: (d: { number: number }) => `障害 ${d.number} を設定しました。`,
  faultsCleared: (d: { count: number }) => `障害を ${d.count} 件消しました。`,
  noFaults: '障害は設定されていません。',
  noOffset: 'このコンピューターの時刻と同じ',
  offset: (d) => `このコンピューターの時刻より ${proseDuration(Math.abs(d.ms), 'ja')}${d.ms < 0 ? '前' : '先'}`,
};
