/**
 * The journal of runs: what a bulk command has to do, one intent an order or purchase, and how far it has come. It lies
 * in the same file as the local events and under the same chain. What a method has written is on disk when its promise
 * resolves; several processes may share a journal.
 */
import type { Failure } from '../errors.ts';
import type { Instant, JsonObject } from './environment.ts';

export type RunKind = 'cancel' | 'buy';

/**
 * `ready`: nothing was sent · `cart`: a cart is filled and was never checked out · `sent`: a request may have left and its
 * outcome is not known · `accepted`: the service took it and is not done · `unknown`: a person must look.
 * Final: `done`: this run did it · `noop`: it was so already · `refused` · `dropped`: a person took it off the run.
 * `elsewhere`: an intent of another run stands for the same target.
 */
export type IntentState =
  | 'ready'
  | 'cart'
  | 'sent'
  | 'accepted'
  | 'unknown'
  | 'done'
  | 'noop'
  | 'refused'
  | 'dropped'
  | 'elsewhere';

/** Of all the runs of an environment at most one intent with the same target is in one of these states. */
export const liveStates = ['ready', 'cart', 'sent', 'accepted', 'unknown'] as const satisfies readonly IntentState[];

export interface NewRun {
  /** Eight characters, for people to type. */
  readonly id: string;
  readonly kind: RunKind;
  /** As in `Identity`: what was begun in one environment never counts in another. */
  readonly environment: string;
  /** Digest of what was asked for, whatever the file's name, format or order. */
  readonly manifest: string;
  /** The input file's absolute path; `null` for stdin and plans. */
  readonly source: string | null;
  readonly actor: string;
  readonly createdAt: Instant;
  /** Reason, ticket, limits. Never a key, link or token. */
  readonly facts: { readonly [name: string]: string };
}

export interface Run extends NewRun {
  /** Of the process that works on it or did so last. */
  readonly pid: number | null;
  readonly correlationId: string | null;
  /** When every intent was final; `null` until then. */
  readonly finishedAt: Instant | null;
}

export interface NewIntent {
  /** What must not be done twice at the same time for this customer, such as an order. */
  readonly target: string;
  readonly customerId: string;
  readonly customerName: string;
  /** `null` for a purchase. */
  readonly orderId: string | null;
  /** What people call the order, or the item that is bought. */
  readonly shownAs: string;
  /** Line numbers, ascending; all of the order's when `isWhole`. Empty for a purchase and for an order that was not found. */
  readonly lines: readonly number[];
  readonly isWhole: boolean;
  readonly state: 'ready' | 'noop' | 'refused';
  /** Why it is refused. */
  readonly failure: Failure | null;
  /**
   * What sending and reporting need besides: offers, credit, deadline. Small: there may be 100,000. Those of a purchase called
   * `item`, `quantity` and `poNumber` stand in its events; the guard against repeated purchases goes by the first two (`goodsKey`).
   */
  readonly facts: JsonObject;
}

/** How it is known that an intent is final: by the answer, by reading back, by what was read before sending, by a person. */
export type Evidence = 'answer' | 'read-back' | 'before' | 'person';

export interface Intent extends Omit<NewIntent, 'state'> {
  /** From 1, in the order of creation. */
  readonly number: number;
  readonly state: IntentState;
  /** The request id of the current epoch; `null` before the first. */
  readonly requestId: string | null;
  readonly epoch: number;
  readonly cartId: string | null;
  /** Sends that the journal knows of. */
  readonly attempts: number;
  readonly firstSentAt: Instant | null;
  readonly lastSentAt: Instant | null;
  /** Of the step after which it is not live; `null` while it is. */
  readonly settledAt: Instant | null;
  readonly evidence: Evidence | null;
  /** What a purchase became. */
  readonly orderIds: readonly string[];
  /** For `elsewhere`: the intent that stands for it, or stood for it last. */
  readonly standing: { readonly runId: string; readonly number: number } | null;
}

/** One step of an intent. What is left out stays as it is; `sent` counts an attempt, a new `requestId` an epoch. */
export interface IntentChange {
  readonly number: number;
  readonly state: IntentState;
  readonly at: Instant;
  readonly requestId?: string;
  readonly cartId?: string;
  readonly failure?: Failure | null;
  readonly evidence?: Evidence;
  readonly orderIds?: readonly string[];
  /** Who decided and why, where a person did: for the chain. Never a key, link or token. */
  readonly note?: { readonly [name: string]: string };
}

/** A line of the input, and the intent that it became; repetitions share one. */
export interface RunLine {
  readonly line: number;
  readonly number: number;
  /** The line of the order that this line of the input names; `null` where it means all of them. */
  readonly orderLine: number | null;
  /** As `InputFiles.keyOf`: finds the intent again when the same rows come in another order. */
  readonly key: string;
}

export interface JournaledLine extends Omit<RunLine, 'number'> {
  readonly intent: Intent;
}

export interface RunLock {
  release(): void;
}

export type StateCounts = { readonly [S in IntentState]: number };

export interface Journal {
  /** Alone with what has this name until it is released or the process dies; `undefined` while another process has it. */
  tryLock(name: string): Promise<RunLock | undefined>;
  /** The newest run of this manifest. */
  findRun(environment: string, kind: RunKind, manifest: string): Promise<Run | undefined>;
  /** The newest unfinished run that began with this file. */
  findUnfinished(environment: string, kind: RunKind, source: string): Promise<Run | undefined>;
  /** By its id, or its beginning where only one run has it. Whatever the environment. */
  getRun(id: string): Promise<Run | undefined>;
  /** Newest first. */
  listRuns(environment: string | null): Promise<readonly Run[]>;
  /**
   * All or nothing. An intent that is to be `ready` while a live one with its target stands in the same environment
   * becomes `elsewhere`.
   */
  createRun(run: NewRun, intents: Iterable<NewIntent>, lines: Iterable<RunLine>): Promise<void>;
  /** After the same rows came in another order: where each line is now. */
  replaceLines(runId: string, lines: Iterable<RunLine>): Promise<void>;
  /** A process takes the run up. */
  begin(
    runId: string,
    by: { readonly pid: number; readonly correlationId: string | null; readonly at: Instant },
  ): Promise<void>;
  /**
   * Writes a step and its entry of the chain together. Steps that come at the same time share one commit, and its failure:
   * `storageFailed`, `busy` when another process wrote for ten seconds, or what is wrong with one of them, such as a
   * number that is not there. Then none of them is written. One that is `elsewhere` stays so, and nothing is written of it,
   * as long as another one with its target is live.
   */
  advance(runId: string, change: IntentChange): Promise<void>;
  finish(runId: string, at: Instant): Promise<void>;
  getIntent(runId: string, number: number): Promise<Intent | undefined>;
  /** In the order of their numbers, in any of these states; read page by page, so that memory stays flat. */
  listIntents(runId: string, states?: readonly IntentState[]): AsyncIterable<Intent>;
  /** Every line of the input with its intent, in the order of the lines. */
  listLines(runId: string): AsyncIterable<JournaledLine>;
  countStates(runId: string): Promise<StateCounts>;
  /** Of the input. */
  countLines(runId: string): Promise<number>;
}
