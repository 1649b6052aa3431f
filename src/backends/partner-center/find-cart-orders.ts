/** Which orders a cart became, when the checkout's own answer is lost: what was ordered since the cart was made, line for line. */
import type { Order } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { readOrders } from './orders.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { readBack } from './read-back.ts';
import type { WireOrder } from './schemas.ts';
import { toOrder } from './translate-order.ts';

export interface CartFacts {
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly lines: readonly CartLine[];
}

interface CartLine {
  readonly catalogItemId: string;
  readonly quantity: number;
}

/**
 * The orders that hold all of the cart's lines and nothing else, made while the cart lived. `undefined` when some line
 * is in no order yet, or when there are more such orders than the cart can have become.
 */
export const findCartOrders = (
  options: Pick<PartnerCenterOptions, 'http' | 'warn' | 'clock' | 'onWait' | 'isOfRun'>,
  customerId: string,
  getFacts: () => Promise<CartFacts>,
  why: 'inProgress' | 'lookUp',
): Promise<readonly Order[] | undefined> =>
  readBack(options, why, async () => {
    const facts = await getFacts();
    const { wires, at } = await readOrders(options, customerId);
    const lived = wires.filter((wire) => isOfTheTime(wire, facts));
    return matchCart(facts.lines, lived)?.map((wire) => toOrder(wire, customerId, at));
  });

const isOfTheTime = ({ creationDate }: WireOrder, { createdAt, expiresAt }: CartFacts): boolean =>
  creationDate >= createdAt && creationDate <= expiresAt + graceMs;

/** Carts and orders are made by different machines of the service, whose clocks may differ. */
const skewMs = 60_000;

/**
 * True for an order that the cart may have become: made while it lived, of its lines and of nothing else. An answer to a
 * checkout may name the id of another.
 */
export const isOfCart = (order: WireOrder, facts: CartFacts): boolean =>
  isOfTheTime(order, { ...facts, createdAt: facts.createdAt - skewMs }) &&
  keysOf(order).length > 0 &&
  without(facts.lines.map(keyOf), keysOf(order)) !== undefined;

const keysOf = ({ lineItems }: WireOrder): readonly string[] =>
  lineItems.map(({ offerId, quantity }) => keyOf({ catalogItemId: offerId, quantity }));

/** A checkout that begins in the cart's last second ends after it. */
const graceMs = 5 * 60_000;

/** The orders of `lived` that the lines are spread over; `undefined` when lines are left, or orders of the same lines. */
export const matchCart = (
  lines: readonly CartLine[],
  lived: readonly WireOrder[],
): readonly WireOrder[] | undefined => {
  let left: readonly string[] = lines.map(keyOf);
  const taken: WireOrder[] = [];
  for (const order of lived) {
    const own = keysOf(order);
    const couldBe = own.length > 0 && own.every((key) => lines.some((line) => keyOf(line) === key));
    if (!couldBe) continue;
    const rest = without(left, own);
    if (rest === undefined) return undefined;
    left = rest;
    taken.push(order);
  }
  return left.length === 0 ? taken : undefined;
};

const keyOf = ({ catalogItemId, quantity }: CartLine): string => `${quantity} × ${catalogItemId}`;

/** `all` without `some`, each taken once; `undefined` when one is not there. */
const without = (all: readonly string[], some: readonly string[]): readonly string[] | undefined => {
  const rest = [...all];
  for (const key of some) {
    const at = rest.indexOf(key);
    if (at < 0) return undefined;
    rest.splice(at, 1);
  }
  return rest;
};
