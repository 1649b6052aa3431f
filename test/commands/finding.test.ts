/** `csp customers`, `csp catalog` and `csp orders`: finding the ids that the other commands want. */
import { join } from 'node:path';
import { contoso, windowsServer } from '../operations/operations-bench.ts';
import { type CommandBench, cellsOf, command } from './command-bench.ts';

const jsonOf = async ({ csp }: CommandBench, words: string) => JSON.parse((await csp(`${words} -o json`)).stdout);

command('when customers are listed, then all, some, or those that a word begins', async (bench) => {
  expect(await jsonOf(bench, 'customers --search contoso,')).toEqual([{ ...contoso }]);
  expect(await jsonOf(bench, 'customers')).toHaveLength(20);
  expect(await jsonOf(bench, 'customers --limit 3')).toHaveLength(3);
  expect((await bench.csp('customers --search " cont " --ids')).stdout).toBe(
    `00c7bb6c-c116-457f-b7b6-fa733ea5fa1d\n${contoso.id}\n`,
  );
  const table = await bench.csp('customers --search contoso,', { columns: 120, answers: [] });
  expect(cellsOf(table.stdout)).toEqual([
    ['Name', 'Domain', 'Country', 'Tenant id'],
    ['Contoso, Ltd.', contoso.domain, 'US', contoso.id],
  ]);
  expect(await bench.csp('customers --search nobody', { columns: 80, answers: [] })).toMatchObject({
    stdout: '',
    stderr: 'No customer matches.\n',
  });
});

command('when the catalogue is asked by country or customer, then with that country’s prices', async (bench) => {
  const row = {
    productId: 'DG7GMGF0DVT7',
    skuId: '000C',
    title: 'Windows Server CAL - 1 Device CAL - 3 year',
    kind: 'subscription',
    term: 'P3Y',
    billingCycle: 'one_time',
    unitPrice: { amount: '68.90', currency: 'AUD' },
    taxIncluded: true,
    versions: ['2022', '2019', '2016'],
    languages: ['en-US', 'de-DE', 'fr-FR', 'es-ES', 'pt-BR', 'ru-RU', 'ja-JP', 'ko-KR', 'zh-CN', 'zh-TW'],
    fileTypes: ['64 Bit, ISO'],
  };
  const words = 'catalog --search "1 device cal - 3 year"';
  expect(await jsonOf(bench, `${words} --country au`)).toEqual([row]);
  expect(await jsonOf(bench, `${words} --customer tailspintoys.onmicrosoft.com`)).toEqual([row]);
  expect(await jsonOf(bench, `${words} --country US`)).toEqual([
    { ...row, unitPrice: { amount: '41.00', currency: 'USD' }, taxIncluded: false },
  ]);
  expect(await jsonOf(bench, 'catalog --country US --kind linux-plan --limit 2')).toMatchObject([
    { kind: 'linux-plan', versions: [], languages: [], fileTypes: [] },
    { kind: 'linux-plan' },
  ]);
});

command(
  'when something is not sold in a country, then it is not listed, and the note names the market',
  async (bench) => {
    const kindsIn = async (country: string) => {
      const { stdout, stderr } = await bench.csp(`catalog --country ${country} -o csv --fields kind`, {
        columns: 200,
        answers: [],
      });
      return { kinds: [...new Set(stdout.split('\n').slice(1, -1))].sort(), stderr };
    };
    expect(await kindsIn('AD')).toEqual({
      kinds: ['esu', 'linux-plan', 'perpetual'],
      stderr:
        'Not sold in Andorra (AD): Azure reservations, software subscriptions. All such markets: csp policy markets\n',
    });
    expect(await kindsIn('BR')).toEqual({
      kinds: ['esu', 'linux-plan', 'perpetual', 'reservation'],
      stderr:
        'Not sold in Brazil (BR): software subscriptions. All such markets: csp policy markets --kind subscription\n',
    });
    expect((await kindsIn('US')).stderr).toBe('');
    const perpetual = await bench.csp('catalog --country AD --kind perpetual', { columns: 200, answers: [] });
    expect(perpetual.stderr).toBe('');
  },
);

command('when a price is not stated, then it is unknown and not zero', async ({ csp }) => {
  const words = 'catalog --country US --search "identity manager"';
  const table = await csp(words, { columns: 200, answers: [] });
  expect(cellsOf(table.stdout)).toEqual([
    ['Product', 'Product id', 'SKU', 'Kind', 'Term', 'Billing', 'Price'],
    ['Microsoft Identity Manager 2016 - 1 User CAL', 'DG7GMGF0DWT0', '0001', 'perpetual', '–', 'one_time', 'unknown'],
  ]);
  expect((await csp(`${words} -o csv`)).stdout).toBe(
    'productId,skuId,title,kind,term,billingCycle,unitPrice.amount,unitPrice.currency,taxIncluded\nDG7GMGF0DWT0,0001,Microsoft Identity Manager 2016 - 1 User CAL,perpetual,,one_time,,,\n',
  );
});

command('when country and customer are mixed up, then it is refused', async ({ csp }) => {
  expect((await csp('catalog --country US --customer contoso.onmicrosoft.com')).failure).toEqual({
    code: 'argumentsConflict',
    details: { flags: ['--country', '--customer'] },
  });
  expect((await csp('catalog')).failure).toMatchObject({ code: 'argumentMissing', details: { flag: '--customer' } });
  expect((await csp('catalog', { columns: 80, answers: ['tailspintoys'] })).failure).toBeNull();
});

command('when orders are listed, then newest first; one of them by either id', async (bench) => {
  const rows: readonly { alternateId: string; purchasedAt: string }[] = await jsonOf(
    bench,
    'orders --customer contoso.onmicrosoft.com',
  );
  expect(rows).toHaveLength(12);
  const instants = rows.map(({ purchasedAt }) => purchasedAt);
  expect(instants).toEqual([...instants].sort().reverse());
  const order = {
    id: windowsServer,
    alternateId: 'f5c3b5ddb342',
    customerId: contoso.id,
    purchasedAt: '2026-10-22T16:00:00Z',
    status: 'completed',
    total: { amount: '4704.00', currency: 'USD' },
    lineItems: [
      {
        line: 0,
        productId: 'DG7GMGF0D5RK',
        skuId: '0005',
        title: 'Windows Server 2022 Standard - 16 Core License Pack',
        quantity: 4,
      },
    ],
  };
  for (const id of [windowsServer, 'f5c3b5ddb342']) {
    expect(await jsonOf(bench, `orders --customer contoso.onmicrosoft.com --order ${id}`)).toEqual([order]);
  }
  expect((await bench.csp('orders --customer contoso.onmicrosoft.com --order 000000000000')).failure).toMatchObject({
    code: 'orderNotFound',
  });
});

command('when a terminal lists orders, then with the lines in words', async ({ csp }) => {
  const table = await csp('orders --customer contoso.onmicrosoft.com --order c403d91b21d2', {
    columns: 200,
    answers: [],
  });
  expect(cellsOf(table.stdout)).toEqual([
    ['Order', 'Purchased', 'Status', 'Product', 'Total'],
    [
      'c403d91b21d2',
      '2026-11-19 05:00Z',
      'completed',
      '2 × SQL Server Enterprise - 2 Core License Pack - 3 year + 25 × Windows Server CAL - 1 Device CAL - 3 year',
      '28521.00 USD',
    ],
  ]);
});

command('when a country is none, then it is refused, and one without prices says so', async (bench) => {
  for (const given of ['ZZ', 'xx', 'USA', '1']) {
    expect((await bench.csp(`catalog --country ${given}`)).failure).toEqual({
      code: 'argumentInvalid',
      details: { flag: '--country', given, expected: 'ISO 3166-1 alpha-2 (US, DE, JP)' },
    });
  }
  const prices = (await bench.csp('catalog --country KE')).stdout;
  expect(prices).toBe((await bench.csp('catalog --country US')).stdout);
  await bench.csp(`sandbox import ${join(__dirname, '../../fixtures/reconciliation/2021-05-jpy.csv')} --yes`);
  const told = { stdout: '', stderr: 'Nothing is sold in United States (US) here: it has no prices.\n', failure: null };
  expect(await bench.csp('catalog --country US')).toMatchObject(told);
  expect((await bench.csp('catalog --country jp --search nothing-of-this-name')).stderr).toBe('');
});
