/** 批次執行的失敗。 */
import type { ErrorDetails } from '../../core/errors.ts';

const orders = (count: number): string => `${count.toLocaleString('zh-TW')} 筆訂單`;

const planFaults: {
  readonly [R in ErrorDetails['planUnusable']['reason']]: (expected: string, found: string) => string;
} = {
  format: () => '這不是 csp 的計畫檔。',
  digest: () => '建立之後內容被更改過。',
  environment: (expected, found) => `計畫是為 ${found} 建立的，目前的環境是 ${expected}。`,
  age: (expected, found) => `計畫建立於 ${found}，已超過 ${expected}。`,
};

export const runErrors = {
  orderOfAnother: (d: ErrorDetails['orderOfAnother']) => ({
    what: `第 ${d.line} 行：訂單 ${d.orderId} 不是 ${d.customer} 的訂單。`,
    why: `它屬於 ${d.owner}。沒有送出任何要求，請更正檔案。`,
  }),
  runInDoubt: (d: ErrorDetails['runInDoubt']) => ({
    what: `執行 ${d.runId}：${orders(d.unknown)}的結果不明。`,
    why: `請在合作夥伴中心逐筆查看，並記錄結果：`,
  }),
  runRefused: (d: ErrorDetails['runRefused']) => ({
    what: d.runId === null ? `${orders(d.refused)}會遭拒。` : `執行 ${d.runId} 已結束；${orders(d.refused)}遭拒。`,
  }),
  runUnfinished: (d: ErrorDetails['runUnfinished']) => ({
    what: `執行 ${d.runId} 尚未結束：還有 ${orders(d.left)}。`,
    why:
      d.heldBy === null
        ? '再執行一次相同的命令即可繼續。'
        : `尚未結束的執行 ${d.heldBy} 正在處理。請先完成該次執行，再執行一次相同的命令。`,
  }),
  runNotFound: (d: ErrorDetails['runNotFound']) => ({ what: `這台電腦上沒有執行「${d.query}」。` }),
  runLive: (d: ErrorDetails['runLive']) => ({
    what:
      d.runId === null
        ? '另一個程序正在處理相同的內容。'
        : `執行 ${d.runId} 正由另一個程序${d.pid === null ? '' : `（${d.pid}）`}進行中。`,
    why: '請等它結束，或結束該程序；剩下的部分可立即繼續。',
  }),
  runChanged: (d: ErrorDetails['runChanged']) => ({
    what: `${d.file} 的內容與未完成的執行 ${d.runId} 開始時不同。`,
    why: `沒有送出任何要求。請還原檔案後繼續，或撤下剩餘部分：`,
  }),
  runOfAnother: (d: ErrorDetails['runOfAnother']) => ({
    what: `執行 ${d.runId} 是在 ${d.expected} 進行的，目前的環境是 ${d.found}。`,
    why: '沒有記錄任何內容。請先登入該環境。',
  }),
  doneAlready: (d: ErrorDetails['doneAlready']) => ({
    what:
      d.kind === 'buy'
        ? `${d.customer} 的訂單 ${d.orderId} 與第 ${d.line} 行要買的相符。`
        : `服務上 ${d.customer} 的訂單 ${d.orderId} 已取消。`,
    why: `沒有記錄任何內容。${d.kind === 'buy' ? `若此訂單屬於另一行，請先記錄該行；否則請將執行 ${d.runId} 第 ${d.line} 行以 --as done 記錄。` : `請將執行 ${d.runId} 第 ${d.line} 行以 --as done 記錄。`}`,
  }),
  nothingInDoubt: (d: ErrorDetails['nothingInDoubt']) => ({
    what: `執行 ${d.runId} 沒有結果待確認的項目。`,
    why: '沒有需要記錄的內容，未做任何變更。',
  }),
  nothingToDrop: (d: ErrorDetails['nothingToDrop']) => ({
    what: `執行 ${d.runId} 沒有可撤下的項目。`,
    why:
      d.inDoubt === 0
        ? '沒有任何變更。'
        : `${orders(d.inDoubt)}的結果待確認：請再執行一次相同的命令，或以 --line N --as done|not-done 逐筆記錄。`,
  }),
  planUnusable: (d: ErrorDetails['planUnusable']) => ({
    what: `無法套用計畫 ${d.path}。`,
    why: `${planFaults[d.reason](d.expected, d.found)}沒有送出任何要求，請用 --plan-out 重新建立。`,
  }),
  notAllEligible: (d: ErrorDetails['notAllEligible']) => ({
    what: `${orders(d.found)}中只有 ${d.eligible} 筆可以取消，而您要求全部或全不。`,
    why: '沒有送出任何要求。',
  }),
  expectCountNeeded: (d: ErrorDetails['expectCountNeeded']) => ({
    what: `共有 ${orders(d.found)}，只用 --yes 太多了。`,
    why: `沒有送出任何要求。若數量正確，請加上 ${d.flag} ${d.found}。`,
  }),
};
