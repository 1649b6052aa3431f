/** What the emulator wrote down, which outlives every `csp`. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export interface LedgerRequest {
  readonly kind: 'request';
  /** Milliseconds of the test's clock. */
  readonly at: number;
  readonly method: string;
  /** Without `/v1`. */
  readonly path: string;
  readonly operation: string | null;
  readonly requestId: string;
  /** One for each process of `csp`. */
  readonly correlationId: string;
  readonly customer: string | null;
  /** In the path; `null` for what is about no order. */
  readonly order: string | null;
  readonly status: number | null;
  readonly replayed: boolean;
  readonly fault: { readonly retryAfter?: string; readonly [name: string]: unknown } | null;
}

export interface LedgerEffect {
  readonly kind: 'effect';
  readonly at: number;
  readonly operation: string;
  readonly requestId: string;
  readonly customer: string;
  readonly order: string;
  readonly lines: readonly number[];
}

export type LedgerEntry = LedgerRequest | LedgerEffect;

export interface LedgerReader {
  /** All that was written until now. */
  readonly read: () => readonly LedgerEntry[];
  readonly close: () => void;
}

/** Reads on from where it was, so that a test may look often. */
export const openLedgerReader = (path: string): LedgerReader => {
  const file = openSync(path, 'a+');
  const entries: LedgerEntry[] = [];
  let offset = 0;
  let rest = '';
  return {
    read: () => {
      const size = fstatSync(file).size - offset;
      if (size <= 0) return entries;
      const bytes = Buffer.alloc(size);
      offset += readSync(file, bytes, 0, size, offset);
      const lines = (rest + bytes.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) entries.push(toEntry(JSON.parse(line)));
      return entries;
    },
    close: () => closeSync(file),
  };
};

const toEntry = (raw: { readonly at: string; readonly path?: string } & Omit<LedgerEntry, 'at'>): LedgerEntry => {
  const order = /\/orders\/([^/]+)/.exec(raw.path ?? '')?.[1];
  const found = raw.kind === 'request' ? { order: order === undefined ? null : decodeURIComponent(order) } : {};
  return { ...raw, ...found, at: Date.parse(raw.at) } as LedgerEntry;
};

export const isEffect = (entry: LedgerEntry): entry is LedgerEffect => entry.kind === 'effect';
export const isRequest = (entry: LedgerEntry): entry is LedgerRequest => entry.kind === 'request';
/** A cancellation that arrived, answered or not. */
export const isSend = (entry: LedgerEntry): entry is LedgerRequest => isRequest(entry) && entry.operation === 'cancel';
/** A call of the API: no sign-in. */
export const isCall = (entry: LedgerEntry): entry is LedgerRequest =>
  isRequest(entry) && entry.operation !== 'token' && entry.operation !== 'device-code';
