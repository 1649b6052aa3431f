/** What each command makes of its words, before anything runs. */
import { Command } from 'commander';
import { activityCommand } from '../../src/commands/activity.ts';
import { buyCommand } from '../../src/commands/buy.ts';
import { cancelCommand } from '../../src/commands/cancel.ts';
import { catalogCommand } from '../../src/commands/catalog.ts';
import type { CommandContext, Dependencies } from '../../src/commands/context.ts';
import { copyLinkCommand } from '../../src/commands/copy-link.ts';
import { customersCommand } from '../../src/commands/customers.ts';
import { getKeyCommand } from '../../src/commands/get-key.ts';
import { listSoftwareCommand } from '../../src/commands/list-software.ts';
import { ordersCommand } from '../../src/commands/orders.ts';
import { addGlobalFlags } from '../../src/commands/shared-options.ts';
import { supportRequestCommand } from '../../src/commands/support-request.ts';
import { isCspError } from '../../src/core/errors.ts';
import { loadMessages } from '../../src/locales/messages.ts';
import { type Flags, readFlags } from '../../src/read-flags.ts';

type Declare = (context: CommandContext, run: (deps: Dependencies, ...words: unknown[]) => Promise<void>) => Command;

interface Parsed {
  readonly words: readonly unknown[];
  readonly flags: Flags;
}

/** Parses `csp …argv` with a command that does nothing but hand over what it was given. */
const parse = async (declare: Declare, argv: readonly string[]): Promise<Parsed> => {
  const messages = await loadMessages('en');
  let words: readonly unknown[] = [];
  let flags: Flags = {};
  const open = async (command: Command): Promise<Dependencies> => {
    flags = readFlags(command);
    return {} as Dependencies;
  };
  const command = declare({ messages, open }, async (_deps, ...given) => {
    words = given;
  });
  const program = addGlobalFlags(new Command('csp').enablePositionalOptions(), messages, false).addCommand(command);
  for (const each of [program, command]) each.exitOverride().configureOutput({ outputError: () => {} });
  await program.parseAsync([...argv], { from: 'user' });
  return { words, flags };
};

/** Every command takes the global flags too; those that say no have a value from the start. */
const unsaid = { input: true, progress: true };

const list = { ...unsaid, maxDuration: 18_000_000 };

const confirmed = { reason: 'why', acknowledge: true };

const lines: readonly (readonly [Declare, readonly string[], readonly unknown[]])[] = [
  [buyCommand, ['buy'], [{ ...unsaid, concurrency: 4 }]],
  [
    buyCommand,
    'buy --customer C --product P --sku S --quantity 5 --term P1Y --billing-cycle annual --max-total 10 --currency EUR --po-number N --again --wait'.split(
      ' ',
    ),
    [
      {
        ...unsaid,
        concurrency: 4,
        customer: 'C',
        product: 'P',
        sku: 'S',
        quantity: 5,
        term: 'P1Y',
        billingCycle: 'annual',
        maxTotal: '10',
        currency: 'EUR',
        poNumber: 'N',
        again: true,
        wait: true,
      },
    ],
  ],
  [
    listSoftwareCommand,
    'list-software --customer=C --all-customers --kind esu --status expired --cancellable --deadline-within 1d12h --sort title --limit 3'.split(
      ' ',
    ),
    [
      {
        ...unsaid,
        customer: 'C',
        allCustomers: true,
        kind: 'esu',
        status: 'expired',
        cancellable: true,
        deadlineWithin: 129_600_000,
        sort: 'title',
        limit: 3,
      },
    ],
  ],
  [
    getKeyCommand,
    [
      'get-key',
      '--customer',
      'C',
      '--order',
      'O-1_x',
      '--line',
      '0',
      '--version',
      '2022',
      '--language',
      'en-US',
      '--file-type',
      '64 Bit, ISO',
      '--reveal',
      '--copy',
      '--out-file',
      'k',
      '--reason',
      'why',
      '--ticket',
      'T',
    ],
    [
      {
        ...unsaid,
        customer: 'C',
        order: 'O-1_x',
        line: 0,
        version: '2022',
        language: 'en-US',
        fileType: '64 Bit, ISO',
        reveal: true,
        copy: true,
        outFile: 'k',
        reason: 'why',
        ticket: 'T',
      },
    ],
  ],
  [
    copyLinkCommand,
    'copy-link --order O --line 7 --print --copy --renew --message --expiring 2w'.split(' '),
    [{ ...unsaid, order: 'O', line: 7, print: true, copy: true, renew: true, message: true, expiring: 1_209_600_000 }],
  ],
  [cancelCommand, ['cancel'], [{ ...list, source: { orders: [] }, concurrency: 8, maxCancel: 50 }]],
  [
    cancelCommand,
    'cancel A --line 0 B/1 --line 12 --reason why --ticket T --acknowledge --expect-count 2 --max-cancel 3'.split(' '),
    [
      {
        ...{ ...list, ...confirmed, source: { orders: ['A', 'B/1'] }, concurrency: 8, line: [0, 12] },
        ...{ ticket: 'T', expectCount: 2, maxCancel: 3 },
      },
    ],
  ],
  [supportRequestCommand, ['support-request'], [{ ...unsaid, impact: 'moderate' }]],
  [
    supportRequestCommand,
    'support-request --subscription S --quantity 2 --amount 9.90 --currency EUR --impact critical --title T --contact-name N --contact-email e@example.com --contact-phone 030/123 --attach a --attach b --format md --check --copy --out-file f'.split(
      ' ',
    ),
    [
      {
        ...unsaid,
        subscription: 'S',
        quantity: 2,
        amount: '9.90',
        currency: 'EUR',
        impact: 'critical',
        title: 'T',
        contactName: 'N',
        contactEmail: 'e@example.com',
        contactPhone: '030/123',
        attach: ['a', 'b'],
        format: 'md',
        check: true,
        copy: true,
        outFile: 'f',
      },
    ],
  ],
  [activityCommand, ['activity'], [{ ...unsaid, event: ['key', 'link'] }]],
  [
    activityCommand,
    [
      'activity',
      '--since',
      '7d',
      '--until',
      'now',
      '--customer',
      'C',
      '--user',
      'U',
      '--order',
      'O',
      '--event',
      'cancel, all',
      '--limit',
      '1',
      '--sync',
      '--verify',
      '--chart',
    ],
    [
      {
        ...unsaid,
        since: '7d',
        until: 'now',
        customer: 'C',
        user: 'U',
        order: 'O',
        event: ['cancel', 'all'],
        limit: 1,
        sync: true,
        verify: true,
        chart: true,
      },
    ],
  ],
  [
    customersCommand,
    'customers --search cont --limit 2147483647'.split(' '),
    [{ ...unsaid, search: 'cont', limit: 2_147_483_647 }],
  ],
  [
    catalogCommand,
    'catalog --country us --kind reservation'.split(' '),
    [{ ...unsaid, country: 'US', kind: 'reservation' }],
  ],
  [
    ordersCommand,
    'orders --customer C --order O --limit 1'.split(' '),
    [{ ...unsaid, customer: 'C', order: 'O', limit: 1 }],
  ],
];

test.each(lines.map(([declare, argv, words]) => [argv.join(' ').slice(0, 60), declare, argv, words] as const))(
  'when %s is typed, then exactly that is understood',
  async (_title, declare, argv, words) => {
    expect((await parse(declare, argv)).words).toEqual(words);
  },
);

const badValues: readonly (readonly [Declare, string, string])[] = [
  [buyCommand, 'buy --quantity 0', '--quantity'],
  [buyCommand, 'buy --quantity 1.5', '--quantity'],
  [buyCommand, 'buy --quantity -1', '--quantity'],
  [buyCommand, 'buy --quantity 2147483648', '--quantity'],
  [buyCommand, 'buy --quantity ５', '--quantity'],
  [listSoftwareCommand, 'list-software --limit x', '--limit'],
  [listSoftwareCommand, 'list-software --deadline-within 48', '--deadline-within'],
  [getKeyCommand, 'get-key --order ../x', '--order'],
  [getKeyCommand, 'get-key --line -1', '--line'],
  [getKeyCommand, 'get-key --line 01', '--line'],
  [copyLinkCommand, 'copy-link --expiring 0h', '--expiring'],
  [cancelCommand, 'cancel a/b', 'ORDER'],
  [cancelCommand, 'cancel A --line x', '--line'],
  [cancelCommand, 'cancel A --expect-count 0', '--expect-count'],
  [activityCommand, 'activity --event keys', '--event'],
  [activityCommand, 'activity --event key,', '--event'],
  [catalogCommand, 'catalog --country USA', '--country'],
];

test.each(badValues)('when %p reads “%s”, then %s is refused', async (declare, line, flag) => {
  try {
    await parse(declare, line.split(' '));
  } catch (error) {
    if (!isCspError(error)) throw error;
    expect([error.code, 'flag' in error.details && error.details.flag]).toEqual(['argumentInvalid', flag]);
    return;
  }
  throw new Error('it was accepted');
});

test('when global flags stand before or after the command’s name, then they are the same; the nearer one wins', async () => {
  const all =
    '-o json --query x --fields a,b --ids -y -n --no-input -q -v --debug --color never --no-progress --profile p --backend sandbox --lang ja --timeout 5m';
  const flags = {
    output: 'json',
    query: 'x',
    fields: 'a,b',
    ids: true,
    yes: true,
    dryRun: true,
    input: false,
    quiet: true,
    verbose: true,
    debug: true,
    color: 'never',
    progress: false,
    profile: 'p',
    backend: 'sandbox',
    lang: 'ja',
    timeout: '5m',
  };
  expect((await parse(customersCommand, `${all} customers`.split(' '))).flags).toEqual(flags);
  expect((await parse(customersCommand, `customers ${all}`.split(' '))).flags).toEqual(flags);
  expect((await parse(customersCommand, ['customers'])).flags).toEqual({});
  const both = await parse(customersCommand, '-o json -y customers -o csv --search x'.split(' '));
  expect(both.flags).toEqual({ output: 'csv', yes: true, search: 'x' });
});
