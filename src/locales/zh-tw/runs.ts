/** 批次執行時的訊息，需要時才載入。 */
import { proseInstant } from '../../terminal/format.ts';
import type { runs as english, RunCounts, RunProgress } from '../en/runs.ts';
import { report, things } from './run-report.ts';

const number = (count: number): string => count.toLocaleString('zh-TW');
const orders = (count: number): string => `${number(count)} 筆訂單`;

const counted = (d: RunCounts): string =>
  [
    ...(d.cancelled > 0 ? [`已取消 ${number(d.cancelled)}`] : []),
    ...(d.ordered > 0 ? [`已訂購 ${number(d.ordered)}`] : []),
    ...(d.alreadyOrdered > 0 ? [`先前已購買 ${number(d.alreadyOrdered)}`] : []),
    ...(d.repeated > 0 ? [`重複 ${number(d.repeated)}`] : []),
    ...(d.already > 0 ? [`先前已取消 ${number(d.already)}`] : []),
    ...(d.refused > 0 ? [`遭拒 ${number(d.refused)}`] : []),
    ...(d.unknown > 0 ? [`不明 ${number(d.unknown)}`] : []),
    ...(d.left > 0 ? [`剩餘 ${number(d.left)}`] : []),
    ...(d.failed ? [`失敗 ${number(d.failed)}`] : []),
    ...(d.takenOff ? [report.takenOff({ count: d.takenOff })] : []),
  ].join('、') || '未執行任何項目';

const minutes = (left: number | null): string =>
  left === null ? '' : left === 0 ? '，剩不到一分鐘' : `，約剩 ${left} 分鐘`;
const of = (total: number | null): string => (total === null ? '' : ` / ${number(total)}`);

const howFar = (d: RunProgress): string =>
  `${number(d.done)}${of(d.total)}${d.inDoubt > 0 ? `，待確認 ${number(d.inDoubt)}` : ''}${minutes(d.minutesLeft)}`;

const toDoIt = (command: string): string => `若要執行：\n  ${command}`;

export const runs: typeof english = {
  report,
  read: (d) =>
    `${d.file === '-' ? '標準輸入' : d.file}：${number(d.lines)} 行${d.repeats > 0 ? `（其中 ${number(d.repeats)} 行重複）` : ''}${d.skipped > 0 ? `；略過 ${number(d.skipped)} 行非購買項目` : ''}。`,
  mended: (d) =>
    `已修正 ${number(d.count)} 列中遭試算表更改的識別碼：略過撇號，補回遺失的零（第 ${d.lines.join('、')}${d.count > d.lines.length ? '…' : ''} 行）。`,
  nothing: '標準輸入沒有內容，無事可做。',
  planning: (d) => `讀取訂單：${number(d.done)}${of(d.total)}${minutes(d.minutesLeft)}`,
  plan: (d) =>
    `計畫：${d.eligible === 0 ? '沒有需要取消的訂單' : `取消 ${orders(d.eligible)}`}${d.already > 0 ? `，${number(d.already)} 筆先前已取消` : ''}${d.refused > 0 ? `，${number(d.refused)} 筆無法取消` : ''}。${d.eligible === 0 ? '' : `退款估計：${d.credit.join('、') || '不明'}。`}${d.paid.length === 0 ? '' : `無法取消者已付：${d.paid.join('、')}。`}`,
  refusedFor: (d) => `  ${d.reason}${d.count > 1 ? `（同類 ${number(d.count)} 筆）` : ''}`,
  planWritten: (d) =>
    `計畫已寫入 ${d.path}。${d.command === null ? '已沒有要取消的訂單。' : `尚未取消任何訂單。${toDoIt(d.command)}`}`,
  toDoIt: (d) => toDoIt(d.command),
  noJournal: '這台電腦沒有此帳戶先前執行的紀錄。其他電腦取消了什麼，只能從訂單的狀態看出。',
  typeCount: (d) =>
    `這將取消 ${number(d.customers)} 位客戶的 ${orders(d.count)}，退款估計 ${d.credit}。請輸入訂單筆數以繼續：`,
  typeToGoOn: (d) => `執行 ${d.runId} 將繼續處理 ${things(d.kind, d.count)}。請輸入筆數以繼續：`,
  buyPlan: (d) =>
    `報價：${d.lines === 0 ? '沒有需要訂購的行' : `訂購 ${number(d.lines)} 行`}${d.repeats > 0 ? `，${d.areSkipped ? '' : '其中 '}${number(d.repeats)} 行先前已購買` : ''}${d.repeated > 0 ? `，${number(d.repeated)} 行重複` : ''}${d.refused > 0 ? `，${number(d.refused)} 行無法訂購` : ''}。${d.lines === 0 ? '' : `總計：${d.total.join('、') || '不明'}${d.isPartial ? '，另有價格不明的行' : ''}。`}`,
  repeat: (d) => `  第 ${d.line} 行：${d.reason}`,
  repeated: (d) => `  第 ${d.line} 行：與第 ${d.first} 行是相同的購買項目`,
  repeatedHint: '重複的行只會訂購一次。若要多買，請加大數量，或為各行填入不同的採購單號 (PO)。',
  buying: (d) => `訂購中：${howFar(d)}`,
  quoting: (d) => `報價中：${number(d.done)}${of(d.total)}${minutes(d.minutesLeft)}`,
  typeCountBuy: (d) =>
    `這將為 ${number(d.customers)} 位客戶訂購 ${number(d.count)} 行，總計 ${d.total}。請輸入行數以繼續：`,
  continues: (d) =>
    `執行 ${d.runId} 尚未結束：${[...(d.left > 0 || d.inDoubt === 0 ? [`剩餘 ${things(d.kind, d.left)}`] : []), ...(d.inDoubt > 0 ? [`${number(d.inDoubt)} 筆結果待確認`] : [])].join('，')}。`,
  finishedBefore: (d) =>
    `執行 ${d.runId} 已於 ${proseInstant(d.at, 'zh-TW')} 完成：已處理 ${things(d.kind, d.done)}。沒有送出任何要求。`,
  begins: (d) => `執行 ${d.runId} 開始：${things(d.kind, d.count)}。`,
  cancelling: (d) => `取消中：${howFar(d)}`,
  looksFirst: (d) =>
    `先查看結果待確認的 ${things(d.kind, d.count)}${d.minutes === null ? '' : `，最長可能需要 ${d.minutes} 分鐘`}。`,
  looks: (d) =>
    `尚不知道${things(d.kind, d.count)}的結果：${d.minutes === null ? '' : `最多在 ${d.minutes} 分鐘內`}繼續查看。`,
  takenUp: (d) => `已完成由執行 ${d.runId} 開始的${things(d.kind, d.count)}；金額計入該次執行：\n  ${d.command}`,
  boughtBy: (d) => `這項購買先前已由執行 ${d.runId} 開始：已完成該項購買，未另行購買。`,
  elsewhere: (d) => `${things(d.kind, d.count)}正由執行 ${d.runId} 處理，等待中。`,
  lastWords: (d) =>
    `執行 ${d.runId} 的進度無法再寫入紀錄。以下每行一筆，列出已送出的${things(d.kind, d.count)}目前已知的情況，請保留這些內容：`,
  summary: (d) => `執行 ${d.runId}：${counted(d)}，共 ${number(d.total)} 行。`,
  stopped: (d) =>
    `執行 ${d.runId}：完成 ${number(d.done)}，${d.refused > 0 ? `遭拒 ${number(d.refused)}，` : ''}剩餘 ${number(d.left)}，待確認 ${number(d.inDoubt)}。再執行一次相同的命令即可繼續。`,
  stoppedAtRefusal: (d) =>
    `執行 ${d.runId}：完成 ${number(d.done)}，遭拒 ${number(d.refused)}，剩餘 ${number(d.left)}，待確認 ${number(d.inDoubt)}。在第一次遭拒時結束（${d.flag}）；${d.kind === 'buy' ? '已訂購的仍為已訂購' : '已取消的仍為已取消'}。再執行一次相同的命令即可繼續處理其餘部分，或將其撤下：\n  ${d.command}`,
  listed: (d) => `共 ${number(d.total)} 行，這是前 ${number(d.shown)} 行；加上 -o jsonl 可列出全部。`,
  written: (d) => (d.what === 'results' ? `結果：${d.path}` : `摘要：${d.path}`),
  edited: (d) => `${d.file} 在執行期間被修改過。此處的結果都以開始時讀取的資料列為準。`,
  unwritten: (d) => `執行紀錄完整保留。可寫入之後，以下列命令重新產生檔案：\n  ${d.command}`,
  refundRequests: (d) => `${number(d.count)} 份退款申請已存於 ${d.folder}`,
  awaiting: (d) => `正在等候 ${things('buy', d.count)}完成。`,
  waiting: (d) => `等待清單將 ${orders(d.count)}顯示為已取消，最遲到 ${proseInstant(d.until, 'zh-TW')}。`,
  shown: '清單已全部顯示為已取消。',
  notShown: (d) => `清單尚未將 ${orders(d.count)}顯示為已取消。`,
  dropped: (d) => `已從執行 ${d.runId} 撤下從未送出的 ${things(d.kind, d.count)}。`,
  resolved: (d) => `執行 ${d.runId} 第 ${d.line} 行：已記錄為${d.isDone ? '已完成' : '未完成'}。`,
  title: {
    run: '執行',
    kind: '種類',
    began: '開始',
    finished: '結束',
    lines: '行數',
    progress: '進度',
    refused: '遭拒',
    inDoubt: '待確認',
    file: '檔案',
    input: '輸入行',
  },
  outcome: { ordered: '已訂購', 'already-ordered': '先前已購買', 'would-order': '將訂購', repeated: '重複' },
  unfinished: '未完成',
  kind: { cancel: '取消', buy: '購買' },
  none: '這台電腦沒有此帳戶的批次執行或購買紀錄。',
  sameAs: (d) => `同第 ${d.line} 行`,
  byRun: (d) => `由執行 ${d.runId} 完成`,
};
