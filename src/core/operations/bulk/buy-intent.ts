/**
 * One purchase of a run, step by step. Buying adds something each time it is done, so what makes it happen once is the
 * cart: its id is on disk before it is checked out, it can be checked out once, and no other cart is ever checked out
 * for the same intent once that may have happened.
 */
import { type CspError, exitCodeOf, exitCodes, type Failure, isCspError } from '../../errors.ts';
import type { Backend, Cart, Checkout } from '../../ports/backend.ts';
import type { NewId } from '../../ports/environment.ts';
import type { Intent, IntentChange, IntentState, Journal } from '../../ports/journal.ts';
import { compareMoney, type Money } from '../../rules/money.ts';
import { toFailure } from '../partner.ts';
import { cartLineOf, isBought, totalOf } from './buy-facts.ts';
import type { Rest, Task } from './run-intents.ts';

export interface BuyWork {
  readonly runId: string;
  readonly backend: Backend;
  readonly journal: Pick<Journal, 'advance'>;
  readonly newId: NewId;
  readonly failsFast: boolean;
}

export interface BuyMemory {
  readonly state: IntentState;
  readonly cartId: string | null;
  readonly requestId: string | null;
  readonly firstSentAt: number | null;
}

type Outcome = Rest<BuyMemory>;
type BuyTask = Task<BuyMemory>;

export const beginBuy = (intent: Intent): BuyTask => {
  const { state, cartId, requestId, firstSentAt } = intent;
  return { intent, memory: { state, cartId, requestId, firstSentAt } };
};

/** A new cart where none was checked out; the same cart and request id where one may have been. */
export const stepBuy = async (work: BuyWork, task: BuyTask): Promise<Outcome> => {
  const { state, cartId, requestId } = task.memory;
  if (state !== 'ready' && state !== 'cart' && cartId !== null && requestId !== null) return checkOut(work, task);
  return fill(work, task);
};

/** Orders nothing yet, so a cart that came to nothing is simply left. */
const fill = async (work: BuyWork, task: BuyTask): Promise<Outcome> => {
  const { intent } = task;
  let cart: Cart;
  try {
    cart = await work.backend.createCart(intent.customerId, [cartLineOf(intent)], work.newId());
  } catch (error) {
    if (!isCspError(error)) throw error;
    return isRefusal(error) ? refuse(work, task, toFailure(error)) : pauseOrStop(task, toFailure(error));
  }
  const quoted = totalOf(intent);
  if (cart.total !== null && quoted !== null && !isSamePrice(cart.total, quoted)) {
    return refuse(work, task, { code: 'priceChanged', details: { quoted, cart: cart.total } });
  }
  const requestId = work.newId();
  await advance(work, task, { state: 'cart', cartId: cart.id });
  return checkOut(work, { intent, memory: { ...task.memory, state: 'cart', cartId: cart.id, requestId } });
};

const checkOut = async (work: BuyWork, task: BuyTask): Promise<Outcome> => {
  const { intent, memory } = task;
  const { cartId, requestId } = memory;
  if (cartId === null || requestId === null) return fill(work, task);
  const isFirst = memory.state === 'cart';
  await advance(work, task, isFirst ? { state: 'sent', requestId } : { state: 'sent' });
  try {
    return await settleCheckout(work, task, await work.backend.checkoutCart(intent.customerId, cartId, requestId));
  } catch (error) {
    if (!isCspError(error)) throw error;
    return judge(work, task, error, isFirst);
  }
};

const settleCheckout = async (work: BuyWork, task: BuyTask, { orders, errors }: Checkout): Promise<Outcome> => {
  const orderIds = orders.map(({ id }) => id);
  const [fault] = errors;
  if (orderIds.length > 0) return settle(work, task, { state: 'done', failure: null, evidence: 'answer', orderIds });
  const failure: Failure = {
    code: 'cartLineRefused',
    details: { line: 0, serviceCode: fault?.code ?? '', text: fault?.text ?? '' },
  };
  return refuse(work, task, failure);
};

/** `isFirst`: no earlier checkout of this cart can have gone through. */
const judge = async (work: BuyWork, task: BuyTask, error: CspError, isFirst: boolean): Promise<Outcome> => {
  const failure = toFailure(error);
  if (error.code === 'cartExpired') return isFirst ? fill(work, task) : findBought(work, task);
  if (isRefusal(error)) return isFirst ? refuse(work, task, failure) : findBought(work, task);
  if (isPassing(error)) {
    // It did not leave, or was turned away.
    if (isFirst) await advance(work, task, { state: 'cart' });
    return pauseOrStop(task, failure);
  }
  await advance(work, task, {
    state: 'unknown',
    failure: { code: 'purchaseUnknown', details: unknownOf(task, failure) },
  });
  return failure.code === 'wrongAnswer' || exitCodeOf(failure.code) === exitCodes.internal
    ? { kind: 'stop', failure }
    : { kind: 'rests' };
};

const unknownOf = ({ intent, memory }: BuyTask, failure: Failure) => ({
  customer: intent.customerName,
  cartId: memory.cartId ?? '',
  requestId: memory.requestId ?? '',
  reason: 'reason' in failure.details ? String(failure.details.reason) : failure.code,
});

/** The cart is gone, and this very one may have been checked out before: the customer's orders tell, or a person must. */
const findBought = async (work: BuyWork, task: BuyTask): Promise<Outcome> => {
  const { intent, memory } = task;
  const since = memory.firstSentAt ?? 0;
  const orders = await work.backend.listOrders(intent.customerId);
  const fitting = orders.filter(
    ({ purchasedAt, lineItems }) => purchasedAt >= since - skewMs && lineItems.some((line) => isBought(intent, line)),
  );
  const [only, another] = fitting;
  if (only !== undefined && another === undefined) {
    return settle(work, task, { state: 'done', failure: null, evidence: 'read-back', orderIds: [only.id] });
  }
  const failure: Failure = {
    code: 'purchaseUnknown',
    details: unknownOf(task, { code: 'cartExpired', details: { cartId: memory.cartId ?? '' } }),
  };
  return settle(work, task, { state: 'unknown', failure });
};

/** The service's clock and this machine's may differ. */
const skewMs = 60_000;

const isSamePrice = (a: Money, b: Money): boolean => a.currency === b.currency && compareMoney(a, b) === 0;

const isRefusal = ({ code }: CspError): boolean =>
  [exitCodes.refused, exitCodes.notFound, exitCodes.guard, exitCodes.usage].some((exit) => exit === exitCodeOf(code));

/** Nothing was done, and it may be tried again. */
const isPassing = ({ code }: CspError): boolean =>
  code === 'throttled' || code === 'busy' || code === 'unavailable' || exitCodeOf(code) === exitCodes.auth;

const pauseOrStop = (task: BuyTask, failure: Failure): Outcome =>
  failure.code === 'throttled'
    ? { kind: 'customer-later', task, until: failure.details.retryAt }
    : { kind: 'stop', failure };

const refuse = async (work: BuyWork, task: BuyTask, failure: Failure): Promise<Outcome> => {
  const rest = await settle(work, task, { state: 'refused', failure, evidence: 'answer' });
  return work.failsFast ? { kind: 'stop', failure } : rest;
};

type Step = Omit<IntentChange, 'number' | 'at'>;

const settle = async (work: BuyWork, task: BuyTask, step: Step): Promise<Outcome> => {
  await advance(work, task, step);
  return { kind: 'rests' };
};

const advance = async (work: BuyWork, { intent }: BuyTask, step: Step): Promise<void> =>
  work.journal.advance(work.runId, { number: intent.number, at: await work.backend.now(), ...step });
