/** Nothing is loaded that a command does not use: which packages and languages each one takes from the bundle. */
import { readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { inSession, root } from './session.ts';
import { runInTerminal } from './terminal.ts';

interface Bundle {
  readonly outputs: { readonly [file: string]: { readonly inputs: { readonly [source: string]: unknown } } };
}

const bundle: Bundle = JSON.parse(readFileSync(join(root, '.cache/meta.json'), 'utf8'));

/** The packages that have a file of their own in the bundle; so has our JMESPath. */
const named = ['conf', 'csv-parse', 'csv-stringify', 'inquirer', 'luxon', 'yaml', 'got'];
/** What is in a file of the bundle: one of those packages, or the texts of a language other than English. */
const partsOf = (file: string): readonly string[] => {
  const sources = Object.keys(bundle.outputs[`dist/${basename(file)}`]?.inputs ?? {});
  return sources.flatMap((source) => {
    const text = /^src\/locales\/((?!en\/)[a-z-]+\/(?:catalogue|topics))\.ts$/.exec(source)?.[1];
    if (text !== undefined) return [text];
    if (source.startsWith('src/terminal/jmespath/')) return ['jmespath'];
    return named.filter((name) => source.includes(`node_modules/${name}/`));
  });
};

const environment = (home: string): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--require ${join(__dirname, 'loaded-files.cjs')}`,
  LOADED_FILES: join(home, 'loaded'),
});

const loadedIn = (home: string): readonly string[] => {
  const files = readFileSync(join(home, 'loaded'), 'utf8').split('\n');
  return [...new Set(files.filter((file) => file.startsWith(join(root, 'dist') + sep)).flatMap(partsOf))].sort();
};

const contoso = '--customer contoso.onmicrosoft.com';

test.concurrent.each([
  ['csp --version', []],
  ['csp --help', []],
  ['csp list-software --help', []],
  ['csp help cancel', []],
  ['csp customers', []],
  ['csp customers -o json', []],
  ['csp customers -o jsonl', []],
  ['csp customers --ids', []],
  [`csp list-software ${contoso} -o json`, []],
  [`csp orders ${contoso}`, []],
  [`csp cancel c403d91b21d2 ${contoso} --dry-run`, []],
  [`csp buy ${contoso} --product DG7GMGF0DVT7 --sku 000C --quantity 5 --dry-run -o json`, []],
  [`csp policy explain f5c3b5ddb342 ${contoso} -o json`, []],
  ['csp customers --no-such-flag', []],
  ['csp customers -o csv', ['csv-stringify']],
  ['csp customers -o yaml', ['yaml']],
  ['csp customers -o json --query "[0]"', ['jmespath']],
  ['csp customers -o table', []],
  ['csp customers --lang ja', ['ja/catalogue']],
  ['csp customers --lang ja -o json', ['ja/catalogue']],
  ['csp help policies --lang ru', ['ru/catalogue', 'ru/topics']],
  ['csp activity --since 7d', ['luxon']],
  ['csp config set lang ja', ['conf']],
  ['csp config get lang', []],
  ['csp sandbox import fixtures/reconciliation/2020-10-eur.csv --yes', ['csv-parse']],
])('%s', (line, expected) =>
  inSession(async ({ home, run }) => {
    await run(line, { env: environment(home) });
    expect(loadedIn(home)).toEqual(expected);
  }),
);

test('on a terminal a table loads no more, and a question what asks it', () =>
  inSession(async (session) => {
    const env = environment(session.home);
    await runInTerminal(session, 'csp customers', { env });
    expect(loadedIn(session.home)).toEqual([]);
    await runInTerminal(session, 'csp sandbox reset', { env, answers: ['n'] });
    expect(loadedIn(session.home)).toEqual(['inquirer']);
  }));
