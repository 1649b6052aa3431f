/** How a cancellation of several orders ends: with the most serious of what its rows tell. */
import { CspError, exitCodes, toError, worstExitCode } from '../errors.ts';
import type { Customer } from '../ports/backend.ts';
import { orderWord } from '../rules/order-reference.ts';
import type { CancelResult } from './cancel.ts';

/** The error that the command ends with; `undefined` when every row is as asked for. */
export const worstFailure = (customer: Customer, results: readonly CancelResult[]): CspError | undefined => {
  const failures = results.flatMap(({ failure }) => (failure === null ? [] : [toError(failure)]));
  const worst = worstExitCode(failures.map(({ exitCode }) => exitCode));
  // Partly done is a refusal of the rest: “not found” says that nothing was done.
  if (worst === exitCodes.notFound && results.some(({ failure }) => failure === null)) {
    return new CspError('notAllFound', { customer: customer.domain, missing: results.flatMap(missingOf) });
  }
  return failures.find(({ exitCode }) => exitCode === worst);
};

const missingOf = ({ shownAs, failure }: CancelResult): readonly string[] => {
  if (failure === null) return [];
  const isLine = failure.code === 'lineNotFound' && failure.details.line !== undefined;
  return [isLine ? orderWord(shownAs, failure.details.line) : shownAs];
};
