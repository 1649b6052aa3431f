/** What can be wrong with one cell: hostile text, and what spreadsheets and mail programs make of ids. */
import type { InputFault } from '../core/errors.ts';
import { parseOrderWord } from '../core/rules/order-reference.ts';

export type CellFault = readonly [reason: InputFault, found: string];

const strangeInId = /[^\x21-\x7e]/u;
/** Controls, what cannot be seen, and halves of characters; the spaces of all scripts stay. */
const strangeInText = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;
const strangeInProse = /[^\P{Cc}\t\r\n]|[\p{Cs}\p{Noncharacter_Code_Point}]/u;
const numberOfASpreadsheet = /^\d+(?:[.,]\d+)?e\+\d+$/i;
/** The shorter number of an order has twelve digits, some of them letters as a rule. */
const tooFewDigits = /^\d{1,11}(?:\/|$)/;
const longestName = 256;

/** Of `ORDER` or `ORDER/LINE`. */
export const orderFault = (text: string): CellFault | undefined => {
  if (text === '') return ['cellEmpty', 'order'];
  const strange = strangeIn(text, strangeInId);
  if (strange !== undefined) return strange;
  if (numberOfASpreadsheet.test(text)) return ['spreadsheetNumber', text];
  const [id = '', line] = text.split('/');
  if (parseOrderWord(text) === undefined)
    return line === undefined || parseOrderWord(id) === undefined ? ['orderId', text] : ['orderLine', line];
  return tooFewDigits.test(text) ? ['lostZeros', text] : undefined;
};

/** Of what names a customer: a GUID, a domain or a name. */
export const customerFault = (text: string): CellFault | undefined => {
  if (text === '') return ['cellEmpty', 'customer'];
  return strangeIn(text, strangeInText) ?? (text.length > longestName ? ['customer', text] : undefined);
};

/** Of an id in the catalogue's form; `digits` is how many a number must have, for spreadsheets drop zeros. */
export const catalogueFault = (reason: 'productId' | 'skuId', text: string, digits = 0): CellFault | undefined => {
  if (text === '') return ['cellEmpty', reason];
  const strange = strangeIn(text, strangeInId);
  if (strange !== undefined) return strange;
  if (numberOfASpreadsheet.test(text)) return ['spreadsheetNumber', text];
  if (/^\d+$/.test(text) && text.length < digits) return ['lostZeros', text];
  return /^[A-Za-z0-9-]{1,64}$/.test(text) ? undefined : [reason, text];
};

/** Of `PRODUCT` or `PRODUCT:SKU`. */
export const itemFault = (text: string): CellFault | undefined => {
  const [productId = '', skuId, ...more] = text.split(':');
  if (skuId === undefined || more.length > 0) return catalogueFault('productId', text);
  return catalogueFault('productId', productId) ?? catalogueFault('skuId', skuId, 4);
};

/** Of prose, which may have several lines. */
export const proseFault = (text: string): CellFault | undefined => strangeIn(text, strangeInProse);

/** The first character that does not belong there, as `U+043E`. */
const strangeIn = (text: string, strange: RegExp): CellFault | undefined => {
  const code = strange.exec(text)?.[0].codePointAt(0);
  return code === undefined ? undefined : ['character', `U+${code.toString(16).toUpperCase().padStart(4, '0')}`];
};
