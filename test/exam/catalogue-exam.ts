/** Customers, products, SKUs and availabilities. */
import {
  ask,
  collect,
  contoso,
  contosoSuites,
  nobody,
  type OpenBench,
  proseware,
  type States,
  today,
} from './exam-bench.ts';

const contosoRecord = { id: contoso, domain: 'contoso.onmicrosoft.com', name: 'Contoso, Ltd.', country: 'US' };

export const catalogueExam = (open: OpenBench, states: States): void => {
  describe('customers and catalogue', () => {
    ask(open, 'the service tells its own time', async ({ backend, setNow }) => {
      expect(await backend.now()).toBe(today);
      await setNow(Date.UTC(2020, 1, 1));
      expect(await backend.now()).toBe(Date.UTC(2020, 1, 1));
    });

    ask(open, 'every customer is listed once, in the same order each time', async ({ backend }) => {
      const first = (await collect(backend.listCustomers())).map(({ id }) => id);
      const second = (await collect(backend.listCustomers())).map(({ id }) => id);
      expect(first).toHaveLength(20);
      expect(new Set(first).size).toBe(20);
      expect(second).toEqual(first);
    });

    ask(open, 'a customer is found by tenant GUID in either letter case', async ({ backend }) => {
      expect(await backend.findCustomers({ id: contoso.toUpperCase() })).toEqual([contosoRecord]);
      expect(await backend.findCustomers({ id: nobody })).toEqual([]);
    });

    ask(open, 'domains and names match as prefixes, letter case aside', async ({ backend }) => {
      const idsOf = async (by: { name: string } | { domain: string }) =>
        (await backend.findCustomers(by)).map(({ id }) => id).sort();
      expect(await idsOf({ domain: 'CONTOSO.' })).toEqual([contoso]);
      expect(await idsOf({ name: 'contoso' })).toEqual([contosoSuites, contoso].sort());
      expect(await idsOf({ name: 'ооо «ЛИТ' })).toEqual(['bf81183d-b117-421c-9e83-a9c4685f8592']);
      expect(await idsOf({ name: 'プロズ' })).toEqual([proseware]);
    });

    ask(open, 'a part from the middle of a name, and a wildcard, match nothing', async ({ backend }) => {
      expect(await backend.findCustomers({ name: 'toso' })).toEqual([]);
      expect(await backend.findCustomers({ name: '%' })).toEqual([]);
      expect(await backend.findCustomers({ domain: '_ontoso' })).toEqual([]);
    });

    ask(open, 'products of every kind are sold', async ({ backend }) => {
      const products = await backend.listProducts('US');
      expect([...new Set(products.map(({ kind }) => kind))].sort()).toEqual([
        'esu',
        'linux-plan',
        'perpetual',
        'reservation',
        'subscription',
      ]);
      expect(products).toContainEqual({
        id: 'DG7GMGF0FKZV',
        title: 'SQL Server Enterprise',
        kind: 'subscription',
        publisher: 'Microsoft Corporation',
      });
    });

    ask(open, 'one product is found by its id, an unknown one is not', async ({ backend }) => {
      expect((await backend.findProduct('DG7GMGF0DVT7', 'JP'))?.title).toBe('Windows Server CAL');
      expect(await backend.findProduct('DG7GMGF00000', 'JP')).toBe(undefined);
    });

    ask(open, 'a SKU states its limits, versions, languages and file types', async ({ backend }) => {
      const skus = await backend.listSkus('DG7GMGF0FKZV', 'US');
      expect(skus.map(({ id, minimumQuantity, maximumQuantity }) => [id, minimumQuantity, maximumQuantity])).toEqual([
        ['0002', 2, 2000],
        ['0003', 2, 2000],
      ]);
      expect(skus[0]?.fileTypes).toEqual(states.skuFiles ? ['64 Bit, ISO'] : []);
      expect(skus[0]?.languages.includes('ja-JP')).toBe(states.skuFiles);
      expect(await backend.listSkus('DG7GMGF00000', 'US')).toEqual([]);
    });

    ask(open, 'prices are in the currency of the country', async ({ backend }) => {
      const pricesIn = async (country: string) =>
        (await backend.listAvailabilities('DG7GMGF0DVT7', '000C', country)).map(({ currency, unitPrice }) => [
          currency,
          unitPrice,
        ]);
      const price = (amount: string, currency: string) => [[currency, states.prices ? { amount, currency } : null]];
      expect(await pricesIn('US')).toEqual(price('41.00', 'USD'));
      expect(await pricesIn('jp')).toEqual(price('6070', 'JPY'));
      expect(await pricesIn('FR')).toEqual(price('38.15', 'EUR'));
      expect(await pricesIn('IT')).toEqual(price('38.15', 'EUR'));
      expect(await pricesIn('KE')).toEqual(price('41.00', 'USD'));
    });

    ask(open, 'an availability names what a cart line must say', async ({ backend }) => {
      expect(await backend.listAvailabilities('DG7GMGF0FKZV', '0003', 'US')).toEqual([
        {
          productId: 'DG7GMGF0FKZV',
          skuId: '0003',
          id: 'DG7GMGF0DWMS',
          catalogItemId: 'DG7GMGF0FKZV:0003:DG7GMGF0DWMS',
          term: 'P3Y',
          billingCycle: 'one_time',
          currency: 'USD',
          unitPrice: states.prices ? { amount: '13748.00', currency: 'USD' } : null,
        },
      ]);
    });

    ask(open, 'a price that is not known is null', async ({ backend }) => {
      const [availability] = await backend.listAvailabilities('DG7GMGF0DWT0', '0001', 'US');
      expect(availability?.unitPrice).toBe(null);
    });
  });
};
