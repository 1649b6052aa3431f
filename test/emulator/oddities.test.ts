/** Forms of answers that the service has besides the usual ones, each on request. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Oddity } from '../../src/core/ports/emulator.ts';
import { type Bench, buy, cal, contoso, openBench, textIn } from './emulator-bench.ts';

const orders = `/v1/customers/${contoso}/orders`;
const subscriptions = `/v1/customers/${contoso}/subscriptions`;
const twoLines = { id: '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1', alternateId: 'c403d91b21d2' };
const partlyCancelled = '6XSguSm1hqdaYM9mzt5cA0UJRqt0gcCZ1';

let folder: string;
const opened: Bench[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-oddities-'));
});
afterEach(async () => {
  for (const bench of opened.splice(0)) await bench.close();
  rmSync(folder, { recursive: true });
});

const open = async (...names: readonly Oddity[]): Promise<Bench> => {
  const bench = await openBench({ oddities: names, ledgerPath: join(folder, 'ledger.jsonl') });
  opened.push(bench);
  return bench;
};

const items = async (bench: Bench, path: string): Promise<readonly object[]> =>
  ((await bench.call('GET', path)).body as { readonly items: readonly object[] }).items;

const effects = (): readonly string[] =>
  readFileSync(join(folder, 'ledger.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as { readonly kind: string; readonly order: string })
    .flatMap(({ kind, order }) => (kind === 'effect' ? [order] : []));

/** The one subscription of a new purchase. */
const subscriptionOf = async (bench: Bench, orderId: string): Promise<object> => {
  const [found, another] = await items(bench, `${subscriptions}?order_id=${orderId}`);
  if (found === undefined || another !== undefined) throw new Error('not one subscription');
  return found;
};

test('order ids of twelve digits, by default: one number everywhere, and none else finds the order', async () => {
  const bench = await open();
  const { id, alternateId } = await buy(bench);
  expect([id, effects()]).toEqual([alternateId, [id]]);
  expect(id).toMatch(/^[0-9a-f]{12}$/);
  expect((await bench.call('GET', `${orders}/${id}`)).body).toMatchObject({
    id,
    alternateId: id,
    links: { self: { uri: `/customers/${contoso}/orders/${id}` } },
  });
  expect((await bench.call('GET', `${orders}/${twoLines.id}`)).status).toBe(404);
  expect((await bench.call('GET', `${orders}/${twoLines.alternateId}`)).status).toBe(200);
  expect(textIn(await subscriptionOf(bench, id), 'orderId')).toBe(id);
  const listed = (await items(bench, orders)).map((order) => textIn(order, 'id'));
  expect(listed).toContain(id);
  expect(listed.filter((other) => other.length === 33)).toEqual([]);
  const owned = await items(bench, `/v1/customers/${contoso}/entitlements`);
  expect(owned.map((one) => textIn(one, 'referenceOrder', 'id'))).toContain(id);
  const cancelled = await bench.call('PATCH', `${orders}/${id}`, { body: { id, status: 'cancelled' } });
  expect([cancelled.status, textIn(cancelled.body, 'status'), effects()]).toEqual([200, 'cancelled', [id, id]]);
  const day = new Date(bench.machine.now).toISOString().slice(0, 10);
  const records = await items(bench, `/v1/auditrecords?startDate=${day}`);
  expect(records.map((record) => textIn(record, 'customizedData', 0, 'value'))).toEqual([id, id]);
});

test('long order ids: the short number finds no order, and both find its subscriptions', async () => {
  const bench = await open('long-order-ids');
  const { id, alternateId } = await buy(bench);
  expect(id).toHaveLength(33);
  expect((await bench.call('GET', `${orders}/${alternateId}`)).status).toBe(404);
  expect(textIn(await subscriptionOf(bench, id), 'orderId')).toBe(id);
  expect(textIn(await subscriptionOf(bench, alternateId), 'orderId')).toBe(id);
});

test('alternate order ids: orders keep their long id, their subscriptions know the short one only', async () => {
  const bench = await open('alternate-order-ids');
  const { id, alternateId } = await buy(bench);
  expect(id).toHaveLength(33);
  expect((await bench.call('GET', `${orders}/${id}`)).status).toBe(200);
  expect(await items(bench, `${subscriptions}?order_id=${id}`)).toEqual([]);
  expect(textIn(await subscriptionOf(bench, alternateId), 'orderId')).toBe(alternateId);
});

test('late subscription ids: no line names its subscription, which is there all the same', async () => {
  const lineOf = async (bench: Bench, id: string) => (await bench.call('GET', `${orders}/${id}`)).body;
  const [usual, late] = [await open(), await open('late-subscription-ids')];
  const { id } = await buy(usual);
  expect(textIn(await lineOf(usual, id), 'lineItems', 0, 'subscriptionId')).toBe(
    textIn(await subscriptionOf(usual, id), 'id'),
  );
  const bought = await buy(late);
  expect(textIn(await lineOf(late, bought.id), 'lineItems', 0, 'subscriptionId')).toBe('');
  expect(textIn(await subscriptionOf(late, bought.id), 'offerId')).toBe(cal);
});

const ending = (bench: Bench, found: object) => async (headers: { readonly [name: string]: string }) => {
  const path = `${subscriptions}/${textIn(found, 'id')}`;
  const { status, body } = await bench.call('PATCH', path, { body: { ...found, status: 'deleted' }, headers });
  return [status, textIn(body, status === 200 ? 'status' : 'code')];
};

test.each([[], ['empty-etag']] as const)(
  'no ETag, by default, or an empty one (%s): a change that names one is refused, one without it is made',
  async (...names: readonly Oddity[]) => {
    const bench = await open(...names);
    const { id } = await buy(bench);
    const found = await subscriptionOf(bench, id);
    const { attributes } = found as { readonly attributes: object };
    expect(attributes).toEqual({ objectType: 'Subscription', ...(names.length === 0 ? {} : { etag: '' }) });
    const end = ending(bench, found);
    expect([await end({ 'If-Match': '"other"' }), await end({})]).toEqual([
      [400, '2055'],
      [200, 'deleted'],
    ]);
  },
);

test('an ETag: a change must name the latest', async () => {
  const bench = await open('etag');
  const { id } = await buy(bench);
  const found = await subscriptionOf(bench, id);
  const end = ending(bench, found);
  const etag = textIn(found, 'attributes', 'etag');
  expect([await end({}), await end({ 'If-Match': '"other"' }), await end({ 'If-Match': `"${etag}"` })]).toEqual([
    [400, '2055'],
    [400, '2055'],
    [200, 'deleted'],
  ]);
});

test('deadlines are stated by default, and null or absent on request', async () => {
  const stated = async (...names: readonly Oddity[]) => {
    const bench = await open(...names);
    const { id } = await buy(bench);
    const found: { readonly [name: string]: unknown } = { ...(await subscriptionOf(bench, id)) };
    return [found['cancellationAllowedUntilDate'], 'refundOptions' in found];
  };
  expect(await stated()).toEqual(['2026-06-22T23:59:00.0000000Z', false]);
  expect(await stated('exact-ends', 'refund-options')).toEqual(['2026-06-22T12:00:00.0000000Z', true]);
  expect(await stated('null-deadlines')).toEqual([null, false]);
  expect(await stated('absent-deadlines')).toEqual([undefined, false]);
});

test('paged subscriptions: a page at a time, the next one by its token', async () => {
  const bench = await open('paged-subscriptions');
  await buy(bench);
  const ordersOf = ({ body }: { readonly body: unknown }): readonly string[] =>
    (body as { readonly items: readonly object[] }).items.map((item) => textIn(item, 'orderId'));
  const whole = ordersOf(await bench.call('GET', subscriptions));
  const page = await bench.call('GET', `${subscriptions}?size=1`);
  const headers = { 'MS-ContinuationToken': textIn(page.body, 'continuationToken') };
  const next = await bench.call('GET', `${subscriptions}?seekOperation=Next`, { headers });
  expect([...ordersOf(page), ...ordersOf(next)]).toEqual(whole.slice(0, 2));
});

test('credit lines: what was cancelled is named again, by a line that cancels and one that gives credit', async () => {
  const linesOf = async (bench: Bench) => {
    const { body } = await bench.call('GET', `${orders}/${partlyCancelled}`);
    const { lineItems } = body as { readonly lineItems: readonly { readonly [name: string]: unknown }[] };
    return lineItems.map(({ lineItemNumber, transactionType, subscriptionId }) => [
      lineItemNumber,
      transactionType,
      subscriptionId,
    ]);
  };
  const usual = await linesOf(await open('long-order-ids'));
  const [cancelled] = usual;
  expect(usual.map(([, type]) => type)).toEqual(['New', 'New']);
  expect(await linesOf(await open('long-order-ids', 'credit-lines'))).toEqual([
    ...usual,
    [2, 'cancel', cancelled?.[2]],
    [3, 'customerCredit', cancelled?.[2]],
  ]);
});

test('a status that is asked for stands in the orders and subscriptions of an answer, and changes nothing', async () => {
  const bench = await open();
  const { id } = await buy(bench);
  const statusesOf = (list: readonly object[]) => new Set(list.map((one) => textIn(one, 'status')));
  bench.faults.push({ on: 'order', resourceStatus: 'pending_review' });
  const shown = async () => textIn((await bench.call('GET', `${orders}/${id}`)).body, 'status');
  expect([await shown(), await shown()]).toEqual(['pending_review', 'completed']);
  bench.faults.push({ on: 'orders', resourceStatus: 'Partial Success' });
  expect(statusesOf(await items(bench, orders))).toEqual(new Set(['Partial Success']));
  bench.faults.push({ on: 'subscriptions', resourceStatus: 'suspended' });
  expect(statusesOf(await items(bench, subscriptions))).toEqual(new Set(['suspended']));
  bench.faults.push({ on: 'reads', resourceStatus: 'error' });
  expect(textIn((await bench.call('GET', `/v1/customers/${contoso}`)).body, 'status')).toBe('');
  const line = { id: 0, catalogItemId: cal, quantity: 1, termDuration: 'P3Y', billingCycle: 'one_time' };
  const carts = `/v1/customers/${contoso}/carts`;
  const cart = await bench.call('POST', carts, { body: { lineItems: [line] } });
  const checkOut = () => bench.call('POST', `${carts}/${textIn(cart.body, 'id')}/checkout`);
  bench.faults.push({ on: 'checkout', resourceStatus: 'po_review_rejected' });
  const checkout = await checkOut();
  expect([checkout.status, textIn(checkout.body, 'orders', 0, 'status'), effects().length]).toEqual([
    201,
    'po_review_rejected',
    2,
  ]);
});
