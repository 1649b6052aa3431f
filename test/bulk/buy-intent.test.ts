/** One purchase: bought once whatever the service answers, and what is on disk then. */
import fc from 'fast-check';
import { CspError } from '../../src/core/errors.ts';
import { bulk, listAll, withBench } from './bulk-bench.ts';
import { buyAll, createPurchases } from './buy-bench.ts';
import { type CartAnswer, type CheckoutAnswer, createBuyService } from './buy-service.ts';
import { startedAt } from './virtual-clock.ts';

const fine = () => 'ok' as const;
const first =
  <A extends string>(...answers: readonly A[]) =>
  (_po: string, nth: number): A | 'ok' =>
    answers[nth - 1] ?? 'ok';

describe('when the checkout is answered', () => {
  bulk('then cart and request are on disk before it leaves, and the orders after', async (bench) => {
    await createPurchases(bench, 2);
    const service = createBuyService(bench, fine, fine);
    expect(await buyAll(bench, service)).toBeNull();
    expect(service.checkouts.map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect((await listAll(bench)).map(({ state, orderIds, evidence }) => [state, orderIds, evidence])).toEqual([
      ['done', ['order-1-0'], 'answer'],
      ['done', ['order-2-0'], 'answer'],
    ]);
  });

  bulk('then a refusal, also one under 201, is one', async (bench) => {
    await createPurchases(bench, 2);
    const service = createBuyService(bench, fine, (po) => (po === '1' ? 'refused' : 'refusedUnder201'));
    expect(await buyAll(bench, service)).toBeNull();
    expect((await listAll(bench)).map(({ state, failure }) => [state, failure])).toEqual([
      ['refused', { code: 'cartLineRefused', details: { line: 0, serviceCode: '1', text: 'no' } }],
      ['refused', { code: 'cartLineRefused', details: { line: 0, serviceCode: '2', text: 'no' } }],
    ]);
    expect(service.bought).toEqual([]);
  });

  for (const [said, ends] of [
    ['expiredApplied', 'done'],
    ['expired', 'unknown'],
  ] as const)
    bulk(`then one that is said to have ended is never replaced: ${said} is ${ends}`, async (bench) => {
      await createPurchases(bench, 1);
      const service = createBuyService(bench, fine, () => said);
      expect([await buyAll(bench, service), (await listAll(bench))[0]?.state]).toEqual([null, ends]);
      expect([service.bought.length, service.carts()]).toEqual([ends === 'done' ? 1 : 0, 1]);
    });

  bulk('then a word that turns it away costs no second cart, in the next process neither', async (bench) => {
    await createPurchases(bench, 1);
    const service = createBuyService(bench, fine, first<CheckoutAnswer>('throttledApplied', 'deniedApplied'));
    expect(await buyAll(bench, service)).toBeNull();
    expect([(await listAll(bench))[0]?.state, service.bought, service.carts()]).toEqual(['done', ['1'], 1]);
  });

  bulk('then one that lacks the rights stops the run, and the next one asks for the same cart', async (bench) => {
    await createPurchases(bench, 1);
    const service = createBuyService(bench, fine, first<CheckoutAnswer>('deniedApplied'));
    expect([(await buyAll(bench, service))?.code, (await listAll(bench))[0]?.state]).toEqual(['accessDenied', 'cart']);
    expect([await buyAll(bench, service), (await listAll(bench))[0]?.state]).toEqual([null, 'done']);
    expect([service.bought, service.carts(), service.checkouts.length]).toEqual([['1'], 1, 2]);
  });

  bulk('then a refusal after a lost answer counts where the cart is seen to be open', async (bench) => {
    await createPurchases(bench, 2);
    const service = createBuyService(bench, fine, (po, nth) =>
      nth === 1 ? 'lost' : po === '1' ? 'refusedOpen' : 'refused',
    );
    await buyAll(bench, service);
    expect([await buyAll(bench, service), (await listAll(bench)).map(({ state }) => state)]).toEqual([
      null,
      ['refused', 'unknown'],
    ]);
  });

  bulk('then one that was turned away, or found nobody, goes later', async (bench) => {
    await createPurchases(bench, 1);
    const service = createBuyService(bench, fine, first<CheckoutAnswer>('throttled', 'unavailable'));
    expect([await buyAll(bench, service), service.bought, service.checkouts.length]).toEqual([null, ['1'], 3]);
  });
});

describe('when the cart is answered', () => {
  bulk('then one that holds something else is left, and the run stops', async (bench) => {
    await createPurchases(bench, 2);
    const service = createBuyService(bench, (po) => (po === '1' ? 'other' : 'ok'), fine);
    expect((await buyAll(bench, service))?.code).toBe('wrongAnswer');
    expect((await listAll(bench))[0]?.state).toBe('ready');
    expect(service.bought).not.toContain('1');
  });

  bulk('then one that ends before it is checked out is replaced, since nothing left', async (bench) => {
    await createPurchases(bench, 1);
    const service = createBuyService(bench, first<CartAnswer>('stale'), fine);
    expect([await buyAll(bench, service), service.bought, service.carts()]).toEqual([null, ['1'], 2]);
    expect(service.checkouts.map(({ cartId }) => cartId)).toEqual(['cart-2']);
  });

  bulk('then a lost answer costs another cart, and a refusal the line', async (bench) => {
    await createPurchases(bench, 3);
    const cart = (po: string, nth: number): CartAnswer =>
      po === '1' && nth === 1 ? 'lost' : po === '2' ? 'refused' : nth === 1 ? 'throttled' : 'ok';
    const service = createBuyService(bench, cart, fine);
    expect(await buyAll(bench, service)).toBeNull();
    expect((await listAll(bench)).map(({ state }) => state)).toEqual(['done', 'refused', 'done']);
    expect(service.bought.toSorted()).toEqual(['1', '3']);
  });

  bulk('then a service that answers none is left alone, and asked again until it does', async (bench) => {
    await createPurchases(bench, 2);
    const service = createBuyService(bench, (_, nth) => (nth <= 7 ? 'lost' : 'ok'), fine);
    expect([await buyAll(bench, service), service.bought.toSorted()]).toEqual([null, ['1', '2']]);
    expect(bench.clock.now() - startedAt).toBeGreaterThan(15_000);
  });

  bulk('then a price that is not the quoted one is refused, and nothing is ordered', async (bench) => {
    await createPurchases(bench, 1);
    const service = createBuyService(bench, () => 'dearer', fine);
    expect([await buyAll(bench, service), service.checkouts]).toEqual([null, []]);
    const failure = {
      code: 'priceChanged',
      details: { quoted: { amount: '100.00', currency: 'USD' }, cart: { amount: '120.00', currency: 'USD' } },
    };
    expect((await listAll(bench))[0]).toMatchObject({ state: 'refused', failure });
  });

  bulk('then a refusal of this machine’s own stops the run, and refuses no line', async (bench) => {
    await createPurchases(bench, 3);
    const { backend } = createBuyService(bench, fine, fine);
    const createCart = async (): Promise<never> => {
      throw new CspError('tlsRefused', { host: 'h', reason: 'x' });
    };
    expect((await buyAll(bench, { backend: { ...backend, createCart } }))?.code).toBe('tlsRefused');
    expect((await listAll(bench)).map(({ state }) => state)).toEqual(['ready', 'ready', 'ready']);
  });
});

describe('when the answer to the checkout is lost', () => {
  bulk('then a look that was turned away is taken again later, and no other cart is filled', async (bench) => {
    await createPurchases(bench, 1);
    const service = createBuyService(bench, fine, first<CheckoutAnswer>('appliedUnseen', 'expired'));
    expect(await buyAll(bench, service)).toBeNull();
    expect((await listAll(bench)).map(({ state, orderIds }) => [state, orderIds])).toEqual([['done', ['order-1-0']]]);
    expect([service.bought, service.carts(), service.checkouts.length]).toEqual([['1'], 1, 2]);
    expect(bench.clock.now() - startedAt).toBeGreaterThanOrEqual(57_000);
  });

  bulk('then a person must look, and is told cart and request; the next run asks for the same cart', async (bench) => {
    await createPurchases(bench, 1);
    const service = createBuyService(bench, fine, first<CheckoutAnswer>('lostApplied'));
    service.shows = false;
    expect(await buyAll(bench, service)).toBeNull();
    const [{ requestId = '' } = {}] = service.checkouts;
    const details = { customer: 'Contoso', cartId: 'cart-1', requestId, reason: 'answerLost' };
    expect((await listAll(bench))[0]).toMatchObject({
      state: 'unknown',
      cartId: 'cart-1',
      failure: { code: 'purchaseUnknown', details },
    });
    expect([await buyAll(bench, service), (await listAll(bench))[0]?.state]).toEqual([null, 'unknown']);
    service.shows = true;
    expect([await buyAll(bench, service), (await listAll(bench))[0]]).toMatchObject([
      null,
      { state: 'done', evidence: 'read-back', orderIds: ['order-1-0'] },
    ]);
    expect([service.bought, service.carts(), new Set(service.checkouts.map((sent) => sent.requestId)).size]).toEqual([
      ['1'],
      1,
      1,
    ]);
  });

  bulk('then one that was not carried out is bought by the same cart when the run goes on', async (bench) => {
    await createPurchases(bench, 1);
    const service = createBuyService(bench, fine, first<CheckoutAnswer>('lost'));
    expect([await buyAll(bench, service), await buyAll(bench, service)]).toEqual([null, null]);
    expect([(await listAll(bench))[0]?.state, service.bought, service.carts()]).toEqual(['done', ['1'], 1]);
  });

  bulk('then a cart that has ended since is never replaced', async (bench) => {
    await createPurchases(bench, 1);
    const service = createBuyService(bench, fine, first<CheckoutAnswer>('lost', 'expired', 'expired'));
    await buyAll(bench, service);
    expect([await buyAll(bench, service), (await listAll(bench))[0]?.state]).toEqual([null, 'unknown']);
    expect([service.bought, service.carts()]).toEqual([[], 1]);
  });

  bulk('then an order that another line of the run became is not taken for this one', async (bench) => {
    await createPurchases(bench, 2);
    const service = createBuyService(bench, fine, (po, nth) => (po === '2' ? (nth === 1 ? 'lost' : 'expired') : 'ok'));
    await buyAll(bench, service);
    expect([await buyAll(bench, service), (await listAll(bench)).map(({ state }) => state)]).toEqual([
      null,
      ['done', 'unknown'],
    ]);
  });
});

bulk(
  'when the journal cannot be written after the answer, then the run ends and the purchase is found again',
  async (bench) => {
    await createPurchases(bench, 3);
    const service = createBuyService(bench, fine, fine);
    const advance: typeof bench.journal.advance = async (id, change) => {
      if (change.state === 'done') throw new CspError('storageFailed', { path: '/x', reason: 'full' });
      return bench.journal.advance(id, change);
    };
    const ended = await buyAll({ ...bench, journal: { ...bench.journal, advance } }, service);
    expect([ended?.code, service.bought.length <= 2]).toEqual(['storageFailed', true]);
    expect((await listAll(bench))[0]?.state).toBe('sent');
    await buyAll(bench, service);
    expect(new Set(service.bought).size).toBe(service.bought.length);
  },
);

test('whatever is answered, and however often the run goes on, nothing is bought twice', async () => {
  const scripts = fc.array(
    fc.record({
      carts: fc.array(fc.constantFrom<CartAnswer>('ok', 'lost', 'throttled'), { maxLength: 3 }),
      checkouts: fc.array(
        fc.constantFrom<CheckoutAnswer>(
          ...([
            'ok',
            'lost',
            'lostApplied',
            'appliedUnseen',
            'throttled',
            'unavailable',
            'expired',
            'internal',
            'deniedApplied',
            'throttledApplied',
            'expiredApplied',
            'refusedOpen',
          ] as const),
        ),
        { maxLength: 5 },
      ),
    }),
    { minLength: 1, maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(scripts, async (lines) =>
      withBench(async (bench) => {
        await createPurchases(bench, lines.length);
        const service = createBuyService(
          bench,
          (po, nth) => lines[Number(po) - 1]?.carts[nth - 1] ?? 'ok',
          (po, nth) => lines[Number(po) - 1]?.checkouts[nth - 1] ?? 'ok',
        );
        for (let process = 0; process < 12; process += 1) await buyAll(bench, service);
        expect(new Set(service.bought).size).toBe(service.bought.length);
        for (const { state, facts, orderIds } of await listAll(bench)) {
          const isBought = service.bought.includes(String(facts['poNumber']));
          expect(['done', 'unknown', 'refused']).toContain(state);
          if (state !== 'unknown')
            expect([state, orderIds.length > 0]).toEqual([isBought ? 'done' : 'refused', isBought]);
        }
        for (const { state } of service.checkouts) expect(state).toBe('sent');
      }),
    ),
    {
      numRuns: 60,
      // A cart that was turned away, and had become an order all the same, beside one that had ended.
      examples: [
        [
          [
            { carts: [], checkouts: ['throttled', 'expired'] },
            { carts: [], checkouts: ['throttledApplied'] },
          ],
        ],
      ],
    },
  );
});
