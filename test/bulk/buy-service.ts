/** A service that sells by one-shot carts, and answers each request as the test says. */
import { CspError } from '../../src/core/errors.ts';
import type { IntentWork } from '../../src/core/operations/bulk/intent-work.ts';
import type { Cart, CartLineRequest, Checkout, Order } from '../../src/core/ports/backend.ts';
import type { IntentState } from '../../src/core/ports/journal.ts';
import { type BulkBench, noBackend, runId } from './bulk-bench.ts';

/** `stale`: it ends in half a minute. */
export type CartAnswer = 'ok' | 'lost' | 'dearer' | 'refused' | 'throttled' | 'stale' | 'other';
/** `…Applied`: it is carried out, whatever is said. `refusedOpen`: the cart was read and is open. */
export type CheckoutAnswer =
  | 'ok'
  | 'split'
  | 'lost'
  | 'lostApplied'
  | 'appliedUnseen'
  | 'refused'
  | 'refusedOpen'
  | 'deniedApplied'
  | 'throttledApplied'
  | 'expiredApplied'
  | 'refusedUnder201'
  | 'throttled'
  | 'unavailable'
  | 'expired'
  | 'internal';

export interface BuyService {
  readonly backend: IntentWork['backend'];
  /** The purchase order numbers of what was ordered, one a purchase. */
  readonly bought: readonly string[];
  readonly carts: () => number;
  /** State and cart of the intent on disk as each checkout arrived. */
  readonly checkouts: readonly {
    readonly cartId: string;
    readonly state: IntentState | undefined;
    readonly requestId: string;
  }[];
  /** False: its lists lag behind. */
  shows: boolean;
  /** What it makes of an order. */
  makes: (order: Order) => Order;
}

export const price = { amount: '100.00', currency: 'USD' };

const lostOf = (requestId: string): CspError =>
  new CspError('outcomeUnsettled', { operation: 'POST', requestId, correlationId: 'c', reason: 'answerLost' });

/** Scripts are told the purchase order number of the line, and how many requests of that kind it had, from 1. */
export const createBuyService = (
  { clock, witness }: BulkBench,
  cartFor: (po: string, nth: number) => CartAnswer,
  checkoutFor: (po: string, nth: number) => CheckoutAnswer,
): BuyService => {
  const carts = new Map<string, { readonly line: CartLineRequest; readonly at: number; orders: readonly Order[] }>();
  const counts = new Map<string, number>();
  const bought: string[] = [];
  const checkouts: { cartId: string; state: IntentState | undefined; requestId: string }[] = [];
  const count = (name: string): number => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts.get(name) ?? 0;
  };
  const poOf = (line: CartLineRequest): string => line.poNumber ?? '';
  const order = (customerId: string, id: string, { catalogItemId, quantity }: CartLineRequest): Order => {
    const [productId = '', skuId = ''] = catalogItemId.split(':');
    const line = { line: 0, productId, skuId, offerId: catalogItemId, title: 'T', quantity, term: null, price };
    return {
      ...{ id, alternateId: null, customerId, purchasedAt: clock.now(), status: 'completed', total: price },
      lineItems: [{ ...line, status: 'active', cancelAllowedUntil: null, subscriptionId: null }],
    };
  };
  const submit = (customerId: string, cartId: string, parts: number): readonly Order[] => {
    const cart = carts.get(cartId);
    if (cart === undefined) throw new Error(`no cart ${cartId}`);
    bought.push(poOf(cart.line));
    cart.orders = Array.from({ length: parts }, (_, part) =>
      service.makes(order(customerId, `order-${bought.length}-${part}`, cart.line)),
    );
    return cart.orders;
  };
  const service: BuyService = {
    bought,
    checkouts,
    shows: true,
    makes: (made) => made,
    carts: () => carts.size,
    backend: {
      ...noBackend,
      now: async () => clock.now(),
      createCart: async (_customerId, [line], requestId): Promise<Cart> => {
        if (line === undefined) throw new Error('no line');
        await clock.sleep(10);
        const answer = cartFor(poOf(line), count(`cart ${poOf(line)}`));
        if (answer === 'lost') throw new CspError('answerUnusable', { operation: 'POST', reason: requestId });
        if (answer === 'throttled') throw new CspError('throttled', { retryAt: clock.now() + 5_000 });
        if (answer === 'refused') throw new CspError('cartLineRefused', { line: 0, serviceCode: '800009', text: 'no' });
        if (answer === 'other')
          throw new CspError('wrongAnswer', { operation: 'POST', expected: '3', found: '77', nothingOrdered: true });
        const id = `cart-${carts.size + 1}`;
        carts.set(id, { line, at: clock.now(), orders: [] });
        return {
          id,
          expiresAt: clock.now() + (answer === 'stale' ? 30_000 : 900_000),
          total: answer === 'dearer' ? { ...price, amount: '120.00' } : price,
        };
      },
      checkoutCart: async (customerId, cartId, requestId): Promise<Checkout> => {
        const cart = carts.get(cartId);
        if (cart === undefined) throw new Error(`no cart ${cartId}`);
        let state: IntentState | undefined;
        for await (const intent of witness.listIntents(runId)) {
          if (intent.cartId === cartId && intent.requestId === requestId) state = intent.state;
        }
        checkouts.push({ cartId, state, requestId });
        await clock.sleep(10);
        const answer = checkoutFor(poOf(cart.line), count(`checkout ${poOf(cart.line)}`));
        if (answer === 'throttled') throw new CspError('throttled', { retryAt: clock.now() + 5_000 });
        if (answer === 'unavailable') throw new CspError('unavailable', { host: 'h', reason: 'down', retryAt: null });
        if (answer === 'internal') throw new CspError('internal', { reason: 'a bug' });
        if (answer === 'lost') throw lostOf(requestId);
        if (answer === 'expired') throw new CspError('cartExpired', { cartId });
        if (cart.orders.length > 0) {
          throw new CspError('cartLineRefused', {
            line: 0,
            serviceCode: '800065',
            text: 'The cart was ordered before.',
          });
        }
        if (answer === 'refused') throw new CspError('cartLineRefused', { line: 0, serviceCode: '1', text: 'no' });
        if (answer === 'refusedOpen')
          throw new CspError('cartLineRefused', { line: 0, serviceCode: '1', text: 'no', isCartOpen: true });
        if (answer === 'refusedUnder201') return { orders: [], errors: [{ code: '2', text: 'no' }] };
        const orders = submit(customerId, cartId, answer === 'split' ? 2 : 1);
        if (answer === 'lostApplied') throw lostOf(requestId);
        if (answer === 'throttledApplied') throw new CspError('throttled', { retryAt: clock.now() + 5_000 });
        if (answer === 'expiredApplied') throw new CspError('cartExpired', { cartId });
        if (answer === 'deniedApplied')
          throw new CspError('accessDenied', { operation: 'POST', serviceCode: null, missing: 'role' });
        if (answer === 'appliedUnseen') {
          const doubt = { customer: customerId, orderId: cartId, requestId, reason: 'answerLost' } as const;
          throw new CspError('outcomeUnknown', { ...doubt, retryAt: clock.now() + 57_000 });
        }
        return { orders, errors: [] };
      },
      listOrders: async () => (service.shows ? [...carts.values()].flatMap(({ orders }) => orders) : []),
    },
  };
  return service;
};
