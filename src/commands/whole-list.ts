/** How a list ends: with what was left out of it, so that nobody takes a short one for whole. */
import { CspError } from '../core/errors.ts';
import type { Backend } from '../core/ports/backend.ts';

/**
 * Called after the rows were written. Fails with `failure`, where the list has met one, and else with `listIncomplete` where
 * the service sent records that cannot be identified.
 */
export const requireWhole = ({ countLeftOut }: Pick<Backend, 'countLeftOut'>, failure?: CspError): void => {
  const leftOut = countLeftOut?.() ?? 0;
  if (failure !== undefined)
    throw leftOut === 0 ? failure : new CspError(failure.code, { ...failure.details, leftOut }, failure);
  if (leftOut > 0) throw new CspError('listIncomplete', { leftOut });
};
