/** What the commands of the sandbox say, in Japanese. */
import { proseDuration, proseInstant } from '../../terminal/format.ts';
import type { Messages } from '../messages.ts';
import { plural } from '../plural.ts';
import { cases, times } from './counted.ts';
import { rowNote, skipReason } from './row-reasons.ts';

export const sandbox: Messages['text']['sandbox'] = {
  clockSet: (d) => `サンドボックスの時計は ${proseInstant(d.now, 'ja')} になりました。`,
  clockWouldBe: (d) => `サンドボックスの時計は ${proseInstant(d.now, 'ja')} になります。`,
  clockHint: (d) => `注文の日付は変わりません。新しい日付に合わせて作り直すには「${d.command}」を実行してください。`,
  confirmReset: 'サンドボックスを空にして作り直しますか？ これまでの購入とキャンセルはすべて失われます。',
  dryRun: '確認のみ行いました。サンドボックスは変更していません。',
  wouldReset: 'サンドボックスは空にして作り直され、これまでの購入とキャンセルはすべて失われます。',
  confirmImport:
    'サンドボックスのデータをこれらのファイルで置き換えますか？ これまでの購入とキャンセルはすべて失われます。',
  reset: (d) => `サンドボックスを作り直しました (顧客 ${cases(d.customers)}、注文 ${cases(d.orders)})。`,
  seeded: (d) => `サンドボックスのデータは、顧客 ${cases(d.customers)}、注文 ${cases(d.orders)}になりました。`,
  wouldSeed: (d) => `サンドボックスに注文が ${cases(d.orders)}追加されます。`,
  imported: (d) =>
    `${plural('ja', d.rows, { other: '# 行' })}を読み込みました: 顧客 ${cases(d.customers)}、注文 ${cases(d.orders)}、明細 ${cases(d.lines)} (うちキャンセル済み ${cases(d.cancelled)})。`,
  dateOnly:
    'これらのファイルには時刻がないため、注文は 00:00 UTC のものとして扱います。実際の期限は表示より最大 24 時間遅い場合があります。',
  skipped: (d) =>
    `${plural('ja', d.count, { other: '# 行' })}を除外しました: ${d.reason} (${d.file === null ? '' : `${d.file} の `}${d.lines.join(', ')}${d.areAll ? '' : ' …'} 行目)`,
  noted: (d) =>
    `${plural('ja', d.count, { other: '# 行' })}: ${d.reason} (${d.file === null ? '' : `${d.file} の `}${d.lines.join(', ')}${d.areAll ? '' : ' …'} 行目)`,
  changed: (d) =>
    `${plural('ja', d.changed, { other: '# 行' })}は、ほかの行の明細を変更しました (更新、キャンセル、数量)。`,
  allLines: (d) => `  ${d.lines.join(', ')} 行目`,
  skipReason,
  rowNote,
  signedIn: (d) => `${d.user} としてサンドボックスにサインインしました (${d.roles})。`,
  wouldSignIn: (d) => `${d.user} としてサンドボックスにサインインします (${d.roles})。`,
  downloaded: (d) =>
    `顧客のダウンロードを ${times(d.times)}記録しました。${d.left === null ? '' : `残りは ${times(d.left)}です。`}`,
  emulatorDryRun: '確認のみ行いました。何も開始せず、何も設定していません。',
  serving: (d: { url: string }) => `エミュレーターは ${d.url} で待ち受けています。Ctrl-C で止まります。`,
  faultAdded: (d: { number: number }) => `障害 ${d.number} を設定しました。`,
  faultsCleared: (d: { count: number }) => `障害を ${d.count} 件消しました。`,
  noFaults: '障害は設定されていません。',
  wouldDownload: (d) =>
    `顧客のダウンロードが ${times(d.times)}記録されます。${d.left === null ? '' : `残りは ${times(d.left)}になります。`}`,
  noOffset: 'このコンピューターの時刻と同じ',
  offset: (d) => `このコンピューターの時刻より ${proseDuration(Math.abs(d.ms), 'ja')}${d.ms < 0 ? '前' : '先'}`,
};
