import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCspError } from '../../src/core/errors.ts';
import { cancelOrder } from '../exam/exam-bench.ts';
import { contoso, openTestSandbox } from './open-test-sandbox.ts';

const today = Date.UTC(2026, 10, 21, 10);
const dayMs = 86_400_000;
const windowsServer = { customerId: contoso, orderId: 'oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1', line: 0 };

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-world-'));
  path = join(folder, 'state', 'sandbox.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = async (machine = { now: today }) => {
  const { backend, controls } = openTestSandbox(path, machine);
  return { backend, controls: await controls() };
};

test('a world is made the first time, and only for its owner', async () => {
  const { backend, controls } = await open();
  expect(await controls.status()).toEqual({
    path,
    now: today,
    clockOffsetMs: 0,
    userPrincipalName: 'admin@firstupconsultants.onmicrosoft.com',
    roles: ['admin-agent', 'global-admin'],
    customers: 20,
    products: 19,
    orders: 60,
  });
  await backend.close();
  const modes = [join(folder, 'state'), path].map((each) => (statSync(each).mode & 0o777).toString(8));
  expect(modes).toEqual(['700', '600']);
});

test('what was done is there when the world is opened again, and is not made anew', async () => {
  const first = await open();
  await cancelOrder(first.backend, contoso, windowsServer.orderId, 'all', 'request-1');
  await first.backend.close();
  const second = await open({ now: today + dayMs });
  expect((await second.backend.getOrder(contoso, windowsServer.orderId)).status).toBe('cancelled');
  expect((await second.controls.status()).orders).toBe(60);
  await second.backend.close();
});

test('the sandbox’s clock goes on ticking where it was set, also after it is opened again', async () => {
  const machine = { now: today };
  const first = await open(machine);
  await first.controls.setClock(Date.UTC(2020, 1, 1));
  machine.now += 5_000;
  expect(await first.backend.now()).toBe(Date.UTC(2020, 1, 1) + 5_000);
  await first.controls.advanceClock(2 * dayMs);
  expect(await first.backend.now()).toBe(Date.UTC(2020, 1, 3) + 5_000);
  await first.controls.advanceClock(-dayMs);
  await first.backend.close();

  machine.now += 1_000;
  const second = await open(machine);
  expect(await second.backend.now()).toBe(Date.UTC(2020, 1, 2) + 6_000);
  const { now, clockOffsetMs } = await second.controls.resetClock();
  expect([now, clockOffsetMs]).toEqual([machine.now, 0]);
  await second.backend.close();
});

test('a reset makes the world anew around the sandbox’s present, and keeps clock and identity', async () => {
  const { backend, controls } = await open();
  const { purchasedAt } = await backend.getOrder(contoso, windowsServer.orderId);
  await cancelOrder(backend, contoso, windowsServer.orderId, 'all', 'request-1');
  await controls.setClock(today - 1_000 * dayMs);
  await controls.signInAs(['sales-agent']);
  const { customers, orders, roles, clockOffsetMs } = await controls.reset();
  expect({ customers, orders, roles, clockOffsetMs }).toEqual({
    customers: 20,
    orders: 60,
    roles: ['sales-agent'],
    clockOffsetMs: -1_000 * dayMs,
  });
  const order = await backend.getOrder(contoso, windowsServer.orderId);
  expect([order.status, order.purchasedAt]).toEqual(['completed', purchasedAt - 1_000 * dayMs]);
  await controls.signInAs(['admin-agent', 'global-admin']);
  // The request id is free again, too.
  expect((await cancelOrder(backend, contoso, windowsServer.orderId, [0], 'request-1')).status).toBe('cancelled');
  await backend.close();
});

test('generated orders are added to the world; the same number twice adds nothing', async () => {
  const { backend, controls } = await open();
  expect((await controls.seedOrders(120)).orders).toBe(180);
  expect((await controls.seedOrders(120)).orders).toBe(180);
  await backend.close();
});

test('an import that fails leaves the world as it was', async () => {
  const { backend, controls } = await open();
  const before = await controls.status();
  const failure = await controls
    .importFiles([join(folder, 'missing.csv')], { dates: undefined })
    .catch((error: unknown) => error);
  expect(isCspError(failure) && failure.code).toBe('inputRefused');
  expect(await controls.status()).toEqual(before);
  await backend.close();
});

test('downloads that a customer takes are counted on the newest link', async () => {
  const { backend, controls } = await open({ now: Date.UTC(2020, 0, 5) });
  const option = { version: '2022', language: 'en-US', fileType: '64 Bit, ISO' };
  const never = await controls.download(windowsServer, 1).catch((error: unknown) => error);
  expect(isCspError(never) && never.code).toBe('linkNotFound');
  const { issuedAt } = await backend.getDownloadLink(windowsServer, option, false, 'link-1');
  const title = 'Windows Server 2022 Standard - 16 Core License Pack';
  const link = { target: windowsServer, option, title, issuedAt, expiresAt: issuedAt + 14 * dayMs };
  expect(await controls.download(windowsServer, 20)).toEqual({ ...link, downloadsLeft: 30 });
  expect(await controls.download(windowsServer, 30)).toEqual({ ...link, expiresAt: issuedAt, downloadsLeft: 0 });
  await backend.close();
});

test('neither keys nor links are in the database file', async () => {
  const { backend } = await open();
  const [option] = await backend.listDownloadOptions(windowsServer);
  if (option === undefined) throw new Error('no download options');
  const key = (await backend.getProductKey(windowsServer, option, 'key-1')).key.reveal();
  const url = (await backend.getDownloadLink(windowsServer, option, false, 'link-1')).url.reveal();
  await backend.close();
  const bytes = readFileSync(path, 'latin1');
  const signature = new URL(url).searchParams.get('h') ?? '';
  expect(signature).toHaveLength(43);
  expect([key, key.replaceAll('-', ''), url, signature].filter((secret) => bytes.includes(secret))).toEqual([]);
});

test('lists learn of cancellations after one to fifteen minutes, each order in its own time', async () => {
  const machine = { now: today };
  const { backend, controls } = await open(machine);
  await controls.seedOrders(300);
  const fresh: { customerId: string; id: string }[] = [];
  for await (const customer of backend.listCustomers()) {
    for (const order of await backend.listOrders(customer.id)) {
      const cancelled = await cancelOrder(backend, customer.id, order.id, 'all', `cancel-${order.id}`).catch(
        () => undefined,
      );
      if (cancelled !== undefined && order.status !== 'cancelled')
        fresh.push({ customerId: customer.id, id: order.id });
    }
  }
  const minutes = new Map<string, number>();
  for (let minute = 0; minute <= 15; minute += 1) {
    machine.now = today + minute * 60_000;
    for (const { customerId, id } of fresh) {
      const shown = (await backend.listOrders(customerId)).find((order) => order.id === id);
      if (shown?.status === 'cancelled' && !minutes.has(id)) minutes.set(id, minute);
    }
  }
  expect(fresh.length).toBeGreaterThan(15);
  expect(minutes.size).toBe(fresh.length);
  expect(Math.min(...minutes.values())).toBe(1);
  expect(Math.max(...minutes.values())).toBe(15);
  await backend.close();
});
