/** Every command line that `--help` shows as an example runs as it stands, in a fresh sandbox. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSession, root } from './session.ts';

const folder = join(root, 'dist/help/en');

/** The examples in a help text: lines that begin with `$`, each with the lines it goes on in. */
const examplesIn = (help: string): readonly string[] =>
  [...help.matchAll(/^ {2}\$ ((?:.*\\\n)*.*)$/gm)].map(([, line = '']) => line.replace(/ \\\n\s*/g, ' '));

const helps = readdirSync(folder)
  .sort()
  .map((file) => ({
    name: file.replace(/\.txt$/, ''),
    examples: examplesIn(readFileSync(join(folder, file), 'utf8')),
  }));

/**
 * Placeholders, and what an example may count on; what serves until somebody stops it is stopped. Nobody is here to use a
 * browser; an app signs in at the emulator.
 */
const prepare = (line: string): string =>
  line
    .replace('ORDER', 'c403d91b21d2')
    .replace(/^csp sandbox serve/, 'timeout --preserve-status -s INT 3 $&')
    .replace(/^csp login --tenant/, 'csp login --dry-run --tenant')
    .replace(/^csp login --service-principal.*/, 'echo SECRET > secret.txt; csp sandbox exec -- sh -c "$&"')
    .replace(/^csp runs resolve last --drop/, `${stopped}; $& --yes`)
    .replace(
      /^csp runs resolve last --line.*/,
      (example) =>
        `csp sandbox reset --yes; csp sandbox fault add --on cancel --black-hole; csp sandbox exec -- sh -c '${inDoubt}; ${example}'`,
    );
/** Of two orders that an emulator never answers about. */
const inDoubt =
  'echo any | csp login --service-principal --client-secret-stdin --insecure-storage -q; csp cancel --file orders.csv --reason x --acknowledge --yes --timeout 4s';
/** One that the service refuses comes first. */
const stopped =
  "csp sandbox reset --yes; printf '3ab104f632ef\\nf5c3b5ddb342\\n' | csp cancel - --customer contoso.onmicrosoft.com --reason x --acknowledge --yes --try-anyway --fail-fast --concurrency 1";
const orders =
  "printf 'customer,order\\ncontoso.onmicrosoft.com,f5c3b5ddb342\\ncontoso.onmicrosoft.com,c403d91b21d2\\n' > orders.csv";
const purchases =
  "printf 'customer,productId,skuId,quantity\\ncontoso.onmicrosoft.com,DG7GMGF0DVT7,000C,5\\n' > purchases.csv";
const aRun = `${orders}; csp cancel --file orders.csv --reason x --acknowledge --yes`;
const firstSteps: Readonly<Record<string, string>> = {
  buy: purchases,
  cancel: orders,
  runs: aRun,
  'runs.show': aRun,
  'runs.export': aRun,
  'runs.resolve': aRun,
  'sandbox.download':
    'csp copy-link --customer contoso.onmicrosoft.com --order f5c3b5ddb342 --version 2022 --language en-US --file-type "64 Bit, ISO"',
};

test('each command shows two examples', () => {
  expect(helps.filter(({ examples }) => examples.length !== 2)).toEqual([]);
});

test.concurrent.each(helps.flatMap(({ name, examples }) => examples.map((line) => [line, name] as const)))(
  '%s',
  (line, name) =>
    inSession(async ({ home, run }) => {
      for (const target of ['.local/share/bash-completion/completions', '.zfunc']) {
        mkdirSync(join(home, target), { recursive: true });
      }
      const first = firstSteps[name];
      if (first !== undefined) await run(first);
      const { stderr, exitCode } = await run(prepare(line));
      expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
    }),
);
