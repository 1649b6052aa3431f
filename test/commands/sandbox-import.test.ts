/** `csp sandbox import` of files in people's hands: what it says, and what the commands say of such a world. */
import { row, writeRows, yearly } from '../sandbox/reconciliation-text.ts';
import { command } from './command-bench.ts';

const contoso = 'contoso.onmicrosoft.com';

command(
  'when the words of a term are in no language that csp knows, then the deadline is the earlier one',
  async (bench) => {
    const words = {
      TermAndBillingCycle: 'Závazek na jeden rok',
      SkuName: 'SQL Server Standard',
      OrderDate: '2026-11-20',
    };
    const file = writeRows(bench.folder, 'a.csv', [
      yearly(words),
      yearly({ ...words, OrderId: 'b4f19c07be52', SubscriptionId: '', ProductId: 'DG7GMGF0D5RK' }),
    ]);
    const told = (await bench.csp(`sandbox import ${file} --yes`)).stderr;
    expect(told).toContain('1 row: nothing tells for sure whether this is perpetual software or a subscription');
    expect(told).toContain('(line 3)\n');
    const list = await bench.csp('list-software --all-customers -o csv --fields orderId,kind,cancelBy,refund.kind');
    expect(list.stdout.trim().split(/\r?\n/).slice(1).toSorted()).toEqual([
      'a4f19c07be52,subscription,2026-11-27T00:00:00Z,prorated',
      'b4f19c07be52,subscription,2026-11-27T00:00:00Z,prorated',
    ]);
  },
);

command(
  'when nothing settles the order of dates, then --dates answers, and the world stays as it was until then',
  async (bench) => {
    const file = writeRows(bench.folder, 'a.csv', [row({ OrderDate: '05/11/2026' })], { delimiter: ';' });
    expect((await bench.csp(`sandbox import ${file} --yes`)).failure).toMatchObject({
      code: 'inputRefused',
      details: { line: 2, reason: 'datesOpen', found: '05/11/2026' },
    });
    expect((await bench.csp(`sandbox import ${file} --yes --dates dmy`)).failure).toBeNull();
    const list = await bench.csp('list-software --all-customers -o csv --fields purchasedAt');
    expect(list.stdout).toContain('2026-11-05T00:00:00Z');
    expect((await bench.csp(`sandbox import ${file} --yes --dates ymd`)).failure).toMatchObject({
      code: 'argumentInvalid',
    });
  },
);

command('when lines were changed by other rows, then the report counts the rows', async (bench) => {
  const change = { ChargeType: 'addQuantity', OrderDate: '2024-11-28' };
  const file = writeRows(bench.folder, 'a.csv', [
    yearly(),
    yearly({ ...change, Quantity: '-2', Subtotal: '-2836.00' }),
    yearly({ ...change, Quantity: '3', Subtotal: '4254.00' }),
  ]);
  expect((await bench.csp(`sandbox import ${file} -n`)).stderr).toContain(
    '2 rows changed lines that other rows tell of: renewed, cancelled or other pieces.\n',
  );
});

command(
  'when a list states another day of the purchase than the order has, then nothing is cancelled',
  async (bench) => {
    await bench.csp(`sandbox import ${writeRows(bench.folder, 'a.csv', [row({ OrderDate: '2026-11-18' })])} --yes`);
    const cancel = async (OrderDate: string) => {
      const list = writeRows(bench.folder, 'list.csv', [row({ OrderDate })]);
      return (await bench.csp(`cancel --file ${list} --reason r --dry-run`)).failure;
    };
    expect(await cancel('11/8/2026')).toMatchObject({
      code: 'inputRefused',
      details: { line: 2, reason: 'purchasedOn', found: '2026-11-18 / 2026-11-08' },
    });
    // A day's difference may come of a time zone.
    for (const day of ['2026-11-18', '11/18/2026', '18.11.2026', '2026-11-17', '2026-11-19'])
      expect(await cancel(day)).toBeNull();
  },
);

command(
  'when a list has ids that a spreadsheet changed, then they are put right, and the lines are told',
  async (bench) => {
    await bench.csp(`sandbox import ${writeRows(bench.folder, 'a.csv', [row({ OrderDate: '2026-11-18' })])} --yes`);
    const list = writeRows(bench.folder, 'list.csv', [row({ OrderDate: '2026-11-18', SkuId: '5' })]);
    const { failure, stderr } = await bench.csp(`cancel --file ${list} --reason r --dry-run`);
    expect([failure, stderr]).toEqual([
      null,
      expect.stringContaining('1 line with ids that a spreadsheet had changed'),
    ]);
  },
);

command('when an amount has more decimals than its currency, then it is a slip', async (bench) => {
  const line = `support-request --customer ${contoso} --order f5c3b5ddb342 --quantity 1 --title x --dry-run`;
  for (const [amount, currency] of [
    ['99.505', 'EUR'],
    ['1.000', 'EUR'],
    ['100.5', 'JPY'],
    ['1.0000', 'KWD'],
  ])
    expect((await bench.csp(`${line} --amount ${amount} --currency ${currency}`)).failure).toMatchObject({
      code: 'argumentInvalid',
      details: { flag: '--amount', given: amount },
    });
  for (const amount of ['99.50', '100', '100.5'])
    expect((await bench.csp(`${line} --amount ${amount} --currency USD`)).failure).toBeNull();
  // The order is in dollars; the amounts are sound.
  for (const [amount, currency] of [
    ['100.00', 'JPY'],
    ['1.005', 'KWD'],
  ])
    expect((await bench.csp(`${line} --amount ${amount} --currency ${currency}`)).failure).toMatchObject({
      details: { flag: '--currency' },
    });
});
