/** What runs did, told as the events that single commands leave, so that whoever reads events knows of both. */
import type { CancelFacts } from '../core/operations/bulk/cancel-facts.ts';
import { correlationFact } from '../core/operations/partner.ts';
import type { Instant, JsonObject, JsonValue } from '../core/ports/environment.ts';
import type { IntentState, Run } from '../core/ports/journal.ts';
import type { EventFilter, EventType, RecordedEvent } from '../core/ports/state.ts';
import type { Database } from '../sqlite.ts';
import { readBody } from './chain.ts';
import { readRuns } from './runs.ts';

/** The events of an environment's runs, in no order. A run that was finished before `since` is not looked into. */
export const readRunEvents = (
  database: Database,
  environment: string,
  { since, type, customerId }: EventFilter,
): readonly RecordedEvent[] =>
  readRuns(database, 'environment = ? AND ifnull(finished_at, ?) >= ?', environment, since, since)
    .filter(({ kind }) => type === undefined || (kind === 'cancel' ? type === 'cancel' : type.startsWith('purchase')))
    .flatMap((run) => {
      const tell = run.kind === 'cancel' ? tellCancel : tellPurchase;
      return readTold(database, run, since, customerId).flatMap((row) => tell(run, row));
    })
    .filter((event) => event.at >= since && (type === undefined || event.type === type));

interface ToldRow {
  readonly state: IntentState;
  readonly sequence: number;
  readonly customerId: string;
  readonly orderId: string | null;
  readonly lines: string;
  readonly requestId: string | null;
  readonly cartId: string | null;
  readonly firstSentAt: Instant | null;
  readonly settledAt: Instant | null;
  readonly orderIds: string | null;
  readonly facts: string;
}

/** The facts of a cancellation are read only where one of these is among them. */
const ownFacts = ['"reason"', '"ticket"', '"cancelledBefore"'].map((name) => `instr(facts, '${name}')`).join(' + ');
const ownOrNone = `CASE WHEN ${ownFacts} > 0 THEN facts ELSE '{}' END`;

/** Intents with something to tell since then: cancelled, or a purchase that was sent. Few columns, for there may be 50,000. */
const readTold = (
  database: Database,
  { id, kind }: Run,
  since: Instant,
  customerId: string | undefined,
): readonly ToldRow[] =>
  database.all<ToldRow>(
    `SELECT state, entry AS sequence, customer_id AS customerId, order_id AS orderId, lines, request_id AS requestId,
       cart_id AS cartId, first_sent_at AS firstSentAt, settled_at AS settledAt, order_ids AS orderIds,
       ${kind === 'cancel' ? ownOrNone : 'facts'} AS facts
     FROM intent
     WHERE run = ? AND ${kind === 'cancel' ? "state = 'done'" : 'first_sent_at IS NOT NULL'}
       AND ifnull(settled_at, first_sent_at) >= ? AND customer_id = ifnull(?, customer_id)`,
    ...[id, since, customerId ?? null],
  );

const tellCancel = (run: Run, row: ToldRow): readonly RecordedEvent[] => {
  const { sequence } = row;
  const { reason, ticket, cancelledBefore = [] } = readBody<Partial<CancelFacts>>({ sequence, body: row.facts });
  const own = { ...(reason !== undefined && { reason }), ...(ticket !== undefined && { ticket }) };
  const event = { ...eventOf(run, row, 'cancel', own), orderId: row.orderId };
  const lines = readBody<readonly number[]>({ sequence, body: row.lines });
  return lines.filter((line) => !cancelledBefore.includes(line)).map((line) => ({ ...event, line }));
};

/** An intent for what was sent, also where it was turned away, for no such word is a proof; the purchase, or that there was none, once that is known. */
const tellPurchase = (run: Run, row: ToldRow): readonly RecordedEvent[] => {
  const { sequence, state, cartId, firstSentAt } = row;
  const { item, quantity, poNumber } = readBody<JsonObject>({ sequence, body: row.facts });
  const tell = (type: EventType) => eventOf(run, row, type, { item, quantity, poNumber, cartId });
  const orderIds = readBody<readonly string[]>({ sequence, body: row.orderIds ?? '[]' });
  const bought = orderIds.length === 0 ? [null] : orderIds;
  return [
    { ...tell('purchase-intent'), at: firstSentAt ?? run.createdAt },
    ...(state === 'done' ? bought.map((orderId) => ({ ...tell('purchase'), orderId })) : []),
    // Dropped: a person found that nothing was bought.
    ...(state === 'refused' || state === 'dropped' ? [tell('purchase-failed')] : []),
  ];
};

const eventOf = (
  run: Run,
  { customerId, requestId, sequence, settledAt }: ToldRow,
  type: EventType,
  facts: { readonly [name: string]: JsonValue | undefined },
): RecordedEvent => {
  const { environment, actor, correlationId } = run;
  const { reason, ticket } = run.facts;
  const all = { reason, ticket, ...facts, run: run.id, [correlationFact]: correlationId };
  const known = Object.entries(all).flatMap(([name, fact]) => (fact == null ? [] : [[name, String(fact)]]));
  const at = settledAt ?? run.createdAt;
  const about = { customerId, orderId: null, line: null, requestId };
  return { environment, at, actor, type, ...about, facts: Object.fromEntries(known), sequence };
};
