/** What a purchase costs, and what is refused before anything is sent. */
import { guardPrice, type Purchase, type Quote, quotePurchase } from '../../src/core/operations/buy.ts';
import { getProduct, getSku } from '../../src/core/operations/catalog.ts';
import type { Availability, Customer } from '../../src/core/ports/backend.ts';
import { contoso, failureOf, type OperationsBench, operate } from './operations-bench.ts';

const purchaseOf = async (
  { backend }: OperationsBench,
  { country }: Customer,
  productId: string,
  skuId: string,
  quantity: number,
): Promise<Purchase> => {
  const { product } = await getProduct(backend, productId, country);
  const sku = await getSku(backend, product, skuId, country);
  return { product, sku, quantity, term: undefined, billingCycle: undefined };
};

/** The code that quoting ends with, or the total. */
const outcome = async (bench: OperationsBench, customer: Customer, purchase: Purchase): Promise<unknown> => {
  let quote: Quote | undefined;
  const failure = await failureOf(async () => {
    quote = await quotePurchase(bench.partner, customer, purchase);
  });
  return quote === undefined ? failure : quote.total;
};

operate('when something is for sale, then the quote holds everything that will be ordered', async (bench) => {
  const purchase = await purchaseOf(bench, contoso, 'DG7GMGF0DVT7', '000C', 5);
  expect(await quotePurchase(bench.partner, contoso, purchase)).toEqual({
    customer: contoso,
    product: purchase.product,
    sku: purchase.sku,
    availability: {
      productId: 'DG7GMGF0DVT7',
      skuId: '000C',
      id: 'DG7GMGF0FVZM',
      catalogItemId: 'DG7GMGF0DVT7:000C:DG7GMGF0FVZM',
      term: 'P3Y',
      billingCycle: 'one_time',
      currency: 'USD',
      unitPrice: { amount: '41.00', currency: 'USD' },
    },
    quantity: 5,
    total: { amount: '205.00', currency: 'USD' },
    taxIncluded: false,
  });
});

operate(
  'when the customer is in Australia or Brazil, then the price includes tax, elsewhere it does not',
  async (bench) => {
    const quotes = await Promise.all(
      ['tailspintoys', 'relecloud', 'litware', 'contoso-jp'].map(async (domain) => {
        const customer = await bench.getCustomer(domain);
        const purchase = await purchaseOf(bench, customer, 'DG7GMGF0D5RK', '0005', 3);
        const { total, taxIncluded } = await quotePurchase(bench.partner, customer, purchase);
        return [customer.country, total?.amount, total?.currency, taxIncluded];
      }),
    );
    expect(quotes).toEqual([
      ['AU', '5927.10', 'AUD', true],
      ['BR', '20815.20', 'BRL', true],
      ['RU', '324576.00', 'RUB', false],
      ['JP', '522150', 'JPY', false],
    ]);
  },
);

operate('when the service states no price, then the total is unknown and not nothing', async (bench) => {
  const purchase = await purchaseOf(bench, contoso, 'DG7GMGF0DWT0', '0001', 3);
  expect((await quotePurchase(bench.partner, contoso, purchase)).total).toBeNull();
});

operate(
  'when a reservation is wanted in a market without reservations, then it is refused there only',
  async (bench) => {
    const [andorra, greenland] = [await bench.getCustomer('cohowinery'), await bench.getCustomer('blueyonderairlines')];
    const reservation = await purchaseOf(bench, andorra, 'DZH318Z0BQ36', '004G', 1);
    const title = 'Virtual Machines NV Series';
    expect(await outcome(bench, andorra, reservation)).toEqual({
      code: 'marketUnavailable',
      details: { country: 'AD', title, kind: 'reservation' },
    });
    expect(await outcome(bench, greenland, reservation)).toEqual({
      code: 'marketUnavailable',
      details: { country: 'GL', title, kind: 'reservation' },
    });
    expect(await outcome(bench, contoso, reservation)).toEqual({ amount: '10752.00', currency: 'USD' });
    const software = await purchaseOf(bench, andorra, 'DG7GMGF0FLR2', '0001', 1);
    expect(await outcome(bench, andorra, software)).toEqual({ amount: '919.75', currency: 'EUR' });
  },
);

operate(
  'when a subscription is not offered in a market of the page, then the page explains it; what is offered is sold',
  async (bench) => {
    const brazil = await bench.getCustomer('relecloud');
    const cal = await purchaseOf(bench, brazil, 'DG7GMGF0DVT7', '000C', 1);
    const details = { country: 'BR', title: 'Windows Server CAL', kind: 'subscription' };
    expect(await outcome(bench, brazil, cal)).toEqual({ code: 'marketUnavailable', details });
    const offers = await bench.backend.listAvailabilities('DG7GMGF0DVT7', '000C', 'US');
    const partner = { ...bench.partner, backend: { ...bench.backend, listAvailabilities: async () => offers } };
    expect(await outcome({ ...bench, partner }, brazil, cal)).toEqual({ amount: '41.00', currency: 'USD' });
  },
);

operate('when the quantity is at an end of the range, then it is sold; one beyond, it is not', async (bench) => {
  const sqlServer = await purchaseOf(bench, contoso, 'DG7GMGF0FKXB', '0001', 2);
  const results = await Promise.all(
    [1, 2, 2000, 2001].map((quantity) => outcome(bench, contoso, { ...sqlServer, quantity })),
  );
  const refused = (given: number) => ({ code: 'quantityOutOfRange', details: { given, minimum: 2, maximum: 2000 } });
  expect(results).toEqual([
    refused(1),
    { amount: '2836.00', currency: 'USD' },
    { amount: '2836000.00', currency: 'USD' },
    refused(2001),
  ]);
});

operate('when one offer is left, then a term or billing cycle that names it is enough', async (bench) => {
  const cal = await purchaseOf(bench, contoso, 'DG7GMGF0DVT7', '000C', 1);
  const price = { amount: '41.00', currency: 'USD' };
  expect(await outcome(bench, contoso, { ...cal, term: 'P3Y' })).toEqual(price);
  expect(await outcome(bench, contoso, { ...cal, billingCycle: 'one_time' })).toEqual(price);
  expect(await outcome(bench, contoso, { ...cal, term: 'P1Y' })).toEqual({
    code: 'choiceNotOffered',
    details: { flag: '--term', given: 'P1Y', choices: ['P3Y'] },
  });
  expect(await outcome(bench, contoso, { ...cal, billingCycle: 'monthly' })).toEqual({
    code: 'choiceNotOffered',
    details: { flag: '--billing-cycle', given: 'monthly', choices: ['one_time'] },
  });
});

operate('when several terms or billing cycles are for sale, then the open one must be chosen', async (bench) => {
  const cal = await purchaseOf(bench, contoso, 'DG7GMGF0DVT7', '000C', 2);
  const offers = offersOf([
    ['P1Y', 'annual', '10.00'],
    ['P1Y', 'monthly', '12.00'],
    ['P3Y', 'triennial', '25.00'],
  ]);
  const partner = { ...bench.partner, backend: { ...bench.backend, listAvailabilities: async () => offers } };
  const several: OperationsBench = { ...bench, partner };
  const need = (flag: string, ...choices: readonly string[]) => ({ code: 'choiceNeeded', details: { flag, choices } });
  expect(await outcome(several, contoso, cal)).toEqual(need('--term', 'P1Y', 'P3Y'));
  expect(await outcome(several, contoso, { ...cal, term: 'P1Y' })).toEqual(
    need('--billing-cycle', 'annual', 'monthly'),
  );
  const not = (flag: string, given: string, ...choices: readonly string[]) => ({
    code: 'choiceNotOffered',
    details: { flag, given, choices },
  });
  expect(await outcome(several, contoso, { ...cal, term: 'P5Y' })).toEqual(not('--term', 'P5Y', 'P1Y', 'P3Y'));
  expect(await outcome(several, contoso, { ...cal, term: 'P1Y', billingCycle: 'triennial' })).toEqual(
    not('--billing-cycle', 'triennial', 'annual', 'monthly'),
  );
  expect(await outcome(several, contoso, { ...cal, term: 'P3Y' })).toEqual({ amount: '50.00', currency: 'USD' });
  expect(await outcome(several, contoso, { ...cal, billingCycle: 'monthly' })).toEqual({
    amount: '24.00',
    currency: 'USD',
  });
});

const offersOf = (
  rows: readonly (readonly [string, Availability['billingCycle'], string])[],
): readonly Availability[] =>
  rows.map(([term, billingCycle, amount], index) => ({
    productId: 'DG7GMGF0DVT7',
    skuId: '000C',
    id: `OFFER${index}`,
    catalogItemId: `DG7GMGF0DVT7:000C:OFFER${index}`,
    term,
    billingCycle,
    currency: 'USD',
    unitPrice: { amount, currency: 'USD' },
  }));

operate('when nothing is for sale in the country, then the SKU is not found there', async (bench) => {
  const cal = await purchaseOf(bench, contoso, 'DG7GMGF0DVT7', '000C', 2);
  const partner = { ...bench.partner, backend: { ...bench.backend, listAvailabilities: async () => [] } };
  expect(await outcome({ ...bench, partner }, contoso, cal)).toEqual({
    code: 'skuNotFound',
    details: { productId: 'DG7GMGF0DVT7', query: '000C', country: 'US' },
  });
});

operate('when no role allows buying, then that is said first', async (bench) => {
  const cal = await purchaseOf(bench, contoso, 'DG7GMGF0DVT7', '000C', 0);
  const results = [];
  for (const role of ['admin-agent', 'sales-agent'] as const) {
    results.push(await outcome({ ...bench, partner: await bench.signInAs(role) }, contoso, { ...cal, quantity: 1 }));
  }
  const price = { amount: '41.00', currency: 'USD' };
  const refused = { act: 'buy', needed: ['admin-agent'], held: ['sales-agent'] };
  expect(results).toEqual([price, { code: 'roleMissing', details: refused }]);
  expect(await outcome({ ...bench, partner: await bench.signInAs('sales-agent') }, contoso, cal)).toEqual({
    code: 'roleMissing',
    details: refused,
  });
});

operate('when a limit is set, then the price may reach it and not pass it', async (bench) => {
  const quote = await quotePurchase(
    bench.partner,
    contoso,
    await purchaseOf(bench, contoso, 'DG7GMGF0DVT7', '000C', 5),
  );
  const price = quote.total;
  const guarded = (amount: string, currency = 'USD') => failureOf(() => guardPrice(quote, { amount, currency }));
  expect(await guarded('205')).toBe('did not fail');
  expect(await guarded('205.00')).toBe('did not fail');
  expect(await guarded('204.999')).toEqual({
    code: 'priceAboveLimit',
    details: { price, limit: { amount: '204.999', currency: 'USD' } },
  });
  expect(await guarded('1000000', 'EUR')).toEqual({
    code: 'currencyMismatch',
    details: { price: 'USD', limit: 'EUR' },
  });
  expect(await failureOf(() => guardPrice({ ...quote, total: null }, { amount: '1', currency: 'USD' }))).toEqual({
    code: 'priceUnknown',
    details: { title: 'Windows Server CAL - 1 Device CAL - 3 year' },
  });
});
