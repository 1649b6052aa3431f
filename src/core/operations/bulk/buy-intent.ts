/**
 * One purchase of a run, step by step. Buying adds something each time it is done, so what makes it happen once is the
 * cart: its id is on disk before it is checked out, it can be checked out once, and once a checkout of it may have left no
 * other cart is ever filled for the same intent, whatever was answered.
 */
import { type CspError, exitCodeOf, exitCodes, type Failure, isCspError } from '../../errors.ts';
import type { Cart, Checkout, Order } from '../../ports/backend.ts';
import type { Instant } from '../../ports/environment.ts';
import type { Evidence, Intent, IntentState } from '../../ports/journal.ts';
import { whyNotBought } from '../order-end.ts';
import { isGivenUp, toFailure } from '../partner.ts';
import { cartLineOf, isSamePrice, needsPrice, otherThanAsked, purchaseDoubt, totalOf } from './buy-facts.ts';
import { type Fitting, findFitting, type KnownPurchases } from './find-fitting.ts';
import { advance, type IntentWork, laterOrStop, refuse, settle } from './intent-work.ts';
import type { Rest, Task } from './run-intents.ts';

export interface BuyMemory {
  readonly state: IntentState;
  readonly cartId: string | null;
  readonly requestId: string | null;
  /** Until then nothing left. */
  readonly firstSentAt: Instant | null;
  /** Filled by this process. */
  readonly carts: number;
  /** Of the cart that this process filled. */
  readonly expiresAt: Instant | null;
}

export interface BuyWork extends IntentWork, KnownPurchases {}

/** More come to nothing for a reason that the next one would meet too. */
const mostCarts = 3;
/** A cart with less time left is not checked out for the first time. */
const shortestLifeMs = 60_000;

type Outcome = Rest<BuyMemory>;
type BuyTask = Task<BuyMemory>;

export const beginBuy = (intent: Intent): BuyTask => {
  const { state, cartId, requestId, firstSentAt } = intent;
  return { intent, memory: { state, cartId, requestId, firstSentAt, carts: 0, expiresAt: null } };
};

/** The cart that may have been checked out under its request id, or that this process filled; else a new one. */
export const stepBuy = async (work: BuyWork, task: BuyTask): Promise<Outcome> => {
  const { cartId, requestId, firstSentAt, carts, expiresAt } = task.memory;
  if (cartId === null || requestId === null) return fill(work, task);
  const isWaitedOut =
    firstSentAt === null &&
    carts < mostCarts &&
    expiresAt !== null &&
    expiresAt - (await work.backend.now()) < shortestLifeMs;
  return isWaitedOut ? fill(work, task) : checkOut(work, task, cartId, requestId);
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
  const { id: cartId, expiresAt } = cart;
  const memory = { ...task.memory, state: 'cart', cartId, expiresAt, requestId: work.newId() } as const;
  // Nothing is ordered any more once the run is given up.
  return { kind: 'later', task: { intent, memory }, ms: 0 };
};

const checkOut = async (work: BuyWork, before: BuyTask, cartId: string, requestId: string): Promise<Outcome> => {
  const { intent, memory } = before;
  const isFirst = memory.firstSentAt === null;
  const firstSentAt = memory.firstSentAt ?? (await work.backend.now());
  await advance(work, before, isFirst ? { state: 'sent', requestId } : { state: 'sent' });
  const task: BuyTask = { intent, memory: { ...memory, state: 'sent', firstSentAt } };
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
  if (orders.length > 0) {
    const other = otherThanAsked(task.intent, orders);
    if (other !== null) return doubt(work, task, { code: 'wrongAnswer', details: other });
    return settleOrders(work, task, orders, 'answer');
  }
  if (!isFirst) return findBought(work, task);
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
  const until = retryAtOf(failure);
  // What this checkout came to is looked up later, by the same cart.
  if (until !== undefined) return { kind: 'customer-later', task, until };
  // So is what was still looked for when the run was given up.
  if (isGivenUp(failure)) return { kind: 'stop', failure };
  // A cart that is gone may have gone by being ordered.
  if (failure.code === 'cartExpired') return findBought(work, task);
  if (isRefusal(error)) {
    const isProven = isFirst || (failure.code === 'cartLineRefused' && failure.details.isCartOpen === true);
    return isProven ? refuse(work, task, failure) : findBought(work, task);
  }
  if (isPassing(error)) {
    // It did not leave, or was turned away, and goes later: as the same cart, should the word be untrue.
    if (isFirst) await advance(work, task, { state: 'cart' });
    return laterOrStop(task, failure);
  }
  return doubt(work, task, failure);
};

/** Nobody knows, and a person must look; the same command looks too. */
const doubt = async (work: BuyWork, task: BuyTask, failure: Failure): Promise<Outcome> => {
  const told = purchaseDoubt(work.backend.correlationId ?? null, task.intent, task.memory, failure);
  await advance(work, task, { state: 'unknown', failure: told });
  const { internal, storage } = exitCodes;
  const isOver =
    failure.code === 'wrongAnswer' || [internal, storage].some((exit) => exit === exitCodeOf(failure.code));
  return isOver ? { kind: 'stop', failure } : { kind: 'rests' };
};

const retryAtOf = (failure: Failure): Instant | undefined =>
  failure.code === 'outcomeUnknown' || failure.code === 'outcomeUnsettled' ? failure.details.retryAt : undefined;

/** The cart tells no more, and may have been checked out: the customer's orders tell, or a person must. */
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
    failure: purchaseDoubt(work.backend.correlationId ?? null, intent, memory, intent.failure),
  });
};

const isRefusal = ({ code }: CspError): boolean =>
  exitCodeOf(code) === exitCodes.refused || exitCodeOf(code) === exitCodes.notFound;

/** Nothing was done, and it may be tried again. */
const isPassing = ({ code }: CspError): boolean =>
  code === 'throttled' ||
  code === 'busy' ||
  code === 'unavailable' ||
  exitCodeOf(code) === exitCodes.auth ||
  exitCodeOf(code) === exitCodes.guard;
