/** Help and version, answered before the program is loaded: run as a process, since they are written straight to the descriptor. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../src/version.ts';
import { type Bundled, bundleScript } from '../terminal/bundled-script.ts';

const script = `
  import { quickAnswer } from '../quick-answer.ts';
  const [home, ...argv] = process.argv.slice(2);
  if (!quickAnswer(argv, process.env, home, home)) process.stdout.write('left to the program');
`;

let bundled: Bundled;
let home: string;
beforeAll(async () => {
  bundled = await bundleScript(script);
  home = mkdtempSync(join(tmpdir(), 'csp-quick-'));
  for (const lang of ['en', 'ja']) {
    mkdirSync(join(home, 'help', lang), { recursive: true });
    for (const name of ['csp', 'buy', 'sandbox.clock.set'])
      writeFileSync(join(home, 'help', lang, `${name}.txt`), `${lang} ${name}\n`);
  }
});
afterAll(() => {
  bundled.remove();
  rmSync(home, { recursive: true });
});

const answer = (line: string, env: { readonly [name: string]: string } = {}): string => {
  const argv = line.split(' ').filter(Boolean);
  const places = { CSP_CONFIG_DIR: join(home, 'config'), PATH: process.env['PATH'] ?? '' };
  return spawnSync(process.execPath, [bundled.path, home, ...argv], { env: { ...places, ...env }, encoding: 'utf8' })
    .stdout;
};

test('when the version alone is asked for, then it is written', () => {
  expect(answer('--version')).toBe(`${version}\n`);
  expect(answer('-V')).toBe(`${version}\n`);
  expect(answer('-V customers')).toBe('left to the program');
});

test('when help is asked for that the build prepared, then it is written, in every way of asking', () => {
  expect(['', '--help', '-h', 'help'].map((line) => answer(line))).toEqual(Array(4).fill('en csp\n'));
  expect(['buy --help', 'buy -h', 'help buy'].map((line) => answer(line))).toEqual(Array(3).fill('en buy\n'));
  expect(['sandbox clock set -h', 'help sandbox clock set'].map((line) => answer(line))).toEqual(
    Array(2).fill('en sandbox.clock.set\n'),
  );
});

test('when the person speaks another language, then help does too', () => {
  expect(answer('buy -h', { LANG: 'ja_JP.UTF-8' })).toBe('ja buy\n');
  expect(answer('buy -h', { CSP_LANG: 'ja' })).toBe('ja buy\n');
  expect(answer('buy -h', { CSP_LANG: 'ru' })).toBe('left to the program');
});

test('when it is anything else, then it is left to the program', () => {
  const lines = [
    'buy',
    'nothing --help',
    'help nothing',
    'buy --quantity 5 --help',
    '-o json --help',
    '../buy --help',
    'help buy --help',
    '--lang ja --help',
  ];
  expect(lines.map((line) => [line, answer(line)])).toEqual(lines.map((line) => [line, 'left to the program']));
});
