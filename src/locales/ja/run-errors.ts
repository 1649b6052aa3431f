/** まとめて行う処理の失敗。 */
import type { ErrorDetails } from '../../core/errors.ts';
import { cases } from './counted.ts';

const planFaults: {
  readonly [R in ErrorDetails['planUnusable']['reason']]: (expected: string, found: string) => string;
} = {
  format: () => 'csp の計画ファイルではありません。',
  digest: () => '作成後に変更されています。',
  environment: (expected, found) => `計画は ${found} 用ですが、現在の環境は ${expected} です。`,
  age: (expected, found) => `作成は ${found} で、${expected} を過ぎています。`,
};

export const runErrors = {
  orderOfAnother: (d: ErrorDetails['orderOfAnother']) => ({
    what: `${d.line} 行目: 注文 ${d.orderId} は ${d.customer} の注文ではありません。`,
    why: `${d.owner} の注文です。何も送信していません。ファイルを修正してください。`,
  }),
  runInDoubt: (d: ErrorDetails['runInDoubt']) => ({
    what: `実行 ${d.runId}: 注文 ${cases(d.unknown)}の結果が確認できていません。`,
    why: `パートナー センターで 1 件ずつ確認し、その結果を記録してください:`,
  }),
  runRefused: (d: ErrorDetails['runRefused']) => ({
    what:
      d.runId === null
        ? `注文 ${cases(d.refused)}は拒否される見込みです。`
        : `実行 ${d.runId} は終了しました。注文 ${cases(d.refused)}が拒否されました。`,
  }),
  runUnfinished: (d: ErrorDetails['runUnfinished']) => ({
    what: `実行 ${d.runId} は終了していません。残り ${cases(d.left)}です。`,
    why:
      d.heldBy === null
        ? '同じコマンドをもう一度実行すると続きから再開します。'
        : `未完了の実行 ${d.heldBy} が扱っています。先にその実行を完了してから、同じコマンドをもう一度実行してください。`,
  }),
  runNotFound: (d: ErrorDetails['runNotFound']) => ({ what: `このマシンに実行「${d.query}」はありません。` }),
  runLive: (d: ErrorDetails['runLive']) => ({
    what:
      d.runId === null
        ? '同じ内容を別のプロセスが処理中です。'
        : `実行 ${d.runId} は別のプロセス${d.pid === null ? '' : ` (${d.pid})`} で進行中です。`,
    why: '終わるのを待つか、そのプロセスを終了してください。残りはすぐに再開できます。',
  }),
  runChanged: (d: ErrorDetails['runChanged']) => ({
    what: `${d.file} の内容が、未完了の実行 ${d.runId} を始めたときと異なります。`,
    why: `何も送信していません。ファイルを元に戻して続けるか、残りを取り下げてください:`,
  }),
  runOfAnother: (d: ErrorDetails['runOfAnother']) => ({
    what: `実行 ${d.runId} は ${d.expected} で行われたもので、現在の環境は ${d.found} です。`,
    why: '何も記録していません。先にその環境にサインインしてください。',
  }),
  doneAlready: (d: ErrorDetails['doneAlready']) => ({
    what:
      d.kind === 'buy'
        ? `${d.customer} の注文 ${d.orderId} は、${d.line} 行目の購入に該当します。`
        : `サービス上では、${d.customer} の注文 ${d.orderId} はキャンセル済みです。`,
    why: `何も記録していません。${d.kind === 'buy' ? `この注文が別の行のものであればその行を先に記録し、そうでなければ実行 ${d.runId} の ${d.line} 行目を --as done で記録してください。` : `実行 ${d.runId} の ${d.line} 行目は --as done で記録してください。`}`,
  }),
  nothingInDoubt: (d: ErrorDetails['nothingInDoubt']) => ({
    what: `実行 ${d.runId} に結果未確認のものはありません。`,
    why: '記録するものはなく、何も変更していません。',
  }),
  nothingToDrop: (d: ErrorDetails['nothingToDrop']) => ({
    what: `実行 ${d.runId} には取り下げるものが残っていません。`,
    why:
      d.inDoubt === 0
        ? '何も変更していません。'
        : `結果未確認が ${cases(d.inDoubt)}あります。同じコマンドをもう一度実行するか、1 件ずつ --line N --as done|not-done で記録してください。`,
  }),
  planUnusable: (d: ErrorDetails['planUnusable']) => ({
    what: `計画 ${d.path} は実行できません。`,
    why: `${planFaults[d.reason](d.expected, d.found)} 何も送信していません。--plan-out で作り直してください。`,
  }),
  notAllEligible: (d: ErrorDetails['notAllEligible']) => ({
    what: `注文 ${cases(d.found)}のうちキャンセルできるのは ${cases(d.eligible)}だけですが、「すべてか、なしか」が指定されています。`,
    why: '何も送信していません。',
  }),
  expectCountNeeded: (d: ErrorDetails['expectCountNeeded']) => ({
    what: `対象の注文が ${cases(d.found)}あります。--yes だけで実行するには多すぎます。`,
    why: `何も送信していません。件数が正しければ ${d.flag} ${d.found} を付けてください。`,
  }),
};
