/** A purchase that another run has begun: finished for that run, unless it would cost something else than was confirmed here. */
import { carryOut } from '../../src/core/operations/bulk/carry-out.ts';
import type { IntentState } from '../../src/core/ports/journal.ts';
import { createOperationsBench } from '../operations/operations-bench.ts';
import { intentOf, runOf } from '../state/journal-bench.ts';
import { withBench } from './bulk-bench.ts';
import { createBuyService } from './buy-service.ts';
import { startedAt } from './virtual-clock.ts';

const purchase = (amount: string, needsPrice = false) => {
  const facts = {
    ...{ item: 'P:S', quantity: '3', poNumber: '1', catalogItemId: 'P:S:A', term: null },
    ...{ billingCycle: 'one_time', total: [amount, 'USD'], ...(needsPrice ? { needsPrice } : {}) },
  };
  return intentOf(1, { target: 'buy|1', orderId: null, lines: [], facts });
};

test.each<[string, ReturnType<typeof purchase>, readonly IntentState[], number]>([
  ['at the same price, then it is finished', purchase('100.00'), ['done', 'noop'], 1],
  ['at another price, then it is left to that run', purchase('120.00'), ['cart', 'elsewhere'], 0],
  ['without the limit of now, then it is left to that run', purchase('100.00', true), ['cart', 'elsewhere'], 0],
])('when another run had begun it %s', async (_, own, states, bought) => {
  const { partner, backend, close } = await createOperationsBench();
  await withBench(async (bench) => {
    const { clock, journal, newId } = bench;
    const service = createBuyService(
      bench,
      () => 'ok',
      () => 'ok',
    );
    const create = (id: string, intent: typeof own) =>
      journal.createRun(runOf(id, { kind: 'buy', createdAt: startedAt }), [intent], []);
    await create('aaaaaaaa', purchase('100.00'));
    await journal.advance('aaaaaaaa', { number: 1, at: clock.now(), state: 'cart', cartId: 'cart-0' });
    await create('bbbbbbbb', own);
    const run = await journal.getRun('bbbbbbbb');
    if (run === undefined) throw new Error('no run');
    await carryOut({
      ...{ partner: { ...partner, backend: { ...backend, ...service.backend } }, journal, run, clock, newId },
      ...{ concurrency: 4, failsFast: false, endsAt: clock.now() + 3_600_000, onElsewhere: () => undefined },
      timeIsUp: { code: 'timeout', details: { seconds: 3600 } },
      givenUp: async () => null,
      onLost: () => undefined,
    });
    const stateOf = async (id: string) => (await journal.getIntent(id, 1))?.state;
    expect([await stateOf('aaaaaaaa'), await stateOf('bbbbbbbb')]).toEqual(states);
    expect(service.bought).toHaveLength(bought);
  });
  await close();
});
