/** What this tool did on this machine, as entries of the journal. */
import type { EventFilter, EventType, LocalEvent, RecordedEvent } from '../core/ports/state.ts';
import type { Database } from '../sqlite.ts';
import { type Entry, readBody } from './chain.ts';
import { factsWithoutSecrets } from './without-secrets.ts';

/** Fails with `internal` when a fact's name says that it is a key, a link or a token: that is a fault of the caller. */
export const eventEntry = (event: LocalEvent): Entry => {
  const { environment, at, type, actor, customerId, orderId, line, requestId } = event;
  const facts: unknown = JSON.parse(factsWithoutSecrets(event.facts, [orderId]));
  const body = JSON.stringify({ actor, customerId, orderId, line, requestId, facts });
  return { environment, kind: type, at, recordId: null, body };
};

const eventTypes: readonly EventType[] = [
  'key',
  'link',
  'download',
  'purchase-intent',
  'purchase',
  'purchase-failed',
  'cancel-intent',
  'cancel',
  'cancel-refused',
];

type EventBody = Omit<LocalEvent, 'environment' | 'type' | 'at'>;

interface EventRow {
  readonly sequence: number;
  readonly type: EventType;
  readonly at: number;
  readonly body: string;
}

/** Events of an environment since an instant, oldest first. */
export const readEvents = (
  database: Database,
  environment: string,
  { since, type, customerId }: EventFilter,
): readonly RecordedEvent[] => {
  const types = type === undefined ? eventTypes : [type];
  return database
    .all<EventRow>(
      `SELECT sequence, kind AS type, at, body FROM entry
       WHERE environment = ? AND kind IN (${types.map(() => '?').join()}) AND at >= ? ORDER BY at, sequence`,
      environment,
      ...types,
      since,
    )
    .map((row) => ({ ...readBody<EventBody>(row), sequence: row.sequence, environment, type: row.type, at: row.at }))
    .filter((event) => customerId === undefined || event.customerId === customerId);
};
