import { type Command, Option } from 'commander';
import { CspError } from '../core/errors.ts';
import { draftRefundRequest, type RefundDraft } from '../core/operations/refund-request.ts';
import { listServiceRequests } from '../core/operations/service-requests.ts';
import type { ClipboardResult } from '../core/ports/environment.ts';
import { contactForms } from '../core/rules/contact.ts';
import { type Impact, impacts, missingFields } from '../core/rules/refund-request.ts';
import { pickCustomer, pickOrderId } from './choices.ts';
import { serviceFlags, shapingFlags } from './claim-flags.ts';
import { requireCopied } from './clipboard-result.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { deliver, tellMissing } from './deliver-request.ts';
import { type RequestFormat, refundRequestText, requestFormats } from './refund-request-text.ts';
import { refundRequestJson, refundRequestView } from './refund-request-view.ts';
import { serviceRequestView } from './service-request-view.ts';
import { collect, createCommand, readLine, readMoney, readOrder, readQuantity, splitOrder } from './shared-options.ts';
import { requireWhole } from './whole-list.ts';

const examples = [
  'csp support-request --customer contoso.onmicrosoft.com --order 3ab104f632ef --reason "Bought for the wrong tenant"',
  'csp support-request --list --customer contoso.onmicrosoft.com',
];

/** What any request says. */
const request = ['--reason', '--impact', '--contact-name', '--contact-email', '--contact-phone', '--attach'];
const ofCustomer = [...request, '--customer', '--quantity', '--amount', '--currency', '--title'];
/** A line is one of an order: with a subscription id alone there is none. */
const ofOrder = [...ofCustomer, '--line'];
const delivery = ['--format', '--copy', '--out-file', ...shapingFlags];
/** What has been handed over is not on stdout, where it could be shaped. */
const apart = shapingFlags.flatMap((flag) => [
  ['--copy', flag],
  ['--out-file', flag],
]);
const modes = [
  { by: '--list', takes: ['--customer', ...shapingFlags, ...serviceFlags] },
  { by: '--from-run --check', takes: [...request, ...serviceFlags] },
  { by: '--from-run', takes: [...request, ...delivery, ...serviceFlags], apart },
  { by: '--check --order', takes: [...ofOrder, '--subscription', ...serviceFlags] },
  { by: '--check', takes: [...ofCustomer, '--subscription', ...serviceFlags] },
  { by: '--order', takes: [...ofOrder, '--subscription', ...delivery, ...serviceFlags], apart },
  { by: '--subscription', takes: [...ofCustomer, ...delivery, ...serviceFlags], apart },
  { takes: [...ofOrder, ...delivery, ...serviceFlags], apart },
];

export interface SupportRequestWords {
  readonly customer?: string;
  readonly order?: string;
  readonly line?: number;
  readonly subscription?: string;
  readonly reason?: string;
  readonly quantity?: number;
  readonly amount?: string;
  readonly currency?: string;
  readonly impact: Impact;
  readonly title?: string;
  readonly contactName?: string;
  readonly contactEmail?: string;
  readonly contactPhone?: string;
  readonly attach?: readonly string[];
  readonly format?: RequestFormat;
  readonly check?: boolean;
  readonly copy?: boolean;
  readonly outFile?: string;
  readonly fromRun?: string;
  readonly list?: boolean;
}

export const supportRequestCommand = ({ messages, open }: CommandContext, run = runSupportRequest): Command =>
  createCommand('support-request', messages, examples, modes)
    .option('--customer <customer>', messages.flags.customer)
    .addOption(new Option('--order <order>', messages.flags.order).argParser(readOrder('--order')))
    .option('--line <n>', messages.flags.line, readLine)
    .option('--subscription <id>', messages.flags.subscription)
    .option('--reason <text>', messages.flags.refundReason)
    .option('--quantity <n>', messages.flags.quantity, readQuantity('--quantity'))
    .option('--amount <amount>', messages.flags.amount)
    .option('--currency <code>', messages.flags.currency)
    .addOption(new Option('--impact <impact>', messages.flags.impact).choices(impacts).default('moderate'))
    .option('--title <text>', messages.flags.title)
    .option('--contact-name <name>', messages.flags.contactName, readContact('name'))
    .option('--contact-email <address>', messages.flags.contactEmail, readContact('email'))
    .option('--contact-phone <number>', messages.flags.contactPhone, readContact('phone'))
    .option(
      '--attach <file>',
      messages.flags.attach,
      collect((file: string) => file),
    )
    .addOption(new Option('--format <format>', messages.flags.requestFormat).choices(requestFormats))
    .option('--check', messages.flags.check)
    .option('--copy', messages.flags.copy)
    .option('--out-file <path>', messages.flags.outFile)
    .option('--from-run <run>', messages.flags.fromRun)
    .option('--list', messages.flags.listRequests)
    .action(async (words: SupportRequestWords, command: Command) => run(await open(command), words));

export const runSupportRequest = async (deps: Dependencies, words: SupportRequestWords): Promise<void> => {
  if (words.list === true) return runList(deps, words.customer);
  if (words.fromRun !== undefined) {
    const { runSupportRequestsOfRun } = await import('./support-requests-of-run.ts');
    return runSupportRequestsOfRun(deps, words.fromRun, words);
  }
  const draft = await draftFrom(deps, words);
  const missing = missingFields(draft.request);
  sayCancellable(deps, draft);
  sayUnrefundable(deps, draft);
  const copy = words.check === true ? null : await handOver(deps, draft, words);
  tellMissing(deps, missing, words);
  requireCopied(copy, 'request');
};

const runList = async (deps: Dependencies, query: string | undefined): Promise<void> => {
  const { messages, output } = deps;
  const partner = await deps.partner();
  const customer = query === undefined ? undefined : await pickCustomer(deps, partner, query);
  await output.list(serviceRequestView(messages, customer), await listServiceRequests(partner, customer));
  requireWhole(partner.backend);
};

/** What `csp cancel` does at once need not be asked for, with the command that does it. */
const sayCancellable = (
  { messages, output, suggest }: Dependencies,
  { customer, lines, cancellable }: RefundDraft,
): void => {
  const [first] = cancellable;
  if (first === undefined) return;
  const { order } = first;
  const flags =
    cancellable.length < order.lineItems.length ? cancellable.flatMap(({ item }) => ['--line', String(item.line)]) : [];
  output.warn(messages.refund.cancelDirectly, {
    lines: cancellable.length,
    isLeftOut: !lines.includes(first),
    command: suggest(['cancel', order.alternateId ?? order.id, '--customer', customer.domain, ...flags]),
  });
};

/** What is asked for in vain, and what applies instead. */
const sayUnrefundable = ({ messages, output }: Dependencies, { unrefundable }: RefundDraft): void => {
  for (const { item, kind } of unrefundable)
    output.warn(messages.refund.neverRefunded, {
      line: item.line,
      title: item.title,
      isReservation: kind === 'reservation',
    });
};

const draftFrom = async (deps: Dependencies, words: SupportRequestWords): Promise<RefundDraft> => {
  const { messages, settings } = deps;
  const given = splitOrder(words.order, words.line);
  const amount = readMoney('--amount', words.amount, words.currency);
  // `--check` lists what is missing; a question would not be an answer.
  const canAsk = deps.prompter.canAsk && words.check !== true;
  if (words.customer === undefined && words.check === true)
    throw new CspError('argumentMissing', { flag: '--customer', command: '' });
  const partner = await deps.partner();
  const customer = await pickCustomer(deps, partner, words.customer);
  const orderId =
    words.order === undefined && (words.subscription !== undefined || words.check === true)
      ? undefined
      : await pickOrderId(deps, partner, customer, given.orderId, ({ status }) => status !== 'cancelled');
  const reason =
    words.reason ?? (canAsk ? await deps.prompter.ask(messages.text.ask.refundReason, { optional: true }) : undefined);
  return draftRefundRequest(
    partner,
    customer,
    {
      orderId,
      lines: given.line === undefined ? [] : [given.line],
      subscriptionId: words.subscription,
      reason: reason === '' ? undefined : reason,
      quantity: words.quantity,
      amount,
      impact: words.impact,
      title: words.title,
      contact: {
        name: words.contactName ?? settings.get('contact.name') ?? null,
        email: words.contactEmail ?? settings.get('contact.email') ?? null,
        phone: words.contactPhone ?? settings.get('contact.phone') ?? null,
      },
      files: words.attach ?? [],
    },
    (what) => messages.refund.titleFor({ what }),
  );
};

const readContact =
  (part: keyof typeof contactForms) =>
  (text: string): string => {
    const { accepts, expected } = contactForms[part];
    if (accepts(text)) return text;
    throw new CspError('argumentInvalid', { flag: `--contact-${part}`, given: text, expected });
  };

const handOver = async (
  deps: Dependencies,
  draft: RefundDraft,
  words: SupportRequestWords,
): Promise<ClipboardResult | null> => {
  const { english, lang, messages, output } = deps;
  const format = words.format === undefined || words.format === 'json' ? 'text' : words.format;
  const text = output.guard(refundRequestText(messages, lang, draft, format));
  const view = refundRequestView(text, english.refund.problemType);
  return deliver(deps, words, words.format === 'json' ? refundRequestJson(view, draft) : text, () =>
    output.record(view, draft),
  );
};
