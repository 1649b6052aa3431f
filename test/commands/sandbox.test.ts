/** `csp sandbox`: its clock, its identity, its worlds. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../src/locales/en/catalogue.ts';
import { dayMs, today } from '../operations/operations-bench.ts';
import { type CommandBench, command } from './command-bench.ts';

const reconciliation = join(__dirname, '../../fixtures/reconciliation');
const statusOf = async ({ csp }: CommandBench) => JSON.parse((await csp('sandbox status -o json')).stdout);

const fresh = {
  path: ':memory:',
  now: '2026-11-21T10:00:00Z',
  clockOffsetMs: 0,
  userPrincipalName: 'admin@firstupconsultants.onmicrosoft.com',
  roles: ['admin-agent', 'global-admin'],
  customers: 20,
  products: 19,
  orders: 60,
};

command('when the status is asked for, then it tells clock, identity and size', async (bench) => {
  expect(await statusOf(bench)).toEqual(fresh);
  const shown = await bench.csp('sandbox status', { columns: 120, answers: [] });
  expect(shown.stdout).toBe(
    [
      'Path          :memory:',
      'Clock         2026-11-21 10:00Z (machine time)',
      'Signed in as  admin@firstupconsultants.onmicrosoft.com',
      'Roles         Admin agent, Global admin',
      'Customers     20',
      'Products      19',
      'Orders        60',
      '',
    ].join('\n'),
  );
});

command('when the clock is set, moved or reset, then the new time is said', async (bench) => {
  const hint = 'Orders keep their dates. “csp sandbox reset” places the sandbox’s own orders around the new date.\n';
  const set = await bench.csp('sandbox clock set 2020-02-01');
  expect([set.stdout, set.stderr]).toEqual(['', `The sandbox’s clock now reads 1 February 2020 00:00 UTC.\n${hint}`]);
  await bench.csp('sandbox clock advance 1d12h');
  expect((await statusOf(bench)).now).toBe('2020-02-02T12:00:00Z');
  await bench.csp('sandbox clock set 2021-06-03T12:00:00Z');
  expect((await statusOf(bench)).now).toBe('2021-06-03T12:00:00Z');
  await bench.csp('sandbox clock set 7d');
  expect((await statusOf(bench)).now).toBe('2021-05-27T12:00:00Z');
  await bench.csp('sandbox clock reset');
  expect(await statusOf(bench)).toEqual(fresh);
  expect((await bench.csp('sandbox clock set someday')).failure).toEqual({
    code: 'argumentInvalid',
    details: { flag: 'TIME', given: 'someday', expected: '2020-02-01, 2020-02-01T12:00:00Z …' },
  });
  expect((await bench.csp('sandbox clock advance 1')).failure).toMatchObject({
    code: 'argumentInvalid',
    details: { flag: 'DURATION' },
  });
  expect(await statusOf(bench)).toEqual(fresh);
});

command('when the clock is ahead or behind, then the status says by how much', async ({ csp, controls }) => {
  const clock = async () => (await csp('sandbox status', { columns: 120, answers: [] })).stdout.split('\n')[1];
  await controls.setClock(today + 2 * dayMs);
  expect(await clock()).toBe('Clock         2026-11-23 10:00Z (+2 days from machine time)');
  await controls.setClock(today - 2 * dayMs);
  expect(await clock()).toBe('Clock         2026-11-19 10:00Z (−2 days from machine time)');
});

command('when the world is reset, then only with a yes, and never on a dry run', async (bench) => {
  await bench.csp('buy --customer fabrikam.onmicrosoft.com --product DG7GMGF0DWTL --quantity 1 --yes');
  const orders = async () => (await statusOf(bench)).orders;
  expect(await orders()).toBe(61);
  expect((await bench.csp('sandbox reset')).failure).toEqual({
    code: 'confirmationNeeded',
    details: { flag: '--yes' },
  });
  const no = await bench.csp('sandbox reset', { columns: 80, answers: [false] });
  expect([no.failure, no.questions]).toEqual([
    { code: 'declined', details: {} },
    ['confirm: Empty the sandbox and seed it again? Everything bought and cancelled in it is lost.'],
  ]);
  expect((await bench.csp('sandbox reset --yes --dry-run')).failure).toBeNull();
  expect(await orders()).toBe(61);
  expect((await bench.csp('sandbox reset', { columns: 80, answers: [true] })).stderr).toBe(
    'The sandbox is fresh: 20 customers, 60 orders.\n',
  );
  expect(await orders()).toBe(60);
});

command('when orders are generated, then as many as asked for are added', async (bench) => {
  const outcome = await bench.csp('sandbox seed --orders 100');
  expect(outcome.stderr).toMatch(/^The sandbox now has \d+ customers and 160 orders\.\n$/);
  expect((await statusOf(bench)).orders).toBe(160);
  expect((await bench.csp('sandbox seed')).failure).toEqual({
    code: 'argumentMissing',
    details: { flag: '--orders', command: 'csp sandbox seed' },
  });
});

command('when reconciliation files are imported, then they replace the world, with a yes', async (bench) => {
  const file = join(reconciliation, '2020-10-eur.csv');
  expect((await bench.csp(`sandbox import ${file}`)).failure).toMatchObject({ code: 'confirmationNeeded' });
  expect((await bench.csp(`sandbox import ${file} --yes --dry-run`)).failure).toBeNull();
  expect(await statusOf(bench)).toEqual(fresh);
  const outcome = await bench.csp(`sandbox import ${file} --yes`);
  const { customers, orders } = await statusOf(bench);
  expect(outcome.failure).toBeNull();
  expect(outcome.stderr).toMatch(
    new RegExp(
      `^Read \\d+ rows: ${customers} customers, ${orders} orders with \\d+ lines, \\d+ of them cancelled\\.\n`,
    ),
  );
  expect(outcome.stderr).toContain('These files have no time of day.');
  const wrong = await bench.csp(`sandbox import ${join(reconciliation, 'not-reconciliation.csv')} --yes`);
  expect(wrong.failure).toMatchObject({ code: 'inputRefused' });
  expect((await statusOf(bench)).orders).toBe(orders);
});

command(
  'when rows are of no use, then they are counted by reason, the first lines named, with --verbose all',
  async (bench) => {
    const sound = readFileSync(join(reconciliation, 'damaged.csv'), 'utf8').split('\r\n');
    const file = join(bench.folder, 'rows.csv');
    const others = Array.from({ length: 7 }, () => sound[1]?.replace(',New,', ',Transfer,'));
    writeFileSync(file, [...sound.slice(0, 14), ...others].join('\n'));
    const [brief, verbose] = [
      await bench.csp(`sandbox import ${file} --yes`),
      await bench.csp(`sandbox import ${file} --yes -v`),
    ];
    const told = [
      'Read 20 rows: 3 customers, 12 orders with 12 lines, 0 of them cancelled.',
      `Left out 1 row: the quantity is no whole number (line 14)`,
      `Left out 7 rows: neither a purchase nor any other charge that is known (lines 15, 16, 17, 18, 19 …)`,
    ];
    const { dateOnly } = en.text.sandbox;
    expect(brief.stderr).toBe([...told, dateOnly, ''].join('\n'));
    const twice = await bench.csp(`sandbox import ${file} ${file} --yes`);
    expect(twice.stderr).toContain(`: the quantity is no whole number (${file}, lines 14, 14)\n`);
    expect(verbose.stderr).toBe([...told, '  lines 15, 16, 17, 18, 19, 20, 21', dateOnly, ''].join('\n'));
  },
);

command('when a file is damaged, then it is refused as a whole, with line and column', async (bench) => {
  const sound = readFileSync(join(reconciliation, '2020-10-eur.csv'), 'utf8').trimEnd().split('\r\n');
  const file = join(bench.folder, 'damaged.csv');
  const failureWith = async (text: string) => {
    writeFileSync(file, text);
    return (await bench.csp(`sandbox import ${file} --yes`)).failure;
  };
  const refused = (reason: string, line: number, column: number) => ({
    code: 'inputRefused',
    details: { file, line, column, reason },
  });
  const [header = '', first = '', ...rest] = sound;
  const write = (row: string): string => [header, first, row, ...rest].join('\n');
  expect(await failureWith(write(first.slice(0, 100)))).toMatchObject(refused('columnCount', 3, 5));
  expect(await failureWith(write(`"${first}`))).toMatchObject(refused('quote', 3, 1));
  expect(await failureWith(sound.join('\n').slice(0, -40))).toMatchObject(refused('columnCount', 31, 27));
  expect(await statusOf(bench)).toEqual(fresh);
});

command('when an import is a dry run, then the files are read, counted and reported', async (bench) => {
  const file = join(reconciliation, '2020-10-eur.csv');
  const [dry, real] = [await bench.csp(`sandbox import ${file} -n`), await bench.csp(`sandbox import ${file} --yes`)];
  expect(dry).toEqual({ ...real, stderr: `${real.stderr}Dry run: the sandbox was left as it is.\n` });
  expect((await bench.csp('sandbox import missing.csv -n')).failure).toMatchObject({ code: 'inputRefused' });
});

command('when the sandbox is changed on a dry run, then it says what would be', async (bench) => {
  const said = async (line: string) => (await bench.csp(`${line} --dry-run`)).stderr.split('\n').slice(0, -2);
  const download = 'sandbox download --customer contoso.onmicrosoft.com --order f5c3b5ddb342';
  expect(await said('sandbox clock set 2020-02-01')).toEqual([
    'The sandbox’s clock would read 1 February 2020 00:00 UTC.',
  ]);
  expect(await said('sandbox clock advance 1d')).toEqual([
    'The sandbox’s clock would read 22 November 2026 10:00 UTC.',
  ]);
  expect(await said('sandbox clock reset')).toEqual(['The sandbox’s clock would read 21 November 2026 10:00 UTC.']);
  expect(await said('sandbox seed --orders 5')).toEqual(['The sandbox would get 5 orders more.']);
  expect(await said('sandbox as sales-agent')).toEqual([
    'You would be signed in to the sandbox as admin@firstupconsultants.onmicrosoft.com (Sales agent).',
  ]);
  expect(await said('sandbox reset')).toEqual([en.text.sandbox.wouldReset]);
  expect((await bench.csp(`${download} --dry-run`)).failure).toMatchObject({ code: 'linkNotFound' });
  expect(await statusOf(bench)).toEqual(fresh);
});

command('when somebody else signs in, then with roles that exist', async (bench) => {
  expect((await bench.csp('sandbox as admin-agent account-admin')).stderr).toBe(
    'Signed in to the sandbox as admin@firstupconsultants.onmicrosoft.com (Admin agent, Account admin).\n',
  );
  expect((await statusOf(bench)).roles).toEqual(['admin-agent', 'account-admin']);
  expect((await bench.csp('sandbox as admin-agent root')).failure).toMatchObject({
    code: 'argumentInvalid',
    details: { flag: 'ROLE', given: 'root' },
  });
  expect((await statusOf(bench)).roles).toEqual(['admin-agent', 'account-admin']);
});

command('when a customer downloads, then through a live link, and only as often as it allows', async (bench) => {
  await bench.csp('sandbox clock set 2020-02-01');
  await bench.csp('sandbox reset --yes');
  const download = 'sandbox download --customer contoso.onmicrosoft.com --order f5c3b5ddb342';
  expect((await bench.csp(download)).failure).toMatchObject({ code: 'linkNotFound' });
  await bench.csp(
    'copy-link --customer contoso.onmicrosoft.com --order f5c3b5ddb342 --language en-US --file-type "64 Bit, ISO"',
  );
  expect((await bench.csp(`${download} -n`)).stderr).toBe(
    'The customer would take 1 download. 49 would be left.\nDry run: the sandbox was left as it is.\n',
  );
  expect((await bench.csp(download)).stderr).toBe('The customer took 1 download. 49 left.\n');
  expect((await bench.csp(`${download} --times 49`)).stderr).toBe('The customer took 49 downloads. 0 left.\n');
  expect((await bench.csp(download)).failure).toMatchObject({ code: 'linkEnded', details: { cause: 'used-up' } });
});

command('when a fault is to ask for a wait that HTTP does not know, then it is refused', async ({ csp }) => {
  const failureOf = async (when: string) =>
    (await csp(`sandbox fault add --on cancel --status 429 --retry-after "${when}" --dry-run`)).failure;
  for (const given of ['foo', '-1', '1.5', '7d', 'Sun, 99 Nov 1994 08:49:37 GMT'])
    expect(await failureOf(given)).toEqual({
      code: 'argumentInvalid',
      details: { flag: '--retry-after', given, expected: '57, 120 …' },
    });
  for (const given of ['0', '57', 'Sun, 06 Nov 1994 08:49:37 GMT']) expect(await failureOf(given)).toBeNull();
});
