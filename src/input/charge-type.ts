/**
 * What a row of a reconciliation file charges for. The words come in any case, older files write them with a capital.
 * Source: Microsoft's pages on charge types and on billing scenarios of new commerce, 2022-11.
 */

/**
 * `new`, `renew`, `cancel`: a purchase, a term more, and its end.
 * `quantity`: pieces added or removed, told by the refund of all that was there and the charge of all that is there then.
 * `upgrade`: pieces that became another product, refunded there and charged here.
 * `none`: money that changes nothing of what was bought.
 */
export type Charge = 'new' | 'renew' | 'cancel' | 'quantity' | 'upgrade' | 'none';

const charges = new Map<string, Charge>([
  ['new', 'new'],
  ['renew', 'renew'],
  ['cancel', 'cancel'],
  ['cancelimmediate', 'cancel'],
  ['addquantity', 'quantity'],
  ['removequantity', 'quantity'],
  ['convert', 'upgrade'],
  ['movequantity', 'upgrade'],
  ['cyclecharge', 'none'],
  ['changebillingplan', 'none'],
  ['customercredit', 'none'],
  ['extendterm', 'none'],
]);

/** `undefined` for a word that is not known. */
export const chargeOf = (word: string): Charge | undefined => charges.get(word.replace(/[-_ ]/g, '').toLowerCase());
