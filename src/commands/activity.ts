import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import { type Activity, archiveActivity, countNewActivity, listActivity } from '../core/operations/activity.ts';
import { createOrderNumbers, findOrderId } from '../core/operations/order-ids.ts';
import type { Partner } from '../core/operations/partner.ts';
import type { Instant, RecordView, View } from '../core/ports/environment.ts';
import { type ActivityEvent, activityEvents } from '../core/rules/activity-event.ts';
import { type AuditRange, auditKeptMs, decideAuditRange } from '../core/rules/audit-range.ts';
import { activityView, chartText, chartView, countDays, type ShownActivity } from './activity-view.ts';
import { pickCustomer } from './choices.ts';
import { serviceFlags, shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { lastRows, type Rows } from './rows.ts';
import { createCommand, readOrderId, readQuantity, readWords } from './shared-options.ts';
import { requireWhole } from './whole-list.ts';

const examples = [
  'csp activity --since 7d',
  'csp activity --since 2026-01-01 --until 2026-12-31 --event all --customer contoso.onmicrosoft.com -o csv',
];

const range = ['--since', '--until'];
const rows = [
  ...['--customer', '--user', '--order', '--event', '--limit', '--sync', '--out-file'],
  ...[...range, ...shapingFlags, ...serviceFlags],
];
/** It has no id. */
const verdict = ['--query', '--fields'];
const modes = [
  { by: '--sync --verify', takes: [...range, ...verdict, ...serviceFlags] },
  { by: '--verify', takes: verdict },
  { by: '--chart', takes: rows },
  { takes: rows },
];

const shownUnlessAsked: readonly ActivityEvent[] = ['key', 'link'];

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
  readonly outFile?: string;
}

export const activityCommand = ({ messages, open }: CommandContext, run = runActivity): Command =>
  createCommand('activity', messages, examples, modes)
    .option('--since <time>', messages.flags.since)
    .option('--until <time>', messages.flags.until)
    .option('--customer <customer>', messages.flags.customer)
    .option('--user <upn>', messages.flags.user)
    .addOption(new Option('--order <order>', messages.flags.orderId).argParser(readOrderId('--order')))
    .addOption(
      new Option('--event <events>', messages.flags.event).default(shownUnlessAsked, 'key,link').argParser(readEvents),
    )
    .option('--limit <n>', messages.flags.newest, readQuantity('--limit'))
    .option('--sync', messages.flags.sync)
    .option('--verify', messages.flags.verify)
    .option('--chart', messages.flags.chart)
    .option('--out-file <path>', messages.flags.outFile)
    .action(async (words: ActivityWords, command: Command) => run(await open(command), words));

/** Commander hands the default to the first one, and to each other what was read before it. */
const readEvents = (text: string, earlier: readonly (ActivityEvent | 'all')[]): readonly (ActivityEvent | 'all')[] => {
  const events = readWords('--event', [...activityEvents, 'all'] as const)(text);
  return earlier === shownUnlessAsked ? events : [...earlier, ...events];
};

export const runActivity = async (deps: Dependencies, words: ActivityWords): Promise<void> => {
  const { messages, output } = deps;
  const chosen = words.chart === true ? chartView(messages) : activityView(messages);
  await output.check(words.verify === true ? verdictView : chosen);
  if (words.verify === true && words.sync !== true) return verify(deps);
  if (words.outFile !== undefined) await deps.files.checkNew(words.outFile);
  const partner = await deps.partner();
  const now = await partner.backend.now();
  const range = readRange(words, now);
  if (range.from < now - auditKeptMs) output.warn(() => messages.text.activity.beyondKept, {});
  if (words.sync === true) await sync(deps, partner, range);
  if (words.verify === true) {
    await verify(deps);
    return requireWhole(partner.backend);
  }
  const customer = words.customer === undefined ? undefined : await pickCustomer(deps, partner, words.customer);
  const rows = listActivity(partner, {
    range,
    customerId: customer?.id,
    user: words.user,
    orderId: words.order === undefined ? undefined : await findOrderId(partner.backend, customer, words.order),
    events: words.event.includes('all') ? null : words.event.filter((event) => event !== 'all'),
  });
  const shown = await show(
    deps,
    partner,
    words,
    range,
    words.limit === undefined ? rows : await lastRows(rows, words.limit),
  );
  if (shown.archived > 0) output.say(messages.text.activity.archived, { count: shown.archived, until: shown.until });
  requireWhole(partner.backend);
};

const sync = async ({ flags, messages, output }: Dependencies, partner: Partner, range: AuditRange): Promise<void> => {
  const { wouldSync, synced } = messages.text.activity;
  if (flags.dryRun) output.say(wouldSync, { count: await countNewActivity(partner, range) });
  else output.say(synced, { count: await archiveActivity(partner, range) });
};

/** What of it came from this machine's archive, and until when. */
interface Shown {
  archived: number;
  until: Instant;
}

const show = async (
  deps: Dependencies,
  partner: Partner,
  words: ActivityWords,
  range: AuditRange,
  rows: Rows<Activity>,
): Promise<Shown> => {
  const { messages, output } = deps;
  const shown: Shown = { archived: 0, until: 0 };
  const numberOf = output.format === 'table' ? createOrderNumbers(partner.backend) : null;
  const counted = describeRows(rows, shown, numberOf);
  if (words.chart !== true) await deliver(deps, words, activityView(messages), counted);
  else {
    const days = countDays(await lastRows(counted, Number.POSITIVE_INFINITY), range);
    if (output.isMachineAsked) await deliver(deps, words, chartView(messages), days);
    else if (words.outFile === undefined) await output.document(chartText(days));
    else await save(deps, words.outFile, `${chartText(days)}\n`);
  }
  return shown;
};

async function* describeRows(
  rows: Rows<Activity>,
  shown: Shown,
  numberOf: ReturnType<typeof createOrderNumbers> | null,
): AsyncGenerator<ShownActivity> {
  for await (const row of rows) {
    const { at, customerId, orderId } = row.record;
    if (row.isArchived) {
      shown.archived += 1;
      shown.until = at;
    }
    const isKnown = numberOf !== null && customerId !== null && orderId !== null;
    yield { ...row, orderNumber: isKnown ? await numberOf(customerId, orderId) : orderId };
  }
}

const deliver = async <T>(deps: Dependencies, words: ActivityWords, view: View<T>, rows: Rows<T>): Promise<void> => {
  if (words.outFile === undefined) await deps.output.list(view, rows);
  else await save(deps, words.outFile, await deps.output.listText(view, rows));
};

const save = async ({ files, flags, messages, output }: Dependencies, path: string, text: string): Promise<void> => {
  if (flags.dryRun) output.say(messages.refund.wouldSave, { path });
  else output.say(messages.refund.saved, { path: await files.writeNew(path, text) });
};

const verify = async ({ messages, output, state }: Dependencies): Promise<void> => {
  const verdict = await (await state()).verify();
  if (!verdict.sound) throw new CspError('activityTampered', { sequence: verdict.firstBad });
  output.say(messages.text.activity.sound, { events: verdict.events });
  if (output.isMachineAsked) await output.record(verdictView, verdict.events);
};

const verdictView: RecordView<number> = {
  json: (events) => ({ sound: true, events }),
  fields: ['sound', 'events'],
  id: () => '',
  rows: () => [],
};

/** What was done just now is in it too: a service tells its time to the second only, cut off. */
const untilNowMs = 2_000;

const readRange = ({ since, until }: ActivityWords, now: number): AuditRange => {
  const range = decideAuditRange(since, until, now);
  if (!('fault' in range)) return until === undefined ? { ...range, to: range.to + untilNowMs } : range;
  if (range.fault === 'order')
    throw new CspError('argumentsConflict', { flags: [`--since ${since ?? ''}`, `--until ${until ?? 'now'}`] });
  throw new CspError('argumentInvalid', {
    flag: `--${range.fault}`,
    given: range.given,
    expected: '2026-11-21, 2026-11-21T10:00:00Z, yesterday, 7d …',
  });
};
