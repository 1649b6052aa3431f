/** T48, T52–T55: names that are attacks reach neither terminals nor CI logs nor spreadsheets, and JSON keeps them exact. */
import { parse } from 'csv-parse/sync';
import { findHostile } from '../terminal/hostile-text.ts';
import { domainOf, formulas, importNames, names, orderOf, productOf, telling } from './hostile-world.ts';
import { openSession } from './session.ts';
import { runInTerminal } from './terminal.ts';

const session = openSession();
const sheets = openSession();
beforeAll(() => Promise.all([importNames(session, names), importNames(sheets, formulas)]));
afterAll(() => {
  session.close();
  sheets.close();
});

const listings = [
  'csp customers',
  'csp catalog --country US',
  'csp list-software --all-customers',
  'csp activity --event all --since 2d',
];
/** A command for each telling name. */
const each = (command: (domain: string, order: string, product: string) => string): string =>
  telling.map((index) => command(domainOf(index), orderOf(index), productOf(index))).join('\n');
const colours = /\u001b\[(?:1|2|22|31|32|33|39)m/g;

test('the world has every name', async () => {
  const { stdout } = await session.run('csp customers -o json --query "length(@)"');
  expect(stdout).toBe(`${names.length}\n`);
});

const formats = ['table', 'json', 'jsonl', 'csv', 'tsv', 'yaml'];

test.each(listings)('T52: piped, in every format: %s', async (line) => {
  for (const format of formats) {
    const { stdout, stderr, exitCode } = await session.run(`${line} -o ${format}`);
    expect({ format, stdout: findHostile(stdout, '\n\t'), stderr: findHostile(stderr, '\n'), exitCode }).toEqual({
      format,
      stdout: [],
      stderr: [],
      exitCode: 0,
    });
  }
});

test.each(formats)('T52: piped as %s, about one order', async (format) => {
  const lines = each((domain, order, product) =>
    [
      `csp buy --customer ${domain} --product ${product} --quantity 1 --dry-run -o ${format}`,
      `csp cancel ${order} --customer ${domain} --dry-run -o ${format}`,
      `csp support-request --customer ${domain} --order ${order} --reason x -o ${format}`,
      `csp copy-link --customer ${domain} --order ${order} -o ${format}`,
    ].join('\n'),
  );
  const { stdout, stderr, exitCode } = await session.run(`set -e\n${lines}`);
  expect({ stdout: findHostile(stdout, '\n\t'), stderr: findHostile(stderr, '\n\t'), exitCode }).toEqual({
    stdout: [],
    stderr: [],
    exitCode: 0,
  });
});

test.each([
  ['cancel --dry-run', each((domain, order) => `csp cancel ${order} --customer ${domain} --dry-run`)],
  ['support-request', each((domain, order) => `csp support-request --customer ${domain} --order ${order} --reason x`)],
  ['copy-link --message', each((domain, order) => `csp copy-link --customer ${domain} --order ${order} --message`)],
])('T52: piped, about one order: %s', async (_, lines) => {
  const { stdout, stderr, exitCode } = await session.run(`set -e\n${lines}`);
  expect({ found: findHostile(stdout + stderr, '\n\t'), stderr: exitCode === 0 ? '' : stderr, exitCode }).toEqual({
    found: [],
    stderr: '',
    exitCode: 0,
  });
});

test('a message in colour stays as many lines as it has with a plain name, and has no colour of its own', async () => {
  const message = (index: number) =>
    session.run(`csp copy-link --customer ${domainOf(index)} --order ${orderOf(index)} --message --color always`);
  const ended = await Promise.all(telling.map(message));
  expect(ended.map(({ stdout }) => [findHostile(stdout, '\n'), stdout.split('\n').length])).toEqual(
    telling.map(() => [[], 8]),
  );
});

test('T52: repeated in errors', async () => {
  const ended = await Promise.all(names.map((name) => session.csp(['list-software', '--customer', `no ${name}`])));
  expect(ended.map(({ stderr, exitCode }) => ({ found: findHostile(stderr, '\n'), exitCode }))).toEqual(
    names.map(() => ({ found: [], exitCode: 11 })),
  );
});

test.each([
  ['in colour', {}],
  ['without', { NO_COLOR: '1' }],
])('T52: on a terminal, %s', async (_, env) => {
  for (const line of listings) {
    const { sent } = await runInTerminal(session, line, { env, columns: 200 });
    expect({ line, found: findHostile(sent.replaceAll(colours, 'NO_COLOR' in env ? '$&' : ''), '\n\r') }).toEqual({
      line,
      found: [],
    });
  }
});

test('T55: JSON is exact', async () => {
  const { stdout } = await session.run('csp customers -o json');
  const shown: readonly { readonly domain: string; readonly name: string }[] = JSON.parse(stdout);
  const byDomain = new Map(shown.map(({ domain, name }) => [domain, name]));
  expect(names.map((_, index) => byDomain.get(domainOf(index)))).toEqual(names.map((name) => name.trim()));
});

test('T48: a spreadsheet finds no formula in any cell', async () => {
  const { stdout } = await sheets.run('csp list-software --all-customers -o csv; csp customers -o csv');
  const cells: readonly string[] = parse(stdout, { relax_column_count: true }).flat();
  expect(cells.filter((cell) => /^[\s]*[=+\-@＝＋－＠]/u.test(cell))).toEqual([]);
  expect(formulas.filter((name) => !cells.includes(`'${name.trim()}`))).toEqual([]);
});

test('T53: the question before cancelling ends with the true order, customer, count and amount', async () => {
  for (const index of telling) {
    const line = `csp cancel ${orderOf(index)} --customer ${domainOf(index)} --acknowledge --reason x`;
    const { questions, exitCode } = await runInTerminal(session, line, { answers: ['n'], columns: 120 });
    const shown = questions[0]?.filter((text) => text !== '').map((text) => text.replaceAll('\u00a0', ' ')) ?? [];
    expect({ last: shown.at(-1), exitCode }).toEqual({
      last: `? Cancel 1 line of order ${orderOf(index)} of ${domainOf(index)}, credit USD 25.00? (y/N)`,
      exitCode: 6,
    });
  }
});
