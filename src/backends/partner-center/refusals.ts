/** What the service's refusals mean for us. The numbers: https://learn.microsoft.com/partner-center/developer/error-codes */
import { CspError, type ErrorDetails, isCspError, type UnknownReason } from '../../core/errors.ts';

/** The number that the service gave, whether it refused or denied access; `null` where there is none. */
export const serviceCodeOf = (error: unknown): string | null => {
  if (!isCspError(error)) return null;
  if (error.code !== 'serviceRefused' && error.code !== 'accessDenied') return null;
  return (error.details as ErrorDetails['serviceRefused' | 'accessDenied']).serviceCode;
};

/** The refusal itself; `undefined` for any other failure. */
export const refusalOf = (error: unknown): ErrorDetails['serviceRefused'] | undefined =>
  isCspError(error) && error.code === 'serviceRefused' ? (error.details as ErrorDetails['serviceRefused']) : undefined;

export const isNotFound = (error: unknown): boolean => refusalOf(error)?.status === 404;

/** True when what was sent may have been carried out, though no usable answer came. */
export const isUnsettled = (error: unknown): boolean =>
  isCspError(error) && (error.code === 'outcomeUnsettled' || error.code === 'answerUnusable');

const turnedAway: ReadonlySet<string> = new Set<UnknownReason>(['signInNeeded', 'crossHost', 'throttled']);

/** True for what an answer turned away, which may have been carried out all the same. */
export const isTurnedAway = (error: unknown): boolean =>
  isCspError(error) &&
  error.code === 'outcomeUnsettled' &&
  turnedAway.has((error as CspError<'outcomeUnsettled'>).details.reason);

/** Why it is not known what became of a request that failed so, or was answered without saying it. */
export const whyUnknown = (error: unknown): UnknownReason => {
  if (isCspError(error) && error.code === 'outcomeUnsettled')
    return (error as CspError<'outcomeUnsettled'>).details.reason;
  if (isCspError(error) && error.code === 'answerUnusable') return 'answerUnusable';
  return isInProgress(error) ? 'inProgress' : 'notShown';
};

/** 409: the service works on it, which may be this very request. */
export const isInProgress = (error: unknown): boolean => refusalOf(error)?.status === 409;

const tenantNotFound = '60003';

/** For a call about a customer: 404 means that there is no such customer. Fails with `customerNotFound` then. */
export const aboutCustomer = async <T>(customerId: string, answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) throw new CspError('customerNotFound', { query: customerId }, error);
    throw error;
  }
};

/** For a call about an order: 404 means that there is no such order, unless the number says that it is the customer. */
export const aboutOrder = async <T>(customerId: string, orderId: string, answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    if (serviceCodeOf(error) === tenantNotFound) throw new CspError('customerNotFound', { query: customerId }, error);
    if (isNotFound(error)) throw new CspError('orderNotFound', { customer: customerId, orderId }, error);
    throw error;
  }
};

/** For a call about a product: `undefined` where there is no such product, SKU or availability. */
export const orUndefined = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
};
