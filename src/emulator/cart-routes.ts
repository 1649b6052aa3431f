/**
 * Carts. The sandbox takes a cart or refuses it; the service takes it and says under 201 which lines it cannot sell, so
 * carts with such lines are kept here, and so is what GET shows of the others.
 */
import { CspError, isCspError } from '../core/errors.ts';
import type { BillingCycle, CartLineRequest, Customer } from '../core/ports/backend.ts';
import type { Operation } from '../core/ports/emulator.ts';
import type { Instant, JsonObject } from '../core/ports/environment.ts';
import { timesQuantity } from '../core/rules/money.ts';
import { getCustomer } from './customer-routes.ts';
import { type Exchange, field, link, ok, type Reply, type Route, refusal, wireTime } from './exchange.ts';
import { viewOf } from './order-routes.ts';
import { wireOrder, wireOrderId, wirePricing } from './wire-order.ts';

interface KeptCart {
  readonly customerId: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** In the sandbox; `undefined` where a line is refused. */
  readonly worldId: string | undefined;
  readonly lines: readonly JsonObject[];
  readonly isOrdered: boolean;
}

const base = '/customers/{customer}/carts';
const usualMs = 7 * 86_400_000;
const shortMs = 15 * 60_000;

/** Each emulator has carts of its own; one that it does not know, from before a restart, can still be checked out. */
export const cartRoutes = (): readonly Route[] => {
  const carts = new Map<string, KeptCart>();
  const route = (operation: Operation, method: string, path: string, handle: Route['handle']): Route => ({
    operation,
    method,
    path,
    token: 'any',
    handle,
  });
  return [
    route('create-cart', 'POST', base, async (exchange) => saveCart(exchange, carts, undefined)),
    route('cart', 'GET', `${base}/{cart}`, async (exchange) => {
      const { id, cart } = getCart(exchange, carts);
      return ok(wireCart(id, cart));
    }),
    route('update-cart', 'PUT', `${base}/{cart}`, async (exchange) =>
      saveCart(exchange, carts, getCart(exchange, carts).id),
    ),
    route('checkout', 'POST', `${base}/{cart}/checkout`, async (exchange) => checkOut(exchange, carts)),
    route('create-order', 'POST', '/customers/{customer}/orders', async (exchange) => createOrder(exchange)),
  ];
};

/** Fails with `cartExpired`, which also stands for a cart that never was. */
const getCart = ({ part }: Exchange, carts: ReadonlyMap<string, KeptCart>) => {
  const id = part('cart').toLowerCase();
  const cart = carts.get(id);
  if (cart?.customerId !== part('customer').toLowerCase()) throw new CspError('cartExpired', { cartId: id });
  return { id, cart };
};

const saveCart = async (
  exchange: Exchange,
  carts: Map<string, KeptCart>,
  known: string | undefined,
): Promise<Reply> => {
  const { backend, newId, requestId } = exchange;
  const customer = await getCustomer(backend, exchange.part('customer'));
  const requests = readLines(field(exchange.body, 'lineItems'));
  if (requests === undefined) return refusal(400, '800002', 'Invalid request input');
  const { worldId, expiresAt, errors } = await placeCart(exchange, customer, requests, requestId);
  const id = known ?? worldId ?? newId();
  const createdAt = await backend.now();
  const ids = idsOf(field(exchange.body, 'lineItems'));
  const lines = await Promise.all(
    requests.map((request, at) => wireLine(exchange, customer, request, ids[at] ?? at, errors[at])),
  );
  const cart = {
    customerId: customer.id,
    createdAt,
    expiresAt: exchange.isOdd('short-carts') ? createdAt + shortMs : (expiresAt ?? createdAt + usualMs),
    worldId,
    lines,
    isOrdered: false,
  };
  carts.set(id, cart);
  return { status: known === undefined ? 201 : 200, body: wireCart(id, cart) };
};

interface LineError {
  readonly errorCode: string;
  readonly errorDescription: string;
}

interface Placed {
  readonly worldId?: string;
  readonly expiresAt?: Instant;
  /** By the line's place; `undefined` where the line can be sold. */
  readonly errors: readonly (LineError | undefined)[];
}

/** When the sandbox refuses a cart, each line is tried alone, which tells which of them it was. */
const placeCart = async (
  { backend, newId }: Exchange,
  customer: Customer,
  requests: readonly CartLineRequest[],
  requestId: string,
): Promise<Placed> => {
  const errorOf = async (lines: readonly CartLineRequest[], id: string): Promise<Placed | LineError> => {
    try {
      const cart = await backend.createCart(customer.id, lines, id);
      return { worldId: cart.id, expiresAt: cart.expiresAt, errors: [] };
    } catch (error) {
      const refused = isCspError(error) ? lineErrors[error.code] : undefined;
      if (refused === undefined) throw error;
      return refused;
    }
  };
  const whole = await errorOf(requests, requestId);
  if (!('errorCode' in whole)) return whole;
  const errors: (LineError | undefined)[] = [];
  for (const request of requests) {
    const alone = await errorOf([request], newId());
    errors.push('errorCode' in alone ? alone : undefined);
  }
  return { errors };
};

/** Source: the service's numbers for errors of cart lines. */
const lineErrors: { readonly [code: string]: LineError } = {
  cartLineRefused: { errorCode: '10001', errorDescription: 'The catalog item id is not valid.' },
  quantityOutOfRange: { errorCode: '10002', errorDescription: 'The quantity is not available for this catalog item.' },
  marketUnavailable: {
    errorCode: '10003',
    errorDescription: 'The item is not available in the market of the customer.',
  },
};

const cycles: readonly BillingCycle[] = ['one_time', 'monthly', 'annual', 'triennial', 'none', 'unknown'];

const readLines = (given: unknown): readonly CartLineRequest[] | undefined => {
  if (!Array.isArray(given) || given.length === 0) return undefined;
  const lines = given.map(readLine);
  return lines.every((line) => line !== undefined) ? lines : undefined;
};

/** The client's own numbers for the lines. */
const idsOf = (given: unknown): readonly (number | undefined)[] =>
  Array.isArray(given)
    ? given.map((line: unknown) => {
        const id = field(line, 'id');
        return typeof id === 'number' ? id : undefined;
      })
    : [];

const readLine = (line: unknown): CartLineRequest | undefined => {
  const [catalogItemId, quantity, term] = ['catalogItemId', 'quantity', 'termDuration'].map((name) =>
    field(line, name),
  );
  const billingCycle = cycles.find(
    (cycle) =>
      cycle.replace('_', '') ===
      String(field(line, 'billingCycle') ?? 'one_time')
        .toLowerCase()
        .replace('_', ''),
  );
  if (typeof catalogItemId !== 'string' || typeof quantity !== 'number' || billingCycle === undefined) return undefined;
  return { catalogItemId, quantity, billingCycle, term: typeof term === 'string' && term !== '' ? term : null };
};

const wireLine = async (
  { backend, isOdd }: Exchange,
  customer: Customer,
  { catalogItemId, quantity, term, billingCycle }: CartLineRequest,
  id: number,
  error: LineError | undefined,
): Promise<JsonObject> => {
  const [productId = '', skuId = ''] = catalogItemId.split(':');
  const [offers, product] = await Promise.all([
    backend.listAvailabilities(productId, skuId, customer.country),
    backend.findProduct(productId, customer.country),
  ]);
  const offer = offers.find((own) => own.catalogItemId === catalogItemId) ?? offers[0];
  const unit = error === undefined ? (offer?.unitPrice ?? null) : null;
  return {
    id,
    catalogItemId,
    quantity,
    currencyCode: offer?.currency ?? 'USD',
    billingCycle,
    ...(term === null ? {} : { termDuration: term }),
    provisioningContext: {},
    ...(unit === null || isOdd('few-prices')
      ? {}
      : { pricing: wirePricing({ isOdd }, timesQuantity(unit, quantity), quantity, unit) }),
    // Reservations become an order of their own.
    orderGroup: product?.kind === 'reservation' ? '1' : '0',
    ...(error === undefined ? {} : { error: { ...error } }),
  };
};

const wireCart = (id: string, { customerId, createdAt, expiresAt, lines, isOrdered }: KeptCart): JsonObject => ({
  id,
  creationTimestamp: wireTime(createdAt),
  lastModifiedTimestamp: wireTime(createdAt),
  expirationTimestamp: wireTime(expiresAt),
  status: isOrdered ? 'Ordered' : 'Active',
  lineItems: lines,
  links: { self: link(`/customers/${customerId}/carts/${id}`) },
  attributes: { objectType: 'Cart' },
});

const checkOut = async (exchange: Exchange, carts: Map<string, KeptCart>): Promise<Reply> => {
  const { backend, executed, part, requestId } = exchange;
  const view = await viewOf(exchange);
  const id = part('cart').toLowerCase();
  const cart = carts.get(id);
  const customer = view.customer.id;
  if (cart !== undefined && cart.customerId !== customer) throw new CspError('cartExpired', { cartId: id });
  if (cart !== undefined && !cart.isOrdered && (await backend.now()) > cart.expiresAt)
    throw new CspError('cartExpired', { cartId: id });
  if (cart !== undefined && cart.worldId === undefined) return refusal(400, '800009', 'Error in Cart item(s)');
  const refused = cart === undefined || cart.isOrdered ? undefined : findRefused(exchange, cart);
  const worldId = refused === undefined ? (cart?.worldId ?? id) : await placeOthers(exchange, customer, refused.others);
  const known = new Set((await backend.listOrders(customer)).map((order) => order.id));
  const { orders } = worldId === undefined ? { orders: [] } : await backend.checkoutCart(customer, worldId, requestId);
  if (cart !== undefined) carts.set(id, { ...cart, worldId: worldId ?? cart.worldId, isOrdered: orders.length > 0 });
  for (const order of orders) {
    // One that was there before was answered from the sandbox's memory of request ids.
    if (known.has(order.id)) continue;
    executed({ customer, order: wireOrderId(order, exchange), lines: order.lineItems.map(({ line }) => line) });
  }
  const priced = { ...view, withPrices: view.withPrices || !exchange.isOdd('few-prices') };
  const wired = await Promise.all(orders.map((order) => wireOrder(priced, order)));
  return {
    status: 201,
    body: {
      orders: wired,
      orderErrors: refused === undefined ? [] : [refused.error],
      additionalInformation: [],
      attributes: { objectType: 'CartCheckoutResult' },
    },
  };
};

/** The line that a fault wants no order of, as the service says so under 201, and the lines beside it. */
const findRefused = ({ refusedLine }: Exchange, { lines }: KeptCart) => {
  const line = lines.find(({ id }) => id === refusedLine?.line);
  if (refusedLine === undefined || line === undefined) return undefined;
  const code = Number(refusedLine.code ?? '800010');
  const description = `${line['catalogItemId']}: a refusal that was asked for.`;
  return {
    error: { orderGroupId: line['orderGroup'] ?? '0', code, description },
    others: readLines(lines.filter((other) => other !== line)),
  };
};

/** A cart of its own in the sandbox, which orders carts as a whole; `undefined` where no line is left. */
const placeOthers = async (
  { backend, newId }: Exchange,
  customer: string,
  others: readonly CartLineRequest[] | undefined,
): Promise<string | undefined> =>
  others === undefined ? undefined : (await backend.createCart(customer, others, newId())).id;

/** Without a cart, as older clients buy: one order from one request, whose lines name what is sold as carts do. */
const createOrder = async (exchange: Exchange): Promise<Reply> => {
  const { backend, executed, newId, requestId } = exchange;
  const view = await viewOf(exchange);
  const customer = view.customer.id;
  const given = field(exchange.body, 'lineItems');
  const cycle = field(exchange.body, 'billingCycle');
  const asked = (Array.isArray(given) ? given : []).map((line: unknown) => ({
    catalogItemId: field(line, 'offerId'),
    quantity: field(line, 'quantity'),
    termDuration: field(line, 'termDuration'),
    billingCycle: field(line, 'billingCycle') ?? cycle ?? undefined,
  }));
  const requests = readLines(asked);
  if (requests === undefined) return refusal(400, '800002', 'Invalid request input');
  const { worldId, errors } = await placeCart(exchange, view.customer, requests, newId());
  if (worldId === undefined) {
    const [first] = errors.flatMap((error) => error ?? []);
    return refusal(400, '800009', first?.errorDescription ?? 'Error in Cart item(s)');
  }
  const { orders } = await backend.checkoutCart(customer, worldId, requestId);
  for (const order of orders)
    executed({ customer, order: wireOrderId(order, exchange), lines: order.lineItems.map(({ line }) => line) });
  const [order] = orders;
  return order === undefined
    ? refusal(400, '800009', 'Error in Cart item(s)')
    : { status: 201, body: await wireOrder(view, order) };
};
