/** Ending software subscriptions of the new commerce: the whole subscription goes back as it came, with its status changed. */
import { CspError, isCspError } from '../../core/errors.ts';
import type { CancelRequest } from '../../core/ports/backend.ts';
import type { JsonObject } from '../../core/ports/environment.ts';
import { transactionOf } from '../../core/rules/transaction-type.ts';
import { namedGuid } from '../../digest.ts';
import { type Call, wirePath } from './call.ts';
import { toCancelRefusal } from './cancel-refusal.ts';
import { getOrder } from './orders.ts';
import type { PartnerCenterOptions } from './partner-center-options.ts';
import { isTurnedAway, isUnsettled, refusalOf, serviceCodeOf } from './refusals.ts';
import { read, subscription as subscriptionSchema } from './schemas.ts';
import { isSameId } from './translate-values.ts';

export type CancelOptions = Pick<PartnerCenterOptions, 'http' | 'warn' | 'clock' | 'onWait'>;

const reading = 'GET /v1/customers/{id}/subscriptions/{id}';
const ending = 'PATCH /v1/customers/{id}/subscriptions/{id}';
const staleTag = '2055';
const isDeletedAlready = '2011';

/**
 * Ends the subscription of each line, one after the other; whether they ended is for the caller to look at. Fails with
 * `cancelRefusedByService`, also where a line has no subscription (`cause` is what the service said to the order), and
 * names the line: those before it have ended then. Fails with `outcomeUnsettled` when it cannot go on after some.
 * `requestId` is that of the cancellation.
 */
export const endSubscriptions = async (
  options: CancelOptions,
  { customerId, orderId, lines, requestId }: CancelRequest,
  cause: unknown,
): Promise<void> => {
  const { order } = await getOrder(options, customerId, orderId);
  const own = order.lineItems
    .filter(({ transactionType }) => transactionOf(transactionType) !== 'takes')
    .filter((item) => lines === 'all' || lines.some(({ line }) => line === item.line))
    .map(({ line, subscriptionId }) => ({ line, id: subscriptionId ?? undefined }));
  const refusal = (line: number, error: unknown): unknown =>
    toCancelRefusal({ customer: customerId, orderId, line }, error) ?? error;
  const without = own.find(({ id }) => id === undefined);
  if (without !== undefined) throw refusal(without.line, cause);
  for (const [index, { line, id = '' }] of own.entries()) {
    try {
      await endSubscription(options, { customerId, id, requestId });
    } catch (error) {
      // 409: it is being changed already.
      const isUnderWay = (isUnsettled(error) && !isTurnedAway(error)) || refusalOf(error)?.status === 409;
      if (isUnderWay || serviceCodeOf(error) === isDeletedAlready) continue;
      const told = refusal(line, error);
      if (index === 0 || isTurnedAway(told) || (isCspError(told) && told.code === 'cancelRefusedByService')) throw told;
      const { correlationId } = options.http;
      const details = { operation: ending, requestId, correlationId, reason: 'notShown' } as const;
      throw new CspError('outcomeUnsettled', details, error);
    }
  }
};

interface Ending extends Pick<CancelRequest, 'customerId' | 'requestId'> {
  readonly id: string;
}

/** Reads it once more when it was changed in between. */
const endSubscription = async (options: CancelOptions, ending: Ending): Promise<void> => {
  try {
    await sendEnd(options, ending);
  } catch (error) {
    if (serviceCodeOf(error) !== staleTag) throw error;
    await sendEnd(options, ending);
  }
};

/** The same cancellation sends the same request id again; with another tag it is another change. */
const sendEnd = async ({ http }: CancelOptions, { customerId, id, requestId }: Ending): Promise<void> => {
  const path = wirePath`customers/${customerId}/subscriptions/${id}`;
  // https://learn.microsoft.com/partner-center/developer/get-a-subscription-by-id
  const answer = await http.send({ method: 'GET', path, customerId });
  const current = read(subscriptionSchema, answer.body, reading);
  if (!isSameId(current.id, id)) {
    throw new CspError('wrongAnswer', { operation: reading, expected: id, found: current.id });
  }
  const tag = current.attributes?.etag || answer.headers['etag'] || '';
  // Subscriptions of the new commerce have none.
  const headers: Call['headers'] = tag === '' ? {} : { 'If-Match': /^(?:W\/)?"/.test(tag) ? tag : `"${tag}"` };
  const body: JsonObject = { ...(answer.body as JsonObject), status: 'deleted' };
  // https://learn.microsoft.com/partner-center/developer/update-a-subscription-by-id
  const ownId = namedGuid(requestId, `${id}/${tag}`);
  await http.send({ method: 'PATCH', path, headers, body, requestId: ownId, customerId });
};
