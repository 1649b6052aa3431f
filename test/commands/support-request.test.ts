/** `csp support-request`: what is filled in, what is missing, and where the text goes. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closed, contoso } from '../operations/operations-bench.ts';
import { type CommandBench, command } from './command-bench.ts';

const line =
  'support-request --customer contoso.onmicrosoft.com --order 3ab104f632ef --reason "Bought for the wrong tenant"';
const contact = '--contact-name "Aiko Tanaka" --contact-email aiko@example.com --contact-phone "+81 3 1234 5678"';
const title = 'Refund request: Windows Server 2022 Datacenter - 16 Core License Pack';

const jsonOf = async ({ csp }: CommandBench, words: string) => JSON.parse((await csp(`${line} ${words}`)).stdout);

command('when JSON is asked for, by -o or by --format, then the fields are exact', async (bench) => {
  const text = (await bench.csp(`${line} ${contact} --attach mail.pdf --attach order.png`)).stdout;
  const expected = {
    problemType: 'CSP Purchase/Refund on behalf of customers',
    impact: 'moderate',
    title,
    description: {
      tenant: contoso.id,
      orderId: closed,
      subscriptionId: null,
      reason: 'Bought for the wrong tenant',
      quantity: 1,
      amount: { amount: '6771.00', currency: 'USD' },
    },
    contact: { name: 'Aiko Tanaka', email: 'aiko@example.com', phone: '+81 3 1234 5678' },
    files: ['mail.pdf', 'order.png'],
    missing: [],
    text,
  };
  const words = `${contact} --attach mail.pdf --attach order.png`;
  expect(await jsonOf(bench, `${words} -o json`)).toEqual(expected);
  expect(await jsonOf(bench, `${words} -o json --format json`)).toEqual(expected);
  expect(text).toContain('\n  Refund reason: Bought for the wrong tenant\n');
});

command('when --format json is asked for in a pipe without -o, then it is JSON all the same', async ({ csp }) => {
  const { stdout } = await csp(`${line} --format json`);
  expect(JSON.parse(stdout)).toMatchObject({ title, missing: ['name', 'email', 'phone'] });
  const terminal = await csp(`${line} --format json`, { columns: 80, answers: [] });
  expect(JSON.parse(terminal.stdout)).toMatchObject({ title, missing: ['name', 'email', 'phone'] });
  const hostile = '\u202e##[group]名前\u001b[31m';
  const escaped = (await csp(`${line} --format json --title "${hostile}"`)).stdout;
  expect(escaped).toMatch(/^[\n -~]+$/);
  expect(JSON.parse(escaped).title).toBe(hostile);
});

command(
  'when something is missing, then it is named in the portal’s order, and --check fails with it',
  async ({ csp }) => {
    const short = 'support-request --customer contoso.onmicrosoft.com --order 3ab104f632ef';
    const outcome = await csp(short);
    expect([outcome.failure, outcome.stderr]).toEqual([null, 'Still missing: Refund reason, Name, E-mail, Phone.\n']);
    expect(outcome.stdout).toContain('  Refund reason: [missing]\n');
    expect(await csp(`${short} --check`)).toMatchObject({
      stdout: '',
      stderr: '',
      failure: { code: 'refundRequestIncomplete', details: { missing: ['Refund reason', 'Name', 'E-mail', 'Phone'] } },
    });
    expect(await csp(`${line} ${contact} --check`)).toMatchObject({
      stdout: '',
      stderr: 'Nothing is missing.\n',
      failure: null,
    });
    expect(await csp(`${line} ${contact.replace('@', '.')} --check`)).toMatchObject({
      failure: {
        code: 'argumentInvalid',
        details: { flag: '--contact-email', given: 'aiko.example.com', expected: 'name@example.com' },
      },
    });
  },
);

command('when a flag names no contact, then it is refused as the setting would be', async (bench) => {
  for (const [flag, given, expected] of [
    ['--contact-phone', 'abc', '+49 30 1234567'],
    ['--contact-phone', '12', '+49 30 1234567'],
    ['--contact-email', 'aiko@example', 'name@example.com'],
  ])
    expect(await bench.csp(`${line} ${flag} "${given}"`)).toMatchObject({
      failure: { code: 'argumentInvalid', details: { flag, given, expected } },
    });
});

command('when the contact is in the settings, then flags are needed only to change it', async (bench) => {
  await bench.csp('config set contact.name "Aiko Tanaka"');
  await bench.csp('config set contact.email aiko@example.com');
  await bench.csp('config set contact.phone "+81 3 1234 5678"');
  expect((await jsonOf(bench, '-o json --contact-phone 110')).contact).toEqual({
    name: 'Aiko Tanaka',
    email: 'aiko@example.com',
    phone: '110',
  });
});

command('when words are given, then they win over the order', async (bench) => {
  const words =
    '--quantity 1 --amount 99.50 --currency usd --impact critical --title "Please refund" --subscription SUB-1 -o json';
  expect(await jsonOf(bench, words)).toMatchObject({
    impact: 'critical',
    title: 'Please refund',
    description: { subscriptionId: 'SUB-1', quantity: 1, amount: { amount: '99.50', currency: 'USD' } },
  });
  expect((await bench.csp(`${line} --amount 5`)).failure).toMatchObject({
    code: 'argumentMissing',
    details: { flag: '--currency' },
  });
  expect((await bench.csp(`${line} --amount -5 --currency EUR`)).failure).toMatchObject({ code: 'argumentInvalid' });
});

command('when only a subscription is named, then it stands in for the order', async ({ csp }) => {
  const { stdout, failure } = await csp(
    'support-request --customer contoso.onmicrosoft.com --subscription SUB-1 --reason x -o json',
  );
  expect(failure).toBeNull();
  expect(JSON.parse(stdout)).toMatchObject({
    title: 'Refund request: SUB-1',
    description: { orderId: null, subscriptionId: 'SUB-1', quantity: null, amount: null },
    missing: ['quantity', 'amount', 'name', 'email', 'phone'],
  });
});

command('when it is saved, then into a new file; when copied, onto the clipboard', async (bench) => {
  const path = join(bench.folder, 'request.md');
  const markdown = (await bench.csp(`${line} ${contact} --format md`)).stdout;
  const saved = await bench.csp(`${line} ${contact} --format md --out-file ${path}`);
  expect([saved.stdout, saved.stderr]).toEqual(['', `Saved to ${path}.\nNothing is missing.\n`]);
  expect(readFileSync(path, 'utf8')).toBe(markdown);
  expect((await bench.csp(`${line} --out-file ${path}`)).failure).toEqual({ code: 'fileExists', details: { path } });

  const other = join(bench.folder, 'other.md');
  const dry = await bench.csp(`${line} ${contact} --out-file ${other} -n`);
  expect([dry.stdout, dry.stderr, existsSync(other)]).toEqual([
    '',
    `Dry run: it would be saved to ${other}.\nNothing is missing.\n`,
    false,
  ]);
  expect((await bench.csp(`${line} --out-file ${path} -n`)).failure).toMatchObject({ code: 'fileExists' });
  expect((await bench.csp(`${line} ${contact} --copy -n`)).copied).toEqual([]);

  const json = join(bench.folder, 'request.json');
  await bench.csp(`${line} ${contact} --format json --out-file ${json}`);
  expect(JSON.parse(readFileSync(json, 'utf8'))).toEqual(await jsonOf(bench, `${contact} -o json`));

  const copied = await bench.csp(`${line} ${contact} --format md --copy`);
  expect([copied.stdout, copied.stderr, copied.copied]).toEqual([
    '',
    'The text is on the clipboard.\nNothing is missing.\n',
    [markdown],
  ]);
  const printed = await bench.csp(`${line} ${contact} --format md --copy`, { clipboard: 'none' });
  expect([printed.stdout, printed.stderr, printed.failure]).toEqual([
    markdown,
    'Nothing is missing.\n',
    { code: 'clipboardFailed', details: { content: 'request', reason: 'no-clipboard' } },
  ]);
});

command(
  'when a person is there, then order and reason are asked for, and no reason is an answer too',
  async ({ csp }) => {
    const answers = ['contoso.onmicrosoft.com', '3ab104f632ef', ''];
    const outcome = await csp('support-request', { columns: 80, answers });
    expect([outcome.failure, outcome.questions]).toEqual([
      null,
      ['choose: Which customer?', 'choose: Which order?', 'ask: Why does the customer want the refund?'],
    ]);
    expect(outcome.stdout).toContain('  Refund reason: [missing]\n');
  },
);

command('when the language is another, then so is the text; the JSON’s own words are not', async ({ csp }) => {
  const words = `${line} ${contact} --title "Please refund"`;
  const [english, japanese] = [await csp(words), await csp(words, { lang: 'ja' })];
  expect(japanese.stdout).not.toBe(english.stdout);
  const [one, two] = [await csp(`${words} -o json`), await csp(`${words} -o json`, { lang: 'ja' })].map(({ stdout }) =>
    JSON.parse(stdout),
  );
  expect({ ...two, text: '' }).toEqual({ ...one, text: '' });
});

command('when it is checked on a terminal, then what is missing is listed and nothing is asked', async ({ csp }) => {
  const scene = { columns: 80, answers: [] };
  expect(await csp('support-request --check --customer contoso.onmicrosoft.com', scene)).toMatchObject({
    stdout: '',
    failure: {
      code: 'refundRequestIncomplete',
      details: { missing: ['Order ID', 'Refund reason', 'Quantity', 'Amount requested', 'Name', 'E-mail', 'Phone'] },
    },
  });
  expect((await csp('support-request --check', scene)).failure).toEqual({
    code: 'argumentMissing',
    details: { flag: '--customer', command: '' },
  });
});

command('when it can still be cancelled directly, then the command that does it is shown', async ({ csp }) => {
  const whole = await csp('support-request --customer contoso.onmicrosoft.com --order f5c3b5ddb342 --reason x -q');
  expect(whole.stderr).toMatch(
    /^1 line can still be cancelled directly, without a request:\n {2}csp cancel f5c3b5ddb342 --customer contoso\.onmicrosoft\.com\n/,
  );
  const line1 = await csp(
    'support-request --customer contoso.onmicrosoft.com --order c403d91b21d2 --line 1 --reason x',
  );
  expect(line1.stderr).toContain('\n  csp cancel c403d91b21d2 --customer contoso.onmicrosoft.com --line 1\n');
});

command('when what is written is hostile, then files and the clipboard get it without power', async (bench) => {
  const path = join(bench.folder, 'hostile.md');
  const hostile = `${line} --title "\u001b[31m\u202eRed\u001b[39m" --format md`;
  await bench.csp(`${hostile} --out-file ${path}`);
  const copied = (await bench.csp(`${hostile} --copy`)).copied;
  const printed = (await bench.csp(hostile)).stdout;
  expect([readFileSync(path, 'utf8'), ...copied]).toEqual([printed, printed]);
  expect(printed).toMatch(/^(?:\P{C}|\n)+$/u);
});

command('when it is a dry run, then nothing is saved or copied', async (bench) => {
  const path = join(bench.folder, 'none.md');
  const outcome = await bench.csp(`${line} --out-file ${path} --copy --dry-run`);
  expect([outcome.copied, existsSync(path), outcome.stderr.split('\n')[0]]).toEqual([
    [],
    false,
    `Dry run: it would be saved to ${path}.`,
  ]);
});
