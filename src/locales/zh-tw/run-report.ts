/** 批次執行留下的報告與 `csp runs` 的訊息。 */
import type { RunKind } from '../../core/ports/journal.ts';
import { proseInstant } from '../../terminal/format.ts';
import type { report as english } from '../en/run-report.ts';

const number = (count: number): string => count.toLocaleString('zh-TW');
export const things = (kind: RunKind, count: number): string =>
  `${number(count)} 筆${kind === 'buy' ? '購買' : '訂單'}`;

export const report: typeof english = {
  heading: (d) => `${d.kind === 'cancel' ? '批次取消' : '批次購買'}，執行 ${d.runId}`,
  environment: '環境',
  account: '登入帳戶',
  counts: '結果',
  credit: '退款估計',
  total: '報價總計',
  creditUnknown: (d) => `${number(d.orders)} 筆金額不明`,
  open: (d) =>
    d.shown < d.total ? `未完成：共 ${number(d.total)} 行，列出前 ${d.shown} 行` : `未完成：${number(d.total)} 行`,
  next: '接下來要做的事',
  nothingNext: '沒有，所有行都已完成。',
  nothingLeft: '沒有 csp 還能處理的項目。',
  goOn: (d) => `${number(d.lines)} 行尚未處理：再執行一次相同的命令，會從中斷處繼續，不會重複處理。`,
  lookAt: (d) => `${number(d.lines)} 行結果不明：再執行一次相同的命令，或到合作夥伴中心查看並記錄結果：`,
  ask: (d) => `${number(d.orders)} 筆訂單遭拒，可試著提出支援要求：`,
  takenOff: (d) => `撤下 ${number(d.count)}`,
  noRefunds: (d) => `執行 ${d.runId} 沒有適合提出支援要求的遭拒訂單。`,
  neverSent: (d) =>
    `執行 ${d.runId} 於 ${proseInstant(d.at, 'zh-TW')} 開始${d.file === null ? '' : `，檔案為 ${d.file}`}。從未送出：${things(d.kind, d.count)}。`,
  askDrop: (d) => `要從執行 ${d.runId} 撤下嗎？`,
  notSeen: (d) =>
    `${d.kind === 'buy' ? `服務上沒有 ${d.customer} 的相符訂單。` : `服務上 ${d.customer} 的訂單 ${d.orderId} 並未顯示為已取消。`}資料可能落後 15 分鐘，請稍後再查看一次。`,
  wouldDrop: (d) => `試執行：會從執行 ${d.runId} 撤下 ${things(d.kind, d.count)}。`,
  wouldResolve: (d) => `試執行：會記錄執行 ${d.runId} 的第 ${d.line} 行。`,
};
