/** What csp writes with orders is what it reads as a list to cancel, in every format that has rows. */
import { ordersView } from '../../src/commands/orders.ts';
import { runFields } from '../../src/commands/run-view.ts';
import { softwareView } from '../../src/commands/software-view.ts';
import type { JsonObject } from '../../src/core/ports/environment.ts';
import { loadMessages } from '../../src/locales/messages.ts';
import { pickFields } from '../../src/terminal/fields.ts';
import { listFormat } from '../../src/terminal/formats.ts';
import { inShort, problemsOf, readOrders } from './reading.ts';

const [contoso, adatum] = ['45411344-b09d-47e7-9653-542006bf9766', 'd7f1f601-f19a-4f01-b392-5cadb0112e71'];
const order = '-XOR_example_order_id_of_33_chars1';
const money = { amount: '12.50', currency: 'EUR' };

/** Every field that any of the lists has. */
const full: JsonObject = {
  ...{ customerId: contoso, customerDomain: 'contoso.onmicrosoft.com', productId: null, skuId: null, title: 'A, "B"' },
  ...{ kind: 'perpetual', orderId: order, line: 1, quantity: 2, purchasedAt: '2026-11-01T00:00:00Z', status: 'active' },
  ...{ cancellable: true, cancelBy: null, daysLeft: 3, refund: { kind: 'full', amount: money }, keyAccess: 'none' },
  ...{
    policyEdition: '2022-10',
    deadlineSource: 'edition',
    inputLine: 7,
    environment: 'live',
    outcome: 'refused',
    code: 'lineNotFound',
  },
  ...{ message: 'Order x has no line 7.', credit: null, visibleBy: null, requestId: 'r', run: 'ab12cd34', attempts: 0 },
  ...{ sameAsLine: null, byRun: null, total: money, id: order, alternateId: 'c403d91b21d2', lineItems: [] },
};
const another: JsonObject = { ...full, customerId: adatum, orderId: 'f5c3b5ddb342', id: 'f5c3b5ddb342', line: null };

const lists = async (): Promise<readonly (readonly [fields: readonly string[], hasLines: boolean])[]> => {
  const messages = await loadMessages('en');
  return [
    [softwareView(messages, null).fields, true],
    [runFields, true],
    [ordersView(messages).fields, false],
  ];
};

/** `title` holds what TSV cannot quote. */
const written = async (format: 'csv' | 'tsv' | 'json' | 'jsonl', fields: readonly string[]): Promise<string> => {
  const { head, rows, tail } = await listFormat(format, fields);
  const all = [full, another].map((row) => pickFields({ ...row, ...(format === 'tsv' && { title: 'A' }) }, fields));
  return `${head}${rows(all, 0)}${tail(all.length)}`;
};

test.each(['csv', 'tsv', 'json', 'jsonl'] as const)('lists of software, runs and orders as %s', async (format) => {
  for (const [fields, hasLines] of await lists()) {
    const { rows } = await readOrders(await written(format, fields));
    expect(inShort(rows).map((row) => row.slice(1, 3))).toEqual([
      [contoso, hasLines ? `${order}/1` : order],
      [adatum, 'f5c3b5ddb342'],
    ]);
  }
});

test('a domain names the customer where nothing else does', async () => {
  const domain = 'contoso.onmicrosoft.com';
  expect(inShort((await readOrders(`customerDomain,orderId\n${domain},f5c3b5ddb342\n`)).rows)).toEqual([
    [2, domain, 'f5c3b5ddb342', null, null, null],
  ]);
  const both = { customerDomain: domain, customerId: contoso, orderId: 'f5c3b5ddb342', line: 0 };
  expect((await readOrders(JSON.stringify([both]))).rows.map(({ customer }) => customer)).toEqual([contoso]);
});

test('columns of other lists are none of ours', async () => {
  expect(await problemsOf(readOrders('id,kind,createdAt\nab12cd34,cancel,x\n'))).toEqual([
    [1, 2, 'columnUnknown', 'kind'],
    [1, 3, 'columnUnknown', 'createdAt'],
  ]);
  expect(await problemsOf(readOrders('orderId,status\nf5c3b5ddb342,active\n'))).toEqual([
    [1, 2, 'columnUnknown', 'status'],
  ]);
  expect(await problemsOf(readOrders(`a\tb\t${contoso}\td\te\tf\n`))).toEqual([[1, null, 'columnMissing', 'order']]);
});

test.each([
  [';', 'order;customer'],
  [',', 'order,customer'],
  ['\t', 'order\tcustomer'],
])('the first line in which Excel says what parts the cells: sep=%j', async (separator, header) => {
  for (const end of ['\n', '\r\n']) {
    const content = `\uFEFFsep=${separator}${end}${header}${end}f5c3b5ddb342${separator}x${end}`;
    expect(inShort((await readOrders(content)).rows)).toEqual([[3, 'x', 'f5c3b5ddb342', null, null, null]]);
  }
});

test('what it says counts, whatever stands most in the header', async () => {
  const ids = await readOrders('sep=,\nf5c3b5ddb342\n');
  expect(inShort(ids.rows)).toEqual([[2, null, 'f5c3b5ddb342', null, null, null]]);
  const { rows } = await readOrders('SEP=;\norder;"reason"\na1;"b,c;d"\n');
  expect(inShort(rows)).toEqual([[3, null, 'a1', 'b,c;d', null, null]]);
});
