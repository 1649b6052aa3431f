import { type Bench, buy, cal, contoso, openBench, start, textIn } from './emulator-bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const carts = `/v1/customers/${contoso}/carts`;
const orders = `/v1/customers/${contoso}/orders`;
const line = { id: 0, catalogItemId: cal, quantity: 3, termDuration: 'P3Y', billingCycle: 'one_time' };
const get = (uri: string) => ({ uri, method: 'GET', headers: [] });

test('a cart says what is in it, until when it lasts, and what became of it', async () => {
  const { status, body } = await bench.call('POST', carts, { body: { LineItems: [line] } });
  const id = textIn(body, 'id');
  const cart = {
    id,
    creationTimestamp: '2026-06-15T12:00:00.0000000Z',
    lastModifiedTimestamp: '2026-06-15T12:00:00.0000000Z',
    expirationTimestamp: '2026-06-22T12:00:00.0000000Z',
    status: 'Active',
    lineItems: [{ ...line, currencyCode: 'USD', provisioningContext: {}, pricing: fivePrices, orderGroup: '0' }],
    links: { self: get(`/customers/${contoso}/carts/${id}`) },
    attributes: { objectType: 'Cart' },
  };
  expect([status, body]).toEqual([201, cart]);
  const checkout = await bench.call('POST', `${carts}/${id}/checkout`);
  expect([checkout.status, textIn(checkout.body, 'orders', 0, 'status')]).toEqual([201, 'pending']);
  expect((await bench.call('GET', `${carts}/${id}`)).body).toEqual({ ...cart, status: 'Ordered' });
  const again = await bench.call('POST', `${carts}/${id}/checkout`);
  expect([again.status, textIn(again.body, 'code')]).toEqual([400, '800065']);
});

test('lines that cannot be sold are named under 201, each with its own error, and keep the cart from being ordered', async () => {
  const lineItems = [line, { ...line, id: 1, catalogItemId: 'NO:0001:SUCH' }, { ...line, id: 2, quantity: 20_000 }];
  const { status, body } = await bench.call('POST', carts, { body: { lineItems } });
  const errors = (body as { lineItems: readonly { error?: object }[] }).lineItems.map(({ error }) => error);
  expect([status, errors]).toEqual([
    201,
    [
      undefined,
      { errorCode: '10001', errorDescription: 'The catalog item id is not valid.' },
      { errorCode: '10002', errorDescription: 'The quantity is not available for this catalog item.' },
    ],
  ]);
  const path = `${carts}/${textIn(body, 'id')}`;
  const refused = await bench.call('POST', `${path}/checkout`);
  expect([refused.status, textIn(refused.body, 'code')]).toEqual([400, '800009']);
  const mended = await bench.call('PUT', path, { body: { lineItems: [line] } });
  expect([mended.status, textIn(mended.body, 'id')]).toEqual([200, textIn(body, 'id')]);
  expect((await bench.call('POST', `${path}/checkout`)).status).toBe(201);
});

const fivePrices = { listPrice: 41, discountedPrice: 41, proratedPrice: 41, price: 41, extendedPrice: 123 };

const orderBody = (id: string, alternateId: string) => ({
  id,
  alternateId,
  referenceCustomerId: contoso,
  billingCycle: 'one_time',
  currencyCode: 'USD',
  currencySymbol: '$',
  lineItems: [
    {
      lineItemNumber: 0,
      offerId: cal,
      termDuration: 'P3Y',
      subscriptionId: expect.any(String),
      transactionType: 'New',
      friendlyName: 'Windows Server CAL - 1 Device CAL - 3 year',
      quantity: 3,
      links: {
        product: get('/products/DG7GMGF0DVT7?country=US'),
        sku: get('/products/DG7GMGF0DVT7/skus/000C?country=US'),
        availability: get('/products/DG7GMGF0DVT7/skus/000C/availabilities/DG7GMGF0FVZM?country=US'),
      },
    },
  ],
  creationDate: '2026-06-15T12:00:00.0000000Z',
  status: 'completed',
  transactionType: 'UserPurchase',
  links: {
    self: get(`/customers/${contoso}/orders/${id}`),
    provisioningStatus: get(`/customers/${contoso}/orders/${id}/provisioningstatus`),
    patchOperation: { uri: `/customers/${contoso}/orders/${id}`, method: 'PATCH', headers: [] },
  },
  client: {},
  attributes: { objectType: 'Order' },
});

test('an order is found by its id, which is the number that people see, and has five prices a line', async () => {
  const { id, alternateId } = await buy(bench);
  expect(id).toBe(alternateId);
  expect((await bench.call('GET', `${orders}/${id}`)).body).toEqual(orderBody(id, alternateId));
  const priced = await bench.call('GET', `${orders}/${id}?include_price=true`);
  expect(priced.body).toMatchObject({ totalPrice: 123, lineItems: [{ pricing: fivePrices }] });
  expect((await bench.call('GET', `${orders}/${id}/provisioningstatus`)).body).toEqual({
    totalCount: 1,
    items: [
      {
        lineItemNumber: 0,
        status: 'Fulfilled',
        quantityProvisioningInformation: [{ quantity: 3, status: 'Fulfilled' }],
      },
    ],
    links: { self: get(`/customers/${contoso}/orders/${id}/provisioningstatus`) },
    attributes: { objectType: 'Collection' },
  });
});

test('a cancelled order shows at once by its id, and later in the list', async () => {
  const { id, alternateId } = await buy(bench);
  const body = { id: alternateId, status: 'cancelled', lineItems: [{ lineItemNumber: 0, offerId: cal }] };
  const cancelled = await bench.call('PATCH', `${orders}/${id}`, { body });
  expect([cancelled.status, cancelled.body]).toEqual([200, { ...orderBody(id, alternateId), status: 'cancelled' }]);
  const listed = async (): Promise<unknown> => {
    const { items } = (await bench.call('GET', orders)).body as { items: readonly { id: string; status: string }[] };
    return items.find((order) => order.id === id)?.status;
  };
  expect(await listed()).toBe('completed');
  bench.machine.now += 15 * 60_000;
  expect(await listed()).toBe('cancelled');
});

test('what cannot be cancelled is refused with the number of days, and a body about something else is refused', async () => {
  const { id } = await buy(bench);
  const patch = (body: object) => bench.call('PATCH', `${orders}/${id}`, { body });
  const codeOf = async (body: object) => textIn((await patch(body)).body, 'code');
  expect(await codeOf({ id: 'another', status: 'cancelled' })).toBe('800002');
  expect(await codeOf({ id, status: 'completed' })).toBe('800042');
  expect(await codeOf({ id, status: 'cancelled', lineItems: [{ lineItemNumber: 7 }] })).toBe('800071');
  expect(await codeOf({ id, status: 'cancelled', lineItems: [{ lineItemNumber: 0, offerId: 'A:B:C' }] })).toBe(
    '800071',
  );
  bench.machine.now = start + 8 * 86_400_000;
  const late = await bench.call('PATCH', `${orders}/${id}`, {
    body: { id, status: 'cancelled' },
    token: await bench.token(),
  });
  expect([late.status, late.body]).toEqual([
    400,
    {
      code: '900117',
      description: 'You have passed your 7-day cancellation window. We are unable to cancel your purchase',
      source: 'PartnerApiServiceControllers',
    },
  ]);
});

test('a subscription ends by a PATCH that names no ETag, or none but its own', async () => {
  const { id } = await buy(bench);
  const base = `/v1/customers/${contoso}/subscriptions`;
  const found = (await bench.call('GET', `${base}?order_id=${id}`)).body as { items: readonly [object, ...object[]] };
  const [subscription] = found.items;
  const path = `${base}/${textIn(subscription, 'id')}`;
  expect(subscription).toMatchObject({
    orderId: id,
    status: 'active',
    cancellationAllowedUntilDate: '2026-06-22T23:59:00.0000000Z',
  });
  const end = (headers: { readonly [name: string]: string }) =>
    bench.call('PATCH', path, { body: { ...subscription, status: 'deleted' }, headers });
  expect(textIn((await end({ 'If-Match': '"stale"' })).body, 'code')).toBe('2055');
  const ended = await end({});
  expect([ended.status, textIn(ended.body, 'status')]).toEqual([200, 'deleted']);
  expect(textIn((await end({})).body, 'code')).toBe('2011');
  expect(textIn((await bench.call('GET', `${orders}/${id}`)).body, 'status')).toBe('cancelled');
});

test('all subscriptions of a customer come at once, whatever size is asked for', async () => {
  const [first, second] = [await buy(bench), await buy(bench)];
  const { body } = await bench.call('GET', `/v1/customers/${contoso}/subscriptions?size=1`);
  const { items } = body as { readonly items: readonly object[] };
  expect(items.map((item) => textIn(item, 'orderId'))).toEqual(expect.arrayContaining([first.id, second.id]));
  expect(body).not.toHaveProperty('continuationToken');
});

test('an app alone may buy, and may not see entitlements', async () => {
  const token = await bench.token('app');
  expect((await bench.call('POST', carts, { body: { lineItems: [line] }, token })).status).toBe(201);
  const refused = await bench.call('GET', `/v1/customers/${contoso}/entitlements`, { token });
  expect([refused.status, textIn(refused.body, 'code')]).toEqual([403, '900329']);
});

test('a role that is missing is refused by the sandbox’s own rule', async () => {
  await (await bench.sandbox.controls()).signInAs(['sales-agent']);
  const refused = await bench.call('POST', carts, { body: { lineItems: [line] } });
  expect([refused.status, textIn(refused.body, 'code')]).toEqual([403, '900150']);
});
