/** `csp list-software`: rows, filters, order, formats. */
import { contoso, windowsServer } from '../operations/operations-bench.ts';
import { type CommandBench, cellsOf, command } from './command-bench.ts';

const customer = '--customer contoso.onmicrosoft.com';

type Row = { readonly [field: string]: unknown };
const rowsOf = async ({ csp }: CommandBench, words: string): Promise<readonly Row[]> => {
  const { stdout, failure } = await csp(`list-software ${words} -o json`);
  if (failure !== null) throw new Error(JSON.stringify(failure));
  return JSON.parse(stdout);
};

command('when a line is shown as JSON, then it has every field, exactly', async (bench) => {
  const rows = await rowsOf(bench, customer);
  expect(rows.find(({ orderId }) => orderId === windowsServer)).toEqual({
    customerId: contoso.id,
    customerDomain: contoso.domain,
    productId: 'DG7GMGF0D5RK',
    skuId: '0005',
    title: 'Windows Server 2022 Standard - 16 Core License Pack',
    kind: 'perpetual',
    orderId: windowsServer,
    line: 0,
    quantity: 4,
    purchasedAt: '2026-10-22T16:00:00Z',
    status: 'active',
    cancellable: true,
    cancelBy: '2026-11-21T16:00:00Z',
    daysLeft: 0,
    refund: { kind: 'full', amount: { amount: '4704.00', currency: 'USD' } },
    keyAccess: 'partner',
    policyEdition: '2022-10',
    deadlineSource: 'edition',
  });
});

command('when a line cannot be cancelled, then its fields say so without promising anything', async (bench) => {
  const rows = await rowsOf(bench, customer);
  const fields = [
    'status',
    'cancellable',
    'cancelBy',
    'daysLeft',
    'refund',
    'keyAccess',
    'policyEdition',
    'deadlineSource',
  ];
  const of = (id: string) => {
    const row = rows.find(({ orderId }) => orderId === id);
    return fields.map((field) => row?.[field]);
  };
  const nothing = { kind: 'none', amount: null };
  const unknown = { kind: 'unknown', amount: null };
  expect(of('KOaf9I0R4DfGQgRBCdCgTnWtMAd3P1xN1')).toEqual([
    'active',
    false,
    '2026-11-21T04:00:00Z',
    0,
    nothing,
    'partner',
    '2022-10',
    'edition',
  ]);
  expect(of('lWlpar1ijrWCZA1tn0XHsC0lsYjrGV3g1')).toEqual([
    'cancelled',
    false,
    null,
    null,
    nothing,
    'none',
    null,
    null,
  ]);
  expect(of('IyO7CQIGrZtJwUwkD7upP6yF83Xm54Qk1')).toEqual([
    'active',
    false,
    null,
    null,
    unknown,
    'partner',
    '2022-10',
    null,
  ]);
  expect(of('FRWNHhXnjKc10c4Guc0ktiCjrzoFjHMQ1')).toEqual([
    'active',
    false,
    null,
    null,
    unknown,
    'none',
    '2022-10',
    null,
  ]);
  // In its second year, whose own window has closed.
  expect(of('sfbEAcXbE4HXT1aPmdQ561080FMK9KOf1')).toEqual([
    'active',
    false,
    '2026-10-24T10:00:00Z',
    0,
    nothing,
    'partner',
    '2022-10',
    'service',
  ]);
  const suites = await rowsOf(bench, '--customer contososuites.onmicrosoft.com --kind linux-plan');
  expect(suites.map((row) => fields.map((field) => row[field]))).toEqual([
    ['active', false, null, null, nothing, 'none', '2022-10', null],
  ]);
});

command('when a terminal shows it, then as a table with the next deadline below', async ({ csp }) => {
  const outcome = await csp(`list-software ${customer} --cancellable`, { columns: 200, answers: [] });
  expect(cellsOf(outcome.stdout).slice(0, 3)).toEqual([
    ['Product', 'Order', 'Line', 'Qty', 'Purchased', 'Status', 'Cancel until', 'Days', 'Refund', 'Key'],
    [
      'SQL Server Standard - 2 Core License Pack - 1 year',
      '2d2f6be21174',
      '0',
      '4',
      '2026-11-14 16:00Z',
      'active',
      '2026-11-21 16:00Z',
      '< 1',
      '5567.11 USD',
      'yes',
    ],
    [
      'Windows Server 2022 Standard - 16 Core License Pack',
      'f5c3b5ddb342',
      '0',
      '4',
      '2026-10-22 16:00Z',
      'active',
      '2026-11-21 16:00Z',
      '< 1',
      '4704.00 USD',
      'yes',
    ],
  ]);
  expect(outcome.stderr).toBe('7 lines can still be cancelled; first deadline: 21 November 2026 16:00 UTC.\n');
  const closed = await csp(`list-software ${customer} --status cancelled`, { columns: 200, answers: [] });
  expect(closed.stderr).toBe('None of these can be cancelled now.\n');
});

command('when the terminal is narrow, then the least important columns go, and are named', async ({ csp }) => {
  const outcome = await csp('list-software --all-customers --limit 2', { columns: 80, answers: [] });
  const [titles] = cellsOf(outcome.stdout);
  expect(titles).toEqual(['Customer', 'Product', 'Order', 'Qty', 'Cancel until', 'Days']);
  expect(outcome.stderr).toMatch(/^Not shown: Line, Purchased, Status, Refund, Key\. See --fields, -o json\.\n/);
  expect(outcome.stdout.split('\n').every((row) => row.length <= 80)).toBe(true);
});

command('when it is piped, then rows without a header and nothing else come', async ({ csp }) => {
  const outcome = await csp(`list-software ${customer} --kind esu`);
  expect(outcome).toEqual({
    stdout: `${contoso.id}\tcontoso.onmicrosoft.com\tDG7GMGF0DX0S\t0001\tWindows 7 Extended Security Updates 2020\tesu\tIyO7CQIGrZtJwUwkD7upP6yF83Xm54Qk1\t0\t60\t2026-11-18T10:00:00Z\tactive\tfalse\t\t\tunknown\t\t\tpartner\t2022-10\t\n`,
    stderr: '',
    failure: null,
    questions: [],
    copied: [],
  });
});

command('when filters are given, then only what fits all of them is listed', async (bench) => {
  const orders = async (words: string) =>
    (await rowsOf(bench, `${customer} ${words}`)).map(({ orderId, line }) => `${orderId}/${line}`);
  expect(await orders('--status pending')).toEqual(['BqLKnYREDjQ6kYcHP12qSziXcHc3oeYa1/0']);
  expect(await orders('--kind perpetual --status cancelled')).toEqual(['lWlpar1ijrWCZA1tn0XHsC0lsYjrGV3g1/0']);
  expect(await orders('--deadline-within 6h')).toEqual(['nRf4Nm4LCGGx9qvcc5uvOrBKIHHeNkVT1/0', `${windowsServer}/0`]);
  expect(await orders('--deadline-within 5h59m59s')).toEqual([]);
  expect(await orders('--cancellable --kind esu')).toEqual([]);
  expect(await orders('--limit 1')).toEqual(['nRf4Nm4LCGGx9qvcc5uvOrBKIHHeNkVT1/0']);
});

command('when it is sorted, then rows without a value come last either way', async (bench) => {
  const values = async (field: string, sort: string) =>
    (await rowsOf(bench, `${customer} --kind perpetual --sort ${sort}`)).map((row) => row[field]);
  expect(await values('quantity', 'quantity')).toEqual([1, 4, 5, 15, 30]);
  expect(await values('quantity', 'quantity:desc')).toEqual([30, 15, 5, 4, 1]);
  expect(await values('daysLeft', 'daysLeft')).toEqual([0, 0, 26, 29, null]);
  expect(await values('daysLeft', 'daysLeft:desc')).toEqual([29, 26, 0, 0, null]);
  const failure = async (word: string) => (await bench.csp(`list-software ${customer} --sort ${word}`)).failure;
  expect(await failure('price')).toMatchObject({ code: 'fieldUnknown', details: { field: 'price' } });
  expect(await failure('quantity:up')).toEqual({
    code: 'argumentInvalid',
    details: { flag: '--sort', given: 'quantity:up', expected: 'quantity, quantity:desc' },
  });
});

command(
  'when all customers are listed, then every customer is there; together with one, it is a contradiction',
  async (bench) => {
    const rows = await rowsOf(bench, '--all-customers');
    expect(new Set(rows.map(({ customerDomain }) => customerDomain)).size).toBe(20);
    expect((await bench.csp(`list-software ${customer} --all-customers`)).failure).toEqual({
      code: 'argumentsConflict',
      details: { flags: ['--customer', '--all-customers'] },
    });
  },
);

command('when fields, ids or a query are asked for, then exactly those come', async ({ csp }) => {
  const words = `list-software ${customer} --limit 1`;
  expect((await csp(`${words} --ids`)).stdout).toBe('nRf4Nm4LCGGx9qvcc5uvOrBKIHHeNkVT1/0\n');
  expect((await csp(`${words} --fields orderId,refund.amount.amount -o csv`)).stdout).toBe(
    'orderId,refund.amount.amount\nnRf4Nm4LCGGx9qvcc5uvOrBKIHHeNkVT1,5567.11\n',
  );
  expect(JSON.parse((await csp(`${words} -o json --query "[].{order:orderId,left:daysLeft}"`)).stdout)).toEqual([
    { order: 'nRf4Nm4LCGGx9qvcc5uvOrBKIHHeNkVT1', left: 0 },
  ]);
  expect((await csp(`${words} -o yaml --fields orderId`)).stdout).toBe(
    '- orderId: nRf4Nm4LCGGx9qvcc5uvOrBKIHHeNkVT1\n',
  );
  expect((await csp(`${words} --fields order`)).failure).toMatchObject({ code: 'fieldUnknown' });
});

command('when nothing fits, then a terminal is told so and machine formats stay valid', async ({ csp }) => {
  const words = `list-software ${customer} --kind esu --cancellable`;
  expect(await csp(words, { columns: 80, answers: [] })).toMatchObject({
    stdout: '',
    stderr: 'Nothing matches.\n',
    failure: null,
  });
  expect(await csp(`${words} -o json`)).toMatchObject({ stdout: '[]\n', stderr: '', failure: null });
  expect(await csp(words)).toMatchObject({ stdout: '', stderr: '', failure: null });
});
