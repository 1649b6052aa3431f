/** What a process knows beside the journal, and tells where that fails. */
import { CspError } from '../../src/core/errors.ts';
import { createLastWords } from '../../src/core/operations/bulk/last-words.ts';
import type { IntentChange, Journal } from '../../src/core/ports/journal.ts';
import { collect } from '../operations/operations-bench.ts';
import { bulk, createOrders, runId } from './bulk-bench.ts';

const at = Date.UTC(2026, 10, 21);
const idOf = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;

/** Takes steps until it is full. */
const fills = (journal: Journal) => {
  let isFull = false;
  const advance: Journal['advance'] = async (run, change) => {
    if (isFull) throw new CspError('storageFailed', { path: 'activity.db', reason: 'ENOSPC' });
    await journal.advance(run, change);
  };
  return {
    journal: { ...journal, advance },
    fill: () => {
      isFull = true;
    },
  };
};

bulk('when the journal takes no more, then what left is told: as it became, or as it was', async (bench) => {
  await createOrders(bench, 6);
  await bench.journal.advance(runId, { number: 6, state: 'sent', at, requestId: idOf(6) });
  const words = createLastWords();
  const { journal, fill } = fills(bench.journal);
  await collect(words.take(runId, journal.listIntents(runId)));
  const { advance } = words.watch(journal);
  const step = (number: number, change: Omit<IntentChange, 'number' | 'at'>): Promise<void> =>
    advance(runId, { number, at, ...change });
  for (const number of [1, 2, 3, 4]) await step(number, { state: 'sent', requestId: idOf(number) });
  await step(1, { state: 'done', evidence: 'answer' });
  expect([words.hasLost(), words.list().map(({ number }) => number)]).toEqual([false, [2, 3, 4, 6]]);
  fill();
  const lost = { code: 'storageFailed' };
  await expect(step(2, { state: 'done', evidence: 'answer', orderIds: ['ordered'] })).rejects.toMatchObject(lost);
  const refusal = { code: 'cartExpired', details: { cartId: 'c' } } as const;
  await expect(step(3, { state: 'refused', evidence: 'answer', failure: refusal })).rejects.toMatchObject(lost);
  // It never left.
  await expect(step(5, { state: 'sent', requestId: idOf(5) })).rejects.toMatchObject(lost);
  // It left once, and not again.
  await expect(step(4, { state: 'sent', requestId: idOf(7) })).rejects.toMatchObject(lost);
  expect(words.hasLost()).toBe(true);
  const told = words.list().map(({ number, state, requestId, evidence, code, orderIds, journaled }) => {
    return [number, state, requestId, evidence, code, orderIds, journaled];
  });
  expect(told).toEqual([
    [2, 'done', idOf(2), 'answer', null, ['ordered'], false],
    [3, 'refused', idOf(3), 'answer', 'cartExpired', [], false],
    [4, 'sent', idOf(4), null, null, [], true],
    [6, 'sent', idOf(6), null, null, [], true],
  ]);
});

bulk('when nothing was sent, then there is nothing to tell', async (bench) => {
  await createOrders(bench, 2);
  const words = createLastWords();
  const { journal, fill } = fills(bench.journal);
  await collect(words.take(runId, journal.listIntents(runId)));
  fill();
  const { advance } = words.watch(journal);
  await expect(advance(runId, { number: 1, at, state: 'sent', requestId: idOf(1) })).rejects.toThrow();
  await expect(advance(runId, { number: 2, at, state: 'cart', cartId: 'c' })).rejects.toThrow();
  expect([words.hasLost(), words.list()]).toEqual([true, []]);
});
