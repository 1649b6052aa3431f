/** How a cancellation of several orders ends: with the most serious of what its rows tell. */
import { CspError, exitCodes, toError, worstExitCode } from '../errors.ts';
import type { Customer } from '../ports/backend.ts';
import type { CancelResult } from './cancel.ts';

/** The error that the command ends with; `undefined` when every row is as asked for. */
export const worstFailure = (customer: Customer, results: readonly CancelResult[]): CspError | undefined => {
  const failures = results.flatMap(({ failure }) => (failure === null ? [] : [toError(failure)]));
  const worst = worstExitCode(failures.map(({ exitCode }) => exitCode));
  // Partly done is a refusal of the rest: “not found” says that nothing was done.
  if (worst === exitCodes.notFound && results.some(({ failure }) => failure === null)) {
    const missing = results.filter(({ failure }) => failure !== null).map(({ shownAs }) => shownAs);
    return new CspError('notAllFound', { customer: customer.domain, missing });
  }
  return failures.find(({ exitCode }) => exitCode === worst);
};
