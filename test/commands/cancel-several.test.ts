/** `csp cancel` of several orders or named lines: a row for everything, and one exit code for all of it. */
import { CspError, type ErrorCode, exitCodeOf } from '../../src/core/errors.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import { contoso, twoLines, windowsServer } from '../operations/operations-bench.ts';
import { command, type Outcome, type Scene } from './command-bench.ts';

const customer = '--customer contoso.onmicrosoft.com';
const willing = '--reason "Ordered twice" --acknowledge --yes';
const renewed = 'sfbEAcXbE4HXT1aPmdQ561080FMK9KOf1';

/** Outcomes by order and line, and the exit code. */
const summary = ({ stdout, failure }: Outcome) => {
  const rows: readonly { orderId: string; line: number | null; outcome: string; code: string | null }[] =
    stdout === '' ? [] : JSON.parse(stdout);
  const code = typeof failure === 'object' && failure !== null ? (failure.code as ErrorCode) : null;
  return [
    ...rows.map((row) => [row.orderId, row.line, row.outcome, row.code].join(' ')),
    code === null ? 0 : exitCodeOf(code),
  ];
};

command('when one of several is not there, then the rest is done and the exit code says partly', async ({ csp }) => {
  const words = `cancel ${windowsServer} 000000000000 ${customer} -o json`;
  const rows = (outcome: string) => [`${windowsServer}  ${outcome} `, '000000000000  refused orderNotFound', 6];
  const dry = await csp(`${words} -n`);
  expect([summary(dry), dry.failure]).toEqual([
    rows('would-cancel'),
    { code: 'notAllFound', details: { customer: contoso.domain, missing: ['000000000000'] } },
  ]);
  expect(summary(await csp(`${words} ${willing}`))).toEqual(rows('cancelled'));
  expect(summary(await csp(`cancel 000000000000 ${customer} -o json ${willing}`))).toEqual([
    '000000000000  refused orderNotFound',
    11,
  ]);
});

command(
  'when a dry run meets a refusal, then it is shown and the exit code is that of the real run',
  async ({ csp }) => {
    for (const [order, code, exitCode] of [
      ['KOaf9I0R4DfGQgRBCdCgTnWtMAd3P1xN1', 'cancelWindowClosed', 6],
      [renewed, 'cancelWindowClosed', 6],
      ['000000000000', 'orderNotFound', 11],
    ] as const) {
      const rows = [`${order}  refused ${code}`, exitCode];
      expect(summary(await csp(`cancel ${order} ${customer} -n -o json`))).toEqual(rows);
      expect(summary(await csp(`cancel ${order} ${customer} -o json ${willing}`))).toEqual(rows);
      const seen = await csp(`cancel ${order} ${customer} -n`, { columns: 80, answers: [] });
      expect(seen).toMatchObject({ stdout: '', failure: { code } });
    }
  },
);

command('when lines are named as ORDER/LINE, then exactly those are cancelled, one request an order', async (bench) => {
  const words = `cancel ${twoLines}/1 ${windowsServer}/0 c403d91b21d2/1 ${customer} -o json ${willing} --expect-count 2`;
  const outcome = await bench.csp(words);
  const same = `${twoLines} 1 cancelled `;
  expect(summary(outcome)).toEqual([same, `${windowsServer} 0 cancelled `, same, 0]);
  const rows: readonly { requestId: string; sameAsLine: number | null; credit: object | null }[] = JSON.parse(
    outcome.stdout,
  );
  expect(new Set(rows.map(({ requestId }) => requestId)).size).toBe(2);
  expect(rows.map(({ sameAsLine, credit }) => [sameAsLine, credit === null])).toEqual([
    [null, false],
    [null, false],
    [1, true],
  ]);
  const { lineItems } = await bench.backend.getOrder(contoso.id, twoLines);
  expect(lineItems.map(({ status }) => status)).toEqual(['active', 'cancelled']);
});

command('when the ids of a list are handed on, then exactly its lines are meant', async ({ csp }) => {
  const ids = (await csp(`list-software ${customer} --cancellable --kind subscription --ids`)).stdout
    .trim()
    .split('\n');
  expect(ids).toContain(`${twoLines}/1`);
  const dry = await csp(`cancel ${ids.join(' ')} ${customer} -n --ids`);
  expect(dry.stdout.trim().split('\n').sort()).toEqual([...ids].sort());
});

command('when a line is named twice, then the same is fine and another one is a contradiction', async ({ csp }) => {
  const ended = async (words: string) => summary(await csp(`cancel ${words} ${customer} -n -o json`));
  expect(await ended(`${twoLines}/1 --line 1`)).toEqual([`${twoLines} 1 would-cancel `, 0]);
  expect(await ended(`${twoLines}/1 --line 0`)).toEqual([2]);
  expect(await ended(`${twoLines}/1 --line 0 --line 1`)).toEqual([2]);
  expect(await ended(`${twoLines}/x`)).toEqual([2]);
  expect(await ended(`${twoLines}/1 -`)).toEqual([2]);
});

/** The service fails so when it is asked to cancel this order. */
const failing =
  (order: string, error: CspError): NonNullable<Scene['partner']> =>
  (partner: Partner) => ({
    ...partner,
    backend: {
      ...partner.backend,
      requestCancel: async (request) => {
        if (request.orderId === order) throw error;
        return partner.backend.requestCancel(request);
      },
    },
  });

command('when the service refuses one of several, then its words are told, and the others are done', async (bench) => {
  const at = { customer: contoso.domain, orderId: windowsServer };
  const error = new CspError('cancelRefusedByService', { ...at, serviceCode: '900277', text: 'Expiring', days: null });
  const words = `cancel 2d2f6be21174 ${windowsServer} ${twoLines} ${customer} -o json ${willing}`;
  const outcome = await bench.csp(words, { partner: failing(windowsServer, error) });
  expect(summary(outcome)).toEqual([
    'nRf4Nm4LCGGx9qvcc5uvOrBKIHHeNkVT1  cancelled ',
    `${windowsServer}  refused cancelRefusedByService`,
    `${twoLines}  cancelled `,
    6,
  ]);
  expect(outcome.failure).toMatchObject({ code: 'cancelRefusedByService', details: { serviceCode: '900277' } });
  // With --only-eligible the plan's refusals are none; the service's own is one all the same.
  const eligible = `cancel ${windowsServer} KOaf9I0R4DfGQgRBCdCgTnWtMAd3P1xN1 ${customer} --only-eligible ${willing}`;
  expect(await bench.csp(eligible, { partner: failing(windowsServer, error) })).toMatchObject({
    failure: { code: 'cancelRefusedByService' },
  });
  expect((await bench.csp(eligible)).failure).toBeNull();
});

command('when one fails for a reason that the next would meet too, then the rest is not tried', async (bench) => {
  const words = `cancel 2d2f6be21174 ${windowsServer} ${customer} --concurrency 1 -o json ${willing}`;
  const denied = failing(
    'nRf4Nm4LCGGx9qvcc5uvOrBKIHHeNkVT1',
    new CspError('accessDenied', {
      ...{ operation: 'PATCH', serviceCode: null, missing: 'role' },
    }),
  );
  expect(summary(await bench.csp(words, { partner: denied }))).toEqual([
    'nRf4Nm4LCGGx9qvcc5uvOrBKIHHeNkVT1  not-tried ',
    `${windowsServer}  not-tried `,
    4,
  ]);
  expect((await bench.backend.getOrder(contoso.id, windowsServer)).status).toBe('completed');
  // The same command goes on with it.
  expect(summary(await bench.csp(words))).toEqual([
    'nRf4Nm4LCGGx9qvcc5uvOrBKIHHeNkVT1  cancelled ',
    `${windowsServer}  cancelled `,
    0,
  ]);
});

command(
  'when the time is up between two orders, then the first is told and the second is not tried',
  async ({ csp }) => {
    const words = `cancel ${windowsServer} ${twoLines}/0 ${customer} --concurrency 1 -o json ${willing}`;
    expect(summary(await csp(words, { stepsLeft: 1 }))).toEqual([
      `${windowsServer}  cancelled `,
      `${twoLines} 0 not-tried `,
      7,
    ]);
  },
);

command(
  'when it is done but cannot be written down, then the last word on it is told, and nothing is lost',
  async (bench) => {
    const forgetful: Scene['journal'] = (journal) => ({
      ...journal,
      advance: async (id, change) => {
        if (change.state === 'done') throw new CspError('storageFailed', { path: 'activity.db', reason: 'ENOSPC' });
        return journal.advance(id, change);
      },
    });
    const words = `cancel ${windowsServer} ${customer} -o json ${willing}`;
    const outcome = await bench.csp(words, { journal: forgetful });
    expect([summary(outcome).at(-1), outcome.stderr.includes(`"orderId":"${windowsServer}"`)]).toEqual([10, true]);
    // With room again the order itself tells.
    expect(summary(await bench.csp(words))).toEqual([`${windowsServer}  cancelled `, 0]);
  },
);

command('when narration is off but questions are asked, then what they are about is still said', async ({ csp }) => {
  const words = `cancel ${windowsServer} ${customer} -q`;
  const asked = await csp(words, { columns: 80, answers: [true, 'Twice', false] });
  expect(asked.stderr).toContain('Time left: 6 hours');
  expect(asked.stderr).toContain('Credit: USD');
  expect((await csp(`${words} -n`, { columns: 80, answers: [] })).stderr).toBe('');
  expect((await csp(`${words} ${willing}`, { columns: 80, answers: [] })).stderr).toBe('');
});

command('when the query cannot work at all, then nothing is done', async (bench) => {
  for (const query of ['[].foo(outcome)', 'sort_by(@)', 'sort_by(@, outcome)', '[?', '[].{a: length(a, b)}']) {
    const outcome = await bench.csp(`cancel ${windowsServer} ${customer} ${willing} --query "${query}"`);
    expect([query, outcome.stdout, outcome.failure]).toMatchObject([query, '', { code: 'queryInvalid' }]);
  }
  expect((await bench.backend.getOrder(contoso.id, windowsServer)).status).toBe('completed');
});

command('when the query does not fit what was done, then all of it is shown with a warning', async ({ csp }) => {
  const outcome = await csp(`cancel ${windowsServer} ${customer} ${willing} --query "[].abs(outcome)"`);
  expect(summary(outcome)).toEqual([`${windowsServer}  cancelled `, 0]);
  expect(outcome.stderr).toContain('--query could not be applied to this: Argument 1 of abs()');
});
