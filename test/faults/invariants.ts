/**
 * What must hold after every test, whatever happened in it. Each function tells what breaks it, in words; none is none.
 * The names are those of the acceptance catalogue.
 */
import { isEffect, isRequest, isSend, type LedgerEntry, type LedgerRequest } from './ledger.ts';
import type { MemoryRead, Step } from './memory-file.ts';

/** I1: each line of an order is cancelled at most once. */
export const executedTwice = (ledger: readonly LedgerEntry[]): readonly string[] => {
  const seen = new Set<string>();
  return ledger.filter(isEffect).flatMap(({ order, lines }) =>
    lines.flatMap((line) => {
      const key = `${order} line ${line}`;
      if (seen.has(key)) return [`I1: ${key} was executed again`];
      seen.add(key);
      return [];
    }),
  );
};

export interface ReportRow {
  readonly inputLine: number;
  readonly orderId: string;
  readonly outcome: string;
}

/** I2: every line of the input stands in the report exactly once. */
export const wronglyReported = (rows: readonly ReportRow[], inputLines: readonly number[]): readonly string[] => {
  const found = rows.map(({ inputLine }) => inputLine).sort((a, b) => a - b);
  const expected = [...inputLines].sort((a, b) => a - b);
  return JSON.stringify(found) === JSON.stringify(expected)
    ? []
    : [`I2: the report has ${found.length} lines for ${expected.length} of the input, or not the same ones`];
};

/** I3: what the service shows as changed was journaled as sent before. */
export const changedUnjournaled = (
  ledger: readonly LedgerEntry[],
  { runs }: Pick<MemoryRead, 'runs'>,
  isOwn: (requestId: string) => boolean = () => true,
): readonly string[] => {
  const sent = new Set(
    runs.flatMap(({ intents }) =>
      intents.filter(({ state, attempts }) => state !== 'ready' && attempts > 0).map(({ orderId }) => orderId),
    ),
  );
  return ledger
    .filter(isEffect)
    .filter(({ operation, requestId, order }) => operation === 'cancel' && isOwn(requestId) && !sent.has(order))
    .map(({ order }) => `I3: ${order} is cancelled, and no journal says that it was sent`);
};

/**
 * I4 and I5: a send's request id was on disk for this very order before it left; one id never stands for two orders; and
 * between two steps with a new id all sends have the old one.
 */
export const sentUnjournaled = (
  ledger: readonly LedgerEntry[],
  { runs, steps }: Pick<MemoryRead, 'runs' | 'steps'>,
): readonly string[] => {
  const orders = new Map(
    runs.flatMap(({ run, intents }) => intents.map(({ number, orderId }) => [`${run.id} ${number}`, orderId] as const)),
  );
  const journaled = new Map<string, string | null | undefined>();
  const broken: string[] = [];
  for (const { runId, number, state, requestId } of steps) {
    if (state !== 'sent' || requestId === undefined) continue;
    const order = orders.get(`${runId} ${number}`);
    const known = journaled.get(requestId);
    if (known !== undefined && known !== order) broken.push(`I4: ${requestId} stands for ${known} and for ${order}`);
    journaled.set(requestId, order);
  }
  for (const { requestId, order, status } of ledger.filter(isSend)) {
    const known = journaled.get(requestId);
    if (known === undefined) broken.push(`I5: ${requestId} of ${order} left without a word in the journal`);
    else if (known !== order) broken.push(`I4: ${requestId} of ${known} was sent for ${order}`);
    if (status === 400 && isOtherRequest(ledger, requestId)) broken.push(`I4: ${requestId} came with other bytes`);
  }
  return [...broken, ...epochsOutOfTurn(ledger, steps)];
};

/** The emulator answers 2000 when an id comes back with another request; its fault rules never say so. */
const isOtherRequest = (ledger: readonly LedgerEntry[], requestId: string): boolean =>
  ledger.some((entry) => isSend(entry) && entry.requestId === requestId && entry.status === 400 && entry.replayed);

/** One request that arrived whole: its id, and what must be the same whenever that id comes. */
export type SentBytes = readonly [requestId: string, method: string, path: string, digest: string];

/** I4: whoever sends under an id that was used before sends the same bytes to the same place. */
export const otherBytes = (sent: readonly SentBytes[]): readonly string[] => {
  const known = new Map<string, string>();
  return sent.flatMap(([requestId, ...rest]) => {
    const whole = rest.join(' ');
    const before = known.get(requestId) ?? whole;
    known.set(requestId, before);
    return before === whole ? [] : [`I4: under ${requestId} came ${before} and then ${whole}`];
  });
};

/** An id that was given up for a new one is never sent again. */
const epochsOutOfTurn = (ledger: readonly LedgerEntry[], steps: readonly Step[]): readonly string[] => {
  const turns = new Map<string, number>();
  for (const { requestId, state } of steps) {
    if (state === 'sent' && requestId !== undefined && !turns.has(requestId)) turns.set(requestId, turns.size);
  }
  const latest = new Map<string, number>();
  return ledger.filter(isSend).flatMap(({ order, requestId }) => {
    const turn = turns.get(requestId) ?? -1;
    const before = latest.get(order ?? '') ?? -1;
    latest.set(order ?? '', Math.max(turn, before));
    return turn < before ? [`I4: ${order} was sent under ${requestId} after a newer id`] : [];
  });
};

/** I6: nothing is sent about a customer that was turned away before its time, by the process that was told so. */
export const sentTooEarly = (ledger: readonly LedgerEntry[], toleranceMs: number): readonly string[] => {
  const closed = new Map<string, { readonly until: number; readonly since: number }>();
  return ledger.filter(isRequest).flatMap((request) => {
    const key = `${request.correlationId} ${request.customer}`;
    const before = closed.get(key);
    const seconds = Number(request.fault?.retryAfter);
    const isTold = request.status === 429 && Number.isFinite(seconds);
    const until = Math.max(before?.until ?? 0, isTold ? request.at + seconds * 1000 : 0);
    if (isTold) closed.set(key, { until, since: before?.since ?? request.at });
    // What was on its way when the first of them was turned away could not know.
    const isLate = before !== undefined && request.at > before.since + toleranceMs;
    return isLate && request.at < before.until - toleranceMs
      ? [`I6: ${request.method} about ${request.customer} came ${before.until - request.at} ms too early`]
      : [];
  });
};

/** I7: none of the secrets stands in any of the places. */
export const leaked = (secrets: readonly string[], places: ReadonlyMap<string, string>): readonly string[] =>
  [...places].flatMap(([place, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `I7: ${secret.slice(0, 6)}… stands in ${place}`),
  );

/** Escapes, controls other than line ends, bidirectional marks, invisible letters, line separators. */
const hostile = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** I8: what is piped holds no letter that a terminal obeys. */
export const hostileOutput = (places: ReadonlyMap<string, string>): readonly string[] =>
  [...places].flatMap(([place, text]) => {
    const found = hostile.exec(text)?.[0].codePointAt(0)?.toString(16);
    return found === undefined ? [] : [`I8: U+${found.padStart(4, '0')} stands in ${place}`];
  });

/** How many orders were executed, and how many cancellations came in. */
export const tally = (ledger: readonly LedgerEntry[]): { readonly executed: number; readonly sends: number } => ({
  executed: new Set(ledger.filter(isEffect).map(({ order }) => order)).size,
  sends: ledger.filter(isSend).length,
});

export const lastOf = (ledger: readonly LedgerEntry[], count = 12): string =>
  ledger
    .slice(-count)
    .map((entry) => JSON.stringify(entry))
    .join('\n');

export const sendsOf = (ledger: readonly LedgerEntry[]): readonly LedgerRequest[] => ledger.filter(isSend);
