/** まとめて行う処理の表示。必要なときだけ読み込む。 */
import { proseInstant } from '../../terminal/format.ts';
import type { runs as english, RunCounts, RunProgress } from '../en/runs.ts';
import { cases } from './counted.ts';
import { report, things } from './run-report.ts';

const counted = (d: RunCounts): string =>
  [
    ...(d.cancelled > 0 ? [`キャンセル ${cases(d.cancelled)}`] : []),
    ...(d.ordered > 0 ? [`注文 ${cases(d.ordered)}`] : []),
    ...(d.alreadyOrdered > 0 ? [`購入済み ${cases(d.alreadyOrdered)}`] : []),
    ...(d.repeated > 0 ? [`重複 ${cases(d.repeated)}`] : []),
    ...(d.already > 0 ? [`キャンセル済み ${cases(d.already)}`] : []),
    ...(d.refused > 0 ? [`拒否 ${cases(d.refused)}`] : []),
    ...(d.unknown > 0 ? [`不明 ${cases(d.unknown)}`] : []),
    ...(d.left > 0 ? [`残り ${cases(d.left)}`] : []),
    ...(d.failed ? [`失敗 ${cases(d.failed)}`] : []),
    ...(d.takenOff ? [report.takenOff({ count: d.takenOff })] : []),
  ].join('、') || '実行したものはありません';

const minutes = (left: number | null): string =>
  left === null ? '' : left === 0 ? '、残り 1 分未満' : `、残り約 ${left} 分`;
const of = (total: number | null): string => (total === null ? '' : ` / ${cases(total)}`);

const howFar = (d: RunProgress): string =>
  `${cases(d.done)}${of(d.total)}${d.inDoubt > 0 ? `、結果未確認 ${cases(d.inDoubt)}` : ''}${minutes(d.minutesLeft)}`;

const toDoIt = (command: string): string => `実行するには:\n  ${command}`;

export const runs: typeof english = {
  report,
  read: (d) =>
    `${d.file === '-' ? '標準入力' : d.file}: ${cases(d.lines)}${d.repeats > 0 ? ` (うち重複 ${cases(d.repeats)})` : ''}${d.skipped > 0 ? `、購入でない行 ${cases(d.skipped)}は対象外` : ''}。`,
  mended: (d) =>
    `表計算ソフトで変わった ID を ${d.count.toLocaleString('ja')} 行で直しました: アポストロフィを除き、失われた 0 を補いました (${d.lines.join(', ')}${d.count > d.lines.length ? ' …' : ''} 行目)。`,
  nothing: '標準入力が空のため、行うことはありません。',
  planning: (d) => `注文を確認中: ${cases(d.done)}${of(d.total)}${minutes(d.minutesLeft)}`,
  plan: (d) =>
    `計画: キャンセル対象 ${d.eligible === 0 ? 'なし' : cases(d.eligible)}${d.already > 0 ? `、キャンセル済み ${cases(d.already)}` : ''}${d.refused > 0 ? `、キャンセル不可 ${cases(d.refused)}` : ''}。${d.eligible === 0 ? '' : `返金見込み: ${d.credit.join('、') || '不明'}。`}${d.paid.length === 0 ? '' : `キャンセルできない注文の支払額: ${d.paid.join('、')}。`}`,
  refusedFor: (d) => `  ${d.reason}${d.count > 1 ? ` (同様 ${cases(d.count)})` : ''}`,
  planWritten: (d) =>
    `計画を ${d.path} に保存しました。${d.command === null ? 'キャンセルする注文は残っていません。' : `まだ何もキャンセルしていません。${toDoIt(d.command)}`}`,
  toDoIt: (d) => toDoIt(d.command),
  noJournal:
    'このアカウントの過去の実行はこのマシンに記録されていません。他のマシンでのキャンセルは、注文の状態からしか分かりません。',
  typeCount: (d) =>
    `顧客 ${cases(d.customers)}の注文 ${cases(d.count)}をキャンセルします。返金見込み ${d.credit}。続けるには注文の件数を入力してください:`,
  typeToGoOn: (d) => `実行 ${d.runId} を再開します (${things(d.kind, d.count)})。続けるには件数を入力してください:`,
  buyPlan: (d) =>
    `見積もり: 注文対象 ${d.lines === 0 ? 'なし' : cases(d.lines)}${d.repeats > 0 ? `、${d.areSkipped ? '' : 'うち'}購入済み ${cases(d.repeats)}` : ''}${d.repeated > 0 ? `、重複 ${cases(d.repeated)}` : ''}${d.refused > 0 ? `、注文不可 ${cases(d.refused)}` : ''}。${d.lines === 0 ? '' : `合計: ${d.total.join('、') || '不明'}${d.isPartial ? ' (価格不明の行を除く)' : ''}。`}`,
  repeat: (d) => `  ${d.line} 行目: ${d.reason}`,
  repeated: (d) => `  ${d.line} 行目: ${d.first} 行目と同じ購入です`,
  repeatedHint:
    '重複した行は 1 回だけ注文されます。増やすには数量を大きくするか、行ごとに別の注文番号 (PO) を付けてください。',
  buying: (d) => `注文中: ${howFar(d)}`,
  quoting: (d) => `見積もり中: ${cases(d.done)}${of(d.total)}${minutes(d.minutesLeft)}`,
  typeCountBuy: (d) =>
    `顧客 ${cases(d.customers)}に ${cases(d.count)}を注文します。合計 ${d.total}。続けるには件数を入力してください:`,
  continues: (d) =>
    `実行 ${d.runId} は終了していません。${[...(d.left > 0 || d.inDoubt === 0 ? [`残り: ${things(d.kind, d.left)}`] : []), ...(d.inDoubt > 0 ? [`結果未確認 ${cases(d.inDoubt)}`] : [])].join('、')}。`,
  finishedBefore: (d) =>
    `実行 ${d.runId} は ${proseInstant(d.at, 'ja')} に終了しています。${things(d.kind, d.done)}が処理済みです。何も送信していません。`,
  begins: (d) => `実行 ${d.runId} を開始します: ${things(d.kind, d.count)}。`,
  cancelling: (d) => `キャンセル中: ${howFar(d)}`,
  looksFirst: (d) =>
    `結果未確認の${things(d.kind, d.count)}を先に確認します${d.minutes === null ? '' : ` (最長 ${d.minutes} 分かかることがあります)`}。`,
  looks: (d) =>
    `${things(d.kind, d.count)}の結果がまだ分かりません。${d.minutes === null ? '' : `最長 ${d.minutes} 分間、`}確認を続けます。`,
  takenUp: (d) =>
    `実行 ${d.runId} が始めていた${things(d.kind, d.count)}を今回完了しました。金額はその実行に計上されます:\n  ${d.command}`,
  boughtBy: (d) => `この購入は実行 ${d.runId} がすでに始めていました。その購入を完了し、別の購入はしていません。`,
  elsewhere: (d) => `${things(d.kind, d.count)}は実行 ${d.runId} が処理中です。完了を待っています。`,
  lastWords: (d) =>
    `実行 ${d.runId} の経過を記録できなくなりました。送信済みの${things(d.kind, d.count)}について判明している内容を 1 行に 1 件ずつ示します。この出力を保存してください:`,
  summary: (d) => `実行 ${d.runId}: ${counted(d)} (全 ${d.total.toLocaleString('ja')} 行)。`,
  stopped: (d) =>
    `実行 ${d.runId}: 完了 ${cases(d.done)}、${d.refused > 0 ? `拒否 ${cases(d.refused)}、` : ''}残り ${cases(d.left)}、結果未確認 ${cases(d.inDoubt)}。同じコマンドをもう一度実行すると続きから再開します。`,
  stoppedAtRefusal: (d) =>
    `実行 ${d.runId}: 完了 ${cases(d.done)}、拒否 ${cases(d.refused)}、残り ${cases(d.left)}、結果未確認 ${cases(d.inDoubt)}。最初の拒否で終了しました (${d.flag})。${d.kind === 'buy' ? '注文済みのものは注文されたまま' : 'キャンセル済みのものはキャンセルされたまま'}です。残りを続けるには同じコマンドをもう一度実行し、取り下げるには次を実行してください:\n  ${d.command}`,
  listed: (d) =>
    `全 ${d.total.toLocaleString('ja')} 行のうち最初の ${d.shown} 行です。すべて表示するには -o jsonl を指定してください。`,
  written: (d) => (d.what === 'results' ? `結果: ${d.path}` : `概要: ${d.path}`),
  edited: (d) => `${d.file} は実行中に変更されました。ここに示す結果はすべて、開始時に読み込んだ行についてのものです。`,
  unwritten: (d) =>
    `実行の記録はすべて残っています。保存できるようになったら、次でファイルを作り直せます:\n  ${d.command}`,
  refundRequests: (d) => `返金依頼 ${cases(d.count)}を ${d.folder} に保存しました`,
  awaiting: (d) => `${things('buy', d.count)}の処理が完了するまで待機しています。`,
  waiting: (d) =>
    `一覧で注文 ${cases(d.count)}がキャンセル済みになるのを待っています。遅くとも ${proseInstant(d.until, 'ja')} まで。`,
  shown: '一覧ですべてキャンセル済みになりました。',
  notShown: (d) => `一覧では注文 ${cases(d.count)}がまだキャンセル済みになっていません。`,
  dropped: (d) => `未送信の${things(d.kind, d.count)}を実行 ${d.runId} から取り下げました。`,
  resolved: (d) => `実行 ${d.runId} の ${d.line} 行目: ${d.isDone ? '完了' : '未完了'}と記録しました。`,
  title: {
    run: '実行',
    kind: '種類',
    began: '開始',
    finished: '終了',
    lines: '行数',
    progress: '進捗',
    refused: '拒否',
    inDoubt: '未確認',
    file: 'ファイル',
    input: '入力行',
  },
  outcome: { ordered: '注文済み', 'already-ordered': '購入済み (省略)', 'would-order': '注文対象', repeated: '重複' },
  unfinished: '未完了',
  kind: { cancel: 'キャンセル', buy: '購入' },
  none: 'このマシンには、このアカウントでまとめて行った処理や購入の記録がありません。',
  sameAs: (d) => `${d.line} 行目と同じ`,
  byRun: (d) => `実行 ${d.runId} が処理`,
};
