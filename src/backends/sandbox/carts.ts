/** Buying through one-shot carts: what is asked for is checked when the cart is made, ordered when it is checked out. */
import { CspError, toError } from '../../core/errors.ts';
import type { Cart, CartLineRequest, Checkout, Customer } from '../../core/ports/backend.ts';
import type { Instant } from '../../core/ports/environment.ts';
import { decideMarket } from '../../core/rules/markets.ts';
import { sumMoney, timesQuantity } from '../../core/rules/money.ts';
import type { ProductKind } from '../../core/rules/product-kinds.ts';
import { sha256 } from '../../digest.ts';
import { recordAudit } from './audit.ts';
import { sandboxNow } from './clock.ts';
import { getCustomer } from './customers.ts';
import { requireRole } from './identity.ts';
import { currencyFor, findProduct, findSku, listAvailabilities, toMoney } from './offers.ts';
import type { World } from './open-world.ts';
import { getStoredOrder } from './orders.ts';
import { once } from './requests.ts';
import type { WorldLine } from './world.ts';
import { createWorldWriter } from './world-writer.ts';

/** Source: Microsoft's page on carts of 2023. */
const cartLifetimeMs = 7 * 86_400_000;

/** What will be an order line; its number is given when its order is made. */
interface CartLine extends Omit<WorldLine, 'line'> {
  readonly kind: ProductKind;
}

interface CartRow {
  readonly createdAt: Instant;
  readonly currency: string;
  readonly lines: string;
  readonly checkedOut: number;
}

/** Fails with `cartLineRefused`, `quantityOutOfRange` and `marketUnavailable`, naming the first line that cannot be bought. */
export const createCart = (
  world: World,
  customerId: string,
  lines: readonly CartLineRequest[],
  requestId: string,
): Cart => {
  if (lines.length === 0) throw new CspError('internal', { reason: 'no lines to buy' });
  return world.database.transaction(() => {
    requireRole(world, 'buy');
    return once(world, requestId, ['createCart', customerId, lines], () => {
      const customer = getCustomer(world, customerId);
      const currency = currencyFor(world, customer.country);
      const cartLines = lines.map((line, index) => toCartLine(world, customer, line, index));
      const id = world.newId();
      const now = sandboxNow(world);
      world.database.run(
        'INSERT INTO cart (id, customer_id, created_at, currency, lines) VALUES (?, ?, ?, ?, ?)',
        ...[id, customer.id, now, currency, JSON.stringify(cartLines)],
      );
      const total = sumMoney(cartLines.map(({ price }) => toMoney(price, currency)));
      return { id, expiresAt: now + cartLifetimeMs, total };
    });
  });
};

const toCartLine = (world: World, customer: Customer, request: CartLineRequest, index: number): CartLine => {
  const [productId = '', skuId = ''] = request.catalogItemId.split(':');
  const product = findProduct(world, productId);
  const sku = findSku(world, productId, skuId);
  if (product !== undefined) {
    const market = decideMarket(product.kind, customer.country, product.title);
    if (!market.allowed) throw toError(market);
  }
  const availability = listAvailabilities(world, productId, skuId, customer.country).find(
    ({ catalogItemId, term, billingCycle }) =>
      catalogItemId === request.catalogItemId && term === request.term && billingCycle === request.billingCycle,
  );
  if (product === undefined || sku === undefined || availability === undefined) {
    throw new CspError('cartLineRefused', { line: index, serviceCode: '800009', text: 'The item is not sold here.' });
  }
  const { minimumQuantity: minimum, maximumQuantity: maximum } = sku;
  const { quantity } = request;
  if (!Number.isInteger(quantity) || quantity < minimum || quantity > maximum) {
    throw new CspError('quantityOutOfRange', { given: quantity, minimum, maximum });
  }
  return {
    productId,
    skuId,
    availabilityId: availability.id,
    title: sku.title,
    quantity,
    term: availability.term,
    price: availability.unitPrice === null ? null : timesQuantity(availability.unitPrice, quantity).amount,
    cancelledAt: null,
    subscriptionId: product.kind === 'subscription' ? world.newId() : null,
    kind: product.kind,
  };
};

/** Reservations become an order of their own. Fails with `cartExpired`, and with `cartLineRefused` (800065) the second time. */
export const checkoutCart = (world: World, customerId: string, cartId: string, requestId: string): Checkout =>
  world.database.transaction(() => {
    requireRole(world, 'buy');
    return once(world, requestId, ['checkoutCart', customerId, cartId], () => {
      const customer = getCustomer(world, customerId);
      const now = sandboxNow(world);
      const cart = getOpenCart(world, customer.id, cartId, now);
      world.database.run('UPDATE cart SET checked_out = 1 WHERE id = ?', cartId);
      const lines = JSON.parse(cart.lines) as readonly CartLine[];
      const groups = [
        lines.filter(({ kind }) => kind !== 'reservation'),
        lines.filter(({ kind }) => kind === 'reservation'),
      ];
      const ids = groups
        .filter((group) => group.length > 0)
        .map((group) => placeOrder(world, customer.id, cart.currency, group, now, requestId));
      return { orders: ids.map((id) => getStoredOrder(world, customer.id, id, now).order), errors: [] };
    });
  });

const getOpenCart = ({ database }: World, customerId: string, cartId: string, now: Instant): CartRow => {
  const cart = database.get<CartRow>(
    'SELECT created_at AS createdAt, currency, lines, checked_out AS checkedOut FROM cart WHERE id = ? AND customer_id = ?',
    ...[cartId, customerId],
  );
  if (cart?.checkedOut === 1) {
    throw new CspError('cartLineRefused', { line: 0, serviceCode: '800065', text: 'The cart was ordered before.' });
  }
  if (cart === undefined || now > cart.createdAt + cartLifetimeMs) throw new CspError('cartExpired', { cartId });
  return cart;
};

const placeOrder = (
  world: World,
  customerId: string,
  currency: string,
  cartLines: readonly CartLine[],
  now: Instant,
  requestId: string,
): string => {
  const lines = cartLines.map(({ kind: _, ...line }, number) => ({ ...line, line: number }));
  const digest = sha256(world.newId());
  const id = toOrderId(digest);
  const alternateId = digest.toString('hex', 26);
  createWorldWriter(world.database).order({ id, alternateId, customerId, purchasedAt: now, currency, lines });
  const items = lines.flatMap(({ line, title, quantity }) => [
    [`Product-${line}`, title],
    [`Quantity-${line}`, String(quantity)],
  ]);
  const details: { readonly [key: string]: string } = Object.fromEntries(items);
  recordAudit(world, now, { operationType: 'create_order', customerId, orderId: id, line: null, requestId, details });
  return id;
};

/** 33 characters, as the service's; never a hyphen first, which would be taken for a flag. */
const toOrderId = (digest: Buffer): string => `${digest.toString('base64url').slice(0, 32).replace(/^-/, '0')}1`;
