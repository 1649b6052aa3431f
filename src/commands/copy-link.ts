import type { Command } from 'commander';
import { CspError } from '../core/errors.ts';
import { describeOption, targetOf } from '../core/operations/keys.ts';
import {
  checkLinkAccess,
  findDownloadOptions,
  isCustomerPortalOnly,
  listExpiringLinks,
  takeLink,
} from '../core/operations/links.ts';
import { createOrderNumbers } from '../core/operations/order-ids.ts';
import { type Partner, requireRole } from '../core/operations/partner.ts';
import type { SoftwareLine } from '../core/operations/software.ts';
import type { Customer } from '../core/ports/backend.ts';
import type { Instant } from '../core/ports/environment.ts';
import { editionAt, linkRuleAt } from '../core/rules/policy-editions.ts';
import { pickCustomer, pickDownloadOption, pickSoftwareLine } from './choices.ts';
import { serviceFlags, shapingFlags } from './claim-flags.ts';
import { requireCopied } from './clipboard-result.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { customerPortal } from './customer-portal.ts';
import { expiringView, linkView, type ShownIssuedLink, type ShownLink } from './link-view.ts';
import { prepareDownload, saveDownload } from './save-download.ts';
import { createCommand, readDuration } from './shared-options.ts';
import { addSoftwareFlags, type SoftwareWords } from './software-flags.ts';

const examples = [
  'csp copy-link --customer contoso.onmicrosoft.com --order f5c3b5ddb342 --version 2022 --language en-US --file-type "64 Bit, ISO" --print',
  'csp copy-link --expiring 5d',
];

const rows = [...shapingFlags, ...serviceFlags];
const link = ['--customer', '--order', '--line', '--version', '--language', '--file-type', '--renew', ...rows];
const modes = [
  { by: '--expiring', takes: ['--customer', ...rows] },
  { by: '--download', takes: link },
  { takes: [...link, '--print', '--copy', '--message', '--out-file'] },
];

export interface CopyLinkWords extends SoftwareWords {
  readonly print?: boolean;
  readonly copy?: boolean;
  /** Where the link, or the message, is saved. */
  readonly outFile?: string;
  readonly renew?: boolean;
  /** The folder that the file is saved in. */
  readonly download?: string;
  /** Milliseconds. */
  readonly expiring?: number;
  readonly message?: boolean;
}

export const copyLinkCommand = ({ messages, open }: CommandContext, run = runCopyLink): Command =>
  addSoftwareFlags(createCommand('copy-link', messages, examples, modes), messages)
    .option('--print', messages.flags.printLink)
    .option('--copy', messages.flags.copyLink)
    .option('--out-file <path>', messages.flags.linkFile)
    .option('--renew', messages.flags.renew)
    .option('--message', messages.flags.message)
    .option('--download <dir>', messages.flags.download)
    .option('--expiring <duration>', messages.flags.expiring, readDuration('--expiring'))
    .action(async (words: CopyLinkWords, command: Command) => run(await open(command), words));

export const runCopyLink = async (deps: Dependencies, words: CopyLinkWords): Promise<void> => {
  const { messages, output } = deps;
  if (words.download !== undefined) await prepareDownload(deps, words.download);
  else await output.check(words.expiring === undefined ? linkView(messages, false) : expiringView(messages));
  const partner = await deps.partner();
  await requireRole(partner, 'copy-link');
  if (words.expiring !== undefined) return listExpiring(deps, partner, words.expiring, words.customer);
  const customer = await pickCustomer(deps, partner, words.customer);
  const line = await pickSoftwareLine(deps, partner, customer, { order: words.order, line: words.line });
  checkLinkAccess(line);
  const now = await partner.backend.now();
  if (words.outFile !== undefined) await deps.files.checkNew(words.outFile);
  const isPortalLink = words.download === undefined && isCustomerPortalOnly(now);
  const link = isPortalLink ? portalLink(deps, line) : await downloadLink(deps, partner, line, words);
  if (link === null) return;
  // The way to the portal is not a link that was issued: there is nothing to renew.
  if (link.kind === 'customer-portal' && words.renew === true)
    throw new CspError('notInApi', { what: 'link-renewal', where: partner.backend.name });
  if (words.download !== undefined) return saveDownload(deps, partner, link, words.download);
  await handOver(deps, link, words, now);
};

const listExpiring = async (
  deps: Dependencies,
  partner: Partner,
  withinMs: number,
  query: string | undefined,
): Promise<void> => {
  const customer: Customer | undefined = query === undefined ? undefined : await pickCustomer(deps, partner, query);
  const links = await listExpiringLinks(partner, customer?.id, withinMs);
  const numberOf = createOrderNumbers(partner.backend);
  const isTable = deps.output.format === 'table';
  const rows: ShownIssuedLink[] = [];
  for (const link of links) {
    const { customerId, orderId } = link.target;
    rows.push({ ...link, orderNumber: isTable ? await numberOf(customerId, orderId) : orderId });
  }
  await deps.output.list(expiringView(deps.messages), rows);
};

const portalLink = (deps: Dependencies, line: SoftwareLine): ShownLink => ({
  line,
  kind: 'customer-portal',
  url: customerPortal(deps.settings).keysUrl,
  expiresAt: null,
  downloadsLeft: null,
  copied: false,
  message: null,
});

const downloadLink = async (
  deps: Dependencies,
  partner: Partner,
  line: SoftwareLine,
  words: CopyLinkWords,
): Promise<ShownLink | null> => {
  // Instead of the file there is nothing to hand over: why not is the service's to say.
  const options = await (words.download === undefined
    ? findDownloadOptions(partner.backend, targetOf(line))
    : partner.backend.listDownloadOptions(targetOf(line)));
  if (options === null) return portalLink(deps, line);
  const { version, language, fileType } = words;
  const option = await pickDownloadOption(deps, line, options, { version, language, fileType });
  if (deps.flags.dryRun) {
    deps.output.say(describeOption, option);
    return null;
  }
  // Whoever has the link can download; before one is taken, for each counts.
  if (deps.isCi && words.download === undefined && words.outFile === undefined)
    throw new CspError('revealRefused', { what: 'link' });
  const { url, expiresAt, downloadsLeft } = await takeLink(partner, line, option, words.renew === true, deps.newId());
  return { line, kind: 'download', url: url.disclose(), expiresAt, downloadsLeft, copied: false, message: null };
};

const handOver = async (deps: Dependencies, link: ShownLink, words: CopyLinkWords, now: Instant): Promise<void> => {
  const { messages, output } = deps;
  if (words.outFile !== undefined) return saveLink(deps, link, words, words.outFile, now);
  if (words.message === true) return handOverMessage(deps, { ...link, message: messageFor(deps, link, now) }, words);
  const wantsCopy = words.copy === true || (words.print !== true && output.stdoutIsTerminal && output.isTable);
  const copy = wantsCopy ? await deps.clipboard.copy(link.url) : null;
  const copied = copy?.copied === true;
  if (output.isMachineAsked || output.isTable) {
    await output.record(linkView(messages, words.print === true || !copied), { ...link, copied });
  } else await output.document(link.url);
  if (copy?.copied === true) output.say(messages.text.link.copied, { by: copy.by });
  if (copy?.copied === false && words.copy !== true) output.warn(() => messages.text.link.notCopied, {});
  if (link.kind === 'customer-portal' && isCustomerPortalOnly(now)) {
    output.say(messages.text.link.portal, { edition: editionAt(now).id });
  } else if (link.kind === 'customer-portal') output.say(() => messages.text.link.notInApi, {});
  else {
    output.say(() => endWords(deps, link, now) ?? '', {});
    output.say(() => messages.text.link.warning, {});
  }
  if (words.copy === true) requireCopied(copy, 'link');
};

/** What is saved is nowhere else: neither on the screen nor in the JSON, unless `--print` asks for it, which no CI job may. */
const saveLink = async (
  deps: Dependencies,
  link: ShownLink,
  words: CopyLinkWords,
  path: string,
  now: Instant,
): Promise<void> => {
  const { messages, output } = deps;
  const text = words.message === true ? messageFor(deps, link, now) : link.url;
  const savedTo = await deps.files.writeNew(path, `${text}\n`);
  const copy = words.copy === true ? await deps.clipboard.copy(text) : null;
  const isPrinted = words.print === true && !deps.isCi;
  const shown = isPrinted ? { ...link, message: words.message === true ? text : null } : { ...link, url: null };
  await output.record(linkView(messages, isPrinted), { ...shown, copied: copy?.copied === true, savedTo });
  output.say(messages.text.link.saved, { path: savedTo });
  requireCopied(copy, words.message === true ? 'message' : 'link');
};

/** The message instead of the bare link: copied when that was asked for, printed when it was not or could not be. */
const handOverMessage = async (
  { clipboard, messages, output }: Dependencies,
  link: ShownLink & { readonly message: string },
  words: CopyLinkWords,
): Promise<void> => {
  const copy = words.copy === true ? await clipboard.copy(link.message) : null;
  const copied = copy?.copied === true;
  if (output.isMachineAsked) await output.record(linkView(messages, true), { ...link, copied });
  else if (words.print === true || !copied) await output.document(link.message);
  if (copy?.copied === true) output.say(messages.text.link.messageCopied, { by: copy.by });
  requireCopied(copy, 'message');
};

const messageFor = (deps: Dependencies, link: ShownLink, now: Instant): string => {
  const { text } = deps.messages;
  const { customer, item } = link.line;
  const about = { customer: oneLine(customer.name), title: oneLine(item.title), url: link.url };
  return deps.output.guard(
    link.kind === 'customer-portal'
      ? text.link.messagePortal({ ...about, helpUrl: customerPortal(deps.settings).helpUrl })
      : text.link.message({ ...about, ends: endWords(deps, link, now) }),
  );
};

/** A name that goes on in a new line could pass for a sentence of ours. */
const oneLine = (name: string): string => name.replace(/\s+/gu, ' ');

/** When and how the link ends, as far as the rule in force says. */
const endWords = ({ messages }: Dependencies, link: ShownLink, now: Instant): string | null => {
  const { text } = messages;
  const rule = linkRuleAt(now);
  const parts: string[] = [];
  if (link.expiresAt !== null) parts.push(text.link.expires({ at: link.expiresAt }));
  else if (rule.kind === 'download-after-first') parts.push(text.link.expiresAfterFirst({ days: rule.lifetimeDays }));
  if (link.downloadsLeft !== null) parts.push(text.link.left({ count: link.downloadsLeft }));
  return parts.length === 0 ? null : parts.join(text.sentenceGap);
};
