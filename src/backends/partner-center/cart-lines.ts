/** What was asked for, held against what a cart or an order says instead: item, quantity, term, billing cycle, currency. */
import type { BillingCycle, CartLineRequest } from '../../core/ports/backend.ts';
import type { WireCart, WireOrder } from './schemas.ts';
import { toBillingCycle, toText } from './translate-values.ts';

/** What is `undefined` is not said, and differs from nothing. Item and quantity are so in orders only. */
export interface CartLine {
  readonly catalogItemId: string | undefined;
  readonly quantity: number | undefined;
  /** Empty where none was asked for. */
  readonly term: string | undefined;
  readonly billingCycle: BillingCycle | undefined;
  readonly currency: string | undefined;
}

export const askedLine = ({ catalogItemId, quantity, term, billingCycle, currency }: CartLineRequest): CartLine => ({
  ...{ catalogItemId, quantity, term: term ?? '', billingCycle: saidCycle(billingCycle), currency },
});

export const cartLine = (line: WireCart['lineItems'][number]): CartLine => ({
  catalogItemId: line.catalogItemId,
  quantity: line.quantity,
  term: toText(line.termDuration) ?? undefined,
  billingCycle: saidCycle(toBillingCycle(line.billingCycle ?? '')),
  currency: toText(line.currencyCode) ?? undefined,
});

/** Billing cycle and currency are those of the order. */
export const orderLines = ({ lineItems, billingCycle, currencyCode }: WireOrder): readonly CartLine[] =>
  lineItems.map(({ offerId, quantity, termDuration }) => ({
    catalogItemId: toText(offerId) ?? undefined,
    quantity: quantity ?? undefined,
    term: toText(termDuration) ?? undefined,
    billingCycle: saidCycle(toBillingCycle(billingCycle ?? '')),
    currency: toText(currencyCode) ?? undefined,
  }));

/** Orders of perpetual software say `none` and `unknown` for what is paid once. */
const saidCycle = (cycle: BillingCycle): BillingCycle | undefined =>
  cycle === 'none' || cycle === 'unknown' ? undefined : cycle;

/** Product and SKU: an availability is of a time and a market, and an order may name another. */
const itemOf = ({ catalogItemId }: CartLine): string | undefined =>
  catalogItemId?.split(':').slice(0, 2).join(':').toLowerCase();

const isDenied = (asked: string | undefined, said: string | undefined): boolean =>
  asked !== undefined && said !== undefined && asked.toLowerCase() !== said.toLowerCase();

/** True for a line of an order that what was asked for may have become; one that lacks its item or its quantity proves nothing. */
export const isSameLine = (asked: CartLine, said: CartLine): boolean =>
  !isVague(said) &&
  itemOf(asked) === itemOf(said) &&
  asked.quantity === said.quantity &&
  !isDenied(asked.term, said.term) &&
  !isDenied(asked.billingCycle, said.billingCycle) &&
  !isDenied(asked.currency, said.currency);

/** What was ordered, or how much of it, is not said. */
export const isVague = ({ catalogItemId, quantity }: CartLine): boolean =>
  catalogItemId === undefined || quantity === undefined;

/** True for a cart of exactly these lines, in their order. */
export const isSameCart = (asked: readonly CartLine[], said: readonly CartLine[]): boolean =>
  asked.length === said.length &&
  asked.every((line, at) => {
    const other = said[at];
    return other !== undefined && isSameLine(line, other) && !isDenied(line.catalogItemId, other.catalogItemId);
  });

/** `all` without what the others may have become, each taken once; `undefined` when one of them was not asked for. */
export const withoutLines = (
  all: readonly CartLine[],
  others: readonly CartLine[],
): readonly CartLine[] | undefined => {
  const rest = [...all];
  for (const other of others) {
    const at = rest.findIndex((line) => isSameLine(line, other));
    if (at < 0) return undefined;
    rest.splice(at, 1);
  }
  return rest;
};

/** For people who are told of a difference. */
export const describeLines = (lines: readonly CartLine[]): string =>
  lines.length === 0
    ? '0 × –'
    : lines
        .map(({ catalogItemId, quantity, term, billingCycle, currency }) =>
          [`${quantity} × ${catalogItemId}`, term, billingCycle, currency].filter(Boolean).join(', '),
        )
        .join(' + ');
