import type { Command } from 'commander';
import { CspError } from '../core/errors.ts';
import { checkKeyAccess, describeOption, takeKey, targetOf } from '../core/operations/keys.ts';
import type { SoftwareLine } from '../core/operations/software.ts';
import type { RecordView } from '../core/ports/environment.ts';
import { editionAt } from '../core/rules/policy-editions.ts';
import { maskKey } from '../core/rules/product-key.ts';
import type { Secret } from '../core/rules/secret.ts';
import type { Messages } from '../locales/messages.ts';
import { pickCustomer, pickDownloadOption, pickSoftwareLine } from './choices.ts';
import { oneMode, serviceFlags, shapingFlags } from './claim-flags.ts';
import { requireCopied } from './clipboard-result.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { customerPortal } from './customer-portal.ts';
import { createCommand } from './shared-options.ts';
import { addSoftwareFlags, type SoftwareWords } from './software-flags.ts';

const examples = [
  'csp get-key --customer contoso.onmicrosoft.com --order f5c3b5ddb342 --version 2022 --language en-US --file-type "64 Bit, ISO"',
  'csp get-key --customer contoso.onmicrosoft.com --order f5c3b5ddb342 --version 2022 --language en-US --file-type "64 Bit, ISO" --out-file key.txt --reason "New server"',
];

export interface GetKeyWords extends SoftwareWords {
  readonly reveal?: boolean;
  readonly copy?: boolean;
  readonly outFile?: string;
  readonly reason?: string;
  readonly ticket?: string;
}

export const getKeyCommand = ({ messages, open }: CommandContext, run = runGetKey): Command =>
  addSoftwareFlags(createCommand('get-key', messages, examples, oneMode(shapingFlags, serviceFlags)), messages)
    .option('--reveal', messages.flags.reveal)
    .option('--copy', messages.flags.copyKey)
    .option('--out-file <path>', messages.flags.keyFile)
    .option('--reason <text>', messages.flags.keyReason)
    .option('--ticket <number>', messages.flags.ticket)
    .action(async (words: GetKeyWords, command: Command) => run(await open(command), words));

export const runGetKey = async (deps: Dependencies, words: GetKeyWords): Promise<void> => {
  await deps.output.check(keyView(deps.messages));
  if (words.reveal === true && deps.isCi) throw new CspError('revealRefused', { what: 'key' });
  const partner = await deps.partner();
  const customer = await pickCustomer(deps, partner, words.customer);
  const line = await pickSoftwareLine(deps, partner, customer, { order: words.order, line: words.line });
  const now = await partner.backend.now();
  await checkKeyAccess(partner, line, editionAt(now).id, customerPortal(deps.settings));
  const options = await partner.backend.listKeyOptions(targetOf(line));
  const { version, language, fileType } = words;
  const chosen = { version, language, fileType };
  const option = options.length === 0 ? null : await pickDownloadOption(deps, line, options, chosen);
  if (option === null && (deps.flags.dryRun || Object.values(chosen).some((word) => word !== undefined)))
    deps.output.say(() => deps.messages.text.key.onePerLine, {});
  if (deps.flags.dryRun) return option === null ? undefined : deps.output.say(describeOption, option);
  if (words.outFile !== undefined) await deps.files.checkNew(words.outFile);
  const facts = { reason: words.reason, ticket: words.ticket, shown: howShown(words) };
  await handOver(deps, line, await takeKey(partner, line, option, deps.newId(), facts), words);
};

const howShown = ({ reveal, copy, outFile }: GetKeyWords): string =>
  [reveal && 'revealed', copy && 'copied', outFile !== undefined && 'saved'].filter(Boolean).join(', ') || 'masked';

/** The key leaves the tool only in the ways asked for; everywhere else it is masked. */
const handOver = async (deps: Dependencies, line: SoftwareLine, key: Secret, words: GetKeyWords): Promise<void> => {
  const { messages, output } = deps;
  const savedTo = words.outFile === undefined ? null : await deps.files.writeNew(words.outFile, `${key.reveal()}\n`);
  const copy = words.copy === true ? await deps.clipboard.copy(key.reveal()) : null;
  const isRevealed = words.reveal === true;
  if (isRevealed && !output.isMachineAsked && !output.stdoutIsTerminal) await output.secret(key.disclose());
  else {
    const shown = isRevealed ? key.disclose() : null;
    const copied = copy?.copied ?? false;
    await output.record(keyView(messages), { line, masked: maskKey(key.reveal()), shown, copied, savedTo });
  }
  if (savedTo !== null) output.say(messages.text.key.saved, { path: savedTo });
  if (copy?.copied === true) output.say(messages.text.key.copied, { by: copy.by });
  if (!isRevealed && savedTo === null && copy === null) output.say(() => messages.text.key.masked, {});
  requireCopied(copy, 'key');
};

interface ShownKey {
  readonly line: SoftwareLine;
  readonly masked: string;
  readonly shown: string | null;
  readonly copied: boolean;
  readonly savedTo: string | null;
}

export const keyView = ({ text }: Messages): RecordView<ShownKey> => ({
  json: ({ line, masked, shown, copied, savedTo }) => ({
    customerId: line.customer.id,
    orderId: line.order.id,
    line: line.item.line,
    masked,
    key: shown,
    copied,
    savedTo,
  }),
  fields: ['customerId', 'orderId', 'line', 'masked', 'key', 'copied', 'savedTo'],
  id: ({ line }) => line.order.id,
  rows: ({ line, masked, shown }) => [
    [text.title.product, line.item.title],
    [text.title.order, `${line.order.alternateId ?? line.order.id} / ${line.item.line}`],
    [text.title.key, { text: shown ?? masked, tone: 'strong' }],
  ],
});
