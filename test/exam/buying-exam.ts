/** Carts and checkout. */
import type { CartLineRequest, LineItem } from '../../src/core/ports/backend.ts';
import {
  ask,
  codeOf,
  coho,
  collect,
  contoso,
  fabrikam,
  minuteMs,
  nobody,
  type OpenBench,
  proseware,
  type States,
  today,
} from './exam-bench.ts';

const sql: CartLineRequest = {
  catalogItemId: 'DG7GMGF0FKZV:0003:DG7GMGF0DWMS',
  quantity: 2,
  term: 'P3Y',
  billingCycle: 'one_time',
};
const cal: CartLineRequest = {
  catalogItemId: 'DG7GMGF0DVT7:000C:DG7GMGF0FVZM',
  quantity: 25,
  term: 'P3Y',
  billingCycle: 'one_time',
};
const unpriced: CartLineRequest = {
  catalogItemId: 'DG7GMGF0DWT0:0001:DG7GMGF0DSQR',
  quantity: 1,
  term: null,
  billingCycle: 'one_time',
};
const reservation: CartLineRequest = {
  catalogItemId: 'DZH318Z0BQ36:004G:DZH318Z08C0S',
  quantity: 1,
  term: 'P1Y',
  billingCycle: 'one_time',
};

export const buyingExam = (open: OpenBench, states: States): void => {
  const priced = (amount: string, currency = 'USD') => (states.prices ? { amount, currency } : null);

  describe('buying', () => {
    ask(open, 'a cart is priced and lives a quarter of an hour', async ({ backend }) => {
      const { id, ...cart } = await backend.createCart(contoso, [sql, cal], 'cart-1');
      expect(id).not.toBe('');
      expect(cart).toEqual({ expiresAt: today + states.cartMs, total: priced('28521.00') });
    });

    ask(open, 'a cart with a price that is not known has no total', async ({ backend }) => {
      const { total } = await backend.createCart(contoso, [sql, unpriced], 'cart-1');
      expect(total).toBe(null);
    });

    ask(open, 'prices in yen stay whole', async ({ backend }) => {
      const [yen] = await backend.listAvailabilities('DG7GMGF0DVT7', '000C', 'JP');
      const { total } = await backend.createCart(
        proseware,
        [{ ...cal, catalogItemId: yen?.catalogItemId ?? '' }],
        'cart-1',
      );
      expect(total).toEqual(priced('151750', 'JPY'));
    });

    ask(open, 'a checkout makes a pending order that list and id both show at once', async ({ backend }) => {
      const cart = await backend.createCart(contoso, [sql, cal], 'cart-1');
      const { orders, errors } = await backend.checkoutCart(contoso, cart.id, 'checkout-1');
      expect(errors).toEqual([]);
      expect(orders).toHaveLength(1);
      const [order] = orders;
      expect(order?.id).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]{32}$/);
      expect(order?.alternateId).toMatch(/^[0-9a-f]{12}$/);
      expect({ ...order, id: '', alternateId: '', lineItems: [] }).toEqual({
        id: '',
        alternateId: '',
        customerId: contoso,
        purchasedAt: today,
        status: 'pending',
        total: priced('28521.00'),
        lineItems: [],
      });
      const withoutTerm = ({ subscriptionId: _, termStartsAt: _starts, termEndsAt: _ends, ...item }: LineItem) => item;
      expect(order?.lineItems.map(withoutTerm)).toEqual([
        {
          line: 0,
          productId: 'DG7GMGF0FKZV',
          skuId: '0003',
          offerId: 'DG7GMGF0FKZV:0003:DG7GMGF0DWMS',
          title: 'SQL Server Enterprise - 2 Core License Pack - 3 year',
          quantity: 2,
          term: 'P3Y',
          price: priced('27496.00'),
          status: 'pending',
          cancelAllowedUntil: null,
        },
        {
          line: 1,
          productId: 'DG7GMGF0DVT7',
          skuId: '000C',
          offerId: 'DG7GMGF0DVT7:000C:DG7GMGF0FVZM',
          title: 'Windows Server CAL - 1 Device CAL - 3 year',
          quantity: 25,
          term: 'P3Y',
          price: priced('1025.00'),
          status: 'pending',
          cancelAllowedUntil: null,
        },
      ]);
      const byId = await backend.getOrder(contoso, order?.id ?? '');
      expect((await backend.listOrders(contoso))[0]).toEqual(byId);
      expect([byId.total, byId.lineItems.map(({ price }) => price?.amount)]).toEqual([
        { amount: '28521.00', currency: 'USD' },
        ['27496.00', '1025.00'],
      ]);
      expect(byId.lineItems.map((item) => item.cancelAllowedUntil !== null)).toEqual([
        states.deadlines,
        states.deadlines,
      ]);
      if (states.prices && !states.deadlines) expect(byId).toEqual(order);
    });

    ask(open, 'an order is fulfilled after a while', async ({ backend, setNow }) => {
      const cart = await backend.createCart(contoso, [sql], 'cart-1');
      const [order] = (await backend.checkoutCart(contoso, cart.id, 'checkout-1')).orders;
      await setNow(today + minuteMs);
      const { status, lineItems } = await backend.getOrder(contoso, order?.id ?? '');
      expect([status, lineItems.map((item) => item.status)]).toEqual(['completed', ['active']]);
    });

    ask(open, 'software and reservations of one cart become two orders', async ({ backend }) => {
      const cart = await backend.createCart(contoso, [reservation, sql], 'cart-1');
      const { orders } = await backend.checkoutCart(contoso, cart.id, 'checkout-1');
      expect(orders.map(({ lineItems }) => lineItems.map(({ line, productId }) => [line, productId]))).toEqual([
        [[0, 'DG7GMGF0FKZV']],
        [[0, 'DZH318Z0BQ36']],
      ]);
    });

    ask(open, 'reservations are refused in a market where they are not sold', async ({ backend }) => {
      const [euro] = await backend.listAvailabilities('DZH318Z0BQ36', '004G', 'DE');
      const line = { ...reservation, catalogItemId: euro?.catalogItemId ?? '' };
      expect(await codeOf(backend.createCart(coho, [line], 'cart-1'))).toBe(states.code('marketUnavailable'));
      expect(await codeOf(backend.createCart(fabrikam, [line], 'cart-2'))).toBe('fine');
    });

    ask(open, 'what is not sold in a market is neither listed nor offered there, nor bought', async ({ backend }) => {
      const kindsIn = async (country: string) =>
        [...new Set((await backend.listProducts(country)).map(({ kind }) => kind))].sort();
      expect(await kindsIn('AD')).toEqual(['esu', 'linux-plan', 'perpetual']);
      expect(await kindsIn('AZ')).toEqual(['esu', 'linux-plan', 'perpetual', 'subscription']);
      expect(await backend.listAvailabilities('DZH318Z0BQ36', '004G', 'AD')).toEqual([]);
      const [cal] = await backend.listAvailabilities('DG7GMGF0DVT7', '000C', 'DE');
      const line = {
        catalogItemId: cal?.catalogItemId ?? '',
        quantity: 1,
        term: 'P3Y',
        billingCycle: 'one_time',
      } as const;
      expect(await codeOf(backend.createCart(fabrikam, [line], 'cart-1'))).toBe('fine');
      expect(await codeOf(backend.createCart(coho, [line], 'cart-2'))).toBe(states.code('marketUnavailable'));
    });

    ask(open, 'a quantity outside the limits is refused on both sides', async ({ backend }) => {
      const codes = await Promise.all(
        [1, 2, 2000, 2001, 2.5, -2, Number.NaN].map((quantity, index) =>
          codeOf(backend.createCart(contoso, [{ ...sql, quantity }], `cart-${index}`)),
        ),
      );
      const outside = 'quantityOutOfRange';
      expect(codes).toEqual([outside, 'fine', 'fine', outside, outside, outside, outside]);
    });

    ask(open, 'what is not sold is refused: item, term, billing cycle, currency', async ({ backend }) => {
      const refused = (line: CartLineRequest, requestId: string) =>
        codeOf(backend.createCart(contoso, [line], requestId));
      expect(await refused({ ...sql, catalogItemId: 'DG7GMGF0FKZV:0003:DG7GMGF00000' }, 'a')).toBe('cartLineRefused');
      expect(await refused({ ...sql, catalogItemId: 'nonsense' }, 'b')).toBe('cartLineRefused');
      expect(await refused({ ...sql, term: 'P1Y' }, 'c')).toBe('cartLineRefused');
      expect(await refused({ ...sql, billingCycle: 'monthly' }, 'd')).toBe('cartLineRefused');
      expect(await refused({ ...sql, catalogItemId: 'DG7GMGF0FKZV:0003:DG7GMGF0FMFZ' }, 'e')).toBe('cartLineRefused');
      expect(await codeOf(backend.createCart(nobody, [sql], 'f'))).toBe('customerNotFound');
    });

    ask(
      open,
      'a cart is ordered once: the same request is answered again, another one refused',
      async ({ backend }) => {
        const before = (await backend.listOrders(contoso)).length;
        const cart = await backend.createCart(contoso, [sql], 'cart-1');
        const first = await backend.checkoutCart(contoso, cart.id, 'checkout-1');
        expect(await backend.checkoutCart(contoso, cart.id, 'checkout-1')).toEqual(first);
        expect(await codeOf(backend.checkoutCart(contoso, cart.id, 'checkout-2'))).toBe('cartLineRefused');
        expect(await backend.listOrders(contoso)).toHaveLength(before + 1);
      },
    );

    ask(open, 'a cart that is made again under the same request id is the same cart', async ({ backend, setNow }) => {
      const first = await backend.createCart(contoso, [sql], 'cart-1');
      await setNow(today + minuteMs);
      expect(await backend.createCart(contoso, [sql], 'cart-1')).toEqual(first);
      expect(await codeOf(backend.createCart(contoso, [{ ...sql, quantity: 4 }], 'cart-1'))).toBe(states.reusedId.cart);
    });

    ask(open, 'a cart ends when it says so, and is its customer’s only', async ({ backend, setNow }) => {
      const [one, two] = [await backend.createCart(contoso, [sql], 'a'), await backend.createCart(contoso, [sql], 'b')];
      expect(await codeOf(backend.checkoutCart(fabrikam, one.id, 'c'))).toBe('cartExpired');
      expect(await codeOf(backend.checkoutCart(contoso, 'no-such-cart', 'd'))).toBe('cartExpired');
      await setNow(one.expiresAt);
      expect(await codeOf(backend.checkoutCart(contoso, one.id, 'e'))).toBe('fine');
      await setNow(two.expiresAt + 1);
      expect(await codeOf(backend.checkoutCart(contoso, two.id, 'f'))).toBe('cartExpired');
    });

    ask(open, 'a purchase is in the activity log', async ({ backend }) => {
      const cart = await backend.createCart(contoso, [sql], 'cart-1');
      const [order] = (await backend.checkoutCart(contoso, cart.id, 'checkout-1')).orders;
      const records = await collect(backend.listAuditRecords({ from: today, to: today }, {}));
      const { userPrincipalName } = await backend.getIdentity();
      expect(records.map(({ id: _, details: __, ...record }) => record)).toEqual([
        {
          at: today,
          userPrincipalName,
          customerId: contoso,
          customerName: 'Contoso, Ltd.',
          operationType: 'create_order',
          operationStatus: 'succeeded',
          orderId: order?.id,
          line: null,
          correlationId: states.recordId('checkout-1'),
        },
      ]);
    });
  });
};
