/** Which customer a person means: exactly one, or a failure that names the candidates. */
import { getCustomer, searchCustomers } from '../../src/core/operations/customers.ts';
import type { Backend, Customer } from '../../src/core/ports/backend.ts';
import { contoso, failureOf, operate } from './operations-bench.ts';

const domains = (customers: readonly Customer[]): readonly string[] =>
  customers.map(({ domain }) => domain.replace('.onmicrosoft.com', ''));

operate(
  'when a customer is named by GUID, domain or whole name, in any letter case, then it is found',
  async ({ backend }) => {
    const words = [
      contoso.id,
      contoso.id.toUpperCase(),
      'contoso.onmicrosoft.com',
      ' Contoso.OnMicrosoft.COM ',
      'contoso, LTD.',
    ];
    for (const word of words) expect(await getCustomer(backend, word)).toEqual(contoso);
  },
);

operate(
  'when a name has letters beyond ASCII, then it is found in any letter case and composition',
  async ({ backend }) => {
    const litware = await getCustomer(backend, 'litware.onmicrosoft.com');
    expect(await getCustomer(backend, 'ооо «литвэр»')).toEqual(litware);
    expect((await getCustomer(backend, 'コントソ株式会社')).domain).toBe('contoso-jp.onmicrosoft.com');
    expect((await getCustomer(backend, 'プロズウェア株式会社')).domain).toBe('proseware.onmicrosoft.com');
  },
);

operate('when two customers bear the name, then both are named and no other', async ({ backend }) => {
  expect(await failureOf(() => getCustomer(backend, 'Northwind Traders'))).toEqual({
    code: 'customerAmbiguous',
    details: {
      query: 'Northwind Traders',
      matches: [
        'Northwind Traders · northwindtraders.onmicrosoft.com · a4e640e9-6e03-4964-8aec-ba9a3281cff6',
        'Northwind Traders · northwindtraders-fr.onmicrosoft.com · a8c465ee-054a-41a1-bb77-908af0342c51',
      ],
    },
  });
});

operate('when a word only begins names, then the customers are offered, even a single one', async ({ backend }) => {
  expect(await failureOf(() => getCustomer(backend, 'Contoso'))).toEqual({
    code: 'customerAmbiguous',
    details: {
      query: 'Contoso',
      matches: [
        'Contoso Suites · contososuites.onmicrosoft.com · 00c7bb6c-c116-457f-b7b6-fa733ea5fa1d',
        `Contoso, Ltd. · contoso.onmicrosoft.com · ${contoso.id}`,
      ],
    },
  });
  expect(await failureOf(() => getCustomer(backend, 'Adat'))).toEqual({
    code: 'customerAmbiguous',
    details: {
      query: 'Adat',
      matches: ['Adatum Corporation · adatum.onmicrosoft.com · d7f1f601-f19a-4f01-b392-5cadb0112e71'],
    },
  });
});

operate('when apostrophe, width or letter case differ, then the name is the same', async ({ backend }) => {
  for (const query of ['Margie’s Travel', "margie's travel", 'MARGIE`S TRAVEL', 'Ｍａｒｇｉｅ’ｓ　Ｔｒａｖｅｌ']) {
    expect((await getCustomer(backend, query)).domain).toBe('margiestravel.onmicrosoft.com');
  }
  expect(domains(await searchCustomers(backend, "margie's"))).toEqual(['margiestravel']);
  const straight = { ...contoso, name: "O'Neill" };
  const service: Backend = {
    ...backend,
    findCustomers: async (by) => ('name' in by && straight.name.startsWith(by.name) ? [straight] : []),
  };
  expect(await getCustomer(service, 'O’Neill')).toEqual(straight);
});

operate('when a whole name also begins a longer one, then the whole name wins', async ({ backend }) => {
  expect((await getCustomer(backend, 'contoso.onmicrosoft.com')).id).toBe(contoso.id);
  expect((await getCustomer(backend, 'Fabrikam, Inc.')).domain).toBe('fabrikam.onmicrosoft.com');
});

operate('when nobody is called so, then the customer is not found', async ({ backend }) => {
  const words = [
    'Nobody',
    '11111111-1111-4111-8111-111111111111',
    'nobody.onmicrosoft.com',
    '',
    '   ',
    '%',
    '_',
    "' OR 1=1 --",
  ];
  for (const query of words) {
    expect(await failureOf(() => getCustomer(backend, query))).toEqual({
      code: 'customerNotFound',
      details: { query: query.trim() },
    });
  }
});

operate(
  'when a word is searched, then names count first and domains only where no name begins so',
  async ({ backend }) => {
    expect(domains(await searchCustomers(backend, 'cont'))).toEqual(['contososuites', 'contoso']);
    expect(domains(await searchCustomers(backend, 'contoso-'))).toEqual(['contoso-jp']);
    expect(domains(await searchCustomers(backend, 'contoso.onm'))).toEqual(['contoso']);
    expect(domains(await searchCustomers(backend, contoso.id.toUpperCase()))).toEqual(['contoso']);
    expect(await searchCustomers(backend, '')).toEqual([]);
  },
);
