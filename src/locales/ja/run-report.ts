/** 実行の結果として残るものの文言。 */
import type { RunKind } from '../../core/ports/journal.ts';
import { proseInstant } from '../../terminal/format.ts';
import type { report as english } from '../en/run-report.ts';
import { cases } from './counted.ts';

export const things = (kind: RunKind, count: number): string => `${kind === 'buy' ? '購入' : '注文'} ${cases(count)}`;
const lines = (count: number): string => `${count.toLocaleString('ja')} 行`;

export const report: typeof english = {
  heading: (d) => `${d.kind === 'cancel' ? '一括キャンセル' : '一括購入'} (実行 ${d.runId})`,
  environment: '環境',
  account: 'サインイン中のアカウント',
  counts: '結果',
  credit: '返金見込み',
  total: '合計 (見積もり)',
  creditUnknown: (d) => `${cases(d.orders)}は金額不明`,
  open: (d) =>
    d.shown < d.total
      ? `完了していない行: ${lines(d.total)}中の最初の ${d.shown} 行`
      : `完了していない行: ${lines(d.total)}`,
  next: '次にすること',
  nothingNext: 'ありません。すべての行が完了しています。',
  nothingLeft: 'csp でできることは残っていません。',
  goOn: (d) =>
    `未処理 ${lines(d.lines)}: 同じコマンドをもう一度実行してください。続きから再開し、二重に処理することはありません。`,
  lookAt: (d) =>
    `結果不明 ${lines(d.lines)}: 同じコマンドをもう一度実行するか、パートナー センターで確認して結果を記録してください:`,
  ask: (d) => `拒否されたうち、サポート リクエストで対応できる可能性のある注文 ${cases(d.orders)}:`,
  takenOff: (d) => `取り下げ ${cases(d.count)}`,
  noRefunds: (d) => `実行 ${d.runId} には、サポート リクエストの対象となる注文がありません。`,
  neverSent: (d) =>
    `実行 ${d.runId} は ${proseInstant(d.at, 'ja')} に${d.file === null ? '' : ` ${d.file} から`}開始しました。未送信: ${things(d.kind, d.count)}。`,
  askDrop: (d) => `実行 ${d.runId} から取り下げますか?`,
  notSeen: (d) =>
    `${d.kind === 'buy' ? `サービス上では、${d.customer} に該当する注文がありません。` : `サービス上では、${d.customer} の注文 ${d.orderId} はキャンセル済みになっていません。`}反映に 15 分かかることがあります。その後もう一度確認してください。`,
  wouldDrop: (d) => `ドライ ラン: ${things(d.kind, d.count)}が実行 ${d.runId} から取り下げられます。`,
  wouldResolve: (d) => `ドライ ラン: 実行 ${d.runId} の ${d.line} 行目が記録されます。`,
};
