/**
 * One purchase of a run, step by step. Buying adds something each time it is done, so what makes it happen once is the
 * cart: its id is on disk before it is checked out, it can be checked out once, and no other cart is ever checked out
 * for the same intent once that may have happened.
 */
import { type CspError, exitCodeOf, exitCodes, type Failure, isCspError } from '../../errors.ts';
import type { Cart, Checkout, Order } from '../../ports/backend.ts';
import type { Evidence, Intent, IntentState } from '../../ports/journal.ts';
import { compareMoney, type Money } from '../../rules/money.ts';
import { whyNotBought } from '../order-end.ts';
import { reasonOf, toFailure } from '../partner.ts';
import { cartLineOf, knownReason, needsPrice, purchaseDoubt, totalOf } from './buy-facts.ts';
import { type Fitting, findFitting, type KnownPurchases } from './find-fitting.ts';
import { advance, type IntentWork, laterOrStop, refuse, settle } from './intent-work.ts';
import type { Rest, Task } from './run-intents.ts';

export interface BuyMemory {
  readonly state: IntentState;
  readonly cartId: string | null;
  readonly requestId: string | null;
  readonly firstSentAt: number | null;
  /** Filled by this process. */
  readonly carts: number;
}

export interface BuyWork extends IntentWork, KnownPurchases {}

/** More come to nothing for a reason that the next one would meet too. */
const mostCarts = 3;

type Outcome = Rest<BuyMemory>;
type BuyTask = Task<BuyMemory>;

export const beginBuy = (intent: Intent): BuyTask => {
  const { state, cartId, requestId, firstSentAt } = intent;
  return { intent, memory: { state, cartId, requestId, firstSentAt, carts: 0 } };
};

/** The cart that this process filled, or one that may have been checked out under its request id; else a new one. */
export const stepBuy = async (work: BuyWork, task: BuyTask): Promise<Outcome> => {
  const { state, cartId, requestId, carts } = task.memory;
  const isOwn = state === 'cart' ? carts > 0 : state !== 'ready';
  return isOwn && cartId !== null && requestId !== null ? checkOut(work, task, cartId, requestId) : fill(work, task);
};

/** Orders nothing yet, so a cart that came to nothing is simply left. */
const fill = async (work: BuyWork, before: BuyTask): Promise<Outcome> => {
  const { intent } = before;
  const task = { intent, memory: { ...before.memory, carts: before.memory.carts + 1 } };
  const mayRepeat = task.memory.carts < mostCarts;
  let cart: Cart;
  try {
    cart = await work.backend.createCart(intent.customerId, [cartLineOf(intent)], work.newId());
  } catch (error) {
    if (!isCspError(error)) throw error;
    if (error.code === 'answerUnusable' && mayRepeat) return fill(work, task);
    return isRefusal(error) ? refuse(work, task, toFailure(error)) : laterOrStop(before, toFailure(error));
  }
  const quoted = totalOf(intent);
  if (cart.total !== null && quoted !== null && !isSamePrice(cart.total, quoted)) {
    return refuse(work, task, { code: 'priceChanged', details: { quoted, cart: cart.total } });
  }
  if (cart.total === null && needsPrice(intent)) {
    return refuse(work, task, { code: 'priceUnknown', details: { title: intent.shownAs } });
  }
  await advance(work, task, { state: 'cart', cartId: cart.id });
  const memory = { ...task.memory, state: 'cart', cartId: cart.id, requestId: work.newId() } as const;
  // Nothing is ordered any more once the run is given up.
  return { kind: 'later', task: { intent, memory }, ms: 0 };
};

const checkOut = async (work: BuyWork, task: BuyTask, cartId: string, requestId: string): Promise<Outcome> => {
  const { intent, memory } = task;
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
  work: BuyWork,
  task: BuyTask,
  { orders, errors }: Checkout,
  isFirst: boolean,
): Promise<Outcome> => {
  const [fault] = errors;
  if (!isFirst && orders.length === 0) return findBought(work, task);
  if (orders.length > 0) return settleOrders(work, task, orders, 'answer');
  const failure: Failure = {
    code: 'cartLineRefused',
    details: { line: 0, serviceCode: fault?.code ?? '', text: fault?.text ?? '' },
  };
  return refuse(work, task, failure);
};

/** An order is a purchase unless its status says otherwise; what may still become one is a person's to look at. */
const settleOrders = (work: BuyWork, task: BuyTask, orders: readonly Order[], evidence: Evidence): Promise<Outcome> => {
  const failure = whyNotBought(task.intent.customerName, orders);
  const state = failure === null ? 'done' : failure.code === 'orderFailed' ? 'refused' : 'unknown';
  return settle(work, task, { state, failure, evidence, orderIds: orders.map(({ id }) => id) });
};

/** `isFirst`: no earlier checkout of this cart can have gone through. */
const judge = async (work: BuyWork, task: BuyTask, error: CspError, isFirst: boolean): Promise<Outcome> => {
  const failure = toFailure(error);
  if (failure.code === 'outcomeUnknown' && failure.details.retryAt !== undefined) {
    // What this checkout came to is looked up later, by the same cart.
    const sent = { ...task, memory: { ...task.memory, state: 'sent' } } as const;
    return { kind: 'customer-later', task: sent, until: failure.details.retryAt };
  }
  if (error.code === 'cartExpired' && isFirst && task.memory.carts < mostCarts) {
    await advance(work, task, { state: 'cart' });
    return fill(work, task);
  }
  if (isRefusal(error)) return isFirst ? refuse(work, task, failure) : findBought(work, task);
  if (isPassing(error)) {
    // It did not leave, or was turned away.
    if (isFirst) await advance(work, task, { state: 'cart' });
    return laterOrStop(task, failure);
  }
  const doubt = purchaseDoubt(work.backend.correlationId ?? null, task.intent, task.memory, reasonOf(failure));
  await advance(work, task, { state: 'unknown', failure: doubt });
  const { internal, storage } = exitCodes;
  const isOver =
    failure.code === 'wrongAnswer' || [internal, storage].some((exit) => exit === exitCodeOf(failure.code));
  return isOver ? { kind: 'stop', failure } : { kind: 'rests' };
};

/** The cart is gone, and this very one may have been checked out before: the customer's orders tell, or a person must. */
const findBought = async (work: BuyWork, task: BuyTask): Promise<Outcome> => {
  const { intent, memory } = task;
  let found: Fitting;
  try {
    found = await findFitting(work, intent, memory);
  } catch (error) {
    if (!isCspError(error)) throw error;
    return laterOrStop(task, toFailure(error));
  }
  const { orders, hasRival } = found;
  const [only, another] = orders;
  if (only !== undefined && another === undefined && !hasRival) {
    return settleOrders(work, task, [only], 'read-back');
  }
  return settle(work, task, {
    state: 'unknown',
    failure: purchaseDoubt(work.backend.correlationId ?? null, intent, memory, knownReason(intent)),
  });
};

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
