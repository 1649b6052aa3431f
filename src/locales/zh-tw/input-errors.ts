/** Refused input files, in Traditional Chinese. */
import type { ErrorDetails, InputFault, InputProblem } from '../../core/errors.ts';
import type { KnownFile } from '../../core/ports/input-faults.ts';
import { skipReason } from './row-reasons.ts';

/** Files of Partner Center that are none of ours. */
const otherFiles: { readonly [F in KnownFile]: string } = {
  'license-based': '以授權為基礎的對帳檔案',
  usage: '每日使用量的檔案',
  'price-list': '價目表',
  'order-history': '訂單歷程記錄的匯出檔',
  customers: '客戶清單',
};

const inputFaults: { readonly [F in InputFault]: (found: string, columns: string) => string } = {
  unreadable: (found) => `無法讀取${found && `（${found}）`}`,
  empty: () => '檔案是空的',
  encoding: () => '既不是 UTF-8 也不是 UTF-16 文字；請另存為「CSV UTF-8」',
  json: (found) => `不是 JSON 物件${found && `（位於「${found}」）`}`,
  columnMissing: (found, columns) => `缺少欄：${found}；找到的欄：${columns}`,
  columnCount: () => '此列的欄數與標題列不同；內容遭截斷或移位，請重新匯出檔案',
  quote: () => '引號的位置不正確',
  tooLarge: () => '檔案大小超過此命令的上限',
  notFile: (_, columns) => `不是預期類型的檔案${columns && `；找到的欄：${columns}`}`,
  archive: () => '這是壓縮檔；請先解壓縮',
  workbook: () => '這是試算表活頁簿；請將工作表另存為「CSV UTF-8」',
  otherFile: (found) => `這是${otherFiles[found as KnownFile]}；csp 讀取的是發票的一次性對帳檔案，以及它自己的清單`,
  rowsLeftOut: (found) => (skipReason as { readonly [reason: string]: string })[found] ?? found,
  datesMixed: (found) => `「${found}」的日與月順序，和檔案中較前的日期或 --dates 的設定相反`,
  datesOpen: (found) => `無法判斷「${found}」是日在前還是月在前；請以 --dates dmy 或 --dates mdy 指定`,
  purchasedOn: (found) => `訂單的購買日期與該列不同：${found}`,
  nothingUsable: (found) => `沒有任何可用的列${found && `（${found}）`}`,
  tooManyRows: (found) => `超過 ${found} 列`,
  cut: () => '檔案在一列的中間結束',
  jsonSyntax: () => '不是有效的 JSON',
  columnUnknown: (found) => `沒有「${found}」這個欄`,
  columnTwice: (found) => `欄「${found}」重複`,
  valueKind: (found) => `「${found}」的值類型不正確`,
  cellEmpty: (found) => `「${found}」是空的`,
  character: (found) => `含有不允許的字元：${found}`,
  spreadsheetNumber: (found) => `試算表軟體已將識別碼轉成數字「${found}」`,
  lostZeros: (found) => `「${found}」太短，試算表軟體可能去掉了開頭的 0`,
  orderId: (found) => `「${found}」不是訂單識別碼`,
  orderLine: (found) => `「${found}」不是訂單的明細`,
  customer: (found) => `「${found}」無法指定客戶`,
  orderDate: (found) => `「${found}」不是像 2026-11-28 或 11/28/2026 的日期`,
  conflict: (found) => `同一筆訂單在第 ${found} 行的客戶、原因或工單不同`,
  productId: (found) => `「${found}」不是產品識別碼`,
  skuId: (found) => `「${found}」不是 SKU 識別碼`,
  quantity: (found) => `「${found}」不是 1 以上的整數`,
  term: (found) => `「${found}」不是 P1Y 這類的期限`,
  billingCycle: (found) => `「${found}」不是計費週期`,
};

const place = ({ line, column }: Pick<InputProblem, 'line' | 'column'>): string =>
  line === null ? '整個檔案' : `第 ${line} 行${column === null ? '' : `，第 ${column} 欄`}`;

const nothingChanged = '未變更任何內容。';

const sourceName = (file: string): string => (file === '-' ? '標準輸入' : `檔案 ${file}`);

export const inputErrors = {
  inputRefused: (d: ErrorDetails['inputRefused']) => {
    const { problems = [], total = 0 } = d;
    if (total < 2)
      return {
        what: `無法接受${sourceName(d.file)}：${inputFaults[d.reason](d.found ?? '', d.columns ?? '')}。`,
        why: `${d.line === null ? '' : `位置：${place(d)}。`}${nothingChanged}`,
      };
    const told = problems.map(
      (problem) => `${place(problem)}：${inputFaults[problem.reason](problem.found ?? '', problem.columns ?? '')}。`,
    );
    const more = total - problems.length;
    return {
      what: `無法接受${sourceName(d.file)}：共有 ${total} 個問題。`,
      why: [...told, ...(more > 0 ? [`……另有 ${more} 個問題。`] : []), nothingChanged].join('\n'),
    };
  },
};
