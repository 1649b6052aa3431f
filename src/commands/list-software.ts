import { type Command, Option } from 'commander';
import {
  byUrgency,
  createSoftwareReader,
  listAllSoftware,
  listCustomerSoftware,
  type SoftwareLine,
} from '../core/operations/software.ts';
import { type UnreadCustomer, unreadFailure } from '../core/operations/unread-customers.ts';
import type { Customer } from '../core/ports/backend.ts';
import type { Instant } from '../core/ports/environment.ts';
import { type ProductKind, productKinds } from '../core/rules/product-kinds.ts';
import { pickCustomer } from './choices.ts';
import { ownFlags, serviceFlags, shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { keepRows, limitRows, type Rows, sortRows } from './rows.ts';
import { createCommand, readDuration, readQuantity } from './shared-options.ts';
import { type CustomerColumn, softwareSortKeys, softwareView } from './software-view.ts';
import { requireWhole } from './whole-list.ts';

const examples = [
  'csp list-software --all-customers',
  'csp list-software --customer contoso.onmicrosoft.com --cancellable --sort cancelBy',
];

const statuses = [
  ...(['pending', 'active', 'suspended', 'cancel-pending', 'cancelled', 'expired', 'disabled', 'unknown'] as const),
];

const modes = [{ takes: [ownFlags, ...shapingFlags, ...serviceFlags], apart: [['--customer', '--all-customers']] }];

export interface ListSoftwareWords {
  readonly customer?: string;
  readonly allCustomers?: boolean;
  readonly kind?: ProductKind;
  readonly status?: (typeof statuses)[number];
  readonly cancellable?: boolean;
  /** Milliseconds. */
  readonly deadlineWithin?: number;
  readonly sort?: string;
  readonly limit?: number;
}

export const listSoftwareCommand = ({ messages, open }: CommandContext, run = runListSoftware): Command =>
  createCommand('list-software', messages, examples, modes)
    .option('--customer <customer>', messages.flags.customer)
    .option('--all-customers', messages.flags.allCustomers)
    .addOption(new Option('--kind <kind>', messages.flags.kind).choices(productKinds))
    .addOption(new Option('--status <status>', messages.flags.status).choices(statuses))
    .option('--cancellable', messages.flags.cancellable)
    .option('--deadline-within <duration>', messages.flags.deadlineWithin, readDuration('--deadline-within'))
    .option('--sort <field>', messages.flags.sort)
    .option('--limit <n>', messages.flags.limit, readQuantity('--limit'))
    .action(async (words: ListSoftwareWords, command: Command) => run(await open(command), words));

export const runListSoftware = async (deps: Dependencies, words: ListSoftwareWords): Promise<void> => {
  const partner = await deps.partner();
  const reader = await createSoftwareReader(partner);
  const unread: UnreadCustomer[] = [];
  const lines: Rows<SoftwareLine> =
    words.allCustomers === true
      ? listAllSoftware(reader, (one) => unread.push(one), await deps.progress(deps.messages.text.software.progress))
      : await listCustomerSoftware(reader, await pickCustomer(deps, partner, words.customer));
  const wanted = keepRows(lines, (line) => isWanted(line, words, reader.now));
  const sorted = await sortRows(wanted, words.sort, softwareSortKeys);
  if (deps.output.format === 'table') await showTable(deps, await inOrder(sorted, words), words);
  else await deps.output.list(softwareView(deps.messages, null), limitRows(sorted, words.limit));
  requireWhole(partner.backend, unreadFailure(unread));
};

/** A table is read from the top, so that the urgent lines of all customers come first; streams stay as the service lists them. */
const inOrder = async (rows: Rows<SoftwareLine>, words: ListSoftwareWords): Promise<readonly SoftwareLine[]> => {
  const all: SoftwareLine[] = [];
  for await (const line of rows) all.push(line);
  return words.sort === undefined ? all.sort(byUrgency) : all;
};

/** The rows, and below them what can be cancelled among all that fit, shown or not. */
const showTable = async (
  { messages, output }: Dependencies,
  rows: readonly SoftwareLine[],
  words: ListSoftwareWords,
): Promise<void> => {
  const view = softwareView(messages, words.allCustomers === true ? customerColumn(rows) : null);
  const shown = await output.list(view, limitRows(rows, words.limit));
  if (!output.isTable || shown === 0) return;
  const deadlines = rows.flatMap(({ decision }) => (decision?.allowed ? [decision.cancelBy] : []));
  const next = deadlines.length === 0 ? null : deadlines.reduce((a, b) => Math.min(a, b));
  if (shown < rows.length) output.say(messages.text.software.limited, { shown, all: rows.length });
  output.say(messages.text.software.summary, { cancellable: deadlines.length, next });
};

/**
 * A customer's name, or the domain where another customer has the same name; then the column is wide enough to tell
 * them apart by the first part of it.
 */
const customerColumn = (rows: readonly SoftwareLine[]): CustomerColumn => {
  const domains = new Map<string, Set<string>>();
  for (const { customer } of rows) {
    const key = customer.name.toLowerCase();
    domains.set(key, (domains.get(key) ?? new Set()).add(customer.domain));
  }
  const shared = [...domains.values()].filter(({ size }) => size > 1).flatMap((same) => [...same]);
  const nameOf = ({ name, domain }: Customer): string => (shared.includes(domain) ? domain : name);
  return { nameOf, shrinkTo: shared.reduce((width, domain) => Math.max(width, domain.indexOf('.')), 12) };
};

const isWanted = ({ kind, status, decision }: SoftwareLine, words: ListSoftwareWords, now: Instant): boolean =>
  (words.kind === undefined || kind === words.kind) &&
  (words.status === undefined || status === words.status) &&
  (words.cancellable !== true || decision?.allowed === true) &&
  (words.deadlineWithin === undefined ||
    (decision?.allowed === true && decision.cancelBy <= now + words.deadlineWithin));
