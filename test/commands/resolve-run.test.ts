/** `csp runs resolve`: what a person decides about a run, and what the service says to it. */
import { CspError } from '../../src/core/errors.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import { collect, contoso, windowsServer } from '../operations/operations-bench.ts';
import { type CommandBench, command } from './command-bench.ts';
import { writePurchases } from './list-bench.ts';
import { halfDone, planRun, runId } from './run-bench.ts';

const rowsOf = async ({ csp }: CommandBench, line: string) => JSON.parse((await csp(`${line} -o json`)).stdout);
const outcomesOf = async (bench: CommandBench) =>
  (await rowsOf(bench, 'runs show last')).map((row: { outcome: string }) => row.outcome);

const resolve = 'runs resolve last --line 2 --reason "Seen in Partner Center"';
const notCancelled =
  'The service does not show order oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1 of contoso.onmicrosoft.com as cancelled. It can be 15 minutes behind; look again after that.\n';

command(
  'when a person says that it is done, then the run is finished, and the chain says who and why',
  async (bench) => {
    await halfDone(bench);
    expect((await bench.csp(`${resolve} --as done --dry-run`)).stderr).toBe(
      `${notCancelled}Dry run: line 2 of run ab12cd34 would be recorded.\n`,
    );
    expect((await bench.csp(`${resolve} --as done`)).stderr).toBe(
      `${notCancelled}Run ab12cd34, line 2: recorded as done.\n`,
    );
    // Nothing is in doubt any more.
    expect((await rowsOf(bench, 'runs show last'))[1]).toMatchObject({ code: null, message: null });
    const journal = await bench.journal();
    const intents = await collect(journal.listIntents(runId, ['done']));
    expect(intents.map(({ evidence }) => evidence)).toEqual(['answer', 'person']);
    expect([(await journal.getRun(runId))?.finishedAt, await outcomesOf(bench)]).toEqual([
      Date.UTC(2026, 10, 21, 10),
      ['cancelled', 'cancelled', 'already-cancelled', 'refused', 'cancelled', 'refused'],
    ]);
    expect(await bench.state.verify()).toMatchObject({ sound: true });
    const events = await bench.state.listEvents(bench.partner.identity.environment, { since: 0 });
    expect(events.map(({ type, orderId, line }) => [type, orderId, line])).toEqual([
      ['cancel', 'oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1', 0],
      ['cancel', '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1', 1],
    ]);
  },
);

command('when a person says that it is not done, then it is off the run and counts as failed', async (bench) => {
  await halfDone(bench);
  expect((await bench.csp(`${resolve} --as not-done`)).stderr).toBe('Run ab12cd34, line 2: recorded as not done.\n');
  expect((await outcomesOf(bench))[1]).toBe('failed');
  expect((await bench.csp('runs show last -o jsonl')).stderr).toBe(
    'Run ab12cd34: 2 cancelled, 1 cancelled already, 2 refused, 1 failed, of 6 lines.\n',
  );
});

command('when the line is not in doubt, then those that are get named', async (bench) => {
  await halfDone(bench);
  expect((await bench.csp('runs resolve last --line 4 --as done --reason x')).failure).toEqual({
    code: 'argumentInvalid',
    details: { flag: '--line', given: '4', expected: '2' },
  });
  await bench.csp('runs resolve last --line 2 --as done --reason x');
  expect((await bench.csp('runs resolve last --line 4 --as done --reason x')).failure).toEqual({
    code: 'nothingInDoubt',
    details: { runId },
  });
});

command('when nothing was done of an order, then it brings no credit', async (bench) => {
  await planRun(bench);
  const rows: readonly { credit: unknown }[] = await rowsOf(bench, 'runs show last');
  expect(rows.map(({ credit }) => credit)).toEqual(Array(6).fill(null));
});

command('when words are missing or clash, then that is said first', async (bench) => {
  await halfDone(bench);
  expect((await bench.csp('runs resolve last --line 2 --as done')).failure).toMatchObject({
    code: 'argumentMissing',
    details: { flag: '--reason' },
  });
  expect((await bench.csp('runs resolve last --line 2 --drop')).failure).toMatchObject({ code: 'argumentsConflict' });
});

command('when another process works on the run, then it is left alone', async (bench) => {
  const run = await halfDone(bench);
  const lock = await (await bench.journal()).tryLock(`cancel|${run.environment}|${run.manifest}`);
  expect((await bench.csp(`${resolve} --as done`)).failure).toEqual({
    code: 'runLive',
    details: { runId, pid: null },
  });
  lock?.release();
  expect((await bench.csp(`${resolve} --as done`)).failure).toBeNull();
});

const neverSent = 'Run ab12cd34 began on 21 November 2026 10:00 UTC with /data/orders.csv. Never sent: 2 orders.\n';

command('when what is left is dropped, then somebody agrees first, and the run is finished', async (bench) => {
  await planRun(bench);
  expect((await bench.csp('runs resolve last --drop')).failure).toMatchObject({ code: 'confirmationNeeded' });
  expect((await bench.csp('runs resolve last --drop --dry-run')).stderr).toBe(
    'Dry run: 2 orders would be taken off run ab12cd34.\n',
  );
  expect((await bench.csp('runs resolve last --drop', { answers: [false] })).failure).toMatchObject({
    code: 'declined',
  });
  const { stderr, questions } = await bench.csp('runs resolve last --drop', { answers: [true] });
  expect([stderr, questions]).toEqual([
    `${neverSent}Taken off run ab12cd34, never sent: 2 orders.\n`,
    ['confirm: Take them off run ab12cd34?'],
  ]);
  expect((await rowsOf(bench, 'runs list'))[0]).toMatchObject({
    finishedAt: '2026-11-21T10:00:00Z',
    orders: { dropped: 2 },
  });
  expect((await bench.csp('runs resolve last --drop --yes')).failure).toEqual({
    code: 'nothingToDrop',
    details: { runId, inDoubt: 0 },
  });
  expect(await outcomesOf(bench)).toEqual([
    'not-tried',
    'not-tried',
    'already-cancelled',
    'refused',
    'not-tried',
    'refused',
  ]);
});

command('when only doubt is left, then there is nothing to drop, and that is said', async (bench) => {
  await halfDone(bench);
  for (const flags of ['--drop --yes', '--drop --dry-run'])
    expect((await bench.csp(`runs resolve last ${flags}`)).failure).toEqual({
      code: 'nothingToDrop',
      details: { runId, inDoubt: 1 },
    });
  expect((await outcomesOf(bench))[1]).toBe('unknown');
});

command(
  'when the service shows the order as cancelled, then “not done” is refused and “done” is the way',
  async (bench) => {
    await halfDone(bench);
    const { backend, newId } = bench;
    const order = { customerId: contoso.id, orderId: windowsServer };
    await backend.requestCancel({ ...order, lines: 'all', requestId: newId() });
    for (const flags of ['--as not-done --dry-run', '--as not-done'])
      expect((await bench.csp(`${resolve} ${flags}`)).failure).toEqual({
        code: 'doneAlready',
        details: { runId, kind: 'cancel', line: 2, customer: contoso.domain, orderId: windowsServer },
      });
    expect((await outcomesOf(bench))[1]).toBe('unknown');
    expect((await bench.csp(`${resolve} --as done`)).stderr).toBe('Run ab12cd34, line 2: recorded as done.\n');
  },
);

command('when the service cannot be asked, or is another one, then nothing is recorded', async (bench) => {
  await halfDone(bench);
  const unavailable = { host: 'api.example', reason: 'ECONNREFUSED', retryAt: null };
  const down = (own: Partner): Partner => ({
    ...own,
    backend: { ...own.backend, getOrder: () => Promise.reject(new CspError('unavailable', unavailable)) },
  });
  const elsewhere = (own: Partner): Partner => ({ ...own, identity: { ...own.identity, environment: 'another' } });
  const failureOf = async (as: string, partner: (own: Partner) => Partner) =>
    (await bench.csp(`${resolve.replace('last', runId)} --as ${as}`, { partner })).failure;
  const { environment } = bench.partner.identity;
  for (const as of ['done', 'not-done']) {
    expect([await failureOf(as, down), await failureOf(as, elsewhere)]).toEqual([
      { code: 'unavailable', details: unavailable },
      { code: 'runOfAnother', details: { runId, expected: environment, found: 'another' } },
    ]);
  }
  expect((await outcomesOf(bench))[1]).toBe('unknown');
});

describe('purchases in doubt', () => {
  const line = (number: number, as: string): string => `runs resolve last --line ${number} --as ${as} --reason Seen`;

  /** Two lines that ask for the same; both answers are lost, and only one checkout goes through. */
  const boughtOnce = async (bench: CommandBench): Promise<string> => {
    let checkouts = 0;
    const partner = (own: Partner): Partner => ({
      ...own,
      backend: {
        ...own.backend,
        checkoutCart: async (...words) => {
          checkouts += 1;
          if (checkouts === 1) await own.backend.checkoutCart(...words);
          throw new CspError('answerUnusable', { operation: 'checkout', reason: 'cut' });
        },
      },
    });
    const before = (await bench.backend.listOrders(contoso.id)).map(({ id }) => id);
    await bench.csp(`buy --file ${writePurchases(bench, ['5 PO-1', '5 PO-2'])} --yes`, { partner });
    const bought = (await bench.backend.listOrders(contoso.id)).filter(({ id }) => !before.includes(id));
    expect([bought.length, await outcomesOf(bench)]).toEqual([1, ['unknown', 'unknown']]);
    return bought[0]?.id ?? '';
  };

  command('when an order fits, then “not done” is refused until another line has it', async (bench) => {
    const orderId = await boughtOnce(bench);
    expect((await bench.csp(line(3, 'not-done'))).failure).toMatchObject({
      code: 'doneAlready',
      details: { kind: 'buy', line: 3, customer: contoso.domain, orderId },
    });
    expect((await bench.csp(line(2, 'done'))).stderr).toMatch(/^Run \w{8}, line 2: recorded as done\.\n$/);
    expect((await bench.csp(line(3, 'not-done'))).stderr).toMatch(/line 3: recorded as not done\.\n$/);
    const shown = await rowsOf(bench, 'runs show last');
    expect(shown.map((row: Record<string, unknown>) => [row['outcome'], row['orderId']])).toEqual([
      ['ordered', orderId],
      ['failed', null],
    ]);
  });

  command('when no order fits, then “done” is believed with a warning', async (bench) => {
    await boughtOnce(bench);
    await bench.csp(line(2, 'done'));
    expect((await bench.csp(line(3, 'done'))).stderr).toMatch(
      /^The service shows no order of contoso\.onmicrosoft\.com that fits\. .*\nRun \w{8}, line 3: recorded as done\.\n$/,
    );
  });
});
