/** `csp __complete -- WORD…`: what may stand in place of the last word. */

import { operandsOf } from '../../src/commands/complete.ts';
import { loadMessages } from '../../src/locales/messages.ts';
import { commandNames, createProgram } from '../../src/program.ts';
import { readFlags } from '../../src/read-flags.ts';

const unused = (): Promise<never> => Promise.reject(new Error('completing opens nothing'));

const complete = async (...words: readonly string[]): Promise<readonly string[]> => {
  const written: string[] = [];
  const context = { messages: await loadMessages('en'), open: unused };
  const write = { out: (text: string) => void written.push(text), error: () => {} };
  const argv = ['__complete', '--', ...words];
  await (await createProgram(context, argv, '1.2.3', write)).parseAsync(argv, { from: 'user' });
  return written.join('').split('\n').slice(0, -1);
};

test('when the command is being typed, then the commands that begin so are offered', async () => {
  expect(await complete('')).toEqual([...commandNames].sort());
  expect(await complete()).toEqual([...commandNames].sort());
  expect(await complete('c')).toEqual(['cancel', 'catalog', 'completion', 'config', 'copy-link', 'customers']);
  expect(await complete('cop')).toEqual(['copy-link']);
  expect(await complete('xyz')).toEqual([]);
  expect(await complete('__')).toEqual([]);
});

test('when a group is named, then its commands are offered, at every depth', async () => {
  expect(await complete('policy', '')).toEqual(['explain', 'list', 'markets', 'show']);
  expect(await complete('sandbox', 'c')).toEqual(['clock']);
  expect(await complete('sandbox', 'clock', '')).toEqual(['advance', 'reset', 'set']);
  expect(await complete('sandbox', 'clock', 'se')).toEqual(['set']);
});

test('when a flag is being typed, then the command’s own and the global ones are offered', async () => {
  expect(await complete('cancel', '--e')).toEqual(['--expect-count']);
  expect(await complete('cancel', 'A', '--customer', 'C', '--re')).toEqual([
    '--reason',
    '--refund-requests',
    '--results',
  ]);
  expect(await complete('list-software', '--customer', 'contoso', '--canc')).toEqual(['--cancellable']);
  expect(await complete('buy', '--dr')).toEqual(['--dry-run']);
  expect(await complete('--la')).toEqual(['--lang']);
  expect(await complete('sandbox', 'download', '--t')).toEqual(['--timeout', '--times']);
  expect(await complete('orders', '--h')).toEqual(['--help']);
});

test('when a flag’s value is being typed, then its choices are offered, and nothing where it has none', async () => {
  expect(await complete('customers', '-o', '')).toEqual(['csv', 'json', 'jsonl', 'table', 'tsv', 'yaml']);
  expect(await complete('customers', '--output', 'j')).toEqual(['json', 'jsonl']);
  expect(await complete('list-software', '--kind', 'e')).toEqual(['esu']);
  expect(await complete('--lang', '')).toEqual(['en', 'ja', 'ru', 'zh-TW']);
  expect(await complete('cancel', '--customer', '')).toEqual([]);
  expect(await complete('completion', '')).toEqual(['bash', 'fish', 'pwsh', 'zsh']);
});

test('when flags stand before the command, then it is found all the same', async () => {
  expect(await complete('-o', 'json', 'policy', '')).toEqual(['explain', 'list', 'markets', 'show']);
  expect(await complete('-qo', 'json', '--yes', 'sandbox', 'clock', '')).toEqual(['advance', 'reset', 'set']);
  expect(await complete('--lang=ja', 'cancel', '--ack')).toEqual(['--acknowledge']);
});

test('when PowerShell hands over an empty word as two quotation marks, then it is empty', async () => {
  expect(await complete('policy', '""')).toEqual(['explain', 'list', 'markets', 'show']);
});

test('when words are sorted out, then flags and their values are no operands', async () => {
  const context = { messages: await loadMessages('en'), open: unused };
  const program = await createProgram(context, [], '1.2.3', { out: () => {}, error: () => {} });
  expect(operandsOf(program, ['-o', 'json', 'cancel', 'A', '--yes', 'B', '--lang=ja', '-qo', 'csv', 'C'])).toEqual([
    'cancel',
    'A',
    'B',
    'C',
  ]);
  expect(operandsOf(program, ['--unknown', 'value'])).toEqual(['value']);
  expect(operandsOf(program, [])).toEqual([]);
  expect(readFlags(program)).toEqual({});
});
