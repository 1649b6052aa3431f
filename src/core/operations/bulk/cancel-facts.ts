/** What the journal keeps of an order that is to be cancelled, besides what every intent has. */
import type { OrderedOffer } from '../../ports/backend.ts';
import type { Instant, JsonObject } from '../../ports/environment.ts';
import type { Intent } from '../../ports/journal.ts';
import type { Credit } from '../../rules/credit.ts';
import type { Money } from '../../rules/money.ts';

export interface CancelFacts extends JsonObject {
  /** The open lines with what was ordered: what a request for single lines names. None where the whole order is meant. */
  readonly offers?: readonly (readonly [line: number, offerId: string | null])[];
  readonly purchasedAt: Instant | null;
  /** Amount and currency; `null` where it is not known. */
  readonly credit: readonly [amount: string, currency: string] | null;
  /** One each; empty where there is none. */
  readonly creditKinds: readonly Credit['kind'][];
  readonly cancelBy: Instant | null;
  readonly deadlineSource: 'edition' | 'service' | null;
  /** The edition of the policy that gives the deadline. */
  readonly edition: string | null;
  /** Of an order that is refused, what was paid for it. */
  readonly paid?: readonly [amount: string, currency: string] | null;
  /** Of an order that is refused, the lines that could be cancelled by themselves. */
  readonly openLines?: readonly number[];
  /** Those of its lines that were cancelled before, where others were not. */
  readonly cancelledBefore?: readonly number[];
  /** Of an order that was cancelled already from this machine: the run that did it, `null` for a single command. */
  readonly cancelledHere?: string | null;
  /** Where the input gives them for this order. */
  readonly reason?: string;
  readonly ticket?: string;
}

type Kept = Pick<Intent, 'facts'>;

const read = ({ facts }: Kept): Partial<CancelFacts> => facts;

export const offersOf = (intent: Kept): readonly OrderedOffer[] =>
  (read(intent).offers ?? []).map(([line, offerId]) => ({ line, offerId }));

export const creditOf = (intent: Kept): Money | null => moneyOf(read(intent).credit);

export const paidOf = (intent: Kept): Money | null => moneyOf(read(intent).paid);

const moneyOf = (kept: CancelFacts['credit'] | undefined): Money | null =>
  kept == null ? null : { amount: kept[0], currency: kept[1] };

export const openLinesOf = (intent: Kept): readonly number[] => read(intent).openLines ?? [];

export const cancelledBeforeOf = (intent: Kept): readonly number[] => read(intent).cancelledBefore ?? [];

export const deadlineOf = (intent: Kept): Instant | null => read(intent).cancelBy ?? null;

/** `undefined` where it was not this machine. */
export const cancelledHereBy = (intent: Kept): string | null | undefined => read(intent).cancelledHere;

/** The input's own reason for this order. */
export const reasonOf = (intent: Kept): string | undefined => read(intent).reason;
