/** Lists of purchases: what is taken in, and what is refused. */
import { problemsOf, readPurchases } from './reading.ts';

const refusedFor = (content: string) => problemsOf(readPurchases(content));
const header = 'customer,product,sku,quantity';
const contoso = 'contoso.onmicrosoft.com';

const full = {
  customer: contoso,
  productId: 'DG7GMGF0DVT7',
  skuId: '000C',
  quantity: 5,
  term: 'P3Y',
  billingCycle: 'one_time',
  poNumber: 'PO 7',
};
const plain = { ...full, customer: 'ООО «Литвэр»', skuId: '0003', term: null, billingCycle: null, poNumber: null };

test.each([
  [
    'a table',
    `${header},term,billing-cycle,po-number\n${contoso},DG7GMGF0DVT7,000C,5,P3Y,one_time,PO 7\nООО «Литвэр»,DG7GMGF0DVT7,0003,5,,,\n`,
  ],
  [
    'a JSON array',
    `[{"customer":"${contoso}","product":"DG7GMGF0DVT7","sku":"000C","quantity":5,"term":"P3Y","billingCycle":"one_time","poNumber":"PO 7"},
      {"customer":"ООО «Литвэр»","productId":"DG7GMGF0DVT7","skuId":"0003","quantity":"5","term":null}]`,
  ],
  [
    'JSON lines',
    `{"customer":"${contoso}","product":"DG7GMGF0DVT7","sku":"000C","quantity":5,"term":"P3Y","billing_cycle":"one_time","po-number":"PO 7"}
     {"customer":"ООО «Литвэр»","product":"DG7GMGF0DVT7","sku":"0003","quantity":5}`,
  ],
])('%s', async (_, content) => {
  const { rows } = await readPurchases(content);
  expect(rows.map(({ line: _line, key: _key, ...row }) => row)).toEqual([full, plain]);
});

test('the customer may be left to the command', async () => {
  const { rows } = await readPurchases('product;sku;quantity\nDG7GMGF0DVT7;000C;1\n');
  expect(rows.map(({ customer, line }) => [customer, line])).toEqual([[null, 2]]);
});

test.each(['1e3', '1,000', '-1', '1.5', '0', '01', '5.0', '１', '2147483648', '', ' '])(
  'the quantity %j is refused, in a table and in JSON',
  async (quantity) => {
    expect(await refusedFor(`${header}\nx,DG7GMGF0DVT7,000C,"${quantity}"\n`)).toEqual([
      [2, 4, 'quantity', quantity.trim()],
    ]);
    expect(await refusedFor(JSON.stringify([{ product: 'p', sku: '000C', quantity }]))).toMatchObject([
      [1, expect.any(Number), 'quantity', quantity.trim()],
    ]);
  },
);

test.each(['1e3', '-1', '1.5', '0', '5.0', '2147483648'])('the number %s is no quantity either', async (quantity) => {
  expect(await refusedFor(`{"product":"p","sku":"000C","quantity":${quantity}}`)).toEqual([
    [1, 40, 'quantity', quantity],
  ]);
});

test.each([
  ['no quantity', 'customer,product,sku\nx,y,z\n', [[1, null, 'columnMissing', 'quantity']]],
  ['bare words', 'DG7GMGF0DVT7\n', [[1, null, 'columnMissing', 'product, sku, quantity']]],
  ['JSON words', '["DG7GMGF0DVT7"]', [[1, 2, 'valueKind', '"DG7GMGF0DVT7"']]],
  ['a column that is none', `${header},price\nx,y,000C,1,2\n`, [[1, 5, 'columnUnknown', 'price']]],
  ['a product by name', `${header}\nx,SQL Server,000C,1\n`, [[2, 2, 'character', 'U+0020']]],
  ['a path', `${header}\nx,../y,000C,1\n`, [[2, 2, 'productId', '../y']]],
  ['no product', `${header}\nx,,000C,1\n`, [[2, 2, 'cellEmpty', 'productId']]],
  ['a SKU without its zeros', `${header}\nx,y,3,1\n`, [[2, 3, 'lostZeros', '3']]],
  ['a SKU as a number', `${header}\nx,y,1.00E+04,1\n`, [[2, 3, 'spreadsheetNumber', '1.00E+04']]],
  ['a term in words', `${header},term\nx,y,000C,1,1 year\n`, [[2, 5, 'term', '1 year']]],
  ['a cycle in words', `${header},billing-cycle\nx,y,000C,1,often\n`, [[2, 5, 'billingCycle', 'often']]],
  [
    'everything wrong',
    `${header}\n,.,.,x\n`,
    [
      [2, 1, 'cellEmpty', 'customer'],
      [2, 2, 'productId', '.'],
      [2, 3, 'skuId', '.'],
      [2, 4, 'quantity', 'x'],
    ],
  ],
  ['only a header', `${header}\n`, [[null, null, 'nothingUsable']]],
])('%s', async (_, content, problems) => {
  expect(await refusedFor(content)).toEqual(problems);
});

test('rows have the same key where the same is written, in whatever letters, and all of them are kept', async () => {
  const rows = ['x,y,000C,1,P1Y,a', 'x,y,000C,1,P1Y,b', 'x,y,000C,7,P1Y,a', 'x,y,000C,1,P3Y,a', 'x,y,000D,1,P1Y,a'];
  const keysOf = async (...more: readonly string[]): Promise<readonly string[]> =>
    (await readPurchases([`${header},term,po-number`, ...rows, ...more].join('\n'))).rows.map(({ key }) => key);
  const keys = await keysOf();
  expect(new Set(keys).size).toBe(5);
  expect(await keysOf('X,Y,000c,7,P1Y, A ')).toEqual([...keys, keys[2]]);
});

test('an order number of nothing but blanks is none', async () => {
  const { rows } = await readPurchases(
    `${header},po-number\nx,y,000C,1,"\u00a0\t"\nx,y,000C,1,\nx,y,000C,1,\u3000a b\n`,
  );
  expect(rows.map(({ poNumber }) => poNumber)).toEqual([null, null, 'a b']);
});

test('ids are read as arguments are: small letters, and a SKU behind its product, as csp names them', async () => {
  const rows = ['x,dg7gmgf0dvt7,000c,1', 'x,DG7GMGF0DVT7:000C,,1', 'x,dg7gmgf0dvt7:000c,000C,1'];
  const read = (await readPurchases([header, ...rows].join('\n'))).rows;
  expect(read.map(({ productId, skuId }) => `${productId} ${skuId}`)).toEqual(rows.map(() => 'DG7GMGF0DVT7 000C'));
  expect(new Set(read.map(({ key }) => key)).size).toBe(1);
  expect(await refusedFor(`${header}\nx,y:000C,0003,1\nx,y:3,,1\nx,y:,000C,1\nx,y:000C:z,000C,1\nx,y,,1\n`)).toEqual([
    [2, 3, 'skuId', '0003'],
    [3, 2, 'lostZeros', '3'],
    [4, 2, 'cellEmpty', 'skuId'],
    [5, 2, 'productId', 'y:000C:z'],
    [6, 3, 'cellEmpty', 'skuId'],
  ]);
});

test('what a report guards against spreadsheets is taken as it was', async () => {
  const { rows } = await readPurchases(`${header},po-number\nx,y,000C,1,'=7\nx,y,000C,1,'tis\n`);
  expect(rows.map(({ poNumber }) => poNumber)).toEqual(['=7', "'tis"]);
});
