/** What one piece costs in the currency that is billed. A file states the price of a piece in the currency of the price list. */
import { compareMoney, dividedBy, timesQuantity } from '../../core/rules/money.ts';

export interface PriceFacts {
  /** In the currency of the price list; it may be another price than the one that was charged. */
  readonly unitPrice: string | null;
  /** What was charged for all pieces, without tax. */
  readonly subtotal: string | null;
  readonly quantity: number;
  readonly currency: string;
  /** The currency of the price list. */
  readonly pricing: string;
}

/** `null` where the file tells neither a subtotal nor a price in the currency that is billed. */
export const pricePerPiece = ({ unitPrice, subtotal, quantity, currency, pricing }: PriceFacts): string | null => {
  const listed = unitPrice === null || pricing !== currency ? null : { amount: unitPrice, currency };
  if (subtotal === null) return listed?.amount ?? null;
  const charged = { amount: subtotal, currency };
  if (listed !== null && compareMoney(timesQuantity(listed, quantity), charged) === 0) return listed.amount;
  return dividedBy(charged, quantity).amount;
};
