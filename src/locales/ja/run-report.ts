/** 実行の結果として残るものの文言。 */
import type { report as english } from '../en/run-report.ts';
import { cases } from './counted.ts';

const lines = (count: number): string => `${count.toLocaleString('ja')} 行`;

export const report: typeof english = {
  heading: (d) => `${d.kind === 'cancel' ? '一括キャンセル' : '一括購入'} (実行 ${d.runId})`,
  environment: '環境',
  account: 'サインイン中のアカウント',
  counts: '結果',
  credit: '返金見込み',
  creditUnknown: (d) => `${lines(d.lines)}は金額不明`,
  open: (d) =>
    d.shown < d.total
      ? `キャンセルされていない行: ${lines(d.total)}中の最初の ${d.shown} 行`
      : `キャンセルされていない行: ${lines(d.total)}`,
  next: '次にすること',
  nothingNext: 'ありません。すべての行がキャンセル済みです。',
  nothingLeft: 'csp でできることは残っていません。',
  goOn: (d) =>
    `未処理 ${lines(d.lines)}: 同じコマンドをもう一度実行してください。続きから再開し、二重に処理することはありません。`,
  lookAt: (d) =>
    `結果不明 ${lines(d.lines)}: 同じコマンドをもう一度実行するか、パートナー センターで確認して結果を記録してください:`,
  ask: (d) => `拒否されたうち、サポート リクエストで対応できる可能性のあるもの ${lines(d.lines)}:`,
  takenOff: (d) => `取り下げ ${cases(d.count)}`,
  noRefunds: (d) => `実行 ${d.runId} には、サポート リクエストの対象となる注文がありません。`,
  typeRun: (d) =>
    `未送信の注文 ${cases(d.count)}を実行 ${d.runId} から取り下げます。続けるには ${d.runId} と入力してください:`,
  wouldDrop: (d) => `ドライ ラン: 注文 ${cases(d.count)}が実行 ${d.runId} から取り下げられます。`,
  wouldResolve: (d) => `ドライ ラン: 実行 ${d.runId} の ${d.line} 行目が記録されます。`,
};
