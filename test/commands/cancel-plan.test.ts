/** Plans of bulk cancellations: looked at, written, carried out later, and refused when they no longer hold. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connectPartner } from '../../src/core/operations/partner.ts';
import { cancelledOrder, closed, twoLines, windowsServer } from '../operations/operations-bench.ts';
import { type CommandBench, command } from './command-bench.ts';
import { agreed, codeOf, pathOf, ran, statesOf, writeOrders } from './list-bench.ts';

const three = [twoLines, windowsServer, cancelledOrder];
const runsOf = async ({ journal, partner }: CommandBench) => (await journal()).listRuns(partner.identity.environment);

const planned = async (bench: CommandBench, flags = ''): Promise<string> => {
  const plan = pathOf(bench, 'plan.json');
  await bench.csp(`cancel --file ${writeOrders(bench, three)} --plan-out ${plan} ${flags}`);
  return plan;
};

command('what is to be typed next can be pasted, with what it lacks where nobody can be asked', async (bench) => {
  const orders = writeOrders(bench, three);
  const plan = pathOf(bench, "it's a plan.json");
  const word = `'${plan.replace("'", "'\\''")}'`;
  const hint = async (flags: string, answers?: readonly string[]) => {
    rmSync(plan, { force: true });
    const scene = { columns: 80, ...(answers === undefined ? {} : { answers }) };
    return (await bench.csp(`cancel --file ${orders} --plan-out "${plan}" ${flags}`, scene)).stderr.split('\n').at(-2);
  };
  expect([await hint('', []), await hint(''), await hint('--reason Moved --only-eligible')]).toEqual([
    `  csp cancel --apply ${word}`,
    `  csp cancel --apply ${word} --reason TEXT --acknowledge --yes`,
    `  csp cancel --apply ${word} --acknowledge --yes --only-eligible`,
  ]);
});

command(
  'when a plan is written, then nothing is cancelled, and it can be carried out without the list',
  async (bench) => {
    const plan = pathOf(bench, 'plan.json');
    const { said, rows } = await ran(
      bench,
      `cancel --file ${writeOrders(bench, three)} --plan-out ${plan} --reason Moved`,
    );
    expect([rows, said.slice(-2), statSync(plan).mode & 0o777]).toEqual([
      [],
      [`The plan is in ${plan}. Nothing was cancelled. To do it:`, `  csp cancel --apply ${plan} --acknowledge --yes`],
      0o600,
    ]);
    expect([await statesOf(bench, [twoLines]), await runsOf(bench)]).toEqual([['active active'], []]);
    const applied = await ran(bench, `cancel --apply ${plan} --acknowledge --yes`);
    expect([applied.failure, applied.rows]).toEqual([null, ['2 cancelled', '3 cancelled', '4 already-cancelled']]);
    expect((await runsOf(bench)).map(({ source, facts }) => [source, facts['reason']])).toEqual([[null, 'Moved']]);
    expect((await ran(bench, `cancel --apply ${plan} --acknowledge --yes`)).said.slice(-2)).toEqual([
      'Run 00000002 finished this on 21 November 2026 10:00 UTC: 3 orders done. Nothing was sent.',
      'Run 00000002: 2 cancelled, 1 cancelled already, of 3 lines.',
    ]);
  },
);

command('when a file has the name already, then it is kept, and no order is read', async (bench) => {
  const plan = await planned(bench);
  const before = readFileSync(plan, 'utf8');
  const partner = (own: typeof bench.partner) => ({
    ...own,
    backend: { ...own.backend, listOrders: () => Promise.reject(new Error('an order was read')) },
  });
  const { failure } = await bench.csp(`cancel --file ${writeOrders(bench, three)} --plan-out ${plan}`, { partner });
  expect([failure, readFileSync(plan, 'utf8')]).toEqual([{ code: 'fileExists', details: { path: plan } }, before]);
});

command('when a plan was edited, then it is not carried out', async (bench) => {
  const plan = await planned(bench);
  const text = readFileSync(plan, 'utf8');
  const reason = async (changed: string) => {
    writeFileSync(plan, changed);
    const { failure } = await bench.csp(`cancel --apply ${plan} ${agreed}`);
    return failure !== null && typeof failure === 'object' ? { code: failure.code, ...failure.details } : failure;
  };
  const refused = (why: string) => expect.objectContaining({ code: 'planUnusable', reason: why });
  expect(await reason(text.replace('"lines":[0]', '"lines":[1]'))).toEqual(refused('digest'));
  expect(await reason(text.replace('"partner": "', '"partner": "New '))).toEqual(refused('digest'));
  expect(await reason(text.slice(0, -20))).toEqual(refused('format'));
  expect(await reason('{}')).toEqual(refused('format'));
  // The layout is not what counts.
  expect(await reason(JSON.stringify(JSON.parse(text)))).toBeNull();
  expect(await statesOf(bench, [twoLines, windowsServer])).toEqual(['cancelled cancelled', 'cancelled']);
});

command('T67: when a plan was made for another environment, then it is not carried out', async (bench) => {
  const plan = await planned(bench);
  const { environment } = bench.partner.identity;
  await bench.csp('sandbox reset --yes');
  const { failure } = await bench.csp(`cancel --apply ${plan} ${agreed}`);
  const { identity: now } = await connectPartner(bench.backend, bench.state);
  expect(failure).toEqual({
    code: 'planUnusable',
    details: { path: plan, reason: 'environment', expected: now.environment, found: environment },
  });
  expect(now.environment).not.toBe(environment);
});

command('when a plan is older than a day, then the world may have changed too much', async (bench) => {
  const plan = await planned(bench);
  await bench.controls.advanceClock(24 * 3_600_000);
  expect(codeOf(await bench.csp(`cancel --apply ${plan}`))).toBe('acknowledgementNeeded');
  await bench.controls.advanceClock(1);
  expect((await bench.csp(`cancel --apply ${plan} ${agreed}`)).failure).toEqual({
    code: 'planUnusable',
    details: { path: plan, reason: 'age', expected: '24h', found: '2026-11-21T10:00:00Z' },
  });
});

command('when all or nothing is wanted, then one refusal keeps everything back', async (bench) => {
  const path = writeOrders(bench, [...three, closed]);
  const { failure } = await bench.csp(`cancel --file ${path} ${agreed} --all-or-nothing`);
  expect(failure).toEqual({ code: 'notAllEligible', details: { found: 4, eligible: 3 } });
  expect([await statesOf(bench, [twoLines]), await runsOf(bench)]).toEqual([['active active'], []]);
  const sound = writeOrders(bench, three, 'sound.csv');
  expect(codeOf(await bench.csp(`cancel --file ${sound} ${agreed} --all-or-nothing`))).toBeNull();
});

command('when only what is eligible is meant, then what the rules refuse is no failure', async (bench) => {
  const path = writeOrders(bench, [...three, closed]);
  const { failure, rows } = await ran(bench, `cancel --file ${path} ${agreed} --only-eligible`);
  expect([failure, rows]).toEqual([
    null,
    ['2 cancelled', '3 cancelled', '4 already-cancelled', '5 refused cancelWindowClosed'],
  ]);
});

command(
  'when the service is to decide, then orders past their window are sent, and its refusal counts',
  async (bench) => {
    const path = writeOrders(bench, [closed]);
    const { failure, rows } = await ran(bench, `cancel --file ${path} ${agreed} --try-anyway --only-eligible`);
    expect(rows).toEqual(['2 refused cancelWindowClosed']);
    expect(failure).toEqual({ code: 'runRefused', details: { runId: '00000001', refused: 1, refundable: 1 } });
    const sent = (await bench.csp('runs show last -o jsonl')).stdout;
    expect(JSON.parse(sent)).toMatchObject({ attempts: 1, requestId: expect.stringMatching(/^1d/) });
  },
);

command('when the first refusal is to end it, then the rest is left for the same command', async (bench) => {
  const path = writeOrders(bench, [closed, twoLines, windowsServer]);
  const line = `cancel --file ${path} ${agreed} --try-anyway --concurrency 1`;
  const first = await ran(bench, `${line} --fail-fast`);
  expect([codeOf(first), first.rows]).toEqual([
    'cancelWindowClosed',
    ['2 refused cancelWindowClosed', '3 not-tried', '4 not-tried'],
  ]);
  expect(first.said.slice(-2)).toEqual([
    'Run 00000001: 0 done, 1 refused, 2 left, 0 in doubt. It ended at the first refusal (--fail-fast); what was cancelled stays cancelled. Run the same command again to go on with the rest, or take it off the run:',
    '  csp runs resolve 00000001 --drop',
  ]);
  expect((await ran(bench, line)).rows).toEqual(['2 refused cancelWindowClosed', '3 cancelled', '4 cancelled']);
});

command(
  'when it is all or nothing, and the service refuses what the plan did not, then nothing more is sent',
  async (bench) => {
    const path = writeOrders(bench, [twoLines, closed, windowsServer]);
    const { rows, said } = await ran(
      bench,
      `cancel --file ${path} ${agreed} --try-anyway --concurrency 1 --all-or-nothing`,
    );
    expect([rows, said.at(-2)?.slice(0, 113)]).toEqual([
      ['2 cancelled', '3 refused cancelWindowClosed', '4 not-tried'],
      'Run 00000001: 1 done, 1 refused, 1 left, 0 in doubt. It ended at the first refusal (--all-or-nothing); what was c',
    ]);
  },
);

command('when it is a dry run, then nothing is written and all refusals are told', async (bench) => {
  const path = writeOrders(bench, [...three, closed]);
  const plan = pathOf(bench, 'plan.json');
  const dry = await ran(bench, `cancel --file ${path} --dry-run`);
  expect([dry.failure, dry.rows, ...dry.said.slice(-3)]).toEqual([
    { code: 'runRefused', details: { runId: null, refused: 1, refundable: 1 } },
    ['2 would-cancel', '3 would-cancel', '4 already-cancelled', '5 refused cancelWindowClosed'],
    'Dry run: nothing was cancelled.',
    'To do it:',
    `  csp cancel --file ${path} --reason TEXT --acknowledge --yes`,
  ]);
  await bench.csp(`cancel --file ${path} --plan-out ${plan} --dry-run`);
  await bench.csp(`cancel --file ${path} --dry-run --results ${pathOf(bench, 'r.csv')} ${agreed}`);
  expect([existsSync(plan), existsSync(pathOf(bench, 'r.csv')), await runsOf(bench)]).toEqual([false, false, []]);
  expect(await statesOf(bench, [twoLines, windowsServer])).toEqual(['active active', 'active']);
});

command('when nothing is left to do, then the plan says so, and nobody is asked', async (bench) => {
  const path = writeOrders(bench, [cancelledOrder]);
  const { said, failure } = await ran(bench, `cancel --file ${path} ${agreed}`);
  expect([failure, said[1], said.at(-1)]).toEqual([
    null,
    'Plan: nothing to cancel, 1 cancelled already.',
    'Run 00000001: 1 cancelled already, of 1 line.',
  ]);
});

command('when the lists are waited for, then their word is the last one', async (bench) => {
  const { said, failure } = await ran(bench, `cancel --file ${writeOrders(bench, three)} ${agreed} --wait`);
  expect([failure, said.slice(-3)]).toEqual([
    null,
    [
      'Waiting until the lists show 2 orders as cancelled, at the latest until 21 November 2026 10:15 UTC.',
      'The lists show all of them as cancelled.',
      'Run 00000001: 2 cancelled, 1 cancelled already, of 3 lines.',
    ],
  ]);
});
