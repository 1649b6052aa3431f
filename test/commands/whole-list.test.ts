/** A list that lacks records never ends like a whole one. */
import { requireWhole } from '../../src/commands/whole-list.ts';
import { CspError, isCspError } from '../../src/core/errors.ts';

const endOf = (leftOut: number | undefined, failure?: CspError): unknown => {
  try {
    requireWhole(leftOut === undefined ? {} : { countLeftOut: () => leftOut }, failure);
    return 'whole';
  } catch (error) {
    return isCspError(error) ? [error.code, error.exitCode, error.details] : error;
  }
};

test('records that were left out end a list with 7, and stand beside what else went wrong', () => {
  const denied = new CspError('customerNotFound', { query: 'x', lacks: ['x'] });
  expect([endOf(undefined), endOf(0), endOf(2), endOf(0, denied), endOf(2, denied)]).toEqual([
    'whole',
    'whole',
    ['listIncomplete', 7, { leftOut: 2 }],
    ['customerNotFound', 11, { query: 'x', lacks: ['x'] }],
    ['customerNotFound', 11, { query: 'x', lacks: ['x'], leftOut: 2 }],
  ]);
});
