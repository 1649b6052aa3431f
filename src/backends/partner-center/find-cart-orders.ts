/** Which orders a cart became, when no answer to its checkout says so: what was ordered since the cart was made, line for line. */
import type { Order } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { type CartLine, isVague, orderLines, withoutLines } from './cart-lines.ts';
import { readOrders } from './orders.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import type { WireOrder } from './schemas.ts';
import { toOrder } from './translate-order.ts';

export interface CartFacts {
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly lines: readonly CartLine[];
}

export interface CartOrders {
  /**
   * Those that hold all of the cart's lines and nothing else, made while the cart lived. `undefined` when some line is in
   * no order yet, or when there are more such orders than the cart can have become.
   */
  readonly orders: readonly Order[] | undefined;
  /** There is an order that the cart, or a part of it, may have become. */
  readonly isAnyLike: boolean;
}

/** Looks once. `isOfAnother`: orders that are known to be those of other carts. */
export const findCartOrders = async (
  options: Pick<PartnerCenterOptions, 'http' | 'warn'>,
  customerId: string,
  facts: CartFacts,
  isOfAnother: (orderId: string) => boolean,
): Promise<CartOrders> => {
  const { wires, at, leftOut } = await readOrders(options, customerId);
  const lived = wires.filter((wire) => isOfTheTime(wire, facts) && !isOfAnother(wire.id));
  return {
    orders: matchCart(facts.lines, lived)?.map((wire) => toOrder(wire, customerId, at)),
    // What cannot be read may be that very order.
    isAnyLike: leftOut > 0 || lived.some((wire) => isLike(facts.lines, wire) || orderLines(wire).some(isVague)),
  };
};

const isOfTheTime = ({ creationDate }: WireOrder, { createdAt, expiresAt }: CartFacts): boolean =>
  creationDate >= createdAt && creationDate <= expiresAt + graceMs;

/** Carts and orders are made by different machines of the service, whose clocks may differ. */
const skewMs = 60_000;

/** A checkout that begins in the cart's last second ends after it. */
const graceMs = 5 * 60_000;

/**
 * True for orders that the cart may have become: made while it lived, together of its lines and of nothing else. An
 * answer to a checkout may name the id of another.
 */
export const areOfCart = (orders: readonly WireOrder[], facts: CartFacts): boolean =>
  orders.every(
    (order) => order.lineItems.length > 0 && isOfTheTime(order, { ...facts, createdAt: facts.createdAt - skewMs }),
  ) && withoutLines(facts.lines, orders.flatMap(orderLines)) !== undefined;

/** Of lines of the cart alone. */
const isLike = (lines: readonly CartLine[], order: WireOrder): boolean =>
  order.lineItems.length > 0 && orderLines(order).every((line) => withoutLines(lines, [line]) !== undefined);

/** The orders of `lived` that the lines are spread over; `undefined` when lines are left, or orders of the same lines. */
const matchCart = (lines: readonly CartLine[], lived: readonly WireOrder[]): readonly WireOrder[] | undefined => {
  let left = lines;
  const taken = lived.filter((order) => isLike(lines, order));
  for (const order of taken) {
    const rest = withoutLines(left, orderLines(order));
    if (rest === undefined) return undefined;
    left = rest;
  }
  return left.length === 0 ? taken : undefined;
};
