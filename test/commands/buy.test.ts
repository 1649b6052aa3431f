/** `csp buy`: the quote, the guards, the question, the order. */
import { contoso, today } from '../operations/operations-bench.ts';
import { type CommandBench, command } from './command-bench.ts';

const line = 'buy --customer contoso.onmicrosoft.com --product DG7GMGF0DVT7 --sku 000C --quantity 5';
const quoteText =
  '5 × Windows Server CAL - 1 Device CAL - 3 year\nfor Contoso, Ltd. · contoso.onmicrosoft.com (US): USD\u00a0205.00, without tax\n';
const orderCount = async ({ backend }: CommandBench): Promise<number> => (await backend.listOrders(contoso.id)).length;

const quote = {
  lines: [
    {
      productId: 'DG7GMGF0DVT7',
      skuId: '000C',
      title: 'Windows Server CAL - 1 Device CAL - 3 year',
      quantity: 5,
      term: 'P3Y',
      billingCycle: 'one_time',
      unitPrice: { amount: '41.00', currency: 'USD' },
      total: { amount: '205.00', currency: 'USD' },
    },
  ],
  total: { amount: '205.00', currency: 'USD' },
  taxIncluded: false,
};

command('when it is a dry run, then the quote is shown and nothing ordered, even with --yes', async (bench) => {
  const before = await orderCount(bench);
  const outcome = await bench.csp(`${line} --dry-run --yes -o json`);
  expect({ ...outcome, stdout: JSON.parse(outcome.stdout) }).toEqual({
    stdout: { environment: 'sandbox', quote, orders: [], requestId: null, byRun: null },
    stderr: `${quoteText}Dry run: nothing was ordered.\n`,
    failure: null,
    questions: [],
    copied: [],
  });
  expect(await orderCount(bench)).toBe(before);
});

command('when nobody can be asked and --yes is missing, then nothing is ordered', async (bench) => {
  const before = await orderCount(bench);
  expect(await bench.csp(line)).toEqual({
    stdout: '',
    stderr: quoteText,
    failure: { code: 'confirmationNeeded', details: { flag: '--yes' } },
    questions: [],
    copied: [],
  });
  expect((await bench.csp(`${line} -o json`, { answers: [true] })).failure).toMatchObject({
    code: 'confirmationNeeded',
  });
  expect(await orderCount(bench)).toBe(before);
});

command('when the person says no, then nothing is ordered; yes, and it is', async (bench) => {
  const question =
    'confirm: Order 5 × Windows Server CAL - 1 Device CAL - 3 year for contoso.onmicrosoft.com at USD\u00a0205.00?';
  const before = await orderCount(bench);
  const no = await bench.csp(line, { columns: 80, answers: [false] });
  expect([no.failure, no.questions, no.stdout]).toEqual([{ code: 'declined', details: {} }, [question], '']);
  expect(await orderCount(bench)).toBe(before);

  const yes = await bench.csp(line, { columns: 80, answers: [true] });
  const [order] = await bench.backend.listOrders(contoso.id);
  expect(yes).toEqual({
    stdout: [
      'Product  Windows Server CAL - 1 Device CAL - 3 year',
      'Qty      5',
      'Term     P3Y',
      'Price    205.00 USD',
      `Order    ${order?.alternateId}`,
      'Status   pending',
      '',
    ].join('\n'),
    stderr: [
      `${quoteText}Ordered: ${order?.alternateId}. Request id: 1d000000-0000-4000-8000-000000000003.`,
      'It is being fulfilled. To look how far it is:',
      `csp orders --customer contoso.onmicrosoft.com --order ${order?.alternateId}`,
      '',
    ].join('\n'),
    failure: null,
    questions: [question],
    copied: [],
  });
  expect(await orderCount(bench)).toBe(before + 1);
});

command('when --yes and --wait are given, then it is ordered once and read until it is fulfilled', async (bench) => {
  const outcome = await bench.csp(`${line} --yes --wait -o json --po-number PO-4711`);
  const [order] = await bench.backend.listOrders(contoso.id);
  expect(JSON.parse(outcome.stdout)).toEqual({
    environment: 'sandbox',
    quote,
    orders: [
      {
        id: order?.id,
        alternateId: order?.alternateId,
        status: 'completed',
        lineItems: [
          {
            line: 0,
            productId: 'DG7GMGF0DVT7',
            skuId: '000C',
            title: 'Windows Server CAL - 1 Device CAL - 3 year',
            quantity: 5,
          },
        ],
      },
    ],
    requestId: '1d000000-0000-4000-8000-000000000003',
    byRun: null,
  });
  expect(outcome.stderr).toBe(
    [
      `${quoteText}Ordered: ${order?.alternateId}. Request id: 1d000000-0000-4000-8000-000000000003.`,
      'Waiting until it is fulfilled …',
      `Fulfilled: ${order?.alternateId}.`,
      '',
    ].join('\n'),
  );
  expect(await bench.backend.now()).toBeGreaterThan(today);
  const [event] = await bench.state.listEvents(bench.partner.identity.environment, { since: 0 });
  expect([event?.requestId, event?.facts]).toEqual([
    '1d000000-0000-4000-8000-000000000003',
    {
      item: 'DG7GMGF0DVT7:000C',
      quantity: '5',
      poNumber: 'PO-4711',
      cartId: '5a000000-0000-4000-8000-000000000003',
      run: '00000001',
    },
  ]);
});

command('when the same is bought again within a day, then --again is needed, also for a dry run', async (bench) => {
  await bench.csp(`${line} --yes`);
  const [order] = await bench.backend.listOrders(contoso.id);
  const repeat = {
    code: 'repeatPurchase',
    details: { customer: contoso.domain, orderId: order?.alternateId, requestId: null, secondsAgo: 0 },
  };
  expect((await bench.csp(`${line} --yes`)).failure).toEqual(repeat);
  expect((await bench.csp(`${line} --dry-run`)).failure).toEqual(repeat);
  const before = await orderCount(bench);
  expect((await bench.csp(`${line} --yes --again`)).failure).toBeNull();
  expect(await orderCount(bench)).toBe(before + 1);
});

command('when a limit is given, then a dearer order, another currency and an unknown price stop it', async (bench) => {
  const before = await orderCount(bench);
  const failure = async (words: string) => (await bench.csp(`${line} --yes ${words}`)).failure;
  expect(await failure('--max-total 204.99 --currency usd')).toEqual({
    code: 'priceAboveLimit',
    details: { price: { amount: '205.00', currency: 'USD' }, limit: { amount: '204.99', currency: 'USD' } },
  });
  expect(await failure('--max-total 205 --currency EUR')).toMatchObject({ code: 'currencyMismatch' });
  expect(await failure('--max-total 205')).toEqual({
    code: 'argumentMissing',
    details: { flag: '--currency', command: '' },
  });
  expect(await failure('--currency USD')).toEqual({
    code: 'argumentMissing',
    details: { flag: '--max-total', command: '' },
  });
  const invalid = (flag: string, given: string, expected: string) => ({
    code: 'argumentInvalid',
    details: { flag, given, expected },
  });
  for (const amount of ['2,05', '-1', '"1234.50 EUR"']) {
    const given = amount.replaceAll('"', '');
    expect(await failure(`--max-total ${amount} --currency USD`)).toEqual(invalid('--max-total', given, '1234.50'));
  }
  expect(await failure('--max-total 205 --currency US')).toEqual(invalid('--currency', 'US', 'EUR, USD, JPY …'));
  const unknown =
    'buy --customer contoso.onmicrosoft.com --product DG7GMGF0DWT0 --quantity 1 --yes --max-total 1 --currency USD';
  expect((await bench.csp(unknown)).failure).toMatchObject({ code: 'priceUnknown' });
  expect(await orderCount(bench)).toBe(before);
  expect(await failure('--max-total 205.00 --currency USD')).toBeNull();
  expect(await orderCount(bench)).toBe(before + 1);
});

const priceless = 'buy --customer contoso.onmicrosoft.com --product DG7GMGF0DWT0 --quantity 1';

command('when the service states no price, then a person or a flag must accept that', async (bench) => {
  const before = await orderCount(bench);
  const refused = { code: 'priceUnknown', details: { title: 'Microsoft Identity Manager 2016 - 1 User CAL' } };
  expect((await bench.csp(`${priceless} --yes`)).failure).toEqual(refused);
  expect((await bench.csp(`${priceless} --yes --dry-run`)).failure).toEqual(refused);
  expect((await bench.csp(priceless)).failure).toEqual({ code: 'confirmationNeeded', details: { flag: '--yes' } });
  expect(await orderCount(bench)).toBe(before);
  const accepted = await bench.csp(priceless, { columns: 80, answers: [true] });
  expect([accepted.failure, accepted.questions]).toEqual([
    null,
    [
      'confirm: Order 1 × Microsoft Identity Manager 2016 - 1 User CAL for contoso.onmicrosoft.com, although the service states no price?',
    ],
  ]);
  expect(await orderCount(bench)).toBe(before + 1);
  expect((await bench.csp(`${priceless} --again --yes --accept-unknown-price`)).failure).toBe(null);
  expect(await orderCount(bench)).toBe(before + 2);
});

command('when a quantity is typed that cannot be, then it is asked for again', async (bench) => {
  const words = 'buy --customer contoso.onmicrosoft.com --product DG7GMGF0DVT7 --sku 000C';
  const { failure, questions } = await bench.csp(words, { columns: 80, answers: ['many', '0', '1e3', '5', true] });
  expect([failure, questions.slice(0, 4)]).toEqual([null, Array(4).fill('ask: How many?')]);
});

command('when the title of a SKU is given as the product, then that SKU is bought', async ({ csp }) => {
  const words = 'buy --customer contoso.onmicrosoft.com --product "windows server cal - 1 device cal - 3 year"';
  expect((await csp(`${words} --quantity 5 --dry-run`)).stderr).toBe(`${quoteText}Dry run: nothing was ordered.\n`);
});

command('when words are missing on a terminal, then each is asked for, from lists', async (bench) => {
  const answers = ['contoso.onmicrosoft.com', 'Windows Server CAL', '000C', '5', true];
  const outcome = await bench.csp('buy', { columns: 80, answers });
  expect(outcome.questions.map((question) => question.replace(/^(confirm): .*/, '$1'))).toEqual([
    'choose: Which customer?',
    'choose: Which product?',
    'choose: Which SKU?',
    'ask: How many?',
    'confirm',
  ]);
  expect(outcome.failure).toBeNull();
});

command('when words are missing and nobody can be asked, then the flag is named', async ({ csp }) => {
  const failure = async (words: string) => (await csp(`buy ${words}`)).failure;
  const missing = (flag: string) => ({ code: 'argumentMissing', details: { flag, command: '' } });
  const customer = '--customer contoso.onmicrosoft.com';
  expect(await failure('')).toEqual(missing('--customer'));
  expect(await failure(customer)).toEqual(missing('--product'));
  expect(await failure(`${customer} --product DG7GMGF0DVT7`)).toMatchObject({
    code: 'choiceNeeded',
    details: { flag: '--sku' },
  });
  expect(await failure(`${customer} --product DG7GMGF0DVT7 --sku 000C`)).toEqual(missing('--quantity'));
});

command('when the market includes tax or states no price, then the quote says so', async ({ csp }) => {
  const tailspin = await csp(
    'buy --customer tailspintoys.onmicrosoft.com --product DG7GMGF0DVT7 --sku 000C --quantity 1 -n -q -o tsv',
  );
  expect(tailspin).toMatchObject({
    stderr: '',
    stdout:
      'DG7GMGF0DVT7\t000C\tWindows Server CAL - 1 Device CAL - 3 year\t1\tP3Y\tone_time\t68.90\t68.90\tAUD\ttrue\t\t\t\t\tsandbox\t\n',
  });
  const unknown = await csp('buy --customer contoso.onmicrosoft.com --product DG7GMGF0DWT0 --quantity 1 -n');
  expect(unknown.stderr).toContain('for Contoso, Ltd. · contoso.onmicrosoft.com (US): the service states no price\n');
  const { stdout } = await csp(`${priceless} -n -o json`);
  expect(JSON.parse(stdout).quote).toMatchObject({ total: null, taxIncluded: null });
  expect((await csp(`${priceless} -n --ids`)).stdout).toBe('');
  const brazil = await csp(
    'buy --customer relecloud.onmicrosoft.com --product DG7GMGF0DWTL --sku 0001 --quantity 1 -n',
  );
  expect(brazil.stderr).toContain('(BR): BRL\u00a01,062.00, tax included\n');
});

command('when --fields or --query are wrong, then that is found before anything is ordered', async (bench) => {
  const before = await orderCount(bench);
  expect((await bench.csp(`${line} --yes --fields price`)).failure).toMatchObject({ code: 'fieldUnknown' });
  expect((await bench.csp(`${line} --yes --query [`)).failure).toMatchObject({ code: 'queryInvalid' });
  expect(await orderCount(bench)).toBe(before);
  expect((await bench.csp(`${line} --yes --ids`)).stdout).toBe(
    `${(await bench.backend.listOrders(contoso.id))[0]?.id}\n`,
  );
});
