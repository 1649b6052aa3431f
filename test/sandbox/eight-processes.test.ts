import { join } from 'node:path';
import type { Order } from '../../src/core/ports/backend.ts';
import { openDatabase } from '../../src/sqlite.ts';
import { bundleScript, type Scripts } from './child-process.ts';
import { contoso, openTestSandbox } from './open-test-sandbox.ts';

const eight = Array.from({ length: 8 }, (_, index) => index);
const purchases = 12;

const body = `
  const [act = '', shared = ''] = args;
  const customer = '${contoso}';
  const cal = { catalogItemId: 'DG7GMGF0DVT7:000C:DG7GMGF0FVZM', quantity: 3, term: 'P3Y', billingCycle: 'one_time' } as const;
  const buy = async () => {
    const cart = await backend.createCart(customer, [cal, cal], randomUUID());
    const [order] = (await backend.checkoutCart(customer, cart.id, randomUUID())).orders;
    return order === undefined ? '' : order.id;
  };
  if (act === 'open') {
    const option = { version: '2022', language: 'en-US', fileType: '64 Bit, ISO' };
    const target = { customerId: customer, orderId: 'oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1', line: 0 };
    const { key } = await backend.getProductKey(target, option, randomUUID());
    console.log(JSON.stringify([(await (await controls()).status()).orders, key.reveal()]));
  }
  if (act === 'buy') {
    for (let count = 0; count < ${purchases}; count += 1) {
      const id = await buy();
      if (count % 3 === 1) await backend.requestCancel({ customerId: customer, orderId: id, lines: [{ line: 1, offerId: null }], requestId: randomUUID() });
      if (count % 3 === 2) await backend.requestCancel({ customerId: customer, orderId: id, lines: 'all', requestId: randomUUID() });
      console.log(id);
    }
  }
  if (act === 'checkout') {
    const [cart = '', requestId = randomUUID()] = shared.split('/');
    await backend.checkoutCart(customer, cart, requestId).then(
      ({ orders }) => console.log(orders.map(({ id }) => id).join()),
      (error) => console.log(error.code),
    );
  }
  if (act === 'cancel') {
    await backend.requestCancel({ customerId: customer, orderId: shared, lines: 'all', requestId: randomUUID() }).then(
      () => console.log('done'),
      (error) => console.log(error.details.serviceCode),
    );
  }
  if (act === 'advance') {
    for (let count = 0; count < 8; count += 1) await (await controls()).advanceClock(1_000);
    console.log('done');
  }
  await backend.close();`;

let scripts: Scripts;
beforeAll(async () => {
  scripts = await bundleScript(body);
});
afterAll(() => scripts.remove());

const runEight = (path: string, ...args: readonly string[]): Promise<readonly (readonly string[])[]> =>
  Promise.all(eight.map(() => scripts.run(path, ...args)));

const integrityOf = (path: string): unknown => {
  const database = openDatabase(path);
  const verdict = database.all<{ integrity_check: string }>('PRAGMA integrity_check').map((row) => row.integrity_check);
  database.close();
  return verdict;
};

const pathOf = (name: string): string => join(scripts.folder, name, 'sandbox.db');

test('eight processes that open an empty path at once find one and the same world', async () => {
  for (const round of [1, 2]) {
    const answers = (await runEight(pathOf(`race-${round}`), 'open')).map(([line]) => line);
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0] ?? '')).toEqual([60, expect.stringMatching(/^.{29}$/)]);
    expect(integrityOf(pathOf(`race-${round}`))).toEqual(['ok']);
  }
});

test('eight processes that buy and cancel at once lose nothing and do nothing twice', async () => {
  const path = pathOf('shop');
  const bought = (await runEight(path, 'buy')).flat();
  expect(new Set(bought).size).toBe(eight.length * purchases);
  const { backend, controls } = openTestSandbox(path, { now: Date.now() + 60_000 });
  const found: Order[] = [];
  for (const id of bought) found.push(await backend.getOrder(contoso, id));
  const states = found.map(({ status, lineItems }) => `${status}: ${lineItems.map((item) => item.status).join(' ')}`);
  const tally = (state: string): number => states.filter((each) => each === state).length;
  const third = (eight.length * purchases) / 3;
  expect({
    open: tally('completed: active active'),
    partly: tally('completed: active cancelled'),
    cancelled: tally('cancelled: cancelled cancelled'),
  }).toEqual({ open: third, partly: third, cancelled: third });

  const operations: string[] = [];
  for await (const { operationType } of backend.listAuditRecords({ from: 0, to: Date.now() + 60_000 }, {})) {
    operations.push(operationType);
  }
  const count = (type: string): number => operations.filter((each) => each === type).length;
  expect([count('create_order'), count('update_order')]).toEqual([eight.length * purchases, third + 2 * third]);
  expect((await (await controls()).status()).orders).toBe(60 + bought.length);
  await backend.close();
  expect(integrityOf(path)).toEqual(['ok']);
});

test('a cart that eight processes check out at once becomes one order', async () => {
  const path = pathOf('cart');
  // Ahead of the children: what they buy is not in its future.
  const { backend } = openTestSandbox(path, { now: Date.now() + 60_000 });
  const line = {
    catalogItemId: 'DG7GMGF0DVT7:000C:DG7GMGF0FVZM',
    quantity: 3,
    term: 'P3Y',
    billingCycle: 'one_time',
  } as const;
  const first = await backend.createCart(contoso, [line], 'cart-1');
  const answers = (await runEight(path, 'checkout', first.id)).flat().sort();
  expect(answers.filter((answer) => answer === 'cartLineRefused')).toHaveLength(7);

  const second = await backend.createCart(contoso, [line], 'cart-2');
  const same = (await runEight(path, 'checkout', `${second.id}/checkout-2`)).flat();
  expect(new Set(same).size).toBe(1);
  expect((await backend.getOrder(contoso, same[0] ?? '')).lineItems).toHaveLength(1);
  await backend.close();
});

test('an order that eight processes cancel at once is cancelled once', async () => {
  const path = pathOf('cancel');
  const { backend } = openTestSandbox(path, { now: Date.now() });
  await runEight(path, 'cancel', 'oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1');
  const records: unknown[] = [];
  const range = { from: 0, to: Date.now() + 60_000 };
  const later = openTestSandbox(path, { now: range.to });
  for await (const { operationType } of later.backend.listAuditRecords(range, {})) records.push(operationType);
  expect(records).toEqual(['update_order']);
  await backend.close();
  await later.backend.close();
});

test('eight processes that move the clock all count', async () => {
  const path = pathOf('clock');
  await runEight(path, 'advance');
  const { controls } = openTestSandbox(path, { now: Date.now() });
  const levers = await controls();
  expect((await levers.status()).clockOffsetMs).toBe(eight.length * 8_000);
  await levers.close();
});
