/** `csp runs resolve`: what a person decides about a run, and what the service says to it. */
import { collect } from '../operations/operations-bench.ts';
import { type CommandBench, command } from './command-bench.ts';
import { halfDone, planRun, runId } from './run-bench.ts';

const rowsOf = async ({ csp }: CommandBench, line: string) => JSON.parse((await csp(`${line} -o json`)).stdout);
const outcomesOf = async (bench: CommandBench) =>
  (await rowsOf(bench, 'runs show last')).map((row: { outcome: string }) => row.outcome);

const resolve = 'runs resolve last --line 2 --reason "Seen in Partner Center"';

command(
  'when a person says that it is done, then the run is finished, and the chain says who and why',
  async (bench) => {
    await halfDone(bench);
    expect((await bench.csp(`${resolve} --as done --dry-run`)).stderr).toBe(
      'Dry run: line 2 of run ab12cd34 would be recorded.\n',
    );
    expect((await bench.csp(`${resolve} --as done`)).stderr).toBe('Run ab12cd34, line 2: recorded as done.\n');
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
    'Run ab12cd34: 2 cancelled, 1 cancelled already, 2 refused, 1 taken off, of 6 lines.\n',
  );
});

command('when the line is not in doubt, then those that are get named', async (bench) => {
  await halfDone(bench);
  expect((await bench.csp('runs resolve last --line 4 --as done --reason x')).failure).toEqual({
    code: 'argumentInvalid',
    details: { flag: '--line', given: '4', expected: '2' },
  });
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

command('when what is left is dropped, then somebody agrees first, and the run is finished', async (bench) => {
  await planRun(bench);
  expect((await bench.csp('runs resolve last --drop')).failure).toMatchObject({ code: 'confirmationNeeded' });
  expect((await bench.csp('runs resolve last --drop --dry-run')).stderr).toBe(
    'Dry run: 2 orders would be taken off run ab12cd34.\n',
  );
  expect((await bench.csp('runs resolve last --drop', { answers: ['yes'] })).failure).toMatchObject({
    code: 'declined',
  });
  const { stderr, questions } = await bench.csp('runs resolve last --drop', { answers: [runId] });
  expect([stderr, questions]).toEqual([
    'Taken off run ab12cd34, never sent: 2 orders.\n',
    ['type: This takes what was never sent off run ab12cd34: 2 orders. Type ab12cd34 to go on:'],
  ]);
  expect((await rowsOf(bench, 'runs list'))[0]).toMatchObject({
    finishedAt: '2026-11-21T10:00:00Z',
    orders: { dropped: 2 },
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
