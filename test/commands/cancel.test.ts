/** `csp cancel`: preview, acknowledgement, reason, the last yes, and the report. */
import {
  cancelledOrder,
  closed,
  contoso,
  partlyCancelled,
  twoLines,
  windowsServer,
} from '../operations/operations-bench.ts';
import { type CommandBench, cellsOf, command } from './command-bench.ts';
import { pathOf } from './list-bench.ts';

const customer = '--customer contoso.onmicrosoft.com';
const willing = '--reason "Ordered twice" --acknowledge --yes';
const statusOf = async ({ backend }: CommandBench, orderId: string): Promise<string> =>
  (await backend.getOrder(contoso.id, orderId)).status;

const serverPreview = [
  '4 × Windows Server 2022 Standard - 16 Core License Pack (order f5c3b5ddb342, line 0)',
  '  Time left: 6 hours, until 21 November 2026 16:00 UTC',
  '  Credit: USD\u00a04,704.00 (the full price), on the next monthly invoice; no fee',
  '',
].join('\n');

/** What a row has beside the fields of a cancellation. */
const ofRun = {
  ...{ run: null, attempts: 0, sameAsLine: null, byRun: null, productId: null, skuId: null, quantity: null },
  ...{ term: null, billingCycle: null, poNumber: null, total: null },
};

command(
  'when it is a dry run, then every line is shown with what would become of it, and nothing is done',
  async (bench) => {
    const outcome = await bench.csp(`cancel f5c3b5ddb342 ${customer} -n -o json`);
    expect({ ...outcome, stdout: JSON.parse(outcome.stdout) }).toEqual({
      stdout: [
        {
          inputLine: 1,
          environment: 'sandbox',
          customerId: contoso.id,
          orderId: windowsServer,
          line: null,
          outcome: 'would-cancel',
          code: null,
          message: null,
          credit: { amount: '4704.00', currency: 'USD' },
          visibleBy: null,
          requestId: null,
          ...ofRun,
        },
      ],
      stderr: `${serverPreview}Dry run: nothing was cancelled.
To do it:
  csp cancel f5c3b5ddb342 --customer contoso.onmicrosoft.com --reason TEXT --acknowledge --yes\n`,
      failure: null,
      questions: [],
      copied: [],
    });
    expect(await statusOf(bench, windowsServer)).toBe('completed');
  },
);

command('when nobody can be asked, then acknowledgement, reason and yes are all needed', async (bench) => {
  const failure = async (words: string) => (await bench.csp(`cancel f5c3b5ddb342 ${customer} ${words}`)).failure;
  expect(await failure('')).toEqual({ code: 'acknowledgementNeeded', details: { flag: '--acknowledge' } });
  expect(await failure('--yes --reason x')).toEqual({
    code: 'acknowledgementNeeded',
    details: { flag: '--acknowledge' },
  });
  expect(await failure('--acknowledge --yes')).toEqual({
    code: 'argumentMissing',
    details: { flag: '--reason', command: 'csp cancel' },
  });
  expect(await failure('--acknowledge --reason x')).toEqual({ code: 'confirmationNeeded', details: { flag: '--yes' } });
  expect(await statusOf(bench, windowsServer)).toBe('completed');
  expect(await failure(willing)).toBeNull();
  expect(await statusOf(bench, windowsServer)).toBe('cancelled');
});

command('when a person is asked, then the effects come first, the reason next, the order last', async (bench) => {
  const ask = (...answers: readonly (boolean | string)[]) =>
    bench.csp(`cancel f5c3b5ddb342 ${customer}`, { columns: 100, answers });
  const acknowledge = 'acknowledge: I have read what cancelling does.';
  const reason = 'ask: Why is it cancelled?';
  const question = 'confirm: Cancel 1 line of order f5c3b5ddb342 of contoso.onmicrosoft.com, credit USD\u00a04,704.00?';
  const unread = await ask(false);
  expect([unread.failure, unread.questions]).toEqual([{ code: 'declined', details: {} }, [acknowledge]]);
  const unwilling = await ask(true, 'Ordered twice', false);
  expect([unwilling.failure, unwilling.questions]).toEqual([
    { code: 'declined', details: {} },
    [acknowledge, reason, question],
  ]);
  expect(await statusOf(bench, windowsServer)).toBe('completed');

  const done = await ask(true, 'Ordered twice', true);
  expect([done.failure, done.questions]).toEqual([null, [acknowledge, reason, question]]);
  expect(done.stderr).toBe(
    `${serverPreview}What cancelling does:
  - every product key and download link of the purchase is revoked;
  - you and the customer must stop using the software, uninstall it, and delete downloads and links;
  - it cannot be undone.
Cancelled 1 line. Lists may show it up to 15 minutes later.\n`,
  );
  const [event] = await bench.state.listEvents(bench.partner.identity.environment, { since: 0 });
  expect(event?.facts).toEqual({ reason: 'Ordered twice', run: expect.stringMatching(/^.{8}$/) });
});

command('when --yes, --acknowledge and --reason are given on a terminal, then nothing is asked', async ({ csp }) => {
  const outcome = await csp(`cancel f5c3b5ddb342 ${customer} ${willing} --ticket T-1`, { columns: 100, answers: [] });
  expect([outcome.failure, outcome.questions]).toEqual([null, []]);
});

command('when several orders are cancelled, then their number must be typed', async (bench) => {
  const words = `cancel ${windowsServer} 2d2f6be21174 ${customer} --acknowledge --reason Mistake`;
  const question =
    'type: This cancels 2 orders of contoso.onmicrosoft.com, credit USD\u00a010,271.11. Type the number of orders to go on:';
  const wrong = await bench.csp(words, { columns: 80, answers: ['1'] });
  expect([wrong.failure, wrong.questions]).toEqual([{ code: 'declined', details: {} }, [question]]);
  const right = await bench.csp(words, { columns: 80, answers: ['2'] });
  expect([right.failure, right.questions]).toEqual([null, [question]]);
  expect(await statusOf(bench, windowsServer)).toBe('cancelled');
});

command('when a count is expected or limited, then another one stops everything', async (bench) => {
  const failure = async (words: string) => (await bench.csp(`cancel ${words} ${customer} ${willing}`)).failure;
  const two = `${windowsServer} ${twoLines}`;
  expect(await failure(`${two} --expect-count 3`)).toEqual({
    code: 'countMismatch',
    details: { expected: 3, found: 2 },
  });
  expect(await failure(`${two} c403d91b21d2 --expect-count 3`)).toMatchObject({ code: 'countMismatch' });
  expect(await failure(`${two} --max-cancel 1`)).toEqual({
    code: 'tooMany',
    details: { found: 2, maximum: 1, flag: '--max-cancel' },
  });
  expect(await failure(`${two} --line 0`)).toEqual({
    code: 'argumentsConflict',
    details: { flags: ['--line', windowsServer, twoLines] },
  });
  expect(await statusOf(bench, windowsServer)).toBe('completed');
  expect(await failure(`${two} --expect-count 2 --max-cancel 2`)).toBeNull();
  expect(await statusOf(bench, windowsServer)).toBe('cancelled');
});

command('when a plan is written of named orders, then each that it leaves is told', async (bench) => {
  const path = pathOf(bench, 'plan.json');
  const { stderr } = await bench.csp(`cancel 3ab104f632ef ${windowsServer} ${customer} --plan-out ${path}`);
  expect(stderr).toMatch(/^Order \S+, line 0, can no longer be cancelled: .*\n4 × Windows Server .*\n/);
});

command('when a line of the order was cancelled before, then it is told beside the others', async ({ csp }) => {
  await csp(`cancel ${twoLines}/0 ${customer} ${willing}`);
  const { stderr } = await csp(`cancel ${twoLines} ${customer} -n`);
  expect(stderr).toMatch(/line 0\) was cancelled already\.\n.*line 1\)\n {2}Time left: /);
});

command('when the service is asked anyway, then it is said that the service decides', async ({ csp }) => {
  const { stderr } = await csp(`cancel 3ab104f632ef ${customer} -n --try-anyway`);
  expect(stderr).toContain('The service is asked all the same (--try-anyway); it decides.');
});

command(
  'when some orders are refused, then the others are done, the table tells, and the exit code is the refusal’s',
  async ({ csp }) => {
    const outcome = await csp(`cancel 3ab104f632ef ${windowsServer} 000000000000 ${customer} ${willing}`, {
      columns: 200,
      answers: [],
    });
    expect(outcome.failure).toMatchObject({ code: 'cancelWindowClosed' });
    expect(cellsOf(outcome.stdout).map((row) => row.slice(0, 3))).toEqual([
      ['Order', 'Outcome', 'Credit'],
      ['3ab104f632ef', 'refused', '–'],
      ['f5c3b5ddb342', 'cancelled', '4704.00 USD'],
      ['000000000000', 'refused', '–'],
    ]);
    // Each order that was named is told, also the ones that are left.
    expect(outcome.stderr).toBe(
      `${'Order KOaf9I0R4DfGQgRBCdCgTnWtMAd3P1xN1, line 0, can no longer be cancelled: its window closed on 21 November 2026 04:00 UTC.'}
${serverPreview}contoso.onmicrosoft.com has no order 000000000000.
Cancelled 1 line. Lists may show it up to 15 minutes later.
`,
    );
  },
);

command(
  'when everything is refused, then a terminal gets the failure alone and a script its row too',
  async ({ csp }) => {
    const failure = { code: 'cancelWindowClosed' };
    const onTerminal = await csp(`cancel 3ab104f632ef ${customer} ${willing}`, { columns: 80, answers: [] });
    expect(onTerminal).toMatchObject({ stdout: '', stderr: '', failure });
    const piped = await csp(`cancel 3ab104f632ef ${customer} ${willing} -o jsonl`);
    expect(JSON.parse(piped.stdout)).toEqual({
      inputLine: 1,
      environment: 'sandbox',
      customerId: contoso.id,
      orderId: closed,
      line: null,
      outcome: 'refused',
      code: 'cancelWindowClosed',
      message: `Order ${closed}, line 0, can no longer be cancelled: its window closed on 21 November 2026 04:00 UTC.`,
      credit: null,
      visibleBy: null,
      requestId: null,
      ...ofRun,
      run: expect.stringMatching(/^.{8}$/),
    });
  },
);

command(
  'when the language is another, then sentences for people change and those in machine output do not',
  async ({ csp }) => {
    const words = `cancel 3ab104f632ef ${customer} --dry-run -o json`;
    const [english, japanese] = [await csp(words), await csp(words, { lang: 'ja' })];
    expect(japanese.stdout).toBe(english.stdout);
    expect(japanese.stderr).not.toBe(english.stderr);
  },
);

command('when it was cancelled before, then that is fine and nothing is asked', async ({ csp }) => {
  const outcome = await csp(`cancel ${cancelledOrder} ${customer}`, { columns: 100, answers: [] });
  expect(outcome).toMatchObject({
    failure: null,
    stderr: 'It was cancelled already.\n',
    questions: [],
  });
  const fields = '--fields environment,customerId,orderId,line,outcome,code,message,credit,requestId';
  const piped = await csp(`cancel ${cancelledOrder} ${customer} -o tsv ${fields}`);
  const foreign = 'Cancelled already, and not from this machine.';
  expect(piped.stdout).toBe(`sandbox\t${contoso.id}\t${cancelledOrder}\t\talready-cancelled\t\t${foreign}\t\t\n`);
  const partly = await csp(`cancel ${partlyCancelled} ${customer} --line 0`);
  expect(partly).toMatchObject({ failure: null, stderr: 'It was cancelled already.\n' });
});

command('when a line is cancelled, then only it is counted in the question and cancelled', async (bench) => {
  const outcome = await bench.csp(`cancel c403d91b21d2 --line 1 ${customer}`, {
    columns: 80,
    answers: [true, 'Too many', true],
  });
  expect(outcome.questions.at(-1)).toBe(
    'confirm: Cancel 1 line of order c403d91b21d2 of contoso.onmicrosoft.com, credit USD\u00a01,022.93?',
  );
  const order = await bench.backend.getOrder(contoso.id, twoLines);
  expect(order.lineItems.map(({ status }) => status)).toEqual(['active', 'cancelled']);
});

command(
  'when no order is named, then a person chooses from those still open, and a script is told the flag',
  async (bench) => {
    const chosen = await bench.csp('cancel --dry-run', {
      columns: 100,
      answers: ['contoso.onmicrosoft.com', 'f5c3b5ddb342'],
    });
    expect(chosen).toMatchObject({ failure: null, questions: ['choose: Which customer?', 'choose: Which order?'] });
    await expect(
      bench.csp('cancel --dry-run', { columns: 100, answers: ['contoso.onmicrosoft.com', '83aa69bba1d8'] }),
    ).rejects.toThrow('0 choices for “83aa69bba1d8”');
    expect((await bench.csp(`cancel ${customer}`)).failure).toEqual({
      code: 'argumentMissing',
      details: { flag: 'ORDER', command: 'csp cancel' },
    });
  },
);
