/** `csp activity`: ranges, filters, the local archive and its check, and the chart. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { contoso, minuteMs, today, windowsServer } from '../operations/operations-bench.ts';
import { type CommandBench, cellsOf, command } from './command-bench.ts';

const key =
  'get-key --customer contoso.onmicrosoft.com --order f5c3b5ddb342 --version 2022 --language en-US --file-type "64 Bit, ISO" --reason "New server" --ticket T-1';
const buy = 'buy --customer fabrikam.onmicrosoft.com --product DG7GMGF0DWTL --quantity 1 --yes';
const cancel = 'cancel f5c3b5ddb342 --customer contoso.onmicrosoft.com --reason "Ordered twice" --acknowledge --yes';

/** A key at 10:00, a link at 10:01, a purchase at 10:02, a cancellation at 10:03. */
const happenings = async ({ csp, controls }: CommandBench): Promise<void> => {
  for (const line of [key, key.replace('get-key', 'copy-link').replace(/ --reason.*/, ''), buy, cancel]) {
    const { failure } = await csp(line);
    if (failure !== null) throw new Error(JSON.stringify(failure));
    await controls.advanceClock(minuteMs);
  }
};

const eventsOf = async ({ csp }: CommandBench, words: string): Promise<unknown> => {
  const { stdout, failure } = await csp(`activity ${words} -o json`);
  return failure ?? (JSON.parse(stdout) as { event: string }[]).map(({ event }) => event);
};

command(
  'when nothing is said, then keys and links of the last 30 days come, with what this machine knows',
  async (bench) => {
    await happenings(bench);
    const { stdout } = await bench.csp('activity -o json');
    const rows: readonly unknown[] = JSON.parse(stdout);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual({
      at: '2026-11-21T10:00:00Z',
      event: 'key',
      userPrincipalName: 'admin@firstupconsultants.onmicrosoft.com',
      customerId: contoso.id,
      orderId: windowsServer,
      line: 0,
      operationType: 'get_software_key',
      operationStatus: 'succeeded',
      details: {
        Product: 'Windows Server 2022 Standard - 16 Core License Pack',
        Version: '2022',
        Language: 'en-US',
        FileType: '64 Bit, ISO',
        reason: 'New server',
        ticket: 'T-1',
        shown: 'masked',
      },
    });
  },
);

command('when filters are given, then only what fits them comes', async (bench) => {
  await happenings(bench);
  expect(await eventsOf(bench, '--event all')).toEqual(['key', 'link', 'purchase', 'cancel']);
  expect(await eventsOf(bench, '--event cancel,key')).toEqual(['key', 'cancel']);
  expect(await eventsOf(bench, '--event all --customer fabrikam.onmicrosoft.com')).toEqual(['purchase']);
  expect(await eventsOf(bench, `--event all --order ${windowsServer}`)).toEqual(['key', 'link', 'cancel']);
  expect(await eventsOf(bench, '--event all --customer contoso.onmicrosoft.com --order F5C3B5DDB342')).toEqual([
    'key',
    'link',
    'cancel',
  ]);
  expect(await eventsOf(bench, '--event all --user somebody@example.com')).toEqual([]);
  expect(await eventsOf(bench, '--event all --limit 3')).toEqual(['link', 'purchase', 'cancel']);
});

command(
  'when an order is named by its number alone, then its customer is found; an unknown one is a failure',
  async (bench) => {
    await happenings(bench);
    expect(await eventsOf(bench, '--event all --order f5c3b5ddb342')).toEqual(['key', 'link', 'cancel']);
    expect(await eventsOf(bench, '--order 000000000000')).toEqual({
      code: 'orderNotFound',
      details: { customer: null, orderId: '000000000000' },
    });
  },
);

command('when a range is given, then both ends belong to it, and a date means its whole day', async (bench) => {
  await happenings(bench);
  const all = (range: string) => eventsOf(bench, `--event all ${range}`);
  expect(await all('--since 2026-11-21T10:01:00Z --until 2026-11-21T10:02:00Z')).toEqual(['link', 'purchase']);
  expect(await all('--since 2026-11-21T10:01:00.001Z --until 2026-11-21T10:02:00Z')).toEqual(['purchase']);
  expect(await all('--since today --until today')).toHaveLength(4);
  expect(await all('--since 2026-11-21')).toHaveLength(4);
  expect(await all('--until 2026-11-20')).toEqual([]);
  expect(await all('--since 3m')).toEqual(['link', 'purchase', 'cancel']);
  expect(await all('--since 2026-11-21 --until yesterday')).toEqual({
    code: 'argumentsConflict',
    details: { flags: ['--since 2026-11-21', '--until yesterday'] },
  });
  expect(await all('--since soon')).toMatchObject({
    code: 'argumentInvalid',
    details: { flag: '--since', given: 'soon' },
  });
  expect(await all('--until 2026-02-30')).toMatchObject({
    code: 'argumentInvalid',
    details: { flag: '--until', given: '2026-02-30' },
  });
});

command('when a terminal shows it, then as a table of events', async (bench) => {
  await happenings(bench);
  const { stdout } = await bench.csp('activity --event purchase,cancel', { columns: 300, answers: [] });
  const [titles, purchase, cancelled] = cellsOf(stdout);
  expect(titles).toEqual(['When', 'Event', 'User', 'Customer', 'Order', 'Line', 'Details']);
  expect(purchase?.slice(0, 4)).toEqual([
    '2026-11-21 10:02Z',
    'purchase',
    'admin@firstupconsultants.onmicrosoft.com',
    'Fabrikam, Inc.',
  ]);
  expect(purchase?.slice(5)).toEqual([
    '–',
    'item: DG7GMGF0DWTL:0001 · quantity: 1 · cartId: 5a000000-0000-4000-8000-000000000005 · run: 00000003 · Product-0: Access 2016 · Quantity-0: 1',
  ]);
  expect(cancelled?.slice(3)).toEqual([
    'Contoso, Ltd.',
    'f5c3b5ddb342',
    '0',
    'reason: Ordered twice · run: 00000006 · Product: Windows Server 2022 Standard - 16 Core License Pack · Status: cancelled',
  ]);
});

command('when nothing happened, then a terminal is told so', async ({ csp }) => {
  expect(await csp('activity', { columns: 80, answers: [] })).toMatchObject({
    stdout: '',
    stderr: 'Nothing of this kind happened in this range. See every kind with --event all.\n',
    failure: null,
  });
});

command('when a chart is wanted, then each day has a line, also the empty ones', async (bench) => {
  await happenings(bench);
  await bench.controls.setClock(today + 2 * 86_400_000);
  await bench.csp(key.replace(' --reason "New server" --ticket T-1', '').replace('f5c3b5ddb342', '3ab104f632ef'));
  const { stdout } = await bench.csp('activity --since 2026-11-20 --until 2026-11-23 --event all --chart');
  expect(stdout).toBe(
    [`2026-11-20  ·`, `2026-11-21  ${'█'.repeat(40)} 4`, '2026-11-22  ·', `2026-11-23  ${'█'.repeat(10)} 1`, ''].join(
      '\n',
    ),
  );
});

command('when a chart is wanted in a machine format, then the counts come as data', async (bench) => {
  await happenings(bench);
  const chart = 'activity --since 2026-11-20 --until 2026-11-21 --event all --chart';
  expect(JSON.parse((await bench.csp(`${chart} -o json`)).stdout)).toEqual([
    { day: '2026-11-20', events: 0 },
    { day: '2026-11-21', events: 4 },
  ]);
  expect((await bench.csp(`${chart} -o csv`)).stdout).toBe('day,events\n2026-11-20,0\n2026-11-21,4\n');
  expect((await bench.csp(`${chart} -o json --fields at`)).failure).toMatchObject({ code: 'fieldUnknown' });
});

command('when a file is named, then it gets what a pipe would get, once, and for its owner only', async (bench) => {
  await happenings(bench);
  const path = join(bench.folder, 'activity.csv');
  const scene = { columns: 80, answers: [] };
  const saved = await bench.csp(`activity --event all -o csv --out-file ${path}`, scene);
  expect([saved.stdout, saved.stderr, saved.failure]).toEqual(['', `Saved to ${path}.\n`, null]);
  const printed = (await bench.csp('activity --event all -o csv')).stdout;
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual([printed, 0o600]);
  const again = await bench.csp(`activity --out-file ${path} --sync`);
  expect([again.failure, again.stderr]).toEqual([{ code: 'fileExists', details: { path } }, '']);

  const plain = join(bench.folder, 'activity.tsv');
  await bench.csp(`activity --out-file ${plain}`, scene);
  expect(readFileSync(plain, 'utf8')).toBe((await bench.csp('activity')).stdout);
  const chart = join(bench.folder, 'chart.txt');
  await bench.csp(`activity --chart --out-file ${chart}`, scene);
  expect(readFileSync(chart, 'utf8')).toBe((await bench.csp('activity --chart')).stdout);

  const dry = await bench.csp(`activity --dry-run --out-file ${plain}2`);
  expect([dry.stderr, existsSync(`${plain}2`)]).toEqual([`Dry run: it would be saved to ${plain}2.\n`, false]);
});

command(
  'when records are older than the service keeps them, then those kept here are shown and told apart',
  async (bench) => {
    await happenings(bench);
    await bench.csp('activity --sync -q');
    await bench.controls.advanceClock(100 * 86_400_000);
    const { stdout, stderr } = await bench.csp('activity --since 2026-11-21 --limit 1 -o json');
    expect([JSON.parse(stdout)].flat()).toMatchObject([{ event: 'link', at: '2026-11-21T10:01:00Z' }]);
    expect(stderr).toBe(
      'The service keeps its records for 90 days. What is older is shown only where --sync kept it on this machine.\n1 of these records is kept on this machine only, up to 21 November 2026 10:01 UTC: the service no longer has them.\n',
    );
  },
);

command('when records are kept here, then once each, and the chain is sound until somebody edits it', async (bench) => {
  await happenings(bench);
  expect((await bench.csp('activity --sync -o json')).stderr).toBe('4 new records are now kept on this machine.\n');
  expect((await bench.csp('activity --sync -o json')).stderr).toBe('0 new records are now kept on this machine.\n');
  expect(await bench.csp('activity --verify')).toMatchObject({
    stderr: 'Sound: 17 entries, none edited.\n',
    failure: null,
  });
});

command('when the role is missing, then nothing is shown', async (bench) => {
  await bench.csp('sandbox as sales-agent');
  expect(await eventsOf(bench, '')).toMatchObject({
    code: 'roleMissing',
    details: { act: 'activity', held: ['sales-agent'] },
  });
  expect(await eventsOf(bench, '--sync')).toMatchObject({ code: 'roleMissing' });
});

command('when records would be kept on a dry run, then their number is said and none is kept', async (bench) => {
  await happenings(bench);
  const sync = async (words: string) => (await bench.csp(`activity --sync ${words}`)).stderr;
  const dry = 'Dry run: 4 new records would be kept on this machine.\n';
  expect([await sync('-n'), await sync('-n')]).toEqual([dry, dry]);
  expect(await sync('')).toBe('4 new records are now kept on this machine.\n');
  expect(await sync('-n')).toBe('Dry run: 0 new records would be kept on this machine.\n');
});

command('when the range begins before what the service keeps, then that is said', async ({ csp }) => {
  const kept =
    'The service keeps its records for 90 days. What is older is shown only where --sync kept it on this machine.\n';
  expect((await csp('activity --since 91d -o json -q')).stderr).toBe(kept);
  expect((await csp('activity --since 2020-01-01 --until 2020-02-01')).stderr).toBe(kept);
  expect((await csp('activity --since 89d')).stderr).toBe('');
});

command('when the archive is checked for a machine, then it gets an object', async ({ csp }) => {
  await csp(buy);
  const { stdout } = await csp('activity --verify -o json');
  expect(JSON.parse(stdout)).toEqual({ sound: true, events: expect.any(Number) });
  expect((await csp('activity --verify')).stdout).toBe('');
});

command('when records are kept and checked by one command, then both are done', async (bench) => {
  await happenings(bench);
  const both = await bench.csp('activity --sync --verify -o json');
  expect(both).toMatchObject({ failure: null, stderr: expect.stringMatching(/^4 new records are now kept/) });
  expect(JSON.parse(both.stdout)).toMatchObject({ sound: true });
  const range = { from: 0, to: today + 60 * minuteMs };
  const kept = await bench.state.listArchivedAuditRecords(bench.partner.identity.environment, range);
  expect(kept).toHaveLength(4);
});

command('when --event is given twice, then both count', async (bench) => {
  await happenings(bench);
  expect(await eventsOf(bench, '--event key --event link')).toEqual(['key', 'link']);
  expect(await eventsOf(bench, '--event purchase --event cancel,key')).toEqual(['key', 'purchase', 'cancel']);
});
