/** Sample runs and intents, and what reading a journal gives. */
import type { Intent, NewIntent, NewRun, RunLine } from '../../src/core/ports/journal.ts';
import { sandbox } from './state-bench.ts';

export const at = Date.UTC(2026, 10, 20);

export const runOf = (id: string, changes: Partial<NewRun> = {}): NewRun => ({
  id,
  kind: 'cancel',
  environment: sandbox,
  manifest: `manifest of ${id}`,
  source: '/home/aiko/orders.csv',
  actor: 'aiko@partner.example.com',
  createdAt: at,
  facts: { reason: 'Ordered twice', ticket: 'INC-1' },
  ...changes,
});

/** The order's id, as the service makes them: 33 characters. */
export const orderOf = (n: number): string => `${String(n).padStart(9, '0')}-VgDAXMxypQPPnTquuXhKVK_`;

export const requestOf = (n: number): string => `${String(n).padStart(8, '0')}-2222-4333-8444-555555555555`;

export const intentOf = (n: number, changes: Partial<NewIntent> = {}): NewIntent => ({
  target: `${orderOf(n)}/0`,
  customerId: 'cf3b0e37-be0b-4cdd-b584-d1a97d98a922',
  customerName: 'Contoso',
  orderId: orderOf(n),
  shownAs: orderOf(n),
  lines: [0],
  isWhole: true,
  state: 'ready',
  failure: null,
  facts: { credit: '1234.50 EUR', deadline: at + n },
  ...changes,
});

export const intentsOf = (count: number): readonly NewIntent[] =>
  Array.from({ length: count }, (_, index) => intentOf(index + 1));

export const linesOf = (count: number): readonly RunLine[] =>
  Array.from({ length: count }, (_, index) => ({
    line: index + 2,
    number: index + 1,
    orderLine: null,
    key: `key-${index + 1}`,
  }));

export const collect = async <T>(rows: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
};

const untouched = {
  requestId: null,
  epoch: 0,
  cartId: null,
  attempts: 0,
  firstSentAt: null,
  lastSentAt: null,
  settledAt: null,
  evidence: null,
  orderIds: [],
  standing: null,
} as const;

/** An intent as it is read after it was made; `changes` are what came of it. */
export const storedIntent = (number: number, changes: Partial<Intent> = {}): Intent => ({
  ...intentOf(number),
  ...untouched,
  number,
  ...changes,
});
