/** A plan of cancellations before it is carried out: told, checked against what was expected, and confirmed. */
import { CspError } from '../core/errors.ts';
import { type Eligibility, eligibilityOf } from '../core/operations/bulk/eligibility.ts';
import type { Plan } from '../core/operations/bulk/plan.ts';
import type { CancelOptions } from './cancel-run.ts';
import { sayYes, tellOrders } from './cancel-screen.ts';
import type { CancelScene, CancelTask } from './cancel-task.ts';
import type { Dependencies } from './context.ts';
import { priceWords } from './order-words.ts';
import { type RunScene, tellRefusals } from './run-scene.ts';
import { mostOnTrust } from './shared-options.ts';

/** Orders that were named line by line, of a list the counts. */
export const tellPlan = async (scene: CancelScene, plan: Plan): Promise<Eligibility> => {
  const found = eligibilityOf(plan);
  await (scene.isNamed === true ? tellOrders(scene) : tellCounts(scene, found));
  return found;
};

const tellCounts = async ({ deps, text, journal, partner }: RunScene, found: Eligibility): Promise<void> => {
  const { messages, lang, output } = deps;
  const paid = found.paid.map((sum) => priceWords(messages, lang, sum));
  const { already } = found;
  const counts = { eligible: found.eligible.length, already, refused: found.refused.length };
  output.warn(text.plan, { ...counts, credit: creditWords({ deps, text }, found), paid });
  await tellRefusals({ deps, text }, found.refused);
  const known = already > 0 ? await journal.listRuns(partner.identity.environment) : [];
  if (already > 0 && !known.some(({ kind }) => kind === 'cancel')) output.warn(() => text.noJournal, {});
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
 * Fails with what nobody expected. A plan's own number is how many were to be cancelled when it was written, of which some may
 * be by now; so may some of those that are named, and they were meant all the same.
 */
export const guardPlan = (
  { options: { allOrNothing, expectCount }, isNamed, task: { planned } }: CancelScene,
  { eligible, refused, already }: Eligibility,
): void => {
  const found = eligible.length;
  if (allOrNothing === true && refused.length > 0)
    throw new CspError('notAllEligible', { found: found + refused.length + already, eligible: found + already });
  const expected = [found, planned, ...(isNamed === true ? [found + already] : [])];
  if (expectCount !== undefined && !expected.includes(expectCount))
    throw new CspError('countMismatch', { expected: expectCount, found });
};

/** Before anything is sent. Fails with `tooMany` above `--max-cancel`. */
export const guardCount = ({ maxCancel: maximum }: Pick<CancelOptions, 'maxCancel'>, found: number): void => {
  if (found > maximum) throw new CspError('tooMany', { found, maximum, flag: '--max-cancel' });
};

/** What nobody can be asked for must be said by flags. */
export const requireConsent = (
  { flags }: Dependencies,
  { acknowledge }: CancelOptions,
  { reason }: Pick<CancelTask, 'reason'>,
): void => {
  if (acknowledge !== true) throw new CspError('acknowledgementNeeded', { flag: '--acknowledge' });
  if (reason === undefined) throw new CspError('argumentMissing', { flag: '--reason', command: 'csp cancel' });
  if (!flags.yes) throw new CspError('confirmationNeeded', { flag: '--yes' });
};

/** Acknowledgement, reason and the last yes, or the flags that stand for them; answers the reason. */
export const confirmPlan = async (scene: CancelScene, found: Eligibility): Promise<string> => {
  const { deps, options, task } = scene;
  const { messages, output, prompter, flags } = deps;
  const count = found.eligible.length;
  if (!prompter.canAsk) requireConsent(deps, options, task);
  // A plan that was looked at names its own number.
  if (flags.yes && count > mostOnTrust && options.expectCount === undefined && task.planned === null)
    throw new CspError('expectCountNeeded', { found: count, flag: '--expect-count' });
  if (options.acknowledge !== true) {
    // Said with --quiet too: a question follows that is about it.
    output.warn(() => messages.text.cancel.effects, {});
    if (!(await prompter.acknowledge(messages.text.cancel.acknowledge))) throw new CspError('declined', {});
  }
  const reason = task.reason ?? (await prompter.ask(messages.text.ask.cancelReason));
  if (flags.yes) return reason;
  const isAgreed = await (scene.isNamed === true ? sayYes(scene) : typeCount(scene, found));
  if (!isAgreed) throw new CspError('declined', {});
  return reason;
};

const typeCount = async ({ deps, text }: RunScene, found: Eligibility): Promise<boolean> => {
  const { eligible } = found;
  const customers = new Set(eligible.map(({ customerId }) => customerId)).size;
  const credit = creditWords({ deps, text }, found).join(', ') || deps.messages.text.unknownPrice;
  const question = text.typeCount({ count: eligible.length, customers, credit });
  return deps.prompter.typeToConfirm(question, String(eligible.length));
};
