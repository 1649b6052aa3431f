/** A plan of cancellations before it is carried out: told, checked against what was expected, and confirmed. */
import { CspError } from '../core/errors.ts';
import { type Eligibility, eligibilityOf } from '../core/operations/bulk/eligibility.ts';
import type { Plan } from '../core/operations/bulk/plan.ts';
import type { CancelFileWords } from './cancel-file.ts';
import type { Dependencies } from './context.ts';
import { priceWords } from './order-words.ts';
import { type RunScene, tellRefusals } from './run-scene.ts';
import { mostOnTrust } from './shared-options.ts';

export const tellPlan = async ({ deps, text, journal, partner }: RunScene, plan: Plan): Promise<Eligibility> => {
  const { messages, lang, output } = deps;
  const found = eligibilityOf(plan);
  const paid = found.paid.map((sum) => priceWords(messages, lang, sum));
  const { already } = found;
  const counts = { eligible: found.eligible.length, already, refused: found.refused.length };
  output.warn(text.plan, { ...counts, credit: creditWords({ deps, text }, found), paid });
  await tellRefusals({ deps, text }, found.refused);
  const known = already > 0 ? await journal.listRuns(partner.identity.environment) : [];
  if (already > 0 && !known.some(({ kind }) => kind === 'cancel')) output.warn(() => text.noJournal, {});
  return found;
};

/** None where nothing is known. */
const creditWords = (
  { deps: { messages, lang }, text }: Pick<RunScene, 'deps' | 'text'>,
  { credit, withoutCredit }: Eligibility,
): readonly string[] => {
  const known = credit.map((sum) => priceWords(messages, lang, sum));
  return known.length > 0 && withoutCredit > 0
    ? [...known, text.report.creditUnknown({ orders: withoutCredit })]
    : known;
};

/**
 * Fails with what stands in the way of sending: counts that nobody expected. `planned` is how many were to be cancelled when
 * a plan was written, of which some may be by now.
 */
export const guardPlan = (
  words: CancelFileWords,
  { eligible, refused, already }: Eligibility,
  planned: number | null,
): void => {
  const found = eligible.length;
  if (words.allOrNothing === true && refused.length > 0) {
    throw new CspError('notAllEligible', { found: found + refused.length + already, eligible: found + already });
  }
  if (words.expectCount !== undefined && ![found, planned].includes(words.expectCount)) {
    throw new CspError('countMismatch', { expected: words.expectCount, found });
  }
  guardCount(words, found);
};

/** Fails with `tooMany` above `--max-cancel`. */
export const guardCount = ({ maxCancel: maximum }: Pick<CancelFileWords, 'maxCancel'>, found: number): void => {
  if (found > maximum) throw new CspError('tooMany', { found, maximum, flag: '--max-cancel' });
};

export interface Consent {
  readonly reason: string | undefined;
  /** A plan that was looked at names its own number. */
  readonly isPlanned: boolean;
}

/** What nobody can be asked for must be said by flags. */
export const requireConsent = (
  deps: Dependencies,
  words: CancelFileWords,
  { reason }: Pick<Consent, 'reason'>,
): void => {
  if (words.acknowledge !== true) throw new CspError('acknowledgementNeeded', { flag: '--acknowledge' });
  if (reason === undefined) throw new CspError('argumentMissing', { flag: '--reason', command: 'csp cancel' });
  if (!deps.flags.yes) throw new CspError('confirmationNeeded', { flag: '--yes' });
};

export const requireExpectCount = (
  { flags }: Dependencies,
  { expectCount }: CancelFileWords,
  { isPlanned }: Pick<Consent, 'isPlanned'>,
  found: number,
): void => {
  if (flags.yes && found > mostOnTrust && expectCount === undefined && !isPlanned)
    throw new CspError('expectCountNeeded', { found, flag: '--expect-count' });
};

/** Acknowledgement, reason and the typed count; answers the reason. */
export const confirmPlan = async (
  { deps, text }: RunScene,
  words: CancelFileWords,
  { reason: given, isPlanned }: Consent,
  found: Eligibility,
): Promise<string> => {
  const { messages, output, prompter } = deps;
  const { eligible } = found;
  const count = eligible.length;
  requireExpectCount(deps, words, { isPlanned }, count);
  if (words.acknowledge !== true) {
    output.warn(() => messages.text.cancel.effects, {});
    if (!(await prompter.acknowledge(messages.text.cancel.acknowledge))) throw new CspError('declined', {});
  }
  const reason = given ?? (await prompter.ask(messages.text.ask.cancelReason));
  if (!deps.flags.yes) {
    const customers = new Set(eligible.map(({ customerId }) => customerId)).size;
    const money = creditWords({ deps, text }, found).join(', ') || messages.text.unknownPrice;
    const question = text.typeCount({ count, customers, credit: money });
    if (!(await prompter.typeToConfirm(question, String(count)))) throw new CspError('declined', {});
  }
  return reason;
};
