/** Buying through one-shot carts: the cart with its lines checked, then one checkout that is never sent for a second cart. */
import { CspError, type ErrorDetails, isCspError } from '../../core/errors.ts';
import type { Cart, CartLineRequest, Checkout, Order } from '../../core/ports/backend.ts';
import { wirePath } from './call.ts';
import { type Catalogue, requirePart } from './catalogue.ts';
import { type CartFacts, findCartOrders, isOfCart } from './find-cart-orders.ts';
import { requireInventory } from './inventory.ts';
import { readOrder, requireCustomer } from './orders.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { readBack } from './read-back.ts';
import {
  aboutCustomer,
  isInProgress,
  isNotFound,
  isUnsettled,
  orUndefined,
  refusalOf,
  serviceCodeOf,
  whyUnknown,
} from './refusals.ts';
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
    const why = isInProgress(cause) ? 'inProgress' : 'lookUp';
    const doubt = { customer: customerId, orderId: cartId, requestId, reason: whyUnknown(cause) };
    const found = findCartOrders(options, customerId, () => getFacts(customerId, cartId), why);
    const orders = await found.catch(orLater(doubt));
    if (orders !== undefined) return { orders, errors: [] };
    if (isCspError(cause) && cause.code === 'outcomeUnsettled') throw cause;
    throw new CspError('outcomeUnknown', doubt, cause);
  };

  /**
   * The order as its own id shows it. An answer that names another's id is not believed: fails with `wrongAnswer`, and
   * with `outcomeUnknown` when there is no such order within a minute, or reading it fails.
   */
  const confirm = async (customerId: string, cartId: string, requestId: string, id: string): Promise<Order> => {
    const doubt = { customer: customerId, orderId: cartId, requestId, reason: 'notConfirmed' } as const;
    const look = async (): Promise<Order | undefined> => {
      const facts = await getFacts(customerId, cartId);
      const read = await orUndefined(readOrder(options, customerId, id));
      if (read === undefined) return undefined;
      const { wire, at } = read;
      if (isOfCart(wire, facts)) return toOrder(wire, customerId, at);
      throw new CspError('wrongAnswer', { operation: checkingOut, expected: `an order of cart ${cartId}`, found: id });
    };
    const confirmed = await readBack(options, 'lookUp', look).catch(orLater(doubt));
    if (confirmed !== undefined) return confirmed;
    throw new CspError('outcomeUnknown', doubt);
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
        const { body } = await http.send({ method: 'POST', path, requestId, customerId });
        const { ids, errors } = toCheckout(body, customerId);
        const orders: Order[] = [];
        for (const id of ids) orders.push(await confirm(customerId, cartId, requestId, id));
        answered.add(cartId);
        return { orders, errors };
      } catch (error) {
        const isNews = serviceCodeOf(error) === alreadySubmitted && !answered.has(cartId);
        if (isNews || isInProgress(error) || isUnsettled(error)) {
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

/** A look that is turned away tells nothing of what was sent before it. */
const orLater =
  (doubt: ErrorDetails['outcomeUnknown']) =>
  (error: unknown): never => {
    if (!isCspError(error) || error.code !== 'throttled') throw error;
    const { retryAt } = (error as CspError<'throttled'>).details;
    throw new CspError('outcomeUnknown', { ...doubt, retryAt }, error);
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
const toCheckout = (
  body: unknown,
  customerId: string,
): { readonly ids: readonly string[]; readonly errors: Checkout['errors'] } => {
  const { orders, orderErrors } = read(checkoutSchema, body, checkingOut);
  const ids = (orders ?? []).map((wire) => {
    requireCustomer(wire, customerId, checkingOut);
    return wire.id;
  });
  const errors = (orderErrors ?? []).map(({ code, description }) => ({
    code: String(code ?? ''),
    text: description ?? '',
  }));
  if (ids.length > 0 || errors.length > 0) return { ids, errors };
  throw new CspError('answerUnusable', { operation: checkingOut, reason: 'neither orders nor errors' });
};
