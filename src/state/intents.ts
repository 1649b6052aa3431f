/** Intents as rows: made, moved on step by step together with the chain, and read. */
import { CspError } from '../core/errors.ts';
import {
  type Intent,
  type IntentChange,
  type IntentState,
  liveStates,
  type NewIntent,
  type NewRun,
  type StateCounts,
} from '../core/ports/journal.ts';
import { sha256 } from '../digest.ts';
import type { Database } from '../sqlite.ts';
import { appendEntry, readBody } from './chain.ts';
import { factsWithoutSecrets, jsonWithoutSecrets, type KnownWords } from './without-secrets.ts';

/** What the index allows once. Short, for the environment's name alone would take 5 MB in 50,000 intents. */
const claimOf = (environment: string, customerId: string, target: string): string =>
  sha256(JSON.stringify([environment, `${customerId}|${target}`])).toString('base64url', 0, 12);

/** Kept in step with the index `live_intent`, which SQLite takes only where it sees the same list. */
const isLive = `state IN (${liveStates.map((state) => `'${state}'`).join(', ')})`;

const isLiveState = (state: IntentState): boolean => liveStates.some((live) => live === state);

/** There is one at most. */
const findLive = (database: Database, claim: string): { readonly run: string; readonly number: number } | undefined =>
  database.get(`SELECT run, number FROM intent WHERE claim = ? AND ${isLive}`, claim);

type Named = Pick<NewIntent, 'customerId' | 'customerName' | 'orderId' | 'shownAs' | 'facts'>;

/** What an intent is called by is sent and told as it is, however long. */
const namesOf = ({ customerId, customerName, orderId, shownAs, facts: { poNumber } }: Named): KnownWords => [
  ...[customerId, customerName, orderId, shownAs],
  typeof poNumber === 'string' ? poNumber : null,
];

/** Only for what is told in words, which most steps are not. */
const knownNames = (
  database: Database,
  runId: string,
  { number, orderIds = [] }: Pick<IntentChange, 'number' | 'orderIds'>,
): KnownWords => {
  const row = database.get<Pick<IntentRow, keyof Named | 'cartId' | 'entry'>>(
    `SELECT customer_id AS customerId, customer_name AS customerName, order_id AS orderId, shown_as AS shownAs, facts,
       cart_id AS cartId, entry FROM intent WHERE run = ? AND number = ?`,
    runId,
    number,
  );
  if (row === undefined) return orderIds;
  return [...namesOf({ ...row, facts: readBody({ sequence: row.entry, body: row.facts }) }), row.cartId, ...orderIds];
};

/** A new intent of `run`, under the chain's entry number `entry`; `elsewhere` where a live one has its target. */
export const insertIntent = (
  database: Database,
  { id, environment, createdAt }: NewRun,
  number: number,
  intent: NewIntent,
  entry: number,
): void => {
  const { target, customerId, customerName, orderId, shownAs, lines, isWhole, failure, facts } = intent;
  const claim = claimOf(environment, customerId, target);
  const standing = intent.state === 'ready' ? findLive(database, claim) : undefined;
  const names = namesOf(intent);
  database.run(
    `INSERT INTO intent (run, number, claim, state, entry, settled_at, standing_run, standing_number, target, customer_id,
       customer_name, order_id, shown_as, lines, is_whole, failure, facts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, number, claim, standing === undefined ? intent.state : 'elsewhere', entry],
    ...[intent.state === 'ready' ? null : createdAt, standing?.run ?? null, standing?.number ?? null],
    ...[target, customerId, customerName, orderId, shownAs, JSON.stringify(lines), Number(isWhole)],
    ...[failure && jsonWithoutSecrets(failure, names), factsWithoutSecrets(facts, names)],
  );
};

/**
 * One step, in the row and in the chain; none for an intent that stays `elsewhere`, since another one is live. Fails with
 * `internal` where there is no such intent.
 */
export const advanceIntent = (database: Database, runId: string, { at, ...change }: IntentChange): void => {
  const { number, state } = change;
  const before = database.get<{ requestId: string | null; state: IntentState; claim: string }>(
    'SELECT request_id AS requestId, state, claim FROM intent WHERE run = ? AND number = ?',
    runId,
    number,
  );
  if (before === undefined) throw new CspError('internal', { reason: `run ${runId} has no intent ${number}` });
  if (before.state === 'elsewhere' && isLiveState(state) && findLive(database, before.claim) !== undefined) return;
  const isSent = state === 'sent';
  const requestId = change.requestId ?? before.requestId;
  const names = change.failure || change.note ? knownNames(database, runId, change) : [];
  const failure = change.failure && jsonWithoutSecrets(change.failure, names);
  // A resend tells its request id too, though it is the same.
  const note = change.note && factsWithoutSecrets(change.note, names);
  const told = {
    ...change,
    ...(isSent ? { requestId } : {}),
    ...(failure ? { failure: JSON.parse(failure) } : {}),
    ...(note ? { note: JSON.parse(note) } : {}),
  };
  const body = JSON.stringify(told);
  const entry = appendEntry(database, { environment: runId, kind: 'intent', at, recordId: null, body });
  database.run(
    `UPDATE intent SET state = ?, entry = ?, epoch = epoch + ?, attempts = attempts + ?, request_id = ?,
       first_sent_at = ifnull(first_sent_at, ?), last_sent_at = ifnull(?, last_sent_at), settled_at = ?,
       cart_id = ifnull(?, cart_id), evidence = ifnull(?, evidence), order_ids = ifnull(?, order_ids),
       failure = iif(?, ?, failure)
     WHERE run = ? AND number = ?`,
    ...[state, entry, Number(requestId !== before.requestId), Number(isSent), requestId],
    ...[isSent ? at : null, isSent ? at : null, isLiveState(state) ? null : at],
    ...[change.cartId ?? null, change.evidence ?? null, change.orderIds ? JSON.stringify(change.orderIds) : null],
    ...[Number(failure !== undefined), failure ?? null, runId, number],
  );
};

/** Of the intent that stands for one that is `elsewhere`: the live one, or else the one that was live when it was made. */
const standing = (
  column: string,
): string => `iif(state = 'elsewhere', ifnull((SELECT other.${column} FROM intent AS other
    WHERE other.claim = intent.claim AND other.${isLive}), standing_${column}), standing_${column})`;

/** The columns of an `Intent`, as `toIntent` takes them. */
export const intentColumns = `intent.number, state, entry, epoch, attempts, first_sent_at AS firstSentAt,
  last_sent_at AS lastSentAt, settled_at AS settledAt, request_id AS requestId, cart_id AS cartId, evidence,
  order_ids AS orderIds, failure, ${standing('run')} AS standingRun, ${standing('number')} AS standingNumber, target,
  customer_id AS customerId, customer_name AS customerName, order_id AS orderId, shown_as AS shownAs, lines,
  is_whole AS isWhole, facts`;

export interface IntentRow extends Omit<Intent, 'lines' | 'isWhole' | 'facts' | 'failure' | 'orderIds' | 'standing'> {
  readonly entry: number;
  readonly lines: string;
  readonly isWhole: number;
  readonly facts: string;
  readonly failure: string | null;
  readonly orderIds: string | null;
  readonly standingRun: string | null;
  readonly standingNumber: number | null;
}

/** Fails with `activityTampered` when the row does not hold what was stored. */
export const toIntent = (row: IntentRow): Intent => {
  const { entry, lines, isWhole, facts, failure, orderIds, standingRun, standingNumber, ...plain } = row;
  const parse = <T>(body: string): T => readBody<T>({ sequence: entry, body });
  return {
    ...plain,
    lines: parse(lines),
    isWhole: isWhole === 1,
    facts: parse(facts),
    failure: failure === null ? null : parse(failure),
    orderIds: orderIds === null ? [] : parse(orderIds),
    standing: standingRun === null || standingNumber === null ? null : { runId: standingRun, number: standingNumber },
  };
};

export const readIntent = (database: Database, runId: string, number: number): Intent | undefined => {
  const sql = `SELECT ${intentColumns} FROM intent WHERE run = ? AND number = ?`;
  const row = database.get<IntentRow>(sql, runId, number);
  return row && toIntent(row);
};

/** The next intents after a number, in any of these states. The plus keeps SQLite on the order of numbers. */
export const readIntentsAfter = (
  database: Database,
  runId: string,
  states: readonly IntentState[] | undefined,
  after: number,
  limit: number,
): readonly Intent[] =>
  database
    .all<IntentRow>(
      `SELECT ${intentColumns} FROM intent WHERE run = ? AND number > ?
         ${states === undefined ? '' : `AND +state IN (${states.map(() => '?').join()})`} ORDER BY number LIMIT ?`,
      ...[runId, after, ...(states ?? []), limit],
    )
    .map(toIntent);

export const countIntents = (database: Database, runId: string): StateCounts => {
  const sql = 'SELECT state, count(*) AS count FROM intent WHERE run = ? GROUP BY state';
  const found = database.all<{ state: IntentState; count: number }>(sql, runId);
  return { ...noIntents, ...Object.fromEntries(found.map(({ state, count }) => [state, count])) };
};

export const noIntents: StateCounts = {
  ready: 0,
  cart: 0,
  sent: 0,
  accepted: 0,
  unknown: 0,
  done: 0,
  noop: 0,
  refused: 0,
  dropped: 0,
  elsewhere: 0,
};
