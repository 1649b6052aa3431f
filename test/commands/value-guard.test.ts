/** What flags and arguments are given says something, or the command does not begin. */
import type { Command } from 'commander';
import { askedFor } from '../../src/commands/value-guard.ts';
import { exitCodeOf, isCspError } from '../../src/core/errors.ts';
import { langs } from '../../src/core/ports/environment.ts';
import { holes, isHole } from '../../src/core/rules/holes.ts';
import { loadMessages, loadTopics } from '../../src/locales/messages.ts';
import { commandNames, createProgram, helpTexts } from '../../src/program.ts';
import { command, createCommandBench } from './command-bench.ts';

const opensNothing = (): Promise<never> => Promise.reject(new Error('something was opened'));
const silent = { out: () => {}, error: () => {} };

interface Leaf {
  readonly path: readonly string[];
  readonly flags: readonly string[];
  readonly operands: readonly string[];
}

const leavesOf = (one: Command, path: readonly string[]): readonly Leaf[] =>
  one.commands.length > 0
    ? one.commands.flatMap((child) => leavesOf(child, [...path, child.name()]))
    : [
        {
          path,
          flags: one.options.filter(({ required, optional }) => required || optional).map(({ long }) => long ?? ''),
          operands: one.registeredArguments.map((argument) => argument.name()),
        },
      ];

const everyLeaf = async (): Promise<readonly Leaf[]> => {
  const context = { messages: await loadMessages('en'), open: opensNothing };
  const leaves: Leaf[] = [];
  for (const name of commandNames) {
    const program = await createProgram(context, [name], '1.2.3', silent);
    const found = program.commands.find((one) => one.name() === name);
    if (found !== undefined) leaves.push(...leavesOf(found, [name]));
  }
  return leaves;
};

/** What came of parsing: nothing may have been opened. */
const parse = async (argv: readonly string[]): Promise<unknown> => {
  const context = { messages: await loadMessages('en'), open: opensNothing };
  const program = await createProgram(context, argv, '1.2.3', silent);
  return program.parseAsync([...argv], { from: 'user' }).then(
    () => 'ran',
    (error: unknown) => error,
  );
};

const isRefused = (found: unknown, flag: string): boolean =>
  isCspError(found)
    ? found.code === 'argumentInvalid' &&
      exitCodeOf(found.code) === 2 &&
      JSON.stringify(found.details).includes(`"flag":"${flag}","given":""`)
    : // A choice: commander words it, and `usageError` makes it ours.
      String(found).includes('Allowed choices are');

test('a blank value of any flag of any command cancels and buys nothing: it is refused before anything is opened', async () => {
  const passed: string[] = [];
  let tried = 0;
  for (const { path, flags } of await everyLeaf())
    for (const flag of flags)
      for (const blank of ['', '   ', '\t\u00a0\u200b\n']) {
        for (const words of [[flag, blank], [`${flag}=${blank}`]]) {
          tried += 1;
          if (!isRefused(await parse([...path, ...words]), flag)) passed.push(`${path.join(' ')} ${words.join(' ')}`);
        }
      }
  expect(passed).toEqual([]);
  expect(tried).toBeGreaterThan(3000);
});

test('a blank argument is refused in the same way, but for the words of another program', async () => {
  const passed: string[] = [];
  for (const { path, operands } of await everyLeaf())
    for (const [index, operand] of operands.entries()) {
      const words = operands.map((_, at) => (at === index ? ' ' : 'lang'));
      if (!isRefused(await parse([...path, ...words]), operand.toUpperCase())) passed.push(path.join(' '));
    }
  expect(passed).toEqual(['sandbox exec']);
});

test('a blank choice of a command line is told as one without a value', async () => {
  const bench = await createCommandBench();
  expect((await bench.csp('customers -o " "')).failure).toMatchObject({
    code: 'argumentInvalid',
    details: { flag: '--output', given: '' },
  });
  await bench.close();
});

/** Where not any word will do. */
const given: { readonly [operand: string]: string } = { time: '2026-11-21', duration: '8d', shell: 'bash' };

const anything = ['--search', '--query', '--fields'];

command('what csp prints as a hole is missing wherever nobody can be asked', async ({ csp, controls }) => {
  const before = await controls.status();
  const passed: string[] = [];
  for (const { path, flags, operands } of await everyLeaf()) {
    if (path.includes('exec')) continue;
    const whole = [...path, ...operands.map((operand) => given[operand] ?? 'lang')];
    for (const flag of flags.filter((one) => !anything.includes(one)))
      for (const hole of ['TEXT', '<text>', '…', 'done|not-done'])
        await expectMissing([...whole, flag, `"${hole}"`].join(' '), flag);
    for (const operand of operands) await expectMissing([...path, 'ORDER', 'NAME'].join(' '), operand.toUpperCase());
  }
  expect(passed).toEqual([]);
  expect(await controls.status()).toEqual(before);

  async function expectMissing(line: string, flag: string): Promise<void> {
    const { failure } = await csp(line);
    const isMissing = typeof failure === 'object' && failure?.code === 'argumentMissing';
    const isOther = typeof failure === 'object' && failure?.code === 'argumentUnexpected';
    if (!isMissing && !isOther) passed.push(`${line} (${flag}): ${JSON.stringify(failure)}`);
  }
});

command('33 orders are not cancelled for the reason “TEXT”', async ({ csp }) => {
  const line = 'cancel f5c3b5ddb342 --customer contoso.onmicrosoft.com --acknowledge --yes --reason';
  for (const hole of ['TEXT', '…', '...', '"<text>"', 'ORDER/LINE'])
    expect((await csp(`${line} ${hole}`)).failure).toMatchObject({
      code: 'argumentMissing',
      details: { flag: '--reason', hole: hole.replaceAll('"', ''), command: 'csp cancel' },
    });
  const { stdout } = await csp('orders --customer contoso.onmicrosoft.com --order f5c3b5ddb342 -o json');
  expect(JSON.parse(stdout)[0].status).toBe('completed');
  expect((await csp(`${line} "The TEXT was wrong"`)).failure).toBeNull();
});

const contoso = '--customer contoso.onmicrosoft.com';
const option = `${contoso} --order f5c3b5ddb342`;

/** Where nothing else is missing. */
const questions: readonly (readonly [command: string, flag: string, line: string])[] = [
  ['buy', '--customer', 'buy --customer DOMAIN --product DG7GMGF0DVT7 --sku 000C --quantity 5'],
  ['buy', '--product', `buy ${contoso} --product "<product>" --sku 000C --quantity 5`],
  ['buy', '--sku', `buy ${contoso} --product DG7GMGF0DVT7 --sku ID --quantity 5`],
  ['buy', '--quantity', `buy ${contoso} --product DG7GMGF0DVT7 --sku 000C --quantity N`],
  ['list-software', '--customer', 'list-software --customer DOMAIN'],
  ...(['get-key', 'copy-link'] as const).flatMap((name) => [
    [name, '--customer', `${name} --customer CUSTOMER --order f5c3b5ddb342`] as const,
    [name, '--order', `${name} ${contoso} --order ORDER`] as const,
    [name, '--version', `${name} ${option} --version "<version>" --language en-US`] as const,
    [name, '--language', `${name} ${option} --version 2022 --language "<language>"`] as const,
    [name, '--file-type', `${name} ${option} --version 2022 --language en-US --file-type "<type>"`] as const,
  ]),
  ['cancel', 'ORDER', `cancel ORDER ${contoso} --reason x --acknowledge`],
  ['cancel', '--customer', 'cancel f5c3b5ddb342 --customer DOMAIN --reason x --acknowledge'],
  ['cancel', '--reason', `cancel f5c3b5ddb342 ${contoso} --reason TEXT --acknowledge`],
  ['support-request', '--customer', 'support-request --customer DOMAIN --order f5c3b5ddb342 --reason x'],
  ['support-request', '--order', `support-request ${contoso} --order ORDER --reason x`],
  ['support-request', '--reason', `support-request ${option} --reason TEXT`],
  ['orders', '--customer', 'orders --customer DOMAIN'],
  ['catalog', '--customer', 'catalog --customer DOMAIN'],
  ['explain', '--customer', 'policy explain f5c3b5ddb342 --customer DOMAIN'],
];

test('every flag that a command asks for is among them', () => {
  const pairs = Object.entries(askedFor).flatMap(([name, flags]) => flags.map((flag) => `${name} ${flag}`));
  expect([...new Set(questions.map(([name, flag]) => `${name} ${flag}`))].sort()).toEqual(pairs.sort());
});

test.each(questions)('on a terminal, %s asks for %s where a hole was pasted', async (_name, _flag, line) => {
  const bench = await createCommandBench();
  await expect(bench.csp(line, { answers: [], columns: 80 })).rejects.toThrow(/unexpected question/);
  await bench.close();
});

command('on a terminal, a hole that nothing asks for is missing all the same', async ({ csp }) => {
  const { failure } = await csp(`buy ${contoso} --product DG7GMGF0DVT7 --sku 000C --quantity 5 --po-number TEXT`, {
    answers: [],
    columns: 80,
  });
  expect(failure).toMatchObject({ code: 'argumentMissing', details: { flag: '--po-number' } });
});

/** `csp cancel ORDER --customer DOMAIN`: the words of command lines that stand for something. */
const holesIn = (text: string): readonly string[] =>
  [
    ...text.matchAll(new RegExp(`\\bcsp (?:${commandNames.join('|')}|COMMAND)\\b[^.,;:()”」»）。，、\\n]*`, 'g')),
  ].flatMap(([line]) =>
    [...line.matchAll(/(?<= )(?:[A-Z][A-Z/-]+…?|[A-Z]|<[^<>]+>|\[[a-z.]+\])(?= |$)/g)].map(([hole]) => hole),
  );

/** What data is called in examples that run, and words of sentences. */
const data = ['ISO', 'US', 'EUR', 'USD', '000C', 'CI', 'A'];

test.each(langs)('in %s every hole that csp prints is read as one', async (lang) => {
  const helps = Object.values(await helpTexts({ messages: await loadMessages(lang), open: opensNothing }, '1.2.3'));
  const topics = JSON.stringify(await loadTopics(lang)).replaceAll('\\n', '\n');
  const found = [...helps, topics].flatMap(holesIn).filter((hole) => !data.includes(hole) && hole !== '[options]');
  expect(found.length).toBeGreaterThan(20);
  expect(found.filter((hole) => !isHole(hole))).toEqual([]);
  const values = helps.flatMap((text) => [...text.matchAll(/^ +(?:-., )?--[a-z-]+ (<[^>]+>)/gm)].map(([, one]) => one));
  expect(values.filter((value) => !isHole(value ?? ''))).toEqual([]);
});

test('suggestions draw their holes from the list that is refused', () => {
  for (const hole of Object.values(holes)) expect(isHole(hole)).toBe(true);
  for (const text of ['Text', 'text', 'ordered twice', 'c403d91b21d2/1', 'contoso', '<b>x</b>', 'PO-4711', '1…5'])
    expect(isHole(text)).toBe(false);
});
