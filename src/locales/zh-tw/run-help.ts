/** 批次執行的說明。 */
import type { runFlags as flags, runSummaries as summaries } from '../en/run-help.ts';

export const runSummaries: typeof summaries = {
  runs: '批次執行與購買的結果及剩餘項目',
  'runs list': '列出此環境的批次執行與購買，最新的在前',
  'runs show': '顯示一次執行的狀況',
  'runs export': '再次輸出一次執行的結果、摘要或退款要求',
  'runs resolve': '記錄結果不明的訂單後來如何，或撤下從未送出的訂單',
};

export const runFlags: typeof flags = {
  fromRun: '針對此次批次執行中所有遭拒的訂單：執行識別碼或 last',
  inputLine: '輸入檔案的行號',
  resolveAs: '您確認的結果',
  resolveReason: '如何得知；會保留在這台電腦的活動紀錄中',
  drop: '撤下從未送出的訂單',
};

export const runArgument = '執行識別碼、其開頭，或 last';
