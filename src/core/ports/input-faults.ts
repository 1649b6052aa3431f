/** What may be wrong with a file that a command is handed. */

/** Why an input file was refused; the sentence for each is in the locale catalogue. */
export type InputFault =
  | 'unreadable'
  | 'empty'
  | 'encoding'
  | 'archive'
  | 'workbook'
  | 'otherFile'
  | 'rowsLeftOut'
  | 'datesMixed'
  | 'datesOpen'
  | 'purchasedOn'
  | 'json'
  | 'columnMissing'
  | 'columnCount'
  | 'quote'
  | 'tooLarge'
  | 'notFile'
  | 'nothingUsable'
  | 'tooManyRows'
  | 'cut'
  | 'jsonSyntax'
  | 'columnUnknown'
  | 'columnTwice'
  | 'valueKind'
  | 'cellEmpty'
  | 'character'
  | 'spreadsheetNumber'
  | 'lostZeros'
  | 'orderId'
  | 'orderLine'
  | 'customer'
  | 'orderDate'
  | 'conflict'
  | 'productId'
  | 'skuId'
  | 'quantity'
  | 'term'
  | 'billingCycle';

/** One thing that is wrong in an input file: the line, and in it the cell of a table or the letter of a JSON text. */
export interface InputProblem {
  readonly line: number | null;
  readonly column: number | null;
  readonly reason: InputFault;
  /**
   * The text that is wrong, cut when it is long; the other line of a `conflict`; the code point of a `character`; the kind
   * of an `otherFile`; why `rowsLeftOut` are of no use.
   */
  readonly found?: string;
  /** The names of the columns that a table has, where one is missed. */
  readonly columns?: string;
}

/** Files of Partner Center that people have beside the ones that csp reads. */
export type KnownFile = 'license-based' | 'usage' | 'price-list' | 'order-history' | 'customers';
