/** Breaks each of the house's own lint rules once, in a tree of its own, and expects Biome to name the line. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');

/** Rule and offending line; each stands in a file of its own. */
const inProduct = [
  ['plugin', 'export const at = Date.now();'],
  ['plugin', 'export const clocks = [3].map(Date.now);'],
  ['plugin', 'export const today = new Date();'],
  ['plugin', 'export const since = performance.now();'],
  ['plugin', 'export const dice = Math.random();'],
  ['plugin', 'export const leave = () => process.exit(1);'],
  ['plugin', "export const count = '1' as unknown as number;"],
  ['plugin', 'export class Cart extends Map {}'],
  ['lint/style/noProcessEnv', 'export const home = process.env.HOME;'],
  ['lint/suspicious/noConsole', "console.log('sold');"],
  ['lint/suspicious/noExplicitAny', 'export const cart: any = 1;'],
  ['lint/suspicious/noTsIgnore', '// @ts-ignore'],
  ['lint/style/noDefaultExport', 'export default 1;'],
  ['lint/style/noNonNullAssertion', 'export const long = (text?: string) => text!.length;'],
  ['lint/style/noParameterAssign', 'export const one = (n: number) => { n = 1; return n; };'],
  ['lint/performance/noBarrelFile', "export { buy } from './buy.ts';"],
  ['lint/performance/noBarrelFile', "export * from './buy.ts';"],
] as const;

const inTests = [
  ['plugin', "jest.mock('./buy.ts');"],
  ['plugin', "jest.spyOn(Math, 'abs');"],
  ['plugin', 'export const double = jest.fn();'],
  ['lint/suspicious/noSkippedTests', "test.skip('buys', () => {});"],
  ['lint/suspicious/noFocusedTests', "test.only('buys', () => {});"],
] as const;

/** In the four places that may, and what looks like an offence and is none. */
const allowed = [
  ['bin/csp.ts', 'export const home = process.env.HOME;'],
  ['src/main.ts', 'export const at = Date.now();'],
  ['src/dependencies.ts', 'export const dice = [Math.random(), new Date(), process.env.HOME];'],
  ['src/terminal/output.ts', "console.log('sold');"],
  ['src/moment.ts', 'export const moment = new Date(0);'],
] as const;

interface Report {
  readonly diagnostics: readonly { readonly category: string; readonly location: { readonly path: string } }[];
}

const write = (directory: string, name: string, contents: string): void => {
  mkdirSync(dirname(join(directory, name)), { recursive: true });
  writeFileSync(join(directory, name), contents);
};

/** What Biome says about a tree of these files: the rule and the file. */
const lint = (files: ReadonlyMap<string, string>): readonly string[] => {
  const directory = mkdtempSync(join(tmpdir(), 'csp-lint-'));
  try {
    for (const name of ['biome.json', '.biome', 'package.json'])
      cpSync(join(root, name), join(directory, name), { recursive: true });
    for (const [name, contents] of files) write(directory, name, `${contents}\n`);
    const { stdout } = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=none'], {
      cwd: directory,
    });
    const report: Report = JSON.parse(stdout.toString());
    return report.diagnostics.map(({ category, location }) => `${category} ${location.path}`).sort();
  } finally {
    rmSync(directory, { recursive: true });
  }
};

test('what the house forbids is refused, in every file where it is written', () => {
  const offences = [
    ...inProduct.map(([rule, line], index) => ({ rule, line, file: `src/offence-${index}.ts` })),
    ...inTests.map(([rule, line], index) => ({ rule, line, file: `test/offence-${index}.test.ts` })),
    { rule: 'lint/style/useFilenamingConvention', line: 'export const one = 1;', file: 'src/OneThing.ts' },
    { rule: 'lint/style/noExcessiveLinesPerFile', line: 'buy();\n'.repeat(301), file: 'src/long.ts' },
    { rule: 'lint/style/noExcessiveLinesPerFile', line: 'buy();\n'.repeat(121), file: 'src/core/rules/long.ts' },
  ];
  const found = lint(
    new Map([['src/buy.ts', 'export const buy = 1;'], ...offences.map(({ file, line }) => [file, line] as const)]),
  );
  expect([...new Set(found)]).toEqual(offences.map(({ rule, file }) => `${rule} ${file}`).sort());
});

test('what only looks like an offence passes', () => {
  expect(lint(new Map(allowed))).toEqual([]);
});
