/** Lists over all customers: one who cannot be read for a reason of his own is left out, and told of at the end. */
import { CspError, type ErrorDetails, type IncompleteList, isCspError, worstExitCode } from '../errors.ts';
import type { Customer } from '../ports/backend.ts';

export interface UnreadCustomer {
  readonly customer: Customer;
  readonly error: CspError;
}

/** What `read` gives, or the customer with a failure that says nothing about others. Fails with any other failure, naming the customer. */
export const readCustomer = async <T>(
  customer: Customer,
  read: (customer: Customer) => Promise<T>,
): Promise<T | UnreadCustomer> => {
  try {
    return await read(customer);
  } catch (error) {
    if (!isCspError(error)) throw error;
    if (isOwn(error)) return { customer, error };
    throw incomplete(error, { endsBefore: customer.domain });
  }
};

/** The failure that a list without these customers ends with; `undefined` when none is missing. */
export const unreadFailure = (unread: readonly UnreadCustomer[]): CspError | undefined => {
  const worst = worstExitCode(unread.map(({ error }) => error.exitCode));
  const first = unread.find(({ error }) => error.exitCode === worst);
  return first && incomplete(first.error, { lacks: unread.map(({ customer }) => customer.domain) });
};

const incomplete = (error: CspError, list: IncompleteList): CspError =>
  new CspError(error.code, { ...error.details, ...list }, error);

/** A role or a sign-in that lacks something lacks it for every customer. */
const isOwn = ({ code, details }: CspError): boolean => {
  if (code === 'customerNotFound' || code === 'orderListTooLarge') return true;
  if (code === 'accessDenied') {
    const { missing } = details as ErrorDetails['accessDenied'];
    return missing === 'relationship' || missing === 'unknown';
  }
  return code === 'serviceRefused' && [403, 404].includes((details as ErrorDetails['serviceRefused']).status);
};
