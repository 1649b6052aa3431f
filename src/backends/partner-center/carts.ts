/** Buying through one-shot carts: the cart with its lines checked, then one checkout that is never sent for a second cart. */
import { CspError, type ErrorDetails, isCspError } from '../../core/errors.ts';
import type { Cart, CartLineRequest, Checkout, Order } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { wirePath } from './call.ts';
import { type Catalogue, requirePart } from './catalogue.ts';
import { type CartFacts, findCartOrders } from './find-cart-orders.ts';
import { requireInventory } from './inventory.ts';
import { requireCustomer } from './orders.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { aboutCustomer, isNotFound, isUnsettled, refusalOf, serviceCodeOf } from './refusals.ts';
import { cart as cartSchema, checkout as checkoutSchema, read } from './schemas.ts';
import { toOrder } from './translate-order.ts';
import { isSameId } from './translate-values.ts';

export interface Carts {
  createCart(customerId: string, lines: readonly CartLineRequest[], requestId: string): Promise<Cart>;
  checkoutCart(customerId: string, cartId: string, requestId: string): Promise<Checkout>;
}

const creating = 'POST /v1/customers/{id}/carts';
const checkingOut = 'POST /v1/customers/{id}/carts/{id}/checkout';

const alreadySubmitted = '800065';
/** The service works on it, or has: the order history tells. */
const inProgress: ReadonlySet<string | null> = new Set(['800060', '800064']);

export const createCarts = (
  options: PartnerCenterOptions,
  catalogue: Catalogue,
  countryOf: (customerId: string) => Promise<string>,
): Carts => {
  const { http } = options;
  const known = new Map<string, CartFacts>();
  /** Carts whose checkout was answered here: that they were submitted is no news. */
  const answered = new Set<string>();

  const getFacts = async (customerId: string, cartId: string): Promise<CartFacts> => {
    const facts = known.get(cartId);
    if (facts !== undefined) return facts;
    const path = wirePath`customers/${customerId}/carts/${cartId}`;
    // https://learn.microsoft.com/dotnet/api/microsoft.store.partnercenter.carts.icart.get
    const { body } = await http.send({ method: 'GET', path, customerId });
    return toFacts(readCart(body, cartId));
  };

  /** The orders that the cart became, when no answer says so. Fails with `outcomeUnknown`. */
  const findSubmitted = async (customerId: string, cartId: string, requestId: string, cause: unknown) => {
    const orders = await findCartOrders(options, customerId, () => getFacts(customerId, cartId));
    if (orders !== undefined) return { orders, errors: [] };
    if (isCspError(cause) && cause.code === 'outcomeUnsettled') throw cause;
    throw new CspError('outcomeUnknown', { customer: customerId, orderId: cartId, requestId }, cause);
  };

  return {
    createCart: async (customerId, lines, requestId) => {
      if (lines.length === 0) throw new CspError('internal', { reason: 'no lines to buy' });
      requirePart(options.cloud, 'one-time-purchases');
      await requireInventory(options, catalogue, customerId, await countryOf(customerId), lines);
      const path = wirePath`customers/${customerId}/carts`;
      const body = { lineItems: lines.map(toWireLine) };
      // https://learn.microsoft.com/partner-center/developer/create-a-cart
      const sent = aboutCustomer(customerId, http.send({ method: 'POST', path, body, requestId, customerId }));
      const wire = readCart((await sent.catch(asHarmless)).body, null);
      for (const [index, line] of lines.entries()) requireLine(wire, index, line);
      known.set(wire.id, toFacts(wire));
      return { id: wire.id, expiresAt: wire.expirationTimestamp, total: null };
    },

    checkoutCart: async (customerId, cartId, requestId) => {
      const path = wirePath`customers/${customerId}/carts/${cartId}/checkout`;
      try {
        // https://learn.microsoft.com/partner-center/developer/checkout-a-cart
        const { body, at } = await http.send({ method: 'POST', path, requestId, customerId });
        const done = toCheckout(body, customerId, at);
        answered.add(cartId);
        return done;
      } catch (error) {
        const code = serviceCodeOf(error);
        const isNews = code === alreadySubmitted && !answered.has(cartId);
        if (isNews || inProgress.has(code) || isUnsettled(error)) {
          const found = await findSubmitted(customerId, cartId, requestId, error);
          answered.add(cartId);
          return found;
        }
        if (isNotFound(error)) throw new CspError('cartExpired', { cartId }, error);
        const refusal = refusalOf(error);
        if (refusal === undefined) throw error;
        throw new CspError('cartLineRefused', { line: 0, serviceCode: codeOf(refusal), text: refusal.text }, error);
      }
    },
  };
};

type WireCart = ReturnType<typeof readCart>;

/** Fails with `wrongAnswer` for another cart than `cartId`. */
const readCart = (body: unknown, cartId: string | null) => {
  const wire = read(cartSchema, body, creating);
  if (cartId !== null && !isSameId(wire.id, cartId)) {
    throw new CspError('wrongAnswer', { operation: creating, expected: cartId, found: wire.id });
  }
  return wire;
};

/** The REST's cart has no field for a purchase order number. */
const toWireLine = ({ catalogItemId, quantity, term, billingCycle }: CartLineRequest, id: number) => ({
  id,
  catalogItemId,
  quantity,
  billingCycle,
  ...(term === null ? {} : { termDuration: term }),
});

/** A cart that is answered with 201 may hold errors, line by line, and must hold what was asked for. */
const requireLine = ({ lineItems }: WireCart, index: number, { catalogItemId, quantity }: CartLineRequest): void => {
  const line = lineItems.find(({ id }) => id === index);
  if (line?.error) {
    const { errorCode, errorDescription } = line.error;
    throw new CspError('cartLineRefused', {
      line: index,
      serviceCode: String(errorCode ?? ''),
      text: errorDescription ?? '',
    });
  }
  if (line?.catalogItemId !== catalogItemId || line.quantity !== quantity) {
    const found = line === undefined ? 'no such line' : `${line.quantity} × ${line.catalogItemId}`;
    throw new CspError('wrongAnswer', { operation: creating, expected: `${quantity} × ${catalogItemId}`, found });
  }
};

const toFacts = ({ creationTimestamp, expirationTimestamp, lineItems }: WireCart): CartFacts => ({
  createdAt: creationTimestamp,
  expiresAt: expirationTimestamp,
  lines: lineItems.map(({ catalogItemId, quantity }) => ({ catalogItemId, quantity })),
});

/** A cart binds nobody until it is checked out, so a lost answer leaves nothing in doubt: it can be made again. */
const asHarmless = (error: unknown): never => {
  if (isCspError(error) && error.code === 'outcomeUnsettled') {
    throw new CspError(
      'answerUnusable',
      { operation: creating, reason: 'the answer was lost; nothing was ordered' },
      error,
    );
  }
  const refusal = refusalOf(error);
  if (refusal === undefined) throw error;
  throw new CspError('cartLineRefused', { line: 0, serviceCode: codeOf(refusal), text: refusal.text }, error);
};

const codeOf = ({ serviceCode, status }: ErrorDetails['serviceRefused']): string => serviceCode ?? String(status);

/** Parts of a checkout may fail under 201. Fails with `wrongAnswer` for an order of another customer. */
const toCheckout = (body: unknown, customerId: string, at: Instant): Checkout => {
  const { orders, orderErrors } = read(checkoutSchema, body, checkingOut);
  const placed = (orders ?? []).map((wire): Order => {
    requireCustomer(wire, customerId, checkingOut);
    return toOrder(wire, customerId, at);
  });
  const errors = (orderErrors ?? []).map(({ code, description }) => ({
    code: String(code ?? ''),
    text: description ?? '',
  }));
  if (placed.length > 0 || errors.length > 0) return { orders: placed, errors };
  throw new CspError('answerUnusable', { operation: checkingOut, reason: 'neither orders nor errors' });
};
