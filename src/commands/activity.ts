import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import {
  type Activity,
  type ActivityEvent,
  activityEvents,
  archiveActivity,
  countNewActivity,
  listActivity,
} from '../core/operations/activity.ts';
import type { Partner } from '../core/operations/partner.ts';
import type { Customer } from '../core/ports/backend.ts';
import { type AuditRange, decideAuditRange } from '../core/rules/audit-range.ts';
import { activityView, chartText } from './activity-view.ts';
import { pickCustomer } from './choices.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { limitRows } from './rows.ts';
import { createCommand, readOrderId, readQuantity, readWords } from './shared-options.ts';

const examples = [
  'csp activity --since 7d',
  'csp activity --since 2026-01-01 --until 2026-12-31 --event all --customer contoso.onmicrosoft.com -o csv',
];

export interface ActivityWords {
  readonly since?: string;
  readonly until?: string;
  readonly customer?: string;
  readonly user?: string;
  readonly order?: string;
  readonly event: readonly (ActivityEvent | 'all')[];
  readonly sync?: boolean;
  readonly verify?: boolean;
  readonly chart?: boolean;
  readonly limit?: number;
}

export const activityCommand = ({ messages, open }: CommandContext, run = runActivity): Command =>
  createCommand('activity', messages, examples)
    .option('--since <time>', messages.flags.since)
    .option('--until <time>', messages.flags.until)
    .option('--customer <customer>', messages.flags.customer)
    .option('--user <upn>', messages.flags.user)
    .addOption(new Option('--order <order>', messages.flags.orderId).argParser(readOrderId('--order')))
    .addOption(
      new Option('--event <events>', messages.flags.event)
        .default(['key', 'link'], 'key,link')
        .argParser(readWords('--event', [...activityEvents, 'all'])),
    )
    .option('--limit <n>', messages.flags.limit, readQuantity('--limit'))
    .option('--sync', messages.flags.sync)
    .option('--verify', messages.flags.verify)
    .option('--chart', messages.flags.chart)
    .action(async (words: ActivityWords, command: Command) => run(await open(command), words));

export const runActivity = async (deps: Dependencies, words: ActivityWords): Promise<void> => {
  const { messages, output } = deps;
  if (words.verify === true) return verify(deps);
  const partner = await deps.partner();
  const range = readRange(words, await partner.backend.now());
  if (words.sync === true && deps.flags.dryRun) {
    output.say(messages.text.activity.wouldSync, { count: await countNewActivity(partner, range) });
  } else if (words.sync === true) {
    output.say(messages.text.activity.synced, { count: await archiveActivity(partner, range) });
  }
  const customer = words.customer === undefined ? undefined : await pickCustomer(deps, partner, words.customer);
  const rows = listActivity(partner, {
    range,
    customerId: customer?.id,
    user: words.user,
    orderId: await orderIdOf(partner, customer, words.order),
    events: words.event.includes('all') ? null : words.event.filter((event) => event !== 'all'),
  });
  const limited = limitRows(rows, words.limit);
  if (words.chart !== true) return void (await output.list(activityView(messages), limited));
  const all: Activity[] = [];
  for await (const row of limited) all.push(row);
  await output.document(chartText(all, range));
};

/** Audit records name orders by their id; an alternate id is looked up where the customer is known. */
const orderIdOf = async (
  partner: Partner,
  customer: Customer | undefined,
  given: string | undefined,
): Promise<string | undefined> =>
  given === undefined || customer === undefined ? given : (await partner.backend.getOrder(customer.id, given)).id;

const verify = async ({ messages, output, state }: Dependencies): Promise<void> => {
  const verdict = await (await state()).verify();
  if (!verdict.sound) throw new CspError('activityTampered', { sequence: verdict.firstBad });
  output.say(messages.text.activity.sound, { events: verdict.events });
};

const readRange = ({ since, until }: ActivityWords, now: number): AuditRange => {
  const range = decideAuditRange(since, until, now);
  if (!('fault' in range)) return range;
  if (range.fault === 'order')
    throw new CspError('argumentsConflict', { flags: [`--since ${since ?? ''}`, `--until ${until ?? 'now'}`] });
  throw new CspError('argumentInvalid', {
    flag: `--${range.fault}`,
    given: range.given,
    expected: '2026-11-21, 2026-11-21T10:00:00Z, yesterday, 7d',
  });
};
