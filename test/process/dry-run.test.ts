/** `--dry-run` changes nothing, whatever the command; each command that changes something does so without it. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadMessages } from '../../src/locales/messages.ts';
import { commandNames, createProgram } from '../../src/program.ts';
import { openSession } from './session.ts';

const contoso = '--customer contoso.onmicrosoft.com';
const windowsServer = `${contoso} --order f5c3b5ddb342`;
const english = '--language en-US --file-type "64 Bit, ISO"';

/** A line for each command that may change a file, in an order in which each finds something to change. */
const writing: Readonly<Record<string, readonly string[]>> = {
  'sandbox clock set': ['sandbox clock set 2020-02-01'],
  'sandbox reset': ['sandbox reset --yes'],
  'sandbox clock advance': ['sandbox clock advance 1d'],
  'sandbox seed': ['sandbox seed --orders 20'],
  buy: [
    `buy ${contoso} --product DG7GMGF0DVT7 --sku 000C --quantity 5 --yes`,
    `buy --file purchases.csv ${contoso} --again --yes --results bought.csv`,
  ],
  'get-key': [`get-key ${windowsServer} ${english}`, `get-key ${windowsServer} ${english} --out-file key.txt`],
  'copy-link': [`copy-link ${windowsServer} ${english}`, `copy-link ${windowsServer} ${english} --renew`],
  'sandbox download': [`sandbox download ${windowsServer}`],
  cancel: [
    `cancel f5c3b5ddb342 ${contoso} --reason x --acknowledge --yes`,
    `cancel --file orders.csv ${contoso} --reason x --acknowledge --yes --only-eligible`,
    `cancel --file twice.csv ${contoso} --plan-out plan.json`,
  ],
  'runs export': ['runs export last --results rows.csv --summary summary.md --refund-requests requests'],
  'support-request': [
    `support-request ${contoso} --order 3ab104f632ef --reason x --contact-name A --contact-email a@example.com --contact-phone '+1 425 555 0100' --out-file request.txt`,
  ],
  activity: ['activity --since 2d --event all --sync'],
  'sandbox as': ['sandbox as sales-agent'],
  'sandbox clock reset': ['sandbox clock reset'],
  'sandbox import': ['sandbox import fixtures/reconciliation/2020-10-eur.csv --yes'],
  'config set': ['config set lang ja', 'config set contact.name Aiko --profile acme'],
  'config unset': ['config unset lang', 'config unset contact.name --profile acme'],
  'sandbox fault add': ['sandbox fault add --on cancel --status 429'],
  'sandbox fault clear': ['sandbox fault clear'],
};

/** These reach out to a service or start one, or find nothing to change here: only their dry run is tried. */
const outward: Readonly<Record<string, string>> = {
  login: 'login --tenant contoso.example --client-id 9d7d1f0a-3c64-4d0e-8b52-6f1e0a7c2b95',
  logout: 'logout --all',
  'sandbox serve': 'sandbox serve --tls --ledger ledger.jsonl',
  'runs resolve': 'runs resolve last --drop',
  'sandbox exec': 'sandbox exec --dry-run -- touch touched',
};

/** These only read. */
const reading = [
  ...[
    'list-software',
    'customers',
    'catalog',
    'orders',
    'policy list',
    'policy markets',
    'policy show',
    'policy explain',
  ],
  ...['config list', 'config get', 'sandbox status', 'sandbox fault list', 'completion', 'help'],
  ...['whoami', 'doctor', 'runs list', 'runs show'],
];

test('every command is either tried here or only reads', async () => {
  const leaves = (command: Command, path: string): readonly string[] =>
    command.commands.length === 0
      ? [path]
      : command.commands.flatMap((child) => leaves(child, `${path} ${child.name()}`));
  const messages = await loadMessages('en');
  const open = (): Promise<never> => Promise.reject(new Error('nothing is run'));
  const write = { out: () => undefined, error: () => undefined };
  const found = await Promise.all(
    commandNames.map(async (name) => {
      const program = await createProgram({ messages, open }, [name], '1.2.3', write);
      return program.commands.filter((command) => command.name() === name).flatMap((command) => leaves(command, name));
    }),
  );
  expect(found.flat().toSorted()).toEqual([...Object.keys(writing), ...Object.keys(outward), ...reading].toSorted());
});

test('a dry run leaves every file as it is', async () => {
  const session = openSession();
  /** Every file but the programs' kept code, by its hash. */
  const files = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      readdirSync(session.home, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((path) => !path.includes('/.cache/csp/'))
        .map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]),
    );
  try {
    writeFileSync(join(session.home, 'orders.csv'), 'order\nc403d91b21d2\n');
    // The service refuses the first, so that the second is left.
    writeFileSync(join(session.home, 'late.csv'), 'order\n3ab104f632ef\nc403d91b21d2\n');
    writeFileSync(join(session.home, 'twice.csv'), 'order\nc403d91b21d2\nf5c3b5ddb342\n');
    writeFileSync(join(session.home, 'purchases.csv'), 'productId,skuId,quantity\nDG7GMGF0DVT7,000C,5\n');
    await session.run('csp customers; csp activity --since 1d --sync; csp config set color auto');
    for (const line of Object.values(writing).flat()) {
      const before = files();
      const dry = await session.run(`csp ${line} --dry-run`);
      const after = files();
      expect({ line, exitCode: dry.exitCode, said: dry.stderr !== '', after }).toEqual({
        line,
        exitCode: 0,
        said: true,
        after: before,
      });
      const real = await session.run(`csp ${line}`);
      expect({ line, stderr: real.exitCode === 0 ? '' : real.stderr, isChanged: true }).toEqual({
        line,
        stderr: '',
        isChanged: JSON.stringify(files()) !== JSON.stringify(before),
      });
    }
    await session.run(
      `csp sandbox reset --yes; csp sandbox as admin-agent; csp cancel --file late.csv ${contoso} --reason x --acknowledge --yes --try-anyway --fail-fast --concurrency 1`,
    );
    for (const line of Object.values(outward)) {
      const before = files();
      const { exitCode, stderr } = await session.run(
        line.includes('--dry-run') ? `csp ${line}` : `csp ${line} --dry-run`,
      );
      expect({ line, exitCode, said: stderr !== '', after: files() }).toEqual({
        line,
        exitCode: 0,
        said: true,
        after: before,
      });
    }
  } finally {
    session.close();
  }
});
