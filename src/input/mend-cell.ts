/** What spreadsheets do to ids, undone where it can be undone in one way only. */

/** Spreadsheets put an apostrophe before what they shall not take for a number or a formula; no id and no date begins with one. */
export const withoutApostrophe = (text: string): string => text.replace(/^'+(?=[^'])/, '');

/** SKU ids have four characters. Of one that is all digits a spreadsheet drops the zeros at its beginning. */
export const withZeros = (skuId: string): string => (/^\d{1,3}$/.test(skuId) ? skuId.padStart(4, '0') : skuId);
