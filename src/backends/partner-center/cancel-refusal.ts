/** A refusal to cancel, in the service's own words. */
import { CspError, type ErrorDetails } from '../../core/errors.ts';
import type { Order } from '../../core/ports/backend.ts';
import { refusalOf, serviceCodeOf } from './refusals.ts';

/** Denied with 403, though it is the order that is at fault and no role. */
const onlyInSandbox = '800019';

/** The service's own words, and the days of its window where it names them; `undefined` for what is no refusal to cancel. */
export const toCancelRefusal = (
  { id, customerId }: Order,
  lines: readonly number[] | 'all',
  error: unknown,
): CspError<'cancelRefusedByService'> | undefined => {
  const serviceCode = serviceCodeOf(error);
  const refusal = refusalOf(error);
  if (refusal === undefined && serviceCode !== onlyInSandbox) return undefined;
  const text = refusal?.text ?? '';
  const [, days] = serviceCode === '900117' ? (/(\d{1,4})-day/.exec(text) ?? []) : [];
  const details: ErrorDetails['cancelRefusedByService'] = {
    customer: customerId,
    orderId: id,
    ...(lines !== 'all' && lines.length === 1 && lines[0] !== undefined ? { line: lines[0] } : {}),
    serviceCode: serviceCode ?? String(refusal?.status ?? ''),
    text,
    days: days === undefined ? null : Number(days),
  };
  return new CspError('cancelRefusedByService', details, error);
};
