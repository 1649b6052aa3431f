/**
 * What became of a checkout, whatever the answer was: the orders that the answer names are read under their own ids, and
 * where it names none the cart and the customer's orders tell. No answer is a proof that nothing was ordered; a cart that
 * is still open, of which no order shows, is.
 */
import { CspError, type ErrorDetails, isCspError, type UnknownReason } from '../../core/errors.ts';
import type { Checkout, Order } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { wirePath } from './call.ts';
import { cartLine, describeLines, orderLines } from './cart-lines.ts';
import { areOfCart, type CartFacts, findCartOrders } from './find-cart-orders.ts';
import { readOrder } from './orders.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { readBack } from './read-back.ts';
import { isInProgress, isNotFound, orUndefined, whyUnknown } from './refusals.ts';
import { cart as cartSchema, read, type WireCart, type WireOrder } from './schemas.ts';
import { toOrder } from './translate-order.ts';
import { isSameId, toWord } from './translate-values.ts';

const reading = 'GET /v1/customers/{id}/carts/{id}';
export const checkingOut = 'POST /v1/customers/{id}/carts/{id}/checkout';

interface ReadCart {
  readonly wire: WireCart;
  /** The service's own time. */
  readonly at: Instant;
}

/** Which checkout it is about. */
export interface Submitted {
  readonly customerId: string;
  readonly cartId: string;
  readonly requestId: string;
}

export interface CheckoutDoubt {
  /** What the cart was made for, where it was made here. */
  remember(cartId: string, facts: CartFacts): void;
  /** Its checkout was answered here, with these orders: that it was submitted is no news. */
  isAnswered(cartId: string): boolean;
  /**
   * The orders as their own ids show them. One that is not of the cart is not believed: fails with `wrongAnswer`, and with
   * `outcomeUnknown` when there is no such order within a minute, or reading it fails.
   */
  confirm(of: Submitted, ids: readonly string[]): Promise<readonly Order[]>;
  /** The orders that the cart became, when no answer says so. Fails with `outcomeUnknown`, and with what is unsettled. */
  findSubmitted(of: Submitted, cause: unknown): Promise<Checkout>;
  /**
   * The same after a refusal; `undefined` when the cart is still open, and no order shows of it. Fails with `cartExpired`
   * when there is no such cart, and no order of it.
   */
  findRefused(of: Submitted, cause: unknown): Promise<Checkout | undefined>;
}

export const createCheckoutDoubt = (options: PartnerCenterOptions): CheckoutDoubt => {
  const known = new Map<string, CartFacts>();
  /** Which orders the carts of this process became. */
  const became = new Map<string, ReadonlySet<string>>();

  const readCart = async ({ customerId, cartId }: Submitted): Promise<ReadCart> => {
    const path = wirePath`customers/${customerId}/carts/${cartId}`;
    // https://learn.microsoft.com/dotnet/api/microsoft.store.partnercenter.carts.icart.get
    const { body, at } = await options.http.send({ method: 'GET', path, customerId });
    const wire = read(cartSchema, body, reading);
    if (isSameId(wire.id, cartId)) return { wire, at };
    throw new CspError('wrongAnswer', { operation: reading, expected: cartId, found: wire.id });
  };
  const getFacts = async (of: Submitted): Promise<CartFacts> =>
    known.get(of.cartId) ?? toFacts((await readCart(of)).wire);
  const look = (of: Submitted, facts: CartFacts) =>
    findCartOrders(options, of.customerId, facts, (id) =>
      [...became].some(([cartId, orders]) => cartId !== of.cartId && orders.has(id)),
    );
  const settled = (of: Submitted, orders: readonly Order[]): Checkout => {
    became.set(of.cartId, new Set(orders.map(({ id }) => id)));
    return { orders, errors: [] };
  };

  return {
    remember: (cartId, facts) => void known.set(cartId, facts),
    isAnswered: (cartId) => became.has(cartId),

    confirm: async (of, ids) => {
      const doubt = doubtOf(of, 'notConfirmed');
      const found = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
        const seen = await readBack(options, 'lookUp', look).catch(orLater(doubt));
        if (seen === undefined) throw new CspError('outcomeUnknown', doubt);
        return seen;
      };
      const facts = await found(() => getFacts(of));
      const wires: WireOrder[] = [];
      const orders: Order[] = [];
      for (const id of ids) {
        const { wire, at } = await found(() => orUndefined(readOrder(options, of.customerId, id)));
        wires.push(wire);
        orders.push(toOrder(wire, of.customerId, at));
      }
      if (areOfCart(wires, facts)) return settled(of, orders).orders;
      const held = wires.map((wire) => `${wire.id}: ${describeLines(orderLines(wire))}`).join('; ');
      throw new CspError('wrongAnswer', { operation: checkingOut, expected: describeLines(facts.lines), found: held });
    },

    findSubmitted: async (of, cause) => {
      const doubt = doubtOf(of, whyUnknown(cause));
      const found = await readBack(options, isInProgress(cause) ? 'inProgress' : 'lookUp', async () => {
        const facts = await getFacts(of);
        return (await look(of, facts)).orders;
      }).catch(orLater(doubt));
      if (found !== undefined) return settled(of, found);
      if (isCspError(cause) && cause.code === 'outcomeUnsettled') throw cause;
      throw new CspError('outcomeUnknown', doubt, cause);
    },

    findRefused: async (of, cause) => {
      const doubt = doubtOf(of, 'refused');
      let isGone = false;
      const found = await readBack(options, 'lookUp', async () => {
        const cart = await orUndefined(readCart(of));
        const isOver = cart === undefined || cart.at + dateMs > cart.wire.expirationTimestamp;
        isGone = isOver;
        const facts = known.get(of.cartId) ?? (cart === undefined ? undefined : toFacts(cart.wire));
        // Nobody knows what to look for.
        if (facts === undefined) return 'gone';
        const { orders, isAnyLike } = await look(of, facts);
        if (!isOver && toWord(cart.wire.status ?? '') === 'active') return isAnyLike ? undefined : 'open';
        return orders;
      }).catch(orLater(doubt));
      if (found === 'open') return undefined;
      if (found !== undefined && found !== 'gone') return settled(of, found);
      if (isGone && isNotFound(cause)) throw new CspError('cartExpired', { cartId: of.cartId }, cause);
      throw new CspError('outcomeUnknown', doubt, cause);
    },
  };
};

/** Answers tell their time to the second. */
const dateMs = 1_000;

export const toFacts = ({ creationTimestamp, expirationTimestamp, lineItems }: WireCart): CartFacts => ({
  createdAt: creationTimestamp,
  expiresAt: expirationTimestamp,
  lines: lineItems.map(cartLine),
});

const doubtOf = ({ customerId, cartId, requestId }: Submitted, reason: UnknownReason) => ({
  ...{ customer: customerId, orderId: cartId, requestId, reason },
});

/** A look that is turned away tells nothing of what was sent before it. */
const orLater =
  (doubt: ErrorDetails['outcomeUnknown']) =>
  (error: unknown): never => {
    if (!isCspError(error) || error.code !== 'throttled') throw error;
    const { retryAt } = (error as CspError<'throttled'>).details;
    throw new CspError('outcomeUnknown', { ...doubt, retryAt }, error);
  };
