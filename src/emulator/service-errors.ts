/** What the sandbox refuses, in the words of the service: status, code, description. */
import { type CspError, type ErrorDetails, isCspError } from '../core/errors.ts';
import { type Exchange, type Reply, refusal } from './exchange.ts';

type Wording = Pick<Exchange, 'isOdd'>;

/**
 * The refusal that stands for a failure of the sandbox; one that the service has no word for is its 500.
 * Source: Microsoft's list of Partner Center error codes, 2020-11.
 */
export const toRefusal = (error: unknown, wording: Wording): Reply =>
  isCspError(error) ? (refusalOf(error, wording) ?? unexpected(error.code)) : unexpected(String(error));

const unexpected = (reason: string): Reply => refusal(500, '800003', `Unexpected service error: ${reason}`);

const refusalOf = (error: CspError, wording: Wording): Reply | undefined => {
  switch (error.code) {
    case 'customerNotFound':
      return refusal(404, '60003', 'Tenant not found');
    case 'orderNotFound':
      return refusal(404, '20000', 'Order ID not found');
    case 'lineNotFound':
      return refusal(400, '800071', 'Line Item number should be from 0 to number of line items count');
    case 'roleMissing':
      return refusal(403, '900150', 'The supplied role does not have the rights to perform the requested operation');
    case 'cancelWindowClosed':
      return windowClosed(error.details as ErrorDetails['cancelWindowClosed'], wording);
    case 'supportRequestOnly':
    case 'cancelUndetermined':
    case 'neverCancellable':
      return refusal(400, '800061', 'Order cannot be canceled');
    case 'reservationRules':
      return refusal(
        403,
        '800019',
        'Non-Sandbox tenants are not allowed to cancel purchases other than software subscriptions and perpetual software',
      );
    case 'cartExpired':
      return refusal(404, '800008', 'Unable to retrieve cart Id');
    case 'cartLineRefused':
      return refusal(400, '800065', 'Cannot check out an already submitted cart.');
    case 'orderPending':
      return refusal(
        409,
        '800060',
        'Your order is in progress. Check your order history for recent orders in few minutes',
      );
    case 'keyForCustomerOnly':
      return refusal(403, '2032', 'Access denied');
    case 'keyRevoked':
    case 'noKeyForKind':
    case 'downloadNotFound':
    case 'linkEnded':
      return refusal(404, '1000', 'Not found');
    case 'busy':
      return { ...refusal(503, '800003', 'The service is busy.'), headers: { 'Retry-After': '1' } };
    default:
      return undefined;
  }
};

/** The service has a number for windows in hours and one for windows in days; which of them it uses when is not settled. */
const windowClosed = ({ windowDays }: ErrorDetails['cancelWindowClosed'], { isOdd }: Wording): Reply => {
  const inHours = isOdd('hours-refusals');
  const length = windowDays === null ? '' : inHours ? `${windowDays * 24}-hour ` : `${windowDays}-day `;
  const text = `You have passed your ${length}cancellation window. We are unable to cancel your purchase`;
  return refusal(400, inHours ? '900213' : '900117', text);
};
