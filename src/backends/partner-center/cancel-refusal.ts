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
  const details = {
    ...reference,
    serviceCode: serviceCode ?? String(refusal?.status ?? ''),
    text,
    days: windowPassed.has(serviceCode) ? daysIn(text) : null,
  };
  return new CspError('cancelRefusedByService', details, error);
};

/** The window is over: one number speaks of days, the other of hours. */
const windowPassed: ReadonlySet<string | null> = new Set(['900117', '900213']);

/** Such as `30-day` or `168-hour`; `null` where the words name no whole days. */
const daysIn = (text: string): number | null => {
  const [, count = '', unit = ''] = /\b([0-9]{1,4})[-\s](day|hour)/i.exec(text) ?? [];
  const days = unit.toLowerCase() === 'hour' ? Number(count) / 24 : Number(count);
  return count !== '' && Number.isInteger(days) ? days : null;
};
