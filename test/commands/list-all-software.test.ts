/** `csp list-software --all-customers`: the order of a table and of a stream, and how customers are told apart. */
import { CspError } from '../../src/core/errors.ts';
import type { Scene } from './command-bench.ts';
import { cellsOf, command } from './command-bench.ts';

const wide = { columns: 200, answers: [] } as const;

command(
  'when a table shows all customers, then the urgent lines come first; a stream stays by customer',
  async ({ csp }) => {
    const table = await csp('list-software --all-customers --cancellable', wide);
    const deadlines = cellsOf(table.stdout)
      .slice(1)
      .map((row) => row[7] ?? '');
    expect(deadlines).toEqual([...deadlines].sort());
    const { stdout } = await csp('list-software --all-customers --cancellable -o jsonl --fields customerDomain');
    const domains = stdout.trim().split('\n');
    const changes = domains.filter((domain, at) => domain !== domains[at - 1]);
    expect(changes).toEqual([...new Set(domains)]);
  },
);

command('when only some rows are shown, then the summary still counts all', async ({ csp }) => {
  const all = await csp('list-software --all-customers --cancellable', wide);
  const some = await csp('list-software --all-customers --cancellable --limit 2', wide);
  expect(all.stderr).toMatch(/^34 lines can still be cancelled/);
  expect(some.stderr).toBe(`2 of 34 lines shown.\n${all.stderr}`);
});

command('when two customers have one name, then their domains tell them apart', async ({ csp }) => {
  const namesakes: Scene['partner'] = (partner) => ({
    ...partner,
    backend: {
      ...partner.backend,
      listCustomers: async function* () {
        for await (const customer of partner.backend.listCustomers()) {
          if (customer.name.startsWith('Contoso')) yield { ...customer, name: 'Contoso' };
          if (customer.name === 'Coho Winery') yield customer;
        }
      },
    },
  });
  const { stdout } = await csp('list-software --all-customers', { ...wide, partner: namesakes });
  expect(new Set(cellsOf(stdout).map(([customer]) => customer))).toEqual(
    new Set(['Customer', 'contoso.onmicrosoft.com', 'contososuites.onmicrosoft.com', 'Coho Winery']),
  );
});

command('when few orders have no short number, then their long ids do not widen the column', async ({ csp }) => {
  const idsOf = async (words: string) => {
    const [header, , ...rows] = (await csp(words, { columns: 250, answers: [] })).stdout.split('\n');
    const at = header?.indexOf('Order') ?? 0;
    return rows.map((row) => row.slice(at, at + 36).split('  ')[0] ?? '');
  };
  const ids = await idsOf('list-software --all-customers');
  expect(Math.max(...ids.map((id) => id.length))).toBe(12);
  expect(ids).toContain('4f33c5b3-64…');
  expect(await idsOf('list-software --customer margiestravel.onmicrosoft.com --sort purchasedAt --limit 1')).toContain(
    '4f33c5b3-6479-4064-ac70-99eb0d916865',
  );
});

/** Each customer whose domain has a failure here fails with it. */
const failing =
  (failures: { readonly [domain: string]: CspError }): NonNullable<Scene['partner']> =>
  (partner) => ({
    ...partner,
    backend: {
      ...partner.backend,
      listOrders: async (id) => {
        for await (const customer of partner.backend.listCustomers()) {
          const failure = customer.id === id ? failures[customer.domain] : undefined;
          if (failure !== undefined) throw failure;
        }
        return partner.backend.listOrders(id);
      },
    },
  });
const refused = new CspError('serviceRefused', { operation: 'GET', status: 403, serviceCode: '800073', text: 'No' });
const left = new CspError('accessDenied', { operation: 'GET', serviceCode: '20002', missing: 'relationship' });
const down = new CspError('unavailable', { host: 'api.example', reason: 'ECONNRESET', retryAt: null });
const all = 'list-software --all-customers';
const domainsOf = (json: string): readonly string[] => [
  ...new Set((JSON.parse(json) as { readonly customerDomain: string }[]).map((row) => row.customerDomain)),
];

command(
  'when two customers cannot be read, then the others are all there, and the failure names both',
  async ({ csp }) => {
    const domains = domainsOf((await csp(`${all} -o json`)).stdout);
    const [, first = '', , , second = ''] = domains;
    const scene = { partner: failing({ [first]: refused, [second]: left }) };
    const others = domains.filter((domain) => domain !== first && domain !== second);
    for (const words of ['', ' --sort title', ' --limit 1000']) {
      const { stdout, failure } = await csp(`${all} -o json${words}`, scene);
      expect([[...domainsOf(stdout)].sort(), failure]).toEqual([
        [...others].sort(),
        { code: 'accessDenied', details: { ...left.details, lacks: [first, second] } },
      ]);
    }
    const table = await csp(all, { ...wide, ...scene });
    expect(table.stdout).toBe((await csp(all, { ...wide, ...scene })).stdout);
    expect(cellsOf(table.stdout).length).toBeGreaterThan(others.length);
    expect(table.failure).toMatchObject({ code: 'accessDenied' });
  },
);

command('when one customer has more orders than one list holds, then the others are all there', async ({ csp }) => {
  const [first = '', ...others] = domainsOf((await csp(`${all} -o json`)).stdout);
  const tooLarge = new CspError('orderListTooLarge', { customer: first });
  const { stdout, failure } = await csp(`${all} -o json`, { partner: failing({ [first]: tooLarge }) });
  expect([domainsOf(stdout), failure]).toEqual([
    others,
    { code: 'orderListTooLarge', details: { customer: first, lacks: [first] } },
  ]);
});

command(
  'when the service fails in the middle, then what came is whole JSON and the failure says where it ends',
  async ({ csp }) => {
    const domains = domainsOf((await csp(`${all} -o json`)).stdout);
    const [first = '', , third = ''] = domains;
    const broken = await csp(`${all} -o json`, { partner: failing({ [third]: down }) });
    expect([domainsOf(broken.stdout), broken.failure]).toEqual([
      domains.slice(0, 2),
      { code: 'unavailable', details: { ...down.details, endsBefore: third } },
    ]);
    const nothing = await csp(`${all} -o json`, { partner: failing({ [first]: down }) });
    expect([nothing.stdout, nothing.failure]).toMatchObject(['', { code: 'unavailable' }]);
  },
);
