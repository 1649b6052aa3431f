/**
 * One purchase of a run, step by step. Buying adds something each time it is done, so what makes it happen once is the
 * cart: its id is on disk before it is checked out, it can be checked out once, and no other cart is ever checked out
 * for the same intent once that may have happened.
 */
import { type CspError, exitCodeOf, exitCodes, type Failure, isCspError } from '../../errors.ts';
import type { Backend, Cart, Checkout, Order } from '../../ports/backend.ts';
import type { Instant } from '../../ports/environment.ts';
import type { Intent, IntentState, Journal } from '../../ports/journal.ts';
import { compareMoney, type Money } from '../../rules/money.ts';
import { toFailure } from '../partner.ts';
import { cartLineOf, isBought, isSamePurchase, totalOf } from './buy-facts.ts';
import { advance, type IntentWork, refuse, settle } from './intent-work.ts';
import type { Rest, Task } from './run-intents.ts';

export interface BuyMemory {
  readonly state: IntentState;
  readonly cartId: string | null;
  readonly requestId: string | null;
  readonly firstSentAt: number | null;
  /** Filled by this process. */
  readonly carts: number;
}

/** More come to nothing for a reason that the next one would meet too. */
const mostCarts = 3;

type Outcome = Rest<BuyMemory>;
type BuyTask = Task<BuyMemory>;

export const beginBuy = (intent: Intent): BuyTask => {
  const { state, cartId, requestId, firstSentAt } = intent;
  return { intent, memory: { state, cartId, requestId, firstSentAt, carts: 0 } };
};

/** A new cart where none was checked out; the same cart and request id where one may have been. */
export const stepBuy = async (work: IntentWork, task: BuyTask): Promise<Outcome> => {
  const { state, cartId, requestId } = task.memory;
  if (state !== 'ready' && state !== 'cart' && cartId !== null && requestId !== null) return checkOut(work, task);
  return fill(work, task);
};

/** Orders nothing yet, so a cart that came to nothing is simply left. */
const fill = async (work: IntentWork, before: BuyTask): Promise<Outcome> => {
  const { intent } = before;
  const task = { intent, memory: { ...before.memory, carts: before.memory.carts + 1 } };
  const mayRepeat = task.memory.carts < mostCarts;
  let cart: Cart;
  try {
    cart = await work.backend.createCart(intent.customerId, [cartLineOf(intent)], work.newId());
  } catch (error) {
    if (!isCspError(error)) throw error;
    if (error.code === 'answerUnusable' && mayRepeat) return fill(work, task);
    return isRefusal(error) ? refuse(work, task, toFailure(error)) : pauseOrStop(before, toFailure(error));
  }
  const quoted = totalOf(intent);
  if (cart.total !== null && quoted !== null && !isSamePrice(cart.total, quoted)) {
    return refuse(work, task, { code: 'priceChanged', details: { quoted, cart: cart.total } });
  }
  const requestId = work.newId();
  await advance(work, task, { state: 'cart', cartId: cart.id });
  return checkOut(work, { intent, memory: { ...task.memory, state: 'cart', cartId: cart.id, requestId } });
};

const checkOut = async (work: IntentWork, task: BuyTask): Promise<Outcome> => {
  const { intent, memory } = task;
  const { cartId, requestId } = memory;
  if (cartId === null || requestId === null) return fill(work, task);
  const isFirst = memory.state === 'cart';
  await advance(work, task, isFirst ? { state: 'sent', requestId } : { state: 'sent' });
  let checkout: Checkout;
  try {
    checkout = await work.backend.checkoutCart(intent.customerId, cartId, requestId);
  } catch (error) {
    if (!isCspError(error)) throw error;
    return judge(work, task, error, isFirst);
  }
  return settleCheckout(work, task, checkout, isFirst);
};

const settleCheckout = async (
  work: IntentWork,
  task: BuyTask,
  { orders, errors }: Checkout,
  isFirst: boolean,
): Promise<Outcome> => {
  const orderIds = orders.map(({ id }) => id);
  const [fault] = errors;
  if (!isFirst && orderIds.length === 0) return findBought(work, task);
  if (orderIds.length > 0) return settle(work, task, { state: 'done', failure: null, evidence: 'answer', orderIds });
  const failure: Failure = {
    code: 'cartLineRefused',
    details: { line: 0, serviceCode: fault?.code ?? '', text: fault?.text ?? '' },
  };
  return refuse(work, task, failure);
};

/** `isFirst`: no earlier checkout of this cart can have gone through. */
const judge = async (work: IntentWork, task: BuyTask, error: CspError, isFirst: boolean): Promise<Outcome> => {
  const failure = toFailure(error);
  if (error.code === 'cartExpired' && isFirst && task.memory.carts < mostCarts) return fill(work, task);
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
  const { internal, storage } = exitCodes;
  const isOver =
    failure.code === 'wrongAnswer' || [internal, storage].some((exit) => exit === exitCodeOf(failure.code));
  return isOver ? { kind: 'stop', failure } : { kind: 'rests' };
};

const unknownOf = ({ intent, memory }: BuyTask, failure: Failure) => ({
  customer: intent.customerName,
  cartId: memory.cartId ?? '',
  requestId: memory.requestId ?? '',
  reason: 'reason' in failure.details ? String(failure.details.reason) : failure.code,
});

export interface Fitting {
  /** That a purchase of the run may have become, and that no other is known to have. */
  readonly orders: readonly Order[];
  /** Another one in doubt asks for the same, so that they may be that one's. */
  readonly hasRival: boolean;
}

/** Reads the customer's orders; fails as `listOrders` does. */
export const findFitting = async (
  work: {
    readonly runId: string;
    readonly backend: Pick<Backend, 'listOrders'>;
    readonly journal: Pick<Journal, 'listIntents'>;
  },
  intent: Intent,
  firstSentAt: Instant | null,
): Promise<Fitting> => {
  const taken = new Set<string>();
  let hasRival = false;
  for await (const other of work.journal.listIntents(work.runId, ['done', 'sent', 'unknown'])) {
    for (const id of other.orderIds) taken.add(id);
    hasRival ||= other.state !== 'done' && other.number !== intent.number && isSamePurchase(other, intent);
  }
  const since = (firstSentAt ?? 0) - skewMs;
  const orders = (await work.backend.listOrders(intent.customerId)).filter(
    ({ id, purchasedAt, lineItems }) =>
      !taken.has(id) && purchasedAt >= since && lineItems.some((line) => isBought(intent, line)),
  );
  return { orders, hasRival };
};

/** The cart is gone, and this very one may have been checked out before: the customer's orders tell, or a person must. */
const findBought = async (work: IntentWork, task: BuyTask): Promise<Outcome> => {
  const { intent, memory } = task;
  let found: Fitting;
  try {
    found = await findFitting(work, intent, memory.firstSentAt);
  } catch (error) {
    if (!isCspError(error)) throw error;
    return pauseOrStop(task, toFailure(error));
  }
  const { orders, hasRival } = found;
  const [only, another] = orders;
  if (only !== undefined && another === undefined && !hasRival) {
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
  exitCodeOf(code) === exitCodes.refused || exitCodeOf(code) === exitCodes.notFound;

/** Nothing was done, and it may be tried again. */
const isPassing = ({ code }: CspError): boolean =>
  code === 'throttled' ||
  code === 'busy' ||
  code === 'unavailable' ||
  exitCodeOf(code) === exitCodes.auth ||
  exitCodeOf(code) === exitCodes.guard;

const pauseOrStop = (task: BuyTask, failure: Failure): Outcome =>
  failure.code === 'throttled'
    ? { kind: 'customer-later', task, until: failure.details.retryAt }
    : { kind: 'stop', failure };
