/** Subscriptions as the service shows them over their terms, by the sandbox's clock. */
import { type Bench, buy, contoso, openBench, start, textIn } from './emulator-bench.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** One year, bought 400 days before the world was made, so in its second one. */
const oneYear = { order: 'sfbEAcXbE4HXT1aPmdQ561080FMK9KOf1', id: '827ecbc2-a360-48c7-9588-74a16968404b' };
const boughtAt = start - 400 * dayMs;
const renewedAt = yearsOn(1);
const subscriptions = `/v1/customers/${contoso}/subscriptions`;
const orders = `/v1/customers/${contoso}/orders`;

function yearsOn(years: number): number {
  return new Date(boughtAt).setUTCFullYear(new Date(boughtAt).getUTCFullYear() + years);
}

const wire = (at: number): string => new Date(at).toISOString().replace('Z', '0000Z');

/** As until 2021, to the second. */
const older = ['exact-ends', 'refund-options', 'long-order-ids', 'etag'] as const;

const opened: Bench[] = [];
const open = async (...oddities: NonNullable<Parameters<typeof openBench>[0]>['oddities'] & object): Promise<Bench> => {
  const bench = await openBench({ oddities });
  opened.push(bench);
  return bench;
};
afterEach(async () => {
  for (const bench of opened.splice(0)) await bench.close();
});

const setClock = async (bench: Bench, at: number): Promise<void> => {
  await (await bench.sandbox.controls()).setClock(at);
};

const subscription = async (bench: Bench, id = oneYear.id): Promise<object> =>
  (await bench.call('GET', `${subscriptions}/${id}`)).body as object;

const items = async (bench: Bench, path: string): Promise<readonly object[]> =>
  ((await bench.call('GET', path)).body as { readonly items: readonly object[] }).items;

test('a renewed subscription is active, with the dates and the deadline of the term that runs, also once that has passed', async () => {
  const bench = await open(...older);
  const second = {
    id: oneYear.id,
    productType: { id: 'Software', displayName: 'Software' },
    creationDate: wire(boughtAt),
    effectiveStartDate: wire(boughtAt),
    commitmentEndDate: wire(yearsOn(2)),
    cancellationAllowedUntilDate: wire(renewedAt + 7 * dayMs),
    status: 'active',
    autoRenewEnabled: true,
    orderId: oneYear.order,
  };
  expect(await subscription(bench)).toMatchObject(second);
  expect(await subscription(bench)).not.toHaveProperty('refundOptions');
  await setClock(bench, renewedAt);
  expect(await subscription(bench)).toMatchObject({
    ...second,
    refundOptions: [{ type: 'Partial', expiresAt: second.cancellationAllowedUntilDate }],
  });
  await setClock(bench, renewedAt - 1);
  expect(await subscription(bench)).toMatchObject({
    ...second,
    commitmentEndDate: wire(renewedAt),
    cancellationAllowedUntilDate: wire(boughtAt + 7 * dayMs),
  });
});

test('in its new window a subscription can be cancelled by its order and by itself; behind it neither', async () => {
  const patch = async (bench: Bench) => {
    const { status, body } = await bench.call('PATCH', `${orders}/${oneYear.order}`, {
      body: { id: oneYear.order, status: 'cancelled' },
    });
    return [status, textIn(body, status === 200 ? 'status' : 'code')];
  };
  const end = async (bench: Bench) => {
    const found = await subscription(bench);
    const { status, body } = await bench.call('PATCH', `${subscriptions}/${oneYear.id}`, {
      body: { ...found, status: 'deleted' },
      headers: { 'If-Match': `"${textIn(found, 'attributes', 'etag')}"` },
    });
    return [status, textIn(body, status === 200 ? 'status' : 'code')];
  };
  const first = await open(...older);
  expect([await patch(first), await end(first)]).toEqual([
    [400, '900117'],
    [400, '900117'],
  ]);
  await setClock(first, renewedAt + 7 * dayMs);
  expect([await patch(first), await patch(first)]).toEqual([
    [200, 'cancelled'],
    [400, '800061'],
  ]);
  const second = await open(...older);
  await setClock(second, renewedAt + 7 * dayMs);
  expect([await end(second), await end(second)]).toEqual([
    [200, 'deleted'],
    [400, '2011'],
  ]);
  expect(await subscription(second)).toMatchObject({
    status: 'deleted',
    autoRenewEnabled: false,
    cancellationAllowedUntilDate: wire(renewedAt + 7 * dayMs),
  });
});

test('a renewal changes the ETag: a change that names the one before is refused', async () => {
  const bench = await open(...older);
  await setClock(bench, renewedAt - 1);
  const before = await subscription(bench);
  await setClock(bench, renewedAt);
  const { body } = await bench.call('PATCH', `${subscriptions}/${oneYear.id}`, {
    body: { ...before, status: 'deleted' },
    headers: { 'If-Match': `"${textIn(before, 'attributes', 'etag')}"` },
  });
  expect(textIn(body, 'code')).toBe('2055');
});

test('what was bought before 2021-10-14 does not renew', async () => {
  const bench = await open(...older);
  const controls = await bench.sandbox.controls();
  await controls.setClock(Date.UTC(2021, 8, 1));
  await controls.reset();
  expect(await subscription(bench)).toMatchObject({ status: 'expired', autoRenewEnabled: false });
});

test('a queued renewal is shown as the term before for a day: active, with an end that has passed', async () => {
  const bench = await open(...older, 'queued-renewals');
  const first = {
    status: 'active',
    commitmentEndDate: wire(renewedAt),
    cancellationAllowedUntilDate: wire(boughtAt + 7 * dayMs),
  };
  await setClock(bench, renewedAt + 24 * hourMs - 1);
  expect(await subscription(bench)).toMatchObject(first);
  await setClock(bench, renewedAt + 24 * hourMs);
  expect(await subscription(bench)).toMatchObject({ status: 'active', commitmentEndDate: wire(yearsOn(2)) });
});

test('ends by default: the midnight that begins the last day, and 23:59 of the deadline’s day', async () => {
  const bench = await open();
  const dates = async () => {
    const found = await subscription(bench);
    return ['commitmentEndDate', 'commitmentEndDateTime', 'cancellationAllowedUntilDate'].map((name) =>
      textIn(found, name),
    );
  };
  // Bought on 2025-05-11 at noon.
  expect(await dates()).toEqual([
    '2027-05-10T00:00:00.0000000Z',
    '2027-05-10T23:59:59.0000000Z',
    '2026-05-18T23:59:00.0000000Z',
  ]);
  // From midnight to noon of its anniversary it waits for its renewal.
  await setClock(bench, renewedAt - 12 * hourMs);
  expect(await dates()).toEqual([
    '2026-05-10T00:00:00.0000000Z',
    '2026-05-10T23:59:59.0000000Z',
    '2025-05-18T23:59:00.0000000Z',
  ]);
});

test('what is stated counts: until 23:59 of its last day a subscription can be cancelled, and not a moment longer', async () => {
  const lastMinute = renewedAt + 7 * dayMs + 12 * hourMs - 60_000;
  const statusAt = async (at: number) => {
    const bench = await open();
    await setClock(bench, at);
    const found = await subscription(bench);
    const path = `${subscriptions}/${oneYear.id}`;
    const { status, body } = await bench.call('PATCH', path, { body: { ...found, status: 'deleted' } });
    return [textIn(found, 'cancellationAllowedUntilDate'), status, textIn(body, 'code')];
  };
  expect([await statusAt(lastMinute), await statusAt(lastMinute + 1)]).toEqual([
    [wire(lastMinute), 200, ''],
    [wire(lastMinute), 400, '900117'],
  ]);
});

test('renewals are orders of the service’s own, on request: one a term, found in the list and by id', async () => {
  const plain = await open();
  const isRenewal = (order: object): boolean => textIn(order, 'transactionType') !== 'UserPurchase';
  expect((await items(plain, orders)).filter(isRenewal)).toEqual([]);
  const bench = await open(...older, 'renewal-orders');
  await setClock(bench, yearsOn(3) + dayMs);
  const found = (await items(bench, orders)).filter(
    (order) => isRenewal(order) && textIn(order, 'lineItems', 0, 'subscriptionId') === oneYear.id,
  );
  expect(found).toMatchObject(
    [3, 2, 1].map((years) => ({
      id: expect.stringMatching(/^[0-9a-f]{12}$/),
      creationDate: wire(yearsOn(years)),
      status: 'completed',
      transactionType: 'SystemPurchase',
      lineItems: [{ lineItemNumber: 0, transactionType: 'renew', quantity: 2, termDuration: 'P1Y' }],
    })),
  );
  expect(new Set(found.map((order) => textIn(order, 'id'))).size).toBe(3);
  const path = `${orders}/${textIn(found[0], 'id')}`;
  expect((await bench.call('GET', path)).body).toEqual(found[0]);
  expect(textIn(found[0], 'alternateId')).toBe(textIn(found[0], 'id'));
  const { status, body } = await bench.call('PATCH', path, {
    body: { id: textIn(found[0], 'id'), status: 'cancelled' },
  });
  expect([status, textIn(body, 'code')]).toEqual([400, '800063']);
  expect(textIn(await subscription(bench), 'orderId')).toBe(oneYear.order);
});

test('perpetual software is no subscription, and others than software have no product type', async () => {
  const bench = await open();
  await buy(bench);
  const all = await items(bench, subscriptions);
  const types = all.map((found) => [textIn(found, 'offerName'), textIn(found, 'productType', 'id')]);
  expect(types).toContainEqual(['Reserved VM Instance, Standard_NV12, US East 2, 1 Year', '']);
  expect(types).toContainEqual(['Windows Server CAL - 1 Device CAL - 3 year', 'Software']);
  expect(types.some(([name]) => name?.includes('2022'))).toBe(false);
});

test('a term that ends at midnight ends with its last day, as a midnight there means', async () => {
  const bench = await open('exact-ends');
  const controls = await bench.sandbox.controls();
  await controls.setClock(Date.UTC(2026, 5, 15));
  await controls.reset();
  expect(await subscription(bench)).toMatchObject({
    commitmentEndDate: '2027-05-10T00:00:00.0000000Z',
    commitmentEndDateTime: '2027-05-10T23:59:59.0000000Z',
  });
});
