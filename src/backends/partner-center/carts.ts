/** Buying through one-shot carts: the cart with its lines checked, then one checkout that is never sent for a second cart. */
import { CspError, type ErrorDetails, isCspError } from '../../core/errors.ts';
import type { Cart, CartLineRequest, Checkout } from '../../core/ports/backend.ts';
import { wirePath } from './call.ts';
import { askedLine, type CartLine, cartLine, describeLines, isSameCart } from './cart-lines.ts';
import { type Catalogue, requirePart } from './catalogue.ts';
import { checkingOut, createCheckoutDoubt, type Submitted, toFacts } from './checkout-doubt.ts';
import { requireInventory } from './inventory.ts';
import { requireCustomer } from './orders.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { aboutCustomer, isInProgress, isTurnedAway, isUnsettled, refusalOf, serviceCodeOf } from './refusals.ts';
import { cart as cartSchema, checkout as checkoutSchema, read, type WireCart } from './schemas.ts';

export interface Carts {
  createCart(customerId: string, lines: readonly CartLineRequest[], requestId: string): Promise<Cart>;
  checkoutCart(customerId: string, cartId: string, requestId: string): Promise<Checkout>;
}

const creating = 'POST /v1/customers/{id}/carts';

const alreadySubmitted = '800065';

export const createCarts = (
  options: PartnerCenterOptions,
  catalogue: Catalogue,
  countryOf: (customerId: string) => Promise<string>,
): Carts => {
  const { http } = options;
  const doubt = createCheckoutDoubt(options);

  /** Fails with what the service said when nothing was ordered. */
  const settleRefusal = async (of: Submitted, error: unknown): Promise<Checkout> => {
    const found = await doubt.findRefused(of, error);
    if (found !== undefined) return found;
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    const details = { line: 0, serviceCode: codeOf(refusal), text: refusal.text, isCartOpen: true } as const;
    throw new CspError('cartLineRefused', details, error);
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
      const wire = read(cartSchema, (await sent.catch(asHarmless)).body, creating);
      const asked = lines.map(askedLine);
      requireLines(wire, asked);
      doubt.remember(wire.id, { ...toFacts(wire), lines: asked });
      return { id: wire.id, expiresAt: wire.expirationTimestamp, total: null };
    },

    checkoutCart: async (customerId, cartId, requestId) => {
      const path = wirePath`customers/${customerId}/carts/${cartId}/checkout`;
      const of = { customerId, cartId, requestId };
      let answer: CheckoutAnswer;
      try {
        // https://learn.microsoft.com/partner-center/developer/checkout-a-cart
        const { body } = await http.send({ method: 'POST', path, requestId, customerId });
        answer = toCheckout(body, customerId);
      } catch (error) {
        if (serviceCodeOf(error) === alreadySubmitted) {
          if (doubt.isAnswered(cartId)) throw toLineRefused(error);
          return doubt.findSubmitted(of, error);
        }
        if (isInProgress(error) || isUnsettled(error)) return doubt.findSubmitted(of, error);
        // Turned away before it left.
        if (refusalOf(error) === undefined && !isDenied(error)) throw error;
        return settleRefusal(of, error);
      }
      const { ids, errors } = answer;
      if (ids.length > 0) return { orders: await doubt.confirm(of, ids), errors };
      return (await doubt.findRefused(of, undefined)) ?? { orders: [], errors };
    },
  };
};

const isDenied = (error: unknown): boolean => isCspError(error) && error.code === 'accessDenied';

/** The REST's cart has no field for a purchase order number. */
const toWireLine = ({ catalogItemId, quantity, term, billingCycle }: CartLineRequest, id: number) => ({
  id,
  catalogItemId,
  quantity,
  billingCycle,
  ...(term === null ? {} : { termDuration: term }),
});

/** A cart that is answered with 201 may hold errors, line by line, and must hold what was asked for and nothing else. */
const requireLines = ({ lineItems }: WireCart, asked: readonly CartLine[]): void => {
  for (const [index] of asked.entries()) {
    const error = lineItems.find(({ id }) => id === index)?.error;
    if (error) {
      const { errorCode, errorDescription } = error;
      const details = { line: index, serviceCode: String(errorCode ?? ''), text: errorDescription ?? '' };
      throw new CspError('cartLineRefused', details);
    }
  }
  const held = lineItems.toSorted((a, b) => a.id - b.id).map(cartLine);
  if (lineItems.every(({ id }) => id < asked.length) && isSameCart(asked, held)) return;
  throw new CspError('wrongAnswer', {
    operation: creating,
    expected: describeLines(asked),
    found: describeLines(held),
    nothingOrdered: true,
  });
};

/** A cart binds nobody until it is checked out, so a lost answer leaves nothing in doubt: it can be made again. */
const asHarmless = (error: unknown): never => {
  if (isCspError(error) && error.code === 'outcomeUnsettled') {
    // That nothing was ordered is no news of a cart, so the cause itself is told.
    if (isTurnedAway(error) || isPage(error.cause)) throw error.cause;
    throw new CspError(
      'answerUnusable',
      { operation: creating, reason: 'the answer was lost; nothing was ordered' },
      error,
    );
  }
  throw toLineRefused(error);
};

/** Of something on the way, such as a proxy. */
const isPage = (error: unknown): boolean =>
  isCspError(error) && error.code === 'serviceFailed' && (error as CspError<'serviceFailed'>).details.isForeign;

const toLineRefused = (error: unknown): unknown => {
  const refusal = refusalOf(error);
  if (refusal === undefined) return error;
  return new CspError('cartLineRefused', { line: 0, serviceCode: codeOf(refusal), text: refusal.text }, error);
};

const codeOf = ({ serviceCode, status }: ErrorDetails['serviceRefused']): string => serviceCode ?? String(status);

interface CheckoutAnswer {
  readonly ids: readonly string[];
  readonly errors: Checkout['errors'];
}

/** Parts of a checkout may fail under 201. Fails with `wrongAnswer` for an order of another customer. */
const toCheckout = (body: unknown, customerId: string): CheckoutAnswer => {
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
