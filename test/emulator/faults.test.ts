import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmulatorStore } from '../../src/emulator/emulator-store.ts';
import { createFaultPlan, readFaultPlan } from '../../src/emulator/fault-plan.ts';
import { type Bench, buy, cal, contoso, openBench, textIn } from './emulator-bench.ts';

let bench: Bench;
let folder: string;
let ledgerPath: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csp-emulator-'));
  ledgerPath = join(folder, 'ledger.jsonl');
  bench = await openBench({ ledgerPath });
});
afterEach(async () => {
  await bench.close();
  rmSync(folder, { recursive: true });
});

const ledger = (): readonly { readonly [name: string]: unknown }[] =>
  readFileSync(ledgerPath, 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text));
const effects = () => ledger().filter(({ kind }) => kind === 'effect');
const statusOf = async (id: string): Promise<string> =>
  textIn((await bench.call('GET', `/v1/customers/${contoso}/orders/${id}`)).body, 'status');
const cancel = (id: string, headers: { readonly [name: string]: string } = {}) =>
  bench.call('PATCH', `/v1/customers/${contoso}/orders/${id}`, { body: { id, status: 'cancelled' }, headers });
/** What becomes of a call that gets no answer. */
const failureOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'answered',
    (error: Error) => String((error.cause as { code?: string } | undefined)?.code ?? error.message),
  );

test('a connection that is reset before leaves everything as it was; one that is reset after does not', async () => {
  const { id } = await buy(bench);
  bench.faults.push({ on: 'cancel', reset: 'before' }, { on: 'cancel', reset: 'after' });
  expect(await failureOf(cancel(id))).toBe('ECONNRESET');
  expect([await statusOf(id), effects().length]).toEqual(['completed', 1]);
  expect(await failureOf(cancel(id))).toBe('ECONNRESET');
  expect([await statusOf(id), effects().length]).toEqual(['cancelled', 2]);
});

test('an answer that is cut, one that is a page, one that is late', async () => {
  bench.faults.push({ on: 'customers', cut: true }, { on: 'reads', html: true }, { on: '*', latencyMs: 120 });
  expect(await failureOf(bench.call('GET', '/v1/customers'))).toMatch(/UND_ERR_SOCKET|ECONNRESET|terminated/);
  const page = await bench.call('GET', '/v1/customers');
  expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html']);
  const began = process.hrtime.bigint();
  expect((await bench.call('GET', '/v1/customers')).status).toBe(200);
  expect(Number(process.hrtime.bigint() - began) / 1e6).toBeGreaterThan(115);
});

test('no answer at all', async () => {
  const token = await bench.token();
  bench.faults.push({ on: 'customers', blackHole: true });
  const waiting = fetch(`${bench.url}/v1/customers`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(150),
  });
  await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a status with its code and its time to wait, for one customer only', async () => {
  bench.faults.push({ on: 'orders', status: 503, code: '800003', retryAfter: '57', customer: contoso.toUpperCase() });
  const orders = (customer: string) => bench.call('GET', `/v1/customers/${customer}/orders`);
  expect((await orders('d7f1f601-f19a-4f01-b392-5cadb0112e71')).status).toBe(200);
  const hit = await orders(contoso);
  expect([hit.status, hit.headers.get('retry-after'), textIn(hit.body, 'code')]).toEqual([503, '57', '800003']);
});

test('an answer about another order', async () => {
  const { id } = await buy(bench);
  bench.faults.push({ on: 'order', wrongOrder: true });
  const { body } = await bench.call('GET', `/v1/customers/${contoso}/orders/${id}`);
  expect(textIn(body, 'id')).toBe('wRoNgOrDeRwRoNgOrDeRwRoNgOrDeRwR1');
});

test('a request id is answered from memory, once it was executed', async () => {
  const { id } = await buy(bench);
  const headers = { 'MS-RequestId': '11111111-1111-4111-8111-111111111111', 'MS-CorrelationId': 'c-1' };
  bench.faults.push({ on: 'cancel', reset: 'after' });
  expect(await failureOf(cancel(id, headers))).toBe('ECONNRESET');
  const again = await cancel(id, headers);
  expect([again.status, textIn(again.body, 'status')]).toEqual([200, 'cancelled']);
  expect([again.headers.get('ms-requestid'), again.headers.get('ms-correlationid')]).toEqual([
    headers['MS-RequestId'],
    'c-1',
  ]);
  const other = await bench.call('POST', `/v1/customers/${contoso}/carts`, { body: { lineItems: [] }, headers });
  expect([other.status, textIn(other.body, 'code')]).toEqual([400, '2000']);
  const own = ledger().filter(({ operation }) => operation === 'cancel');
  expect(
    own.map(({ kind, status, replayed, orders, lines, fault }) => ({ kind, status, replayed, orders, lines, fault })),
  ).toEqual([
    { kind: 'effect', lines: [0] },
    { kind: 'request', status: 200, replayed: false, orders: [id], fault: { on: 'cancel', reset: 'after' } },
    { kind: 'request', status: 200, replayed: true, orders: [], fault: null },
  ]);
});

test('without a memory the same request id buys twice', async () => {
  const forgetful = await openBench({ remembers: 'none' });
  const headers = { 'MS-RequestId': '22222222-2222-4222-8222-222222222222' };
  const line = { catalogItemId: cal, quantity: 1, termDuration: 'P3Y', billingCycle: 'one_time' };
  const cart = () => forgetful.call('POST', `/v1/customers/${contoso}/carts`, { body: { lineItems: [line] }, headers });
  expect(textIn((await cart()).body, 'id')).not.toBe(textIn((await cart()).body, 'id'));
  await forgetful.close();
});

test('one request too many in a minute waits for the next minute, and counts', async () => {
  const strict = await openBench({ limits: { perMinute: 2 } });
  const call = () => strict.call('GET', `/v1/customers/${contoso}`);
  expect([(await call()).status, (await call()).status]).toEqual([200, 200]);
  strict.machine.now += 3_000;
  const refused = await call();
  expect([refused.status, refused.headers.get('retry-after'), refused.body]).toEqual([
    429,
    '57',
    { statusCode: 429, message: 'Rate limit is exceeded. Try again in 57 seconds.' },
  ]);
  strict.machine.now += 57_000;
  expect((await call()).status).toBe(200);
  await strict.close();
});

test('a customer has a limit of its own, and the ledger says whose limit was met', async () => {
  const strict = await openBench({ ledgerPath, limits: { perMinute: 5, perCustomer: 2 } });
  const call = async (customer: string) => {
    const { status, headers, body } = await strict.call('GET', `/v1/customers/${customer}`);
    return [status, headers.get('retry-after'), status === 429 ? body : null];
  };
  const other = 'd7f1f601-f19a-4f01-b392-5cadb0112e71';
  const refused = [429, '60', { statusCode: 429, message: 'Rate limit is exceeded. Try again in 60 seconds.' }];
  expect([await call(contoso), await call(contoso.toUpperCase()), await call(contoso)]).toEqual([
    [200, null, null],
    [200, null, null],
    refused,
  ]);
  expect([await call(other), await call(other), await call(other)]).toEqual([
    [200, null, null],
    [200, null, null],
    refused,
  ]);
  expect((await strict.call('GET', '/v1/products?country=US&targetView=Software')).status).toBe(429);
  await strict.close();
  expect(ledger().flatMap(({ limited }) => limited ?? [])).toEqual(['customer', 'partner', 'partner']);
});

test('a checkout that orders one line and refuses the other says so under 201, once', async () => {
  const lines = [0, 1].map((id) => ({
    id,
    catalogItemId: cal,
    quantity: id + 1,
    termDuration: 'P3Y',
    billingCycle: 'one_time',
  }));
  const carts = `/v1/customers/${contoso}/carts`;
  const { body } = await bench.call('POST', carts, { body: { lineItems: lines } });
  const checkout = () => bench.call('POST', `${carts}/${textIn(body, 'id')}/checkout`);
  bench.faults.push({ on: 'checkout', refuseLine: 1, code: '800010' }, { on: 'checkout', refuseLine: 1 });
  const done = await checkout();
  expect([done.status, done.body]).toEqual([
    201,
    {
      orders: [expect.objectContaining({ lineItems: [expect.objectContaining({ quantity: 1 })] })],
      orderErrors: [{ orderGroupId: '0', code: 800010, description: `${cal}: a refusal that was asked for.` }],
      additionalInformation: [],
      attributes: { objectType: 'CartCheckoutResult' },
    },
  ]);
  const again = await checkout();
  expect([textIn(again.body, 'code'), effects().length]).toEqual(['800065', 1]);
});

test('a checkout whose only line is refused orders nothing, and the cart can be checked out again', async () => {
  const line = { id: 0, catalogItemId: cal, quantity: 1, termDuration: 'P3Y', billingCycle: 'one_time' };
  const carts = `/v1/customers/${contoso}/carts`;
  const { body } = await bench.call('POST', carts, { body: { lineItems: [line] } });
  const checkout = () => bench.call('POST', `${carts}/${textIn(body, 'id')}/checkout`);
  bench.faults.push({ on: 'checkout', refuseLine: 0 });
  expect([(await checkout()).body, effects().length]).toEqual([
    expect.objectContaining({ orders: [], orderErrors: [expect.objectContaining({ code: 800010 })] }),
    0,
  ]);
  expect([(await checkout()).status, effects().length]).toEqual([201, 1]);
});

test('a byte order mark, times without a zone and links in headers, on request', async () => {
  const odd = await openBench({ oddities: ['bom', 'zoneless-dates', 'link-headers'] });
  const { id } = await buy(odd);
  const { body } = await odd.call('GET', `/v1/customers/${contoso}/orders/${id}`);
  expect(textIn(body, 'creationDate')).toBe('2026-06-15T12:00:00.0000000');
  const page = await fetch(`${odd.url}/v1/customers?size=1`, {
    headers: { authorization: `Bearer ${await odd.token()}` },
  });
  const [first] = Buffer.from(await page.arrayBuffer());
  expect([first, page.headers.get('link')]).toEqual([0xef, '</customers?seekOperation=Next>; rel="next"']);
  await odd.close();
});

test('faults that were added stay until they have hit, for every process', () => {
  const path = join(folder, 'emulator.db');
  const [one, two] = [openEmulatorStore(path), openEmulatorStore(path)];
  expect(two.signingKey()).toBe(one.signingKey());
  one.add({ on: 'cancel', status: 500, times: 2 });
  two.add({ on: 'cart', cut: true, times: 1 });
  const isCancel = ({ on }: { readonly on: string }): boolean => on === 'cancel';
  const taken = [two.take(isCancel), one.take(isCancel), two.take(isCancel)];
  expect(taken).toEqual([{ on: 'cancel', status: 500, times: 2 }, { on: 'cancel', status: 500, times: 2 }, undefined]);
  expect(one.list().map(({ hits }) => hits)).toEqual([2, 0]);
  expect([two.clear(), one.list()]).toEqual([2, []]);
  one.close();
  two.close();
});

test('a plan throws the same dice for the same seed, and others for another', () => {
  const throws = (seed: number): readonly boolean[] => {
    const plan = createFaultPlan([{ on: '*', cut: true, probability: 0.3 }], seed);
    return Array.from({ length: 400 }, () => plan.take(() => true) !== undefined);
  };
  expect(throws(1)).toEqual(throws(1));
  expect(throws(1)).not.toEqual(throws(2));
  const share = throws(1).filter(Boolean).length / 400;
  expect(share > 0.22 && share < 0.38).toBe(true);
});

test('a plan’s file is read, and what is wrong in it is named', () => {
  const path = join(folder, 'plan.json');
  const read = (text: string): unknown => {
    writeFileSync(path, text);
    try {
      return readFaultPlan(path);
    } catch (error) {
      return (error as { details: unknown }).details;
    }
  };
  expect(read('{"rules":[{"on":"cancel","status":429,"retryAfter":57,"times":3}]}')).toEqual([
    { on: 'cancel', status: 429, retryAfter: '57', times: 3 },
  ]);
  const refused = { file: path, line: null, column: null };
  expect(read('[{"on":"cancel"},{"on":"nothing"}]')).toEqual({
    ...refused,
    reason: 'nothingUsable',
    found: 'rules[1].on',
  });
  expect(read('[{"on":"cancel","colour":1}]')).toEqual({
    ...refused,
    reason: 'nothingUsable',
    found: 'rules[0].colour',
  });
  expect(read('{')).toEqual({ ...refused, reason: 'json', line: 1, column: 2, found: '' });
});
