/** Input files that are refused. */
import type { ErrorDetails, InputFault, InputProblem } from '../../core/errors.ts';
import type { KnownFile } from '../../core/ports/input-faults.ts';
import { plural } from '../plural.ts';
import { skipReason } from './row-reasons.ts';

/** Files of Partner Center that are none of ours. */
const otherFiles: { readonly [F in KnownFile]: string } = {
  'license-based': 'a license-based reconciliation file',
  usage: 'a file of daily usage',
  'price-list': 'a price list',
  'order-history': 'an export of the order history',
  customers: 'a list of customers',
};

const inputFaults: { readonly [F in InputFault]: (found: string, columns: string) => string } = {
  unreadable: (found) => `it cannot be read${found && ` (${found})`}`,
  empty: () => 'it is empty',
  encoding: () => 'it is neither UTF-8 nor UTF-16 text; save it as “CSV UTF-8”',
  json: (found) => `it is not a JSON object${found && ` (at “${found}”)`}`,
  columnMissing: (found, columns) => `a column is missing: ${found}; these columns were found: ${columns}`,
  columnCount: () =>
    'the row has another number of columns than the header; it was cut or shifted, so export the file again',
  quote: () => 'a quotation mark is out of place',
  tooLarge: () => 'it is larger than this command reads',
  notFile: (_, columns) =>
    `it is not a file of the expected kind${columns && `; these columns were found: ${columns}`}`,
  archive: () => 'it is a compressed archive; unpack it first',
  workbook: () => 'it is a workbook of a spreadsheet program; save the sheet as “CSV UTF-8”',
  otherFile: (found) =>
    `it is ${otherFiles[found as KnownFile]}; csp reads the one-time reconciliation file of an invoice, and lists of its own`,
  rowsLeftOut: (found) => (skipReason as { readonly [reason: string]: string })[found] ?? found,
  datesMixed: (found) =>
    `“${found}” has day and month the other way round than an earlier date of the file, or than --dates says`,
  datesOpen: (found) =>
    `nothing tells whether “${found}” has the day or the month first; say it with --dates dmy or --dates mdy`,
  purchasedOn: (found) => `the order was not placed on the day that the row states: ${found}`,
  nothingUsable: (found) => `it holds no row that can be used${found && ` (${found})`}`,
  tooManyRows: (found) => `it has more than ${found} rows`,
  cut: () => 'it ends in the middle of a row',
  jsonSyntax: () => 'that is not JSON',
  columnUnknown: (found) => `there is no such column: “${found}”`,
  columnTwice: (found) => `the column “${found}” is given twice`,
  valueKind: (found) => `the value of “${found}” is of another type than expected`,
  cellEmpty: (found) => `“${found}” is empty`,
  character: (found) => `a character that does not belong there: ${found}`,
  spreadsheetNumber: (found) => `a spreadsheet has turned the id into the number “${found}”`,
  lostZeros: (found) => `“${found}” is too short; a spreadsheet may have dropped zeros at its beginning`,
  orderId: (found) => `“${found}” is not an order id`,
  orderLine: (found) => `“${found}” is not a line of an order`,
  customer: (found) => `“${found}” does not name a customer`,
  orderDate: (found) => `“${found}” is not a date such as 2026-11-28 or 11/28/2026`,
  conflict: (found) => `the same order has another customer, reason or ticket in line ${found}`,
  productId: (found) => `“${found}” is not a product id`,
  skuId: (found) => `“${found}” is not a SKU id`,
  quantity: (found) => `“${found}” is not a whole number from 1 up`,
  term: (found) => `“${found}” is not a term such as P1Y`,
  billingCycle: (found) => `“${found}” is not a billing cycle`,
};

const place = ({ line, column }: Pick<InputProblem, 'line' | 'column'>): string =>
  line === null ? 'The whole file' : `Line ${line}${column === null ? '' : `, column ${column}`}`;

const nothingChanged = 'Nothing was changed.';

const sourceName = (file: string): string => (file === '-' ? 'Standard input' : `The file ${file}`);

export const inputErrors = {
  inputRefused: (d: ErrorDetails['inputRefused']) => {
    const { problems = [], total = 0 } = d;
    if (total < 2)
      return {
        what: `${sourceName(d.file)} was refused: ${inputFaults[d.reason](d.found ?? '', d.columns ?? '')}.`,
        why: `${d.line === null ? '' : `${place(d)}. `}${nothingChanged}`,
      };
    const told = problems.map(
      (problem) => `${place(problem)}: ${inputFaults[problem.reason](problem.found ?? '', problem.columns ?? '')}.`,
    );
    const more = total - problems.length;
    return {
      what: `${sourceName(d.file)} was refused: ${plural('en', total, { one: '# problem', other: '# problems' })}.`,
      why: [...told, ...(more > 0 ? [`… and ${more} more.`] : []), nothingChanged].join('\n'),
    };
  },
};
