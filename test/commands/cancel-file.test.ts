/** `csp cancel --file`: planned, confirmed, carried out, and carried on by the same command. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cancelledOrder, closed, collect, twoLines, windowsServer } from '../operations/operations-bench.ts';
import { cellsOf, command } from './command-bench.ts';
import { agreed, codeOf, pathOf, ran, statesOf, writeOrders } from './list-bench.ts';

const three = [twoLines, windowsServer, cancelledOrder];

command('when a person types the number of orders, then exactly they are cancelled', async (bench) => {
  const path = writeOrders(bench, [...three, closed, twoLines]);
  const answers = [true, 'Tenant closed', '2'];
  const { stdout, stderr, failure, questions } = await bench.csp(`cancel --file ${path}`, { columns: 100, answers });
  expect(questions).toEqual([
    'acknowledge: I have read what cancelling does.',
    'ask: Why is it cancelled?',
    'type: This cancels 2 orders of 1 customer, estimated credit USD\u00a033,167.53. Type the number of orders to go on:',
  ]);
  expect(failure).toEqual({ code: 'runRefused', details: { runId: '00000001', refused: 1, refundable: 1 } });
  expect(stderr.split('\n')).toEqual([
    `${path}: 5 lines, 1 of them repeated.`,
    'Plan: 2 orders to cancel, 1 cancelled already, 1 that cannot be cancelled. Estimated credit: USD\u00a033,167.53. Paid for what cannot be cancelled: USD\u00a06,771.00.',
    `  Order ${closed}, line 0, can no longer be cancelled: its window closed on 21 November 2026 04:00 UTC.`,
    'This machine remembers no earlier run for this account. What another machine has cancelled shows only in the state of the orders.',
    'What cancelling does:',
    '  - every product key and download link of the purchase is revoked;',
    '  - you and the customer must stop using the software, uninstall it, and delete downloads and links;',
    '  - it cannot be undone.',
    'Run 00000001 begins: 2 orders.',
    'Run 00000001: 3 cancelled, 1 cancelled already, 1 refused, of 5 lines.',
    '',
  ]);
  // Only what is not done; a column in which nothing stands is left out.
  expect(cellsOf(stdout).map((cells) => cells.slice(0, 4))).toEqual([
    ['Input', 'Customer', 'Order', 'Outcome'],
    ['5', 'contoso.onmicrosoft.com', '3ab104f632ef', 'refused'],
  ]);
  expect(await statesOf(bench, [twoLines, windowsServer])).toEqual(['cancelled cancelled', 'cancelled']);
});

command('when another number is typed, then nothing is sent and no run is left', async (bench) => {
  const path = writeOrders(bench, three);
  const answers = [true, 'Tenant closed', '3'];
  const { failure } = await bench.csp(`cancel --file ${path}`, { columns: 100, answers });
  expect(codeOf({ failure })).toBe('declined');
  expect(await statesOf(bench, [twoLines, windowsServer])).toEqual(['active active', 'active']);
  expect(await (await bench.journal()).listRuns(bench.partner.identity.environment)).toEqual([]);
});

command(
  'T10: when the same list comes again, renamed or in another order, then nothing is sent twice',
  async (bench) => {
    const first = await ran(bench, `cancel --file ${writeOrders(bench, three)} ${agreed}`);
    expect(first.rows).toEqual(['2 cancelled', '3 cancelled', '4 already-cancelled']);
    const moved = writeOrders(bench, three.toReversed(), 'again.csv');
    const again = await ran(bench, `cancel --file ${moved} ${agreed}`);
    expect(again.rows).toEqual(['2 already-cancelled', '3 cancelled', '4 cancelled']);
    expect(again.said.slice(-2)).toEqual([
      'Run 00000001 finished this on 21 November 2026 10:00 UTC: 3 orders done. Nothing was sent.',
      'Run 00000001: 2 cancelled, 1 cancelled already, of 3 lines.',
    ]);
    expect((await (await bench.journal()).listRuns(bench.partner.identity.environment)).length).toBe(1);
    // Nobody is asked what nothing will be done of.
    expect(codeOf(await bench.csp(`cancel --file ${moved}`))).toBeNull();
  },
);

command(
  'T10: when a list is changed before its run is finished, then the run is not mixed up with it',
  async (bench) => {
    const path = writeOrders(bench, three);
    const stopped = await ran(bench, `cancel --file ${path} ${agreed}`, { stepsLeft: 0 });
    expect([stopped.failure, stopped.rows, stopped.said.at(-1)]).toEqual([
      { code: 'timeout', details: { seconds: 5 } },
      ['2 not-tried', '3 not-tried', '4 already-cancelled'],
      'Run 00000001: 1 done, 2 left, 0 in doubt: run the same command again to go on.',
    ]);
    writeOrders(bench, [twoLines]);
    expect((await ran(bench, `cancel --file ${path} ${agreed}`)).failure).toEqual({
      code: 'runChanged',
      details: { runId: '00000001', file: path },
    });
    writeOrders(bench, three);
    const done = await ran(bench, `cancel --file ${path} ${agreed}`);
    expect([done.failure, done.rows, done.said.slice(1)]).toEqual([
      null,
      ['2 cancelled', '3 cancelled', '4 already-cancelled'],
      ['Run 00000001 is not finished: 2 orders left.', 'Run 00000001: 2 cancelled, 1 cancelled already, of 3 lines.'],
    ]);
    writeOrders(bench, [twoLines]);
    expect((await ran(bench, `cancel --file ${path} ${agreed}`)).rows).toEqual(['2 already-cancelled']);
  },
);

command('when an unfinished run goes on, then somebody says so again', async (bench) => {
  const path = writeOrders(bench, three);
  await ran(bench, `cancel --file ${path} ${agreed}`, { stepsLeft: 0 });
  expect(codeOf(await bench.csp(`cancel --file ${path}`))).toBe('confirmationNeeded');
  const { questions, failure } = await bench.csp(`cancel --file ${path}`, { columns: 100, answers: ['2'] });
  expect([questions, failure]).toEqual([['type: Run 00000001 goes on with 2 orders. Type the number to go on:'], null]);
});

command(
  'when orders are in doubt, then it is said that they are looked at first, and how long that may take',
  async (bench) => {
    const path = writeOrders(bench, three);
    await ran(bench, `cancel --file ${path} ${agreed}`, { stepsLeft: 0 });
    const at = Date.UTC(2026, 10, 21, 10);
    await (await bench.journal()).advance('00000001', { number: 1, state: 'sent', requestId: bench.newId(), at });
    const { said } = await ran(bench, `cancel --file ${path} ${agreed}`);
    expect(said.slice(1)).toEqual([
      'Run 00000001 is not finished: 1 order left, 1 in doubt.',
      '1 order is in doubt and is looked at first; that can take 18 minutes.',
      'Run 00000001: 2 cancelled, 1 cancelled already, of 3 lines.',
    ]);
  },
);

command('T11: when another process works on the same rows, then it is left alone', async (bench) => {
  const path = writeOrders(bench, three);
  await ran(bench, `cancel --file ${path} ${agreed}`, { stepsLeft: 0 });
  const journal = await bench.journal();
  const { manifest, environment } = (await journal.getRun('00000001')) ?? { manifest: '', environment: '' };
  const lock = await journal.tryLock(`cancel|${environment}|${manifest}`);
  expect((await ran(bench, `cancel --file ${path} ${agreed}`)).failure).toEqual({
    code: 'runLive',
    details: { runId: '00000001', pid: 4711 },
  });
  lock?.release();
  expect(codeOf(await ran(bench, `cancel --file ${path} ${agreed}`))).toBeNull();
});

command(
  'T51: when the number is not the expected one, then the number seen is told and nothing is sent',
  async (bench) => {
    const path = writeOrders(bench, three);
    const refused = async (flags: string) => (await bench.csp(`cancel --file ${path} ${agreed} ${flags}`)).failure;
    expect([
      await refused('--expect-count 3'),
      await refused('--max-cancel 1'),
      await refused('--all-or-nothing --expect-count 7'),
    ]).toEqual([
      { code: 'countMismatch', details: { expected: 3, found: 2 } },
      { code: 'tooMany', details: { found: 2, maximum: 1, flag: '--max-cancel' } },
      { code: 'countMismatch', details: { expected: 7, found: 2 } },
    ]);
    expect(await statesOf(bench, [twoLines, windowsServer])).toEqual(['active active', 'active']);
    expect(await refused('--expect-count 2 --max-cancel 2')).toBeNull();
  },
);

command('T51: when a script sends more than 25 on --yes alone, then it says how many it expects', async (bench) => {
  await bench.csp('sandbox seed --orders 300');
  const ids = (await bench.csp('list-software --all-customers --cancellable -o csv --fields customerId,orderId'))
    .stdout;
  const stdin = [...new Set(ids.replace('customerId,orderId', 'customer,order').split('\n'))].slice(0, 31).join('\n');
  const { failure } = await bench.csp(`cancel --file - ${agreed}`, { stdin });
  expect(failure).toEqual({ code: 'expectCountNeeded', details: { found: 29, flag: '--expect-count' } });
  expect((await bench.csp(`cancel - ${agreed} --expect-count 29 --only-eligible`, { stdin })).failure).toBeNull();
});

command('when nobody can answer, then what is missing is said before an order is read', async (bench) => {
  const path = writeOrders(bench, three);
  const partner = (own: typeof bench.partner) => ({
    ...own,
    backend: { ...own.backend, listOrders: () => Promise.reject(new Error('an order was read')) },
  });
  const missing = async (flags: string) => (await bench.csp(`cancel --file ${path} ${flags}`, { partner })).failure;
  expect([
    await missing(''),
    await missing('--acknowledge'),
    await missing('--acknowledge --reason x'),
    await missing('--yes --reason x'),
  ]).toEqual([
    { code: 'acknowledgementNeeded', details: { flag: '--acknowledge' } },
    { code: 'argumentMissing', details: { flag: '--reason', command: 'csp cancel' } },
    { code: 'confirmationNeeded', details: { flag: '--yes' } },
    { code: 'acknowledgementNeeded', details: { flag: '--acknowledge' } },
  ]);
});

command('when flags do not go together, then that is said first', async (bench) => {
  const path = writeOrders(bench, three);
  const refused = async (line: string) => (await bench.csp(line)).failure;
  expect([
    await refused(`cancel --file ${path} --line 0`),
    await refused(`cancel --file ${path} --apply plan.json`),
    await refused('cancel --apply plan.json --plan-out other.json'),
    await refused(`cancel --file ${path} --only-eligible --all-or-nothing`),
    await refused(`cancel ${twoLines} --file ${path}`),
  ]).toEqual(
    [
      ['--file', '--line'],
      ['--apply', '--file'],
      ['--plan-out', '--apply'],
      ['--only-eligible', '--all-or-nothing'],
      ['--file', twoLines],
    ].map((flags) => ({ code: 'argumentsConflict', details: { flags } })),
  );
  expect(codeOf(await bench.csp(`cancel --file ${path} --results rows.txt`))).toBe('argumentInvalid');
});

command('when reasons stand in the list, then each order is recorded with its own', async (bench) => {
  const stdin = `customer,order,reason\ncontoso.onmicrosoft.com,${twoLines},Wrong edition\ncontoso.onmicrosoft.com,${windowsServer},\n`;
  expect(codeOf(await ran(bench, `cancel - ${agreed} --ticket INC-7`, { stdin }))).toBeNull();
  const events = await bench.state.listEvents(bench.partner.identity.environment, { since: 0 });
  expect(events.map(({ orderId, line, facts }) => [orderId, line, facts['reason'], facts['ticket']])).toEqual([
    [twoLines, 0, 'Wrong edition', 'INC-7'],
    [twoLines, 1, 'Wrong edition', 'INC-7'],
    [windowsServer, 0, 'Ordered twice', 'INC-7'],
  ]);
});

command('when reports are asked for, then they are there, and the same command writes them again', async (bench) => {
  const path = writeOrders(bench, [...three, closed]);
  const [results, summary, requests] = ['rows.csv', 'summary.md', 'requests'].map((name) => pathOf(bench, name));
  const line = `cancel --file ${path} ${agreed} --results ${results} --summary ${summary} --refund-requests ${requests}`;
  const { said } = await ran(bench, line);
  expect(said.slice(-4)).toEqual([
    `Results: ${results}`,
    `Summary: ${summary}`,
    `1 refund request in ${requests}`,
    'Run 00000001: 2 cancelled, 1 cancelled already, 1 refused, of 4 lines.',
  ]);
  const before = readFileSync(results ?? '', 'utf8');
  expect(before.split('\n').length).toBe(6);
  await ran(bench, line);
  expect(readFileSync(results ?? '', 'utf8')).toBe(before);
  const other = await bench.csp(
    `cancel --file ${writeOrders(bench, [closed], 'other.csv')} ${agreed} --results ${results}`,
  );
  expect(other.failure).toEqual({ code: 'fileExists', details: { path: results } });
  const intents = await collect((await bench.journal()).listIntents('00000001'));
  expect(intents.length).toBe(4);
});

command('when a report cannot be written, then the run says so, and how it is written again', async (bench) => {
  const folder = pathOf(bench, 'my requests');
  mkdirSync(folder);
  writeFileSync(join(folder, `${closed}.txt`), 'mine\n');
  const path = writeOrders(bench, [twoLines, closed]);
  const { rows, said, failure } = await ran(bench, `cancel --file ${path} ${agreed} --refund-requests "${folder}"`);
  expect([rows, said.slice(-3)]).toEqual([
    ['2 cancelled', '3 refused cancelWindowClosed'],
    [
      'Run 00000001: 1 cancelled, 1 refused, of 2 lines.',
      'The run is whole in the journal. Once they can be written, its files are written again by:',
      `  csp runs export 00000001 --refund-requests '${folder}'`,
    ],
  ]);
  expect(failure).toMatchObject({ code: 'storageFailed', details: { reason: 'EEXIST' } });
});
