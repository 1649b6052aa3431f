/** The manifest names what is asked for, not how it was written down. */
import { Readable } from 'node:stream';
import { createInputFiles } from '../../src/input/input-files.ts';

const files = (content: string) => createInputFiles(Readable.from([Buffer.from(content)]), () => false);
const ofOrders = async (content: string, customer?: string): Promise<string> =>
  (await files(content).readOrders('-', customer)).manifest;
const ofPurchases = async (content: string, customer?: string): Promise<string> =>
  (await files(content).readPurchases('-', customer)).manifest;

const table = 'order,customer,line,reason\nc403d91b21d2,Contoso,1,r\nf5c3b5ddb342,x,,\n';

test.each([
  ['another order of rows', 'order,customer,line,reason\nf5c3b5ddb342,x,,\nc403d91b21d2,Contoso,1,r\n'],
  [
    'blank lines, other delimiters and columns',
    '\n\nreason;line;customer;order\n\nr;1;Contoso;c403d91b21d2\n;;x;f5c3b5ddb342',
  ],
  ['a row twice', `${table}f5c3b5ddb342,x,,\n`],
  ['letters of the other case where they mean the same', table.replace('Contoso', 'CONTOSO').replace('c403', 'C403')],
  ['JSON', '[{"order":"f5c3b5ddb342","customer":"x"},{"order":"c403d91b21d2/1","customer":"contoso","reason":"r"}]'],
])('%s: the same manifest', async (_, content) => {
  expect(await ofOrders(content)).toBe(await ofOrders(table));
});

test.each([
  ['another line', table.replace(',1,', ',2,')],
  ['another customer', table.replace(',x,', ',y,')],
  ['another reason', table.replace(',r\n', ',s\n')],
  ['a row less', table.replace(/f5.*\n/, '')],
  ['no customers', 'c403d91b21d2/1\nf5c3b5ddb342\n'],
])('%s: another manifest', async (_, content) => {
  expect(await ofOrders(content)).not.toBe(await ofOrders(table));
});

test('a customer whom the command names is part of what is asked for, as if each row named it', async () => {
  const [orders, purchases] = ['order\nc403d91b21d2\n', 'product,sku,quantity\ny,000C,1\n'];
  expect(await ofOrders(orders, 'Contoso')).toBe(await ofOrders('order,customer\nc403d91b21d2,contoso\n', 'x'));
  expect(await ofOrders(orders, 'Contoso')).not.toBe(await ofOrders(orders));
  expect(await ofPurchases(purchases, 'X')).toBe(await ofPurchases('product,sku,quantity,customer\ny,000C,1,x\n'));
});

test('purchases have theirs', async () => {
  const header = 'customer,product,sku,quantity\n';
  const one = await ofPurchases(`${header}x,y,000C,1\nx,y,000D,1\n`);
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(await ofPurchases(`${header}X,y,000D,1\nx,y,000C,1\n`)).toBe(one);
  expect(await ofPurchases(`${header}x,y,000C,2\nx,y,000D,1\n`)).not.toBe(one);
});
