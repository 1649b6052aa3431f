/** Refused input files, in Japanese. */
import type { ErrorDetails, InputFault, InputProblem } from '../../core/errors.ts';
import type { KnownFile } from '../../core/ports/input-faults.ts';
import { cases } from './counted.ts';
import { skipReason } from './row-reasons.ts';

/** Files of Partner Center that are none of ours. */
const otherFiles: { readonly [F in KnownFile]: string } = {
  'license-based': 'ライセンスベースの調整ファイル',
  usage: '日次の使用量のファイル',
  'price-list': '価格表',
  'order-history': '注文履歴のエクスポート',
  customers: '顧客の一覧',
};

const inputFaults: { readonly [F in InputFault]: (found: string, columns: string) => string } = {
  unreadable: (found) => `読み取れません${found && ` (${found})`}`,
  empty: () => '空のファイルです',
  encoding: () => 'UTF-8 でも UTF-16 でもありません。「CSV UTF-8」で保存してください',
  json: (found) => `JSON オブジェクトではありません${found && ` (「${found}」の付近)`}`,
  columnMissing: (found, columns) => `必要な列がありません (${found})。見つかった列: ${columns}`,
  columnCount: () => '行の列数が見出しと一致しません。欠けているかずれているので、ファイルを出力し直してください',
  quote: () => '引用符の位置が正しくありません',
  tooLarge: () => 'このコマンドで扱える大きさを超えています',
  notFile: (_, columns) => `想定した種類のファイルではありません${columns && `。見つかった列: ${columns}`}`,
  archive: () => '圧縮されたファイルです。先に展開してください',
  workbook: () => '表計算ソフトのブックです。シートを「CSV UTF-8」で保存してください',
  otherFile: (found) =>
    `これは${otherFiles[found as KnownFile]}です。csp が読み取るのは、請求書の 1 回限りの請求の調整ファイルと独自の一覧です`,
  rowsLeftOut: (found) => (skipReason as { readonly [reason: string]: string })[found] ?? found,
  datesMixed: (found) => `「${found}」の日と月の順序が、前の日付または --dates の指定と逆です`,
  datesOpen: (found) =>
    `「${found}」の日と月のどちらが先か判断できません。--dates dmy または --dates mdy で指定してください`,
  purchasedOn: (found) => `注文日が行の日付と異なります: ${found}`,
  nothingUsable: (found) => `使用できる行がありません${found && ` (${found})`}`,
  tooManyRows: (found) => `${found} 行を超えています`,
  cut: () => '行の途中で終わっています',
  jsonSyntax: () => 'JSON として読み取れません',
  columnUnknown: (found) => `「${found}」という列はありません`,
  columnTwice: (found) => `列「${found}」が重複しています`,
  valueKind: (found) => `「${found}」の値の型が正しくありません`,
  cellEmpty: (found) => `「${found}」が空です`,
  character: (found) => `使用できない文字があります (${found})`,
  spreadsheetNumber: (found) => `表計算ソフトにより ID が数値「${found}」に変換されています`,
  lostZeros: (found) => `「${found}」は短すぎます。表計算ソフトで先頭の 0 が失われた可能性があります`,
  orderId: (found) => `「${found}」は注文 ID ではありません`,
  orderLine: (found) => `「${found}」は注文の明細ではありません`,
  customer: (found) => `「${found}」では顧客を指定できません`,
  orderDate: (found) => `「${found}」は 2026-11-28 や 11/28/2026 のような日付ではありません`,
  conflict: (found) => `同じ注文が ${found} 行目では別の顧客、理由、またはチケットになっています`,
  productId: (found) => `「${found}」は製品 ID ではありません`,
  skuId: (found) => `「${found}」は SKU ID ではありません`,
  quantity: (found) => `「${found}」は 1 以上の整数ではありません`,
  term: (found) => `「${found}」は P1Y のような期間ではありません`,
  billingCycle: (found) => `「${found}」は請求サイクルではありません`,
};

const place = ({ line, column }: Pick<InputProblem, 'line' | 'column'>): string =>
  line === null ? 'ファイル全体' : `${line} 行目${column === null ? '' : `、${column} 列目`}`;

const nothingChanged = '何も変更していません。';

const sourceName = (file: string): string => (file === '-' ? '標準入力' : `ファイル ${file}`);

export const inputErrors = {
  inputRefused: (d: ErrorDetails['inputRefused']) => {
    const { problems = [], total = 0 } = d;
    if (total < 2)
      return {
        what: `${sourceName(d.file)} を受け付けられません: ${inputFaults[d.reason](d.found ?? '', d.columns ?? '')}。`,
        why: `${d.line === null ? '' : `場所: ${place(d)}。`}${nothingChanged}`,
      };
    const told = problems.map(
      (problem) => `${place(problem)}: ${inputFaults[problem.reason](problem.found ?? '', problem.columns ?? '')}。`,
    );
    const more = total - problems.length;
    return {
      what: `${sourceName(d.file)} を受け付けられません: 問題が ${cases(total)}あります。`,
      why: [...told, ...(more > 0 ? [`ほか ${cases(more)}。`] : []), nothingChanged].join('\n'),
    };
  },
};
