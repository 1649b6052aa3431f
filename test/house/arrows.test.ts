/** Draws one forbidden arrow of each kind in a tree of its own and expects dependency-cruiser to name every one. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** Rule, importing file, imported file or package. */
const forbidden = [
  ['core/rules', 'src/core/rules/money.ts', 'src/core/operations/buy.ts'],
  ['core/rules', 'src/core/rules/roles.ts', 'src/terminal/format.ts'],
  ['types of ports', 'src/core/rules/credit.ts', 'src/core/ports/backend.ts'],
  ['types of ports', 'src/core/errors.ts', 'src/core/ports/state.ts'],
  ['core/errors', 'src/core/errors.ts', 'src/core/operations/buy.ts'],
  ['core/ports', 'src/core/ports/settings.ts', 'src/core/operations/buy.ts'],
  ['core/operations', 'src/core/operations/cancel.ts', 'src/backends/sandbox/world.ts'],
  ['core/operations', 'src/core/operations/keys.ts', 'src/sqlite.ts'],
  ['state', 'src/state/runs.ts', 'src/backends/sandbox/world.ts'],
  ['input', 'src/input/read-text.ts', 'src/backends/sandbox/world.ts'],
  ['input', 'src/input/refusal.ts', 'src/terminal/format.ts'],
  ['backends/sandbox', 'src/backends/sandbox/seed.ts', 'src/backends/partner-center/http.ts'],
  ['backends/sandbox', 'src/backends/sandbox/clock.ts', 'src/state/intents.ts'],
  ['backends/partner-center', 'src/backends/partner-center/tokens.ts', 'src/backends/sandbox/world.ts'],
  ['emulator', 'src/emulator/server.ts', 'src/backends/partner-center/http.ts'],
  ['terminal', 'src/terminal/table.ts', 'src/commands/buy.ts'],
  ['terminal', 'src/terminal/sink.ts', 'src/core/operations/buy.ts'],
  ['locales', 'src/locales/en/text.ts', 'src/terminal/sink.ts'],
  ['settings', 'src/settings.ts', 'src/backends/sandbox/world.ts'],
  ['commands', 'src/commands/cancel.ts', 'src/backends/sandbox/world.ts'],
  ['commands', 'src/commands/orders.ts', 'src/terminal/table.ts'],
  ['commands', 'src/commands/customers.ts', 'src/dependencies.ts'],
  ['sqlite', 'src/sqlite.ts', 'src/core/rules/markets.ts'],
  ['digest', 'src/digest.ts', 'src/core/rules/markets.ts'],
  ['door to @photostructure/sqlite', 'src/state/archive.ts', '@photostructure/sqlite'],
  ['door to chalk', 'src/terminal/format.ts', 'chalk'],
  ['door to cli-table3', 'src/commands/catalog.ts', 'cli-table3'],
  ['door to commander', 'src/core/operations/activity.ts', 'commander'],
  ['door to conf', 'src/state/link-ledger.ts', 'conf'],
  ['door to csv-parse', 'src/commands/activity.ts', 'csv-parse'],
  ['door to csv-parse', 'src/backends/sandbox/world.ts', 'csv-parse'],
  ['door to csv-stringify', 'src/commands/policy.ts', 'csv-stringify'],
  ['door to get-east-asian-width', 'src/terminal/palette.ts', 'get-east-asian-width'],
  ['door to got', 'src/backends/partner-center/sign-in.ts', 'got'],
  ['door to inquirer', 'src/commands/get-key.ts', 'inquirer'],
  ['door to luxon', 'src/core/rules/term.ts', 'luxon'],
  ['door to yaml', 'src/terminal/formats.ts', 'yaml'],
  ['package without a door', 'src/terminal/clipboard.ts', 'clipboardy'],
  ['core reaches no outside', 'src/core/rules/iso.ts', 'node:fs'],
  [
    'http is spoken by the emulator, the service, downloads and the return of a sign-in only',
    'src/commands/config.ts',
    'node:http',
  ],
  ['no circles', 'src/core/rules/duration.ts', 'src/core/rules/tax.ts'],
  ['no tests in the product', 'src/language.ts', 'test/sample.ts'],
  ['everything is found', 'src/version.ts', 'src/missing.ts'],
] as const;

/** Files that import something and are within their rights. */
const allowed = [
  // With the arrow back, which is forbidden above, a circle; it is reported once.
  ['src/core/rules/tax.ts', 'src/core/rules/duration.ts'],
  ['src/core/operations/links.ts', 'src/core/ports/backend.ts'],
  ['src/state/state.ts', 'src/sqlite.ts'],
  ['src/backends/sandbox/world.ts', 'src/sqlite.ts'],
  ['src/input/read-table.ts', 'csv-parse'],
  ['src/backends/sandbox/reconciliation.ts', 'src/input/read-table.ts'],
  ['src/input/read-order-file.ts', 'src/digest.ts'],
  ['src/backends/partner-center/cancel-subscription.ts', 'src/digest.ts'],
  ['src/backends/partner-center/http.ts', 'got'],
  ['src/emulator/routes.ts', 'src/backends/sandbox/world.ts'],
  ['src/emulator/routes.ts', 'node:http'],
  ['src/locales/ja/text.ts', 'src/terminal/format.ts'],
  ['src/commands/buy.ts', 'src/terminal/format.ts'],
  ['src/commands/buy.ts', 'commander'],
  ['src/core/rules/time-words.ts', 'luxon'],
] as const;

const targets = [
  'src/backends/partner-center/http.ts',
  'src/core/ports/state.ts',
  'src/state/intents.ts',
  'test/sample.ts',
];

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

const draw = (directory: string): void => {
  const arrows = [...forbidden.map(([, from, to]) => [from, to] as const), ...allowed];
  const files = new Map<string, string>();
  for (const name of [...arrows.flat(), ...targets]) if (/^(src|test)\//.test(name)) files.set(name, 'export {};\n');
  files.delete('src/missing.ts');
  for (const [from, to] of arrows) {
    const specifier = /^(src|test)\//.test(to) ? `./${relative(dirname(from), to)}` : to;
    files.set(from, `import '${specifier}';\n${files.get(from)}`);
  }
  const reached = [...files.keys()].filter((name) => name.startsWith('src/'));
  files.set('bin/csp.ts', reached.map((name) => `import '../${name}';\n`).join(''));
  files.set('src/forgotten.ts', 'export {};\n');
  files.set('tsconfig.json', '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }');
  for (const to of arrows.map(([, target]) => target).filter((target) => !/^(src|test|node:)/.test(target))) {
    files.set(`node_modules/${to}/package.json`, `{ "name": "${to}", "version": "1.0.0", "main": "main.js" }`);
    files.set(`node_modules/${to}/main.js`, '');
  }
  for (const [name, contents] of files) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), contents);
  }
};

const cruise = (directory: string): Promise<readonly Violation[]> =>
  new Promise((done, fail) => {
    const args = [cruiser, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', 'bin', 'src'];
    execFile(process.execPath, args, { cwd: directory, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (stdout === '') fail(new Error(stderr, { cause: error }));
      else done(JSON.parse(stdout).summary.violations);
    });
  });

const shown = (rule: string, from: string, to: string): string => `${rule}: ${from} -> ${to}`;

/** As it was written in the import above. */
const target = (resolved: string): string => {
  const name = /^node_modules\/(.+)\/main\.js$/.exec(resolved)?.[1];
  if (name !== undefined) return name;
  return /^(fs|http)$/.test(resolved) ? `node:${resolved}` : resolved;
};

test('every arrow that is not drawn in the house plan is refused, and no other', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'csp-arrows-'));
  try {
    draw(directory);
    const found = (await cruise(directory)).map(({ rule, from, to }) => shown(rule.name, from, target(to)));
    const expected = forbidden.map(([rule, from, to]) =>
      shown(rule, from, to === 'src/missing.ts' ? './missing.ts' : to),
    );
    expect(found.sort()).toEqual([...expected, shown('no orphans', 'src/forgotten.ts', 'src/forgotten.ts')].sort());
  } finally {
    rmSync(directory, { recursive: true });
  }
});
