/** Whatever the service answers, and however often the process begins again. */
import fc from 'fast-check';
import { CspError } from '../../src/core/errors.ts';
import { bulk, cancelAll, createOrders, listAll, withBench } from './bulk-bench.ts';
import { type Answer, createCancelService } from './cancel-service.ts';

const answers: readonly Answer[] = [
  ...([
    'ok',
    'taken',
    'conflict',
    'stuck',
    'lost',
    'lostApplied',
    'failedApplied',
    'refused',
    'refusedApplied',
    'denied',
    'deniedApplied',
    'turnedAway',
    'turnedAwayApplied',
  ] as const),
  ...(['wrong', 'throttled', 'unavailable', 'signInNeeded', 'interrupted', 'internal'] as const),
];
const looks = ['fine', 'fine', 'fine', 'throttled', 'unusable', 'unavailable'] as const;

const lookFailure = (word: (typeof looks)[number] | undefined, now: number): CspError | undefined => {
  if (word === 'throttled') return new CspError('throttled', { retryAt: now + 3_000 });
  if (word === 'unusable') return new CspError('answerUnusable', { operation: 'GET', reason: 'HTML' });
  return word === 'unavailable' ? new CspError('unavailable', { host: 'h', reason: 'down', retryAt: null }) : undefined;
};

const resting = new Set(['done', 'noop', 'refused', 'unknown']);

test('whatever is answered, what the journal says is so, each epoch has one id, and no run leaves what it need not', async () => {
  const scripts = fc.array(
    fc.record({
      sends: fc.array(fc.constantFrom(...answers), { maxLength: 5 }),
      looks: fc.array(fc.constantFrom(...looks), { maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(scripts, async (orders) =>
      withBench(async (bench) => {
        await createOrders(bench, orders.length);
        const scriptOf = (order: string) => orders[Number(order.slice(0, 9)) - 1];
        const service = createCancelService(
          bench,
          (order, nth) => scriptOf(order)?.sends[nth - 1] ?? 'ok',
          (order, nth) => lookFailure(scriptOf(order)?.looks[nth - 1], bench.clock.now()),
        );
        // Each process ends as soon as something is wrong; the next one goes on.
        let ended = await cancelAll(bench, service);
        for (let again = 0; again < 40 && ended !== null; again += 1) ended = await cancelAll(bench, service);
        expect(ended).toBeNull();
        const all = await listAll(bench);
        for (const { orderId, state } of all) {
          expect(resting.has(state)).toBe(true);
          if (state === 'done' || state === 'noop') expect(service.isCancelled(orderId ?? '')).toBe(true);
          expect(service.executed.get(orderId ?? '') ?? 0).toBeLessThanOrEqual(1);
        }
        const idOf = new Map<string, string>();
        for (const { order, requestId, journaled } of service.sent) {
          expect(journaled).toMatchObject({ state: 'sent', requestId });
          const epoch = `${order} ${journaled?.epoch}`;
          expect(idOf.get(epoch) ?? requestId).toBe(requestId);
          idOf.set(epoch, requestId);
        }
      }),
    ),
    { numRuns: 60 },
  );
});

bulk('when a run goes on, then what is in doubt is looked at before anything is sent', async (bench) => {
  await createOrders(bench, 6);
  const at = bench.clock.now();
  const requestId = '00000000-0000-4000-8000-00000000000a';
  for (const number of [1, 2, 3]) await bench.journal.advance('aaaaaaaa', { number, state: 'sent', at, requestId });
  await bench.journal.advance('aaaaaaaa', { number: 2, state: 'accepted', at });
  await bench.journal.advance('aaaaaaaa', { number: 3, state: 'unknown', at });
  await bench.journal.advance('aaaaaaaa', { number: 6, state: 'refused', at });
  const service = createCancelService(bench, () => 'ok');
  expect(await cancelAll(bench, { backend: service.backend, concurrency: 1 })).toBeNull();
  expect(service.looks.slice(0, 3).map(({ order }) => Number(order.slice(0, 9)))).toEqual([1, 2, 3]);
  expect(service.sent.map(({ order }) => Number(order.slice(0, 9)))).toEqual([1, 3, 4, 5]);
});
