/** Where prepared refund requests go, and what is said of what they lack. */
import { CspError } from '../core/errors.ts';
import type { ClipboardResult } from '../core/ports/environment.ts';
import type { RefundField } from '../core/rules/refund-request.ts';
import type { Dependencies } from './context.ts';

export interface DeliveryWords {
  readonly outFile?: string;
  readonly copy?: boolean;
}

/** Saves, copies or prints the document; what was to be copied and could not be is printed. */
export const deliver = async (
  deps: Dependencies,
  words: DeliveryWords,
  document: string,
  record: () => Promise<unknown>,
): Promise<ClipboardResult | null> => {
  const { messages, output } = deps;
  if (words.outFile !== undefined && deps.flags.dryRun) {
    await deps.files.checkNew(words.outFile);
    output.say(messages.refund.wouldSave, { path: words.outFile });
  } else if (words.outFile !== undefined) {
    output.say(messages.refund.saved, { path: await deps.files.writeNew(words.outFile, document) });
  }
  const copy = words.copy === true && !deps.flags.dryRun ? await deps.clipboard.copy(document) : null;
  if (copy?.copied === true) output.say(messages.refund.copied, { by: copy.by });
  const isHandedOver = copy === null ? words.outFile !== undefined : copy.copied;
  if (isHandedOver) return copy;
  if (output.isMachineAsked) await record();
  else await output.document(document);
  return copy;
};

/** With `check` it is a failure. */
export const tellMissing = (
  { english, messages, output }: Dependencies,
  missing: readonly RefundField[],
  { check }: { readonly check?: boolean },
): void => {
  if (missing.length === 0) output.say(() => messages.refund.complete, {});
  else if (check === true) {
    throw new CspError('refundRequestIncomplete', { missing: missing.map((field) => english.refund.field[field]) });
  } else output.warn(messages.refund.missing, { fields: missing.map((field) => messages.refund.field[field]) });
};
