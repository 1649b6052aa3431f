/** What commander refuses, as failures of ours. */
import { CommanderError } from 'commander';
import { isCspError } from '../../src/core/errors.ts';
import { usageError } from '../../src/usage-error.ts';
import { type CommandBench, createCommandBench } from './command-bench.ts';

let bench: CommandBench;
beforeAll(async () => {
  bench = await createCommandBench();
});
afterAll(() => bench.close());

const refusals: readonly (readonly [string, string, object])[] = [
  ['cancl', 'commandUnknown', { given: 'cancl', suggestion: 'cancel' }],
  ['frobnicate', 'commandUnknown', { given: 'frobnicate', suggestion: null }],
  ['sandbox clokc', 'commandUnknown', { given: 'sandbox clokc', suggestion: 'sandbox clock' }],
  ['sandbox clock sett', 'commandUnknown', { given: 'sandbox clock sett', suggestion: 'sandbox clock set' }],
  ['buy --qantity 5', 'optionUnknown', { given: '--qantity', command: 'csp buy', suggestion: '--quantity' }],
  ['cancel A --frobnicate', 'optionUnknown', { given: '--frobnicate', command: 'csp cancel', suggestion: null }],
  [
    'sandbox status --frobnicate',
    'optionUnknown',
    { given: '--frobnicate', command: 'csp sandbox status', suggestion: null },
  ],
  ['--frobnicate customers', 'optionUnknown', { given: '--frobnicate', command: 'csp', suggestion: null }],
  ['customers --token abc', 'secretInArgument', { flag: '--token' }],
  ['customers --client-secret=abc', 'secretInArgument', { flag: '--client-secret' }],
  ['customers contoso', 'argumentUnexpected', { given: 'contoso', command: 'csp customers' }],
  ['policy show', 'argumentMissing', { flag: 'EDITION', command: 'csp policy show' }],
  ['sandbox seed', 'argumentMissing', { flag: '--orders', command: 'csp sandbox seed' }],
  ['sandbox download --customer C', 'argumentMissing', { flag: '--order', command: 'csp sandbox download' }],
  ['buy --quantity', 'argumentInvalid', { flag: '--quantity', given: '', expected: '--quantity <n>' }],
  ['customers -o', 'argumentInvalid', { flag: '--output', given: '', expected: '-o, --output <format>' }],
  [
    'customers -o xml',
    'argumentInvalid',
    { flag: '--output', given: 'xml', expected: 'table, json, jsonl, csv, tsv, yaml' },
  ],
  ['--lang de customers', 'argumentInvalid', { flag: '--lang', given: 'de', expected: 'en, ja, zh-TW, ru' }],
  ['completion tcsh', 'argumentInvalid', { flag: 'SHELL', given: 'tcsh', expected: 'bash, zsh, fish, pwsh' }],
];

test.each(refusals)('when “csp %s” is typed, then it is %s', async (line, code, details) => {
  expect((await bench.csp(line)).failure).toEqual({ code, details });
});

test('when a secret stands in the command line, then the failure does not repeat it', async () => {
  for (const line of ['customers --token=hunter2', 'customers --password hunter2']) {
    expect(JSON.stringify(await bench.csp(line))).not.toContain('hunter2');
  }
});

test('when commander only shows help or the version, then it is an exit code', async () => {
  expect((await bench.csp('--help')).failure).toBe(0);
  expect((await bench.csp('buy -h')).failure).toBe(0);
  expect((await bench.csp('-V')).failure).toBe(0);
  expect((await bench.csp('sandbox')).failure).toBe(2);
  expect((await bench.csp('policy')).failure).toBe(2);
});

test('when commander says something new, then it is a fault of ours that keeps its words', () => {
  const fault = usageError(new CommanderError(1, 'commander.other', 'error: something else'), []);
  expect(isCspError(fault) && [fault.code, fault.details]).toEqual(['internal', { reason: 'error: something else' }]);
});
