/** A refusal to cancel, in the service's own words. */
import { CspError, type OrderReference } from '../../core/errors.ts';
import { refusalOf, serviceCodeOf } from './refusals.ts';

/** Denied with 403, though it is the order that is at fault and no role. */
const onlyInSandbox = '800019';

/** The service's own words, and the days of its window where it names them; `undefined` for what is no refusal to cancel. */
export const toCancelRefusal = (
  reference: OrderReference,
  error: unknown,
): CspError<'cancelRefusedByService'> | undefined => {
  const serviceCode = serviceCodeOf(error);
  const refusal = refusalOf(error);
  if (refusal === undefined && serviceCode !== onlyInSandbox) return undefined;
  const text = refusal?.text ?? '';
  const [, days] = serviceCode === '900117' ? (/(\d{1,4})-day/.exec(text) ?? []) : [];
  const details = {
    ...reference,
    serviceCode: serviceCode ?? String(refusal?.status ?? ''),
    text,
    days: days === undefined ? null : Number(days),
  };
  return new CspError('cancelRefusedByService', details, error);
};
