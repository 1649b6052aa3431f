/** `csp cancel` of several orders or named lines: a row for everything, and one exit code for all of it. */
import { CspError, type ErrorCode, exitCodeOf } from '../../src/core/errors.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import { contoso, twoLines, windowsServer } from '../operations/operations-bench.ts';
import { command, type Outcome, type Scene } from './command-bench.ts';

const customer = '--customer contoso.onmicrosoft.com';
const willing = '--reason "Ordered twice" --acknowledge --yes';
const expired = 'sfbEAcXbE4HXT1aPmdQ561080FMK9KOf1';

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
  const rows = (outcome: string) => [`${windowsServer} 0 ${outcome} `, '000000000000  refused orderNotFound', 6];
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
    for (const [order, line, code, exitCode] of [
      ['KOaf9I0R4DfGQgRBCdCgTnWtMAd3P1xN1', '0', 'cancelWindowClosed', 6],
      [expired, '0', 'lineNotActive', 6],
      ['000000000000', '', 'orderNotFound', 11],
    ] as const) {
      const rows = [`${order} ${line} refused ${code}`, exitCode];
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
  expect(summary(outcome)).toEqual([`${twoLines} 1 cancelled `, `${windowsServer} 0 cancelled `, 0]);
  const requests = JSON.parse(outcome.stdout).map(({ requestId }: { requestId: string }) => requestId);
  expect(new Set(requests).size).toBe(2);
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

const failing =
  (order: string, error: CspError): NonNullable<Scene['partner']> =>
  (partner: Partner) => ({
    ...partner,
    backend: {
      ...partner.backend,
      cancelOrder: async (customerId, orderId, lines, requestId) => {
        if (orderId === order) throw error;
        return partner.backend.cancelOrder(customerId, orderId, lines, requestId);
      },
    },
  });

command('when an outcome is unknown, then what was done before is told and the rest is not tried', async (bench) => {
  const error = new CspError('outcomeUnknown', {
    customer: contoso.domain,
    orderId: windowsServer,
    requestId: 'R',
    reason: 'inProgress',
  });
  const words = `cancel 2d2f6be21174 ${windowsServer} ${twoLines} ${customer} -o json ${willing}`;
  expect(summary(await bench.csp(words, { partner: failing(windowsServer, error) }))).toEqual([
    'nRf4Nm4LCGGx9qvcc5uvOrBKIHHeNkVT1 0 cancelled ',
    `${windowsServer} 0 unknown outcomeUnknown`,
    `${twoLines} 0 not-tried `,
    `${twoLines} 1 not-tried `,
    5,
  ]);
  expect((await bench.backend.getOrder(contoso.id, twoLines)).status).toBe('completed');
});

command('when one order cannot be had just now, then the others are done all the same', async ({ csp }) => {
  const words = `cancel 2d2f6be21174 ${windowsServer} ${customer} -o json ${willing}`;
  const busy = failing('nRf4Nm4LCGGx9qvcc5uvOrBKIHHeNkVT1', new CspError('busy', { path: 'sandbox.db' }));
  expect(summary(await csp(words, { partner: busy }))).toEqual([
    'nRf4Nm4LCGGx9qvcc5uvOrBKIHHeNkVT1 0 failed busy',
    `${windowsServer} 0 cancelled `,
    7,
  ]);
});

command(
  'when the time is up between two orders, then the first is told and the second is not tried',
  async ({ csp }) => {
    const words = `cancel ${windowsServer} ${twoLines}/0 ${customer} -o json ${willing}`;
    expect(summary(await csp(words, { stepsLeft: 1 }))).toEqual([
      `${windowsServer} 0 cancelled `,
      `${twoLines} 0 not-tried timeout`,
      7,
    ]);
  },
);

command(
  'when it is done but cannot be written down, then rows come first, and nobody is told to try again',
  async ({ csp }) => {
    const forgetful: Scene['partner'] = (partner) => ({
      ...partner,
      state: {
        ...partner.state,
        record: async (event) => {
          if (event.type === 'cancel') throw new CspError('busy', { path: 'activity.db' });
          return partner.state.record(event);
        },
      },
    });
    const outcome = await csp(`cancel ${windowsServer} ${twoLines}/0 ${customer} -o json ${willing}`, {
      partner: forgetful,
    });
    expect(summary(outcome)).toEqual([
      `${windowsServer} 0 cancelled cancelNotRecorded`,
      `${twoLines} 0 not-tried `,
      10,
    ]);
    expect(outcome.failure).toMatchObject({ details: { orderId: windowsServer, reason: 'busy' } });
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
  expect(summary(outcome)).toEqual([`${windowsServer} 0 cancelled `, 0]);
  expect(outcome.stderr).toContain('--query could not be applied to this: Argument 1 of abs()');
});
