import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readCatalogue } from '../../src/backends/sandbox/catalogue.ts';
import { seedWorld } from '../../src/backends/sandbox/seed.ts';
import type { WorldOrder } from '../../src/backends/sandbox/world.ts';
import { isCspError } from '../../src/core/errors.ts';
import type { Instant } from '../../src/core/ports/environment.ts';
import { decideCancellation } from '../../src/core/rules/cancellation.ts';
import { isDomain, isOrderId, isTenantGuid } from '../../src/core/rules/order-reference.ts';
import { createEmptyWorld, readCustomers, readEverything, readOrders } from './empty-world.ts';

const folder = resolve(__dirname, '../../fixtures/sandbox');
const kindOf = new Map(readCatalogue(folder).map(({ product }) => [product.id, product.kind]));

const seededOrders = (now: Instant): readonly WorldOrder[] => {
  const { database, writer } = createEmptyWorld();
  seedWorld(writer, folder, now);
  return readOrders(database);
};

const rulesOf = (order: WorldOrder, now: Instant): string =>
  order.lines
    .map(({ line, productId, title, term, price, cancelledAt }) => {
      const kind = kindOf.get(productId);
      if (cancelledAt !== null || kind === undefined) return 'cancelled';
      const reference = { customer: order.customerId, orderId: order.id, line };
      const money = price === null ? null : { amount: price, currency: order.currency };
      const { purchasedAt } = order;
      return decideCancellation(
        { reference, kind, title, purchasedAt, term, price: money, cancelAllowedUntil: null },
        now,
      ).rule;
    })
    .join(', ');

const rulesAt = (now: Instant): { readonly [alternateId: string]: string } =>
  Object.fromEntries(seededOrders(now).map((order) => [order.alternateId ?? 'legacy', rulesOf(order, now)]));

test('the world has its customers, its catalogue in eleven currencies, and its orders', () => {
  const { database, writer } = createEmptyWorld();
  seedWorld(writer, folder, Date.UTC(2026, 0, 1));
  const count = (table: string): unknown => database.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n;
  const counts = ['customer', 'product', 'sku', 'availability', 'orders', 'order_line'].map((table) => [
    table,
    count(table),
  ]);
  expect(Object.fromEntries(counts)).toEqual({
    customer: 20,
    product: 19,
    sku: 30,
    availability: 330,
    orders: 60,
    order_line: 69,
  });
  database.close();
});

test('today, orders lie on both sides of every edge', () => {
  expect(rulesAt(Date.UTC(2026, 0, 1))).toEqual({
    c403d91b21d2: 'window, window',
    f5c3b5ddb342: 'window',
    '3ab104f632ef': 'window-closed',
    '2d2f6be21174': 'window',
    a2b139ad3996: 'window-closed',
    '83aa69bba1d8': 'cancelled',
    a39d20709a3c: 'cancelled, window',
    '3f43ecea0135': 'window',
    dae3f031b28d: 'esu-support-request',
    '2aa874c71052': 'reservation-other-rules',
    dc57d9c30646: 'window',
    '009be60e77d0': 'window-closed',
    e0923670c522: 'window',
    '25aa581d8a92': 'linux-plan-never',
    d5e6862e3848: 'window',
    '37b78cdbf613': 'window',
    '52d527105177': 'window',
    c98178dff280: 'window-closed',
    '6cb366197017': 'window',
    '466f7ef57a3d': 'window-closed',
    fdbd4d1d4905: 'window-closed',
    '812c7b9c583f': 'window-closed',
    '83ff457f13d0': 'cancelled',
    '4d76b35af0af': 'window',
    fafd3fb3a641: 'window, window',
    '7881f6fa8801': 'reservation-other-rules',
    '60e840f3bd8d': 'window-closed',
    '68249e8ceb8c': 'linux-plan-never',
    '2e32156275f3': 'esu-support-request',
    '6d95b5adcd90': 'window',
    e4fb45c65e29: 'window-closed',
    f59ee2666561: 'window-closed',
    '2a53315f083f': 'window-closed',
    a6d4bee926a1: 'window-closed',
    '4acd3a4d1453': 'window-closed',
    '05743e2e0ccb': 'window-closed',
    '6785041cac5c': 'window-closed',
    '7e88f01ca855': 'window',
    '7eafdab57b65': 'window',
    a3d40f229c3f: 'window',
    '139f8c6deee1': 'window-closed',
    '44d01670f6f7': 'window',
    '1c0e87242a1b': 'linux-plan-never',
    ff7e30b895fc: 'window',
    '79b82136480a': 'window, window, window',
    bd810d60986b: 'linux-plan-never',
    '8fddbee3cf28': 'window',
    '53eac64aa239': 'window',
    eb8cc55d45b0: 'window-closed',
    '012e22aaba42': 'window',
    bd1accb7f30a: 'window',
    legacy: 'window-closed',
    '3ddaf79f6ee3': 'window',
    db29f1901a23: 'cancelled, cancelled',
    dc1b2dd61539: 'window',
    '2085d565a43f': 'window-closed',
    '6c3fa2bcb464': 'window-closed, window-closed',
    '4b6664424ebb': 'window, window',
    eb5488b1b196: 'window',
    '31485e27e5e3': 'reservation-other-rules, reservation-other-rules',
  });
});

test('with 60 days, orders of 59 and 60 days can be cancelled, older ones cannot', () => {
  const rules = rulesAt(Date.UTC(2020, 1, 1));
  const edges = [
    'a6d4bee926a1',
    '05743e2e0ccb',
    'fdbd4d1d4905',
    '812c7b9c583f',
    '4acd3a4d1453',
    '6785041cac5c',
    'dae3f031b28d',
  ];
  expect(edges.map((id) => rules[id])).toEqual([
    'window',
    'window',
    'window',
    'window-closed',
    'window-closed',
    'window-closed',
    'esu-support-request',
  ]);
});

test('when the edition of the time is silent on Windows 7 ESU, it goes by the form all the same', () => {
  const rules = rulesAt(Date.UTC(2021, 1, 15));
  expect([rules['dae3f031b28d'], rules['2e32156275f3']]).toEqual(['esu-support-request', 'esu-support-request']);
});

test('while on-premises software went through the support form, perpetual orders go there and subscriptions do not', () => {
  const rules = rulesAt(Date.UTC(2021, 4, 1));
  expect([rules['f5c3b5ddb342'], rules['2d2f6be21174']]).toEqual(['on-premises-support-request', 'window']);
});

test('ids look like Partner Center’s, are unique, and begin with no hyphen', () => {
  const { database, writer } = createEmptyWorld();
  seedWorld(writer, folder, Date.UTC(2026, 0, 1));
  const orders = readOrders(database);
  const customers = readCustomers(database);
  const malformed = [
    ...orders.filter(({ id }) => !isOrderId(id) || id.startsWith('-') || (id.length !== 33 && !isTenantGuid(id))),
    ...orders.filter(({ alternateId }) => alternateId !== null && !/^[0-9a-f]{12}$/.test(alternateId)),
    ...customers.filter(({ id, domain }) => !isTenantGuid(id) || !isDomain(domain)),
  ];
  const owners = new Set(orders.map(({ customerId }) => customerId));
  const ids = orders.flatMap(({ id, alternateId }) => [id, alternateId]);
  expect({ malformed, ids: new Set(ids).size, owners: owners.size }).toEqual({ malformed: [], ids: 120, owners: 20 });
  database.close();
});

test('quantities keep the limits of their SKU', () => {
  const limits = new Map(readCatalogue(folder).map(({ product, sku }) => [`${product.id}:${sku.id}`, sku]));
  const lines = seededOrders(Date.UTC(2026, 0, 1)).flatMap(({ lines }) => lines);
  const outside = lines.filter(({ productId, skuId, quantity }) => {
    const sku = limits.get(`${productId}:${skuId}`);
    return sku === undefined || quantity < sku.minimumQuantity || quantity > sku.maximumQuantity;
  });
  expect(outside).toEqual([]);
});

test('the order of Microsoft’s sample is there with both its lines', () => {
  const now = Date.UTC(2026, 0, 1);
  const bought = { availabilityId: 'DG7GMGF0DWMS', title: 'SQL Server Enterprise - 2 Core License Pack - 3 year' };
  expect(seededOrders(now).filter(({ id }) => id === '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1')).toEqual([
    {
      id: '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1',
      alternateId: 'c403d91b21d2',
      customerId: '45411344-b09d-47e7-9653-542006bf9766',
      purchasedAt: now - 53 * 3_600_000,
      currency: 'USD',
      lines: [
        { line: 0, productId: 'DG7GMGF0FKZV', skuId: '0003', ...bought, ...threeYears(2, '27496.00') },
        {
          line: 1,
          productId: 'DG7GMGF0DVT7',
          skuId: '000C',
          availabilityId: 'DG7GMGF0FVZM',
          title: 'Windows Server CAL - 1 Device CAL - 3 year',
          ...threeYears(25, '1025.00'),
        },
      ],
    },
  ]);
});

const threeYears = (quantity: number, price: string) => ({
  quantity,
  term: 'P3Y',
  price,
  cancelledAt: null,
  subscriptionId: null,
});

test('the same instant gives the same world', () => {
  const [first, second] = [createEmptyWorld(), createEmptyWorld()];
  seedWorld(first.writer, folder, 1_700_000_000_000);
  seedWorld(second.writer, folder, 1_700_000_000_000);
  expect(readEverything(first.database)).toEqual(readEverything(second.database));
});

test('the README beside the files lists every order with its age', () => {
  const rows = readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^\| `(\S+)` \| \S+ \| (\S+) \| (\S+) \|/gm);
  const orders: { id: string; customer: string; age: string }[] = JSON.parse(
    readFileSync(join(folder, 'orders.json'), 'utf8'),
  );
  expect([...rows].map(([, id, customer, age]) => [id, `${customer}.onmicrosoft.com`, age])).toEqual(
    orders.map(({ id, customer, age }) => [id, customer, age]),
  );
});

describe('a damaged seed', () => {
  let damaged = '';
  beforeEach(() => {
    damaged = mkdtempSync(join(tmpdir(), 'csp-seed-'));
    cpSync(folder, damaged, { recursive: true });
  });
  afterEach(() => rmSync(damaged, { recursive: true }));

  test.each([
    [
      'a row with a field more',
      'customers.json',
      '"currency"',
      '"vip": true, "currency"',
      'row 1 of customers.json has another shape',
    ],
    ['a row with a field less', 'customers.json', '"country": "US", ', '', 'row 1 of customers.json has another shape'],
    [
      'a kind that there is not',
      'catalogue.json',
      '"kind": "esu"',
      '"kind": "other"',
      'row 14 of catalogue.json has another shape',
    ],
    ['a price that is a number', 'catalogue.json', '"17.00"', '17', 'row 1 of catalogue.json has another shape'],
    [
      'a quantity that is a text',
      'orders.json',
      '"quantity": 25',
      '"quantity": "25"',
      'row 1 of orders.json has another shape',
    ],
    ['an age in other words', 'orders.json', '"2d5h"', '"two days"', 'orders.json: “two days” is no age'],
    [
      'an unknown SKU',
      'orders.json',
      '"DG7GMGF0FKZV:0003"',
      '"NO:SKU"',
      'orders.json names NO:SKU, which is not there',
    ],
    ['no array', 'orders.json', /^[\s\S]*$/, '{}', 'orders.json is not an array'],
  ])('%s is a bug, named', (_, file, find, replacement, reason) => {
    const path = join(damaged, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(find, replacement));
    expect(failureOf(() => seedWorld(createEmptyWorld().writer, damaged, 0))).toEqual({
      code: 'internal',
      details: { reason },
    });
  });

  test('a file that is not there is a failure of storage', () => {
    const path = join(damaged, 'orders.json');
    rmSync(path);
    expect(failureOf(() => seedWorld(createEmptyWorld().writer, damaged, 0))).toEqual({
      code: 'storageFailed',
      details: { path, reason: 'ENOENT' },
    });
  });
});

const failureOf = (act: () => void): unknown => {
  try {
    act();
  } catch (error) {
    if (isCspError(error)) return { code: error.code, details: error.details };
    throw error;
  }
  return 'did not fail';
};
