/** The command tree: what is loaded, how help is asked for, and that every text of it is whole. */
import { langs } from '../../src/core/ports/environment.ts';
import { loadMessages } from '../../src/locales/messages.ts';
import { commandNames, createProgram, expandHelp, helpTexts } from '../../src/program.ts';
import { textWidth } from '../../src/terminal/text-width.ts';

const unused = (): Promise<never> => Promise.reject(new Error('help opens nothing'));
const contextIn = async (lang: (typeof langs)[number]) => ({ messages: await loadMessages(lang), open: unused });
const silent = { out: () => {}, error: () => {} };

/** The names of the commands that were declared in full; the others are stubs without options. */
const loaded = async (line: string): Promise<readonly string[]> => {
  const argv = line.split(' ').filter(Boolean);
  const program = await createProgram(await contextIn('en'), argv, '1.2.3', silent);
  return program.commands.filter(({ options }) => options.length > 0).map((command) => command.name());
};

test('when a command runs, then only it is loaded, wherever flags stand', async () => {
  expect(await loaded('cancel A')).toEqual(['cancel']);
  expect(await loaded('-o json cancel A')).toEqual(['cancel']);
  expect(await loaded('--output=json -y --lang ja sandbox clock set')).toEqual(['sandbox']);
  expect(await loaded('--yes cancel A')).toEqual(['cancel']);
  expect(await loaded('--dry-run --no-input buy')).toEqual(['buy']);
  expect(await loaded('-qo json customers')).toEqual(['customers']);
  expect(await loaded('--query buy customers')).toEqual(['customers']);
  expect(await loaded('customers --search buy')).toEqual(['customers']);
  expect(await loaded('')).toEqual([]);
  expect(await loaded('--help')).toEqual([]);
  expect(await loaded('nothing')).toEqual([]);
  expect(await loaded('constructor')).toEqual([]);
});

test('when help is asked for, then in commander’s words', () => {
  const expanded: readonly (readonly [string, string])[] = [
    ['', '--help'],
    ['help', '--help'],
    ['help buy', 'buy --help'],
    ['help sandbox clock set', 'sandbox clock set --help'],
    ['help help', 'help --help'],
    ['help exit-codes', 'help exit-codes'],
    ['help constructor', 'help constructor'],
    ['buy help', 'buy help'],
    ['buy --help', 'buy --help'],
  ];
  for (const [given, expected] of expanded) {
    expect(expandHelp(given.split(' ').filter(Boolean))).toEqual(expected.split(' '));
  }
});

test.each(langs)('when help is written in %s, then every command has its text, on lines of 80 cells', async (lang) => {
  const texts = await helpTexts(await contextIn(lang), '1.2.3');
  expect(
    Object.keys(texts)
      .filter((path) => !path.includes('.'))
      .sort(),
  ).toEqual(['csp', ...commandNames].sort());
  expect(
    Object.keys(texts)
      .filter((path) => path.startsWith('sandbox.'))
      .sort(),
  ).toEqual([
    'sandbox.as',
    'sandbox.clock',
    'sandbox.clock.advance',
    'sandbox.clock.reset',
    'sandbox.clock.set',
    'sandbox.download',
    'sandbox.exec',
    'sandbox.fault',
    'sandbox.fault.add',
    'sandbox.fault.clear',
    'sandbox.fault.list',
    'sandbox.import',
    'sandbox.reset',
    'sandbox.seed',
    'sandbox.serve',
    'sandbox.status',
  ]);
  for (const [path, text] of Object.entries(texts)) {
    expect(text).not.toMatch(/undefined|\[object|NaN/);
    expect(text).toContain('  $ csp ');
    const tooWide = text.split('\n').filter((line) => textWidth(line) > 80 && /\S\s\S.*\S\s\S/.test(line.slice(40)));
    expect([path, tooWide]).toEqual([path, []]);
  }
});

test('when the help of a command is read, then it lists its flags and leaves the global ones to one line', async () => {
  const texts = await helpTexts(await contextIn('en'), '1.2.3');
  const { buy = '', csp = '' } = texts;
  expect(buy).toMatch(/^Usage: csp buy \[options\]\n\nQuote a product for a customer, ask, and order it once\.\n/);
  expect(buy).toContain('--max-total <amount>');
  expect(buy).not.toContain('--dry-run ');
  expect(csp).toContain('--dry-run');
  const seven = ['buy', 'list-software', 'get-key', 'copy-link', 'cancel', 'support-request', 'activity'];
  const positions = seven.map((name) => csp.indexOf(`\n  ${name} `));
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
  expect(Math.min(...positions)).toBeGreaterThan(0);
});
