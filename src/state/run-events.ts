/** What runs did, told as the events that single commands leave, so that whoever reads events knows of both. */
import { correlationFact } from '../core/operations/partner.ts';
import type { JsonValue } from '../core/ports/environment.ts';
import type { Intent, Run } from '../core/ports/journal.ts';
import type { EventFilter, EventType, RecordedEvent } from '../core/ports/state.ts';
import type { Database } from '../sqlite.ts';
import { type IntentRow, intentColumns, toIntent } from './intents.ts';
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
      const read = run.kind === 'cancel' ? cancelEvents : purchaseEvents;
      return readSettled(database, run, since, customerId).flatMap((found) => read(run, found));
    })
    .filter((event) => event.at >= since && (type === undefined || event.type === type));

interface Settled {
  readonly intent: Intent;
  readonly sequence: number;
}

/** Intents with something to tell since then: cancelled, or a purchase that was sent. */
const readSettled = (
  database: Database,
  { id, kind }: Run,
  since: number,
  customerId: string | undefined,
): readonly Settled[] =>
  database
    .all<IntentRow>(
      `SELECT ${intentColumns} FROM intent
       WHERE run = ? AND ${kind === 'cancel' ? "state = 'done'" : 'first_sent_at IS NOT NULL'}
         AND ifnull(settled_at, first_sent_at) >= ? AND customer_id = ifnull(?, customer_id)`,
      ...[id, since, customerId ?? null],
    )
    .map((row) => ({ intent: toIntent(row), sequence: row.entry }));

const cancelEvents = (run: Run, { intent, sequence }: Settled): readonly RecordedEvent[] =>
  intent.lines.map((line) => ({ ...eventOf(run, intent, 'cancel', sequence), orderId: intent.orderId, line }));

/** An intent for what was sent; the purchase, or that there was none, once that is known. */
const purchaseEvents = (run: Run, { intent, sequence }: Settled): readonly RecordedEvent[] => {
  const told = (type: EventType, orderId: string | null) => ({ ...eventOf(run, intent, type, sequence), orderId });
  const bought = intent.orderIds.length === 0 ? [null] : intent.orderIds;
  return [
    { ...told('purchase-intent', null), at: intent.firstSentAt ?? run.createdAt },
    ...(intent.state === 'done' ? bought.map((orderId) => told('purchase', orderId)) : []),
    ...(intent.state === 'refused' ? [told('purchase-failed', null)] : []),
  ];
};

const eventOf = (run: Run, intent: Intent, type: EventType, sequence: number): RecordedEvent => {
  const { environment, actor, correlationId } = run;
  const { customerId, requestId } = intent;
  const { reason, ticket } = run.facts;
  const { item, quantity, poNumber } = intent.facts;
  const all: { readonly [name: string]: JsonValue | undefined } =
    run.kind === 'cancel' ? { reason, ticket } : { reason, ticket, item, quantity, poNumber };
  const known = Object.entries({ ...all, run: run.id, [correlationFact]: correlationId }).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  const facts = Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
  const at = intent.settledAt ?? run.createdAt;
  return { environment, at, actor, type, customerId, orderId: null, line: null, requestId, facts, sequence };
};
