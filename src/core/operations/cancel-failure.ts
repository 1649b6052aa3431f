/** How a cancellation of orders that were named one by one ends: with the most serious of what its rows tell. */
import { CspError, exitCodes, toError, worstExitCode } from '../errors.ts';
import { orderWord } from '../rules/order-reference.ts';
import type { RunRow } from './bulk/run-report.ts';

/** The error that the command ends with; `undefined` when every row is as asked for. */
export const worstFailure = (rows: readonly RunRow[]): CspError | undefined => {
  const failures = rows.flatMap(({ failure }) => (failure === null ? [] : [toError(failure)]));
  const worst = worstExitCode(failures.map(({ exitCode }) => exitCode));
  // Partly done is a refusal of the rest: “not found” says that nothing was done.
  if (worst === exitCodes.notFound && rows.some(({ failure }) => failure === null)) {
    return new CspError('notAllFound', { customer: rows[0]?.customerName ?? '', missing: rows.flatMap(missingOf) });
  }
  return failures.find(({ exitCode }) => exitCode === worst);
};

const missingOf = ({ shownAs, failure }: RunRow): readonly string[] => {
  if (failure === null) return [];
  const isLine = failure.code === 'lineNotFound' && failure.details.line !== undefined;
  return [isLine ? orderWord(shownAs, failure.details.line) : shownAs];
};
