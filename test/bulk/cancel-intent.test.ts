/** One cancellation: every way in which the service may answer, and what is on disk then. */
import { CspError } from '../../src/core/errors.ts';
import { orderOf } from '../state/journal-bench.ts';
import { bulk, cancelAll, createOrders, statesOf, withBench } from './bulk-bench.ts';
import { type Answer, createCancelService } from './cancel-service.ts';

const one = orderOf(1);
/** These answers one after the other, the last one for ever. */
const script =
  (...answers: readonly Answer[]) =>
  (_order: string, nth: number): Answer =>
    answers[Math.min(nth, answers.length) - 1] ?? 'ok';

describe('when the service answers', () => {
  bulk('then a whole order is named as such, and lines by what was ordered', async (bench) => {
    await createOrders(bench, 1, { isWhole: false });
    const { backend, sent } = createCancelService(bench, script('ok'));
    expect([await cancelAll(bench, { backend }), await statesOf(bench)]).toEqual([null, [['done', 'answer', 1, 1]]]);
    expect(sent.map(({ lines }) => lines)).toEqual([[{ line: 0, offerId: 'offer' }]]);
  });

  bulk('then each request is on disk, under its id, before it leaves', async (bench) => {
    await createOrders(bench, 30);
    const { backend, sent } = createCancelService(bench, (_order, nth) => (nth < 3 ? 'lost' : 'ok'));
    expect(await cancelAll(bench, { backend })).toBeNull();
    expect(sent).toHaveLength(90);
    for (const { requestId, journaled } of sent) expect(journaled).toMatchObject({ state: 'sent', requestId });
  });

  test.each(['taken', 'conflict'] as const)('%s: then it is looked at until it is cancelled', async (answer) => {
    await withBench(async (bench) => {
      await createOrders(bench, 1);
      const { backend, sent, looks } = createCancelService(bench, script(answer));
      expect([await cancelAll(bench, { backend }), await statesOf(bench)]).toEqual([
        null,
        [['done', 'read-back', 1, 1]],
      ]);
      expect([sent.length, looks.length]).toEqual([1, 2]);
    });
  });

  bulk('then one that stays pending for a quarter of an hour is a person’s, after twelve looks', async (bench) => {
    await createOrders(bench, 1);
    const { backend, sent, looks } = createCancelService(bench, script('stuck'));
    expect([await cancelAll(bench, { backend }), await statesOf(bench)]).toEqual([null, [['unknown', null, 1, 1]]]);
    const [last, first] = [looks.at(-1)?.at ?? 0, sent[0]?.at ?? 0];
    expect([sent.length, looks.length, last - first >= 15 * 60_000]).toEqual([1, 12, true]);
  });
});

describe('when the answer is lost', () => {
  bulk('then one that was carried out is done by what is seen, without another request', async (bench) => {
    await createOrders(bench, 100);
    const { backend, sent, executed } = createCancelService(bench, (order) =>
      order < orderOf(51) ? 'lostApplied' : 'failedApplied',
    );
    expect(await cancelAll(bench, { backend })).toBeNull();
    expect([sent.length, executed.size, new Set((await statesOf(bench)).map(String))]).toEqual([
      100,
      100,
      new Set(['done,read-back,1,1']),
    ]);
  });

  bulk('then it is sent once more under its id, later under one new one, and then it is a person’s', async (bench) => {
    await createOrders(bench, 1);
    const { backend, sent, looks } = createCancelService(bench, script('lost'));
    expect([await cancelAll(bench, { backend }), await statesOf(bench)]).toEqual([null, [['unknown', null, 4, 2]]]);
    const [a, b, c, d] = sent;
    expect([a?.requestId === b?.requestId, c?.requestId === d?.requestId, a?.requestId === c?.requestId]).toEqual([
      true,
      true,
      false,
    ]);
    // That nothing came of the first id was seen for a minute before there was a second.
    expect((c?.at ?? 0) - (b?.at ?? 0)).toBeGreaterThan(60_000);
    expect(looks.filter(({ at }) => at > (b?.at ?? 0) && at < (c?.at ?? 0)).length).toBeGreaterThanOrEqual(3);
  });

  bulk('then a look that is turned away is made again, and nobody else waits', async (bench) => {
    await createOrders(bench, 2);
    const throttled = (order: string, nth: number): CspError | undefined =>
      order === one && nth === 1 ? new CspError('throttled', { retryAt: bench.clock.now() + 9_000 }) : undefined;
    const { backend, sent } = createCancelService(bench, script('lostApplied'), throttled);
    expect([await cancelAll(bench, { backend }), await statesOf(bench), sent.length]).toEqual([
      null,
      [
        ['done', 'read-back', 1, 1],
        ['done', 'read-back', 1, 1],
      ],
      2,
    ]);
  });
});

describe('when the service refuses', () => {
  bulk('then it is refused', async (bench) => {
    await createOrders(bench, 2);
    const { backend } = createCancelService(bench, script('refused'));
    expect([await cancelAll(bench, { backend }), await statesOf(bench)]).toEqual([
      null,
      [
        ['refused', 'answer', 1, 1],
        ['refused', 'answer', 1, 1],
      ],
    ]);
  });

  bulk('then the first refusal ends a run that fails fast', async (bench) => {
    await createOrders(bench, 20);
    const { backend, sent } = createCancelService(bench, script('refused'));
    const ended = await cancelAll(bench, { backend, failsFast: true, concurrency: 1 });
    expect([ended?.code, sent.length]).toEqual(['cancelRefusedByService', 1]);
  });

  bulk('then what was cancelled before the first request was so already', async (bench) => {
    await createOrders(bench, 1);
    const { backend } = createCancelService(bench, script('refusedApplied'));
    expect([await cancelAll(bench, { backend }), await statesOf(bench)]).toEqual([null, [['noop', 'read-back', 1, 1]]]);
  });

  bulk('then what an earlier request of this run cancelled is done', async (bench) => {
    await createOrders(bench, 1);
    const { backend } = createCancelService(bench, script('lost', 'refusedApplied'));
    expect([await cancelAll(bench, { backend }), await statesOf(bench)]).toEqual([null, [['done', 'read-back', 2, 1]]]);
  });

  bulk('then what may have been carried out before is looked at for a minute first', async (bench) => {
    await createOrders(bench, 2);
    const answers = { [one]: script('lostTaken', 'refused'), other: script('lost', 'refused') };
    const { backend, sent, looks } = createCancelService(bench, (order, nth) =>
      (answers[order] ?? answers.other)(order, nth),
    );
    expect([await cancelAll(bench, { backend }), await statesOf(bench)]).toEqual([
      null,
      [
        ['done', 'read-back', 2, 1],
        ['refused', 'answer', 2, 1],
      ],
    ]);
    expect((looks.at(-1)?.at ?? 0) - (sent.at(-1)?.at ?? 0)).toBeGreaterThan(60_000);
  });

  bulk('then a look without a usable answer does not make it final', async (bench) => {
    await createOrders(bench, 1);
    const unusable = (_order: string, nth: number): CspError | undefined =>
      nth === 1 ? new CspError('answerUnusable', { operation: 'GET', reason: 'HTML' }) : undefined;
    const { backend, sent } = createCancelService(bench, script('refusedApplied'), unusable);
    expect([await cancelAll(bench, { backend }), (await statesOf(bench)).map(String), sent.length]).toEqual([
      null,
      ['done,read-back,2,1'],
      2,
    ]);
  });
});

describe('when the service turns it away', () => {
  bulk('for lack of rights, then the order is looked at: cancelled all the same, or as it was', async (bench) => {
    await createOrders(bench, 1);
    const applied = createCancelService(bench, script('deniedApplied'));
    expect([await cancelAll(bench, applied), await statesOf(bench), applied.looks.length]).toEqual([
      null,
      [['noop', 'read-back', 1, 1]],
      1,
    ]);
  });

  bulk('for lack of rights, and the order is open, then the run stops and nothing is in doubt', async (bench) => {
    await createOrders(bench, 2);
    const service = createCancelService(bench, script('denied'));
    expect([(await cancelAll(bench, { ...service, concurrency: 1 }))?.code, await statesOf(bench)]).toEqual([
      'accessDenied',
      [
        ['ready', null, 1, 1],
        ['ready', null, 0, 0],
      ],
    ]);
  });

  bulk('for lack of rights, and the order cannot be read, then it stays in doubt', async (bench) => {
    await createOrders(bench, 1);
    const denied = () => new CspError('accessDenied', { operation: 'GET', serviceCode: null, missing: 'role' });
    const service = createCancelService(bench, script('deniedApplied'), denied);
    expect([(await cancelAll(bench, service))?.code, await statesOf(bench)]).toEqual([
      'accessDenied',
      [['sent', null, 1, 1]],
    ]);
    expect([await cancelAll(bench, createCancelService(bench, script('refusedApplied')))]).toEqual([null]);
  });

  bulk('until later, then it goes again under its id, however often, and stays in doubt until then', async (bench) => {
    await createOrders(bench, 1);
    const service = createCancelService(bench, (_order, nth) => (nth < 4 ? 'turnedAway' : 'refusedApplied'));
    expect([await cancelAll(bench, service), await statesOf(bench)]).toEqual([null, [['done', 'read-back', 4, 1]]]);
    expect(service.sent.slice(1).map(({ journaled }) => journaled?.state)).toEqual(['sent', 'sent', 'sent']);
    expect(service.looks.length).toBe(1);
  });

  bulk('and there is no such order, then only a refusal that says so too is believed', async (bench) => {
    await createOrders(bench, 1);
    const gone = (order: string) => new CspError('orderNotFound', { customer: 'c', orderId: order });
    const service = createCancelService(bench, () => 'refused', gone);
    expect([await cancelAll(bench, service), (await statesOf(bench)).map(String)[0]?.split(',')[0]]).toEqual([
      null,
      'unknown',
    ]);
  });
});

bulk('when the lines of an intent are none, then nothing is written and nothing is sent', async (bench) => {
  await createOrders(bench, 1, { isWhole: false, facts: { offers: [] } });
  const { backend, sent } = createCancelService(bench, script('ok'));
  expect([(await cancelAll(bench, { backend }))?.code, sent, await statesOf(bench)]).toEqual([
    'internal',
    [],
    [['ready', null, 0, 0]],
  ]);
});

describe('when nothing left', () => {
  // A service that cannot be reached is tried every 15 seconds, for ten minutes.
  test.each([
    ['unavailable', 40],
    ['signInNeeded', 1],
    ['interrupted', 1],
  ] as const)('%s: then the run ends after %i sends, and the intent is what it was', async (answer, sends) => {
    await withBench(async (bench) => {
      await createOrders(bench, 5);
      const { backend, sent } = createCancelService(bench, script(answer));
      const ended = await cancelAll(bench, { backend, concurrency: 1 });
      expect([ended?.code, sent.length]).toEqual([answer, sends]);
      expect((await statesOf(bench)).map((row) => String(row).split(',')[0])).toEqual(Array(5).fill('ready'));
      const again = createCancelService(bench, script('ok'));
      expect(await cancelAll(bench, again)).toBeNull();
      expect([again.sent[0]?.requestId, (await statesOf(bench)).map(String)[0]]).toEqual([
        sent[0]?.requestId,
        `done,answer,${sends + 1},1`,
      ]);
    });
  });

  bulk('then one that was turned away goes again later under the same id', async (bench) => {
    await createOrders(bench, 3);
    const { backend, sent } = createCancelService(bench, (order, nth) =>
      order === one && nth === 1 ? 'throttled' : 'ok',
    );
    expect(await cancelAll(bench, { backend, concurrency: 1 })).toBeNull();
    const own = sent.filter(({ order }) => order === one);
    expect([own.length, new Set(own.map(({ requestId }) => requestId)).size]).toEqual([2, 1]);
  });

  bulk('then a fault of this program leaves it in doubt', async (bench) => {
    await createOrders(bench, 1);
    const { backend } = createCancelService(bench, script('internal'));
    expect([(await cancelAll(bench, { backend }))?.code, await statesOf(bench)]).toEqual([
      'internal',
      [['sent', null, 1, 1]],
    ]);
  });
});

describe('when answers are mixed up', () => {
  bulk('then the run stops, nothing more is sent, and the order is in doubt', async (bench) => {
    await createOrders(bench, 10);
    const { backend, sent } = createCancelService(bench, script('wrong'));
    const ended = await cancelAll(bench, { backend, concurrency: 1 });
    expect([ended?.code, sent.length, (await statesOf(bench))[0]]).toEqual(['wrongAnswer', 1, ['sent', null, 1, 1]]);
  });

  bulk('then a look that shows another order stops it too', async (bench) => {
    await createOrders(bench, 10);
    const wrong = () => new CspError('wrongAnswer', { operation: 'GET', expected: 'a', found: 'b' });
    const { backend, sent } = createCancelService(bench, script('lost'), wrong);
    expect([(await cancelAll(bench, { backend, concurrency: 1 }))?.code, sent.length]).toEqual(['wrongAnswer', 1]);
  });
});

bulk(
  'when the journal cannot be written after the answer, then the run ends and the order stays in doubt',
  async (bench) => {
    await createOrders(bench, 4);
    const { backend, sent } = createCancelService(bench, script('ok'));
    const full = new CspError('storageFailed', { path: '/x', reason: 'full' });
    const advance: typeof bench.journal.advance = async (id, change) => {
      if (change.state === 'done') throw full;
      return bench.journal.advance(id, change);
    };
    const ended = await cancelAll({ ...bench, journal: { ...bench.journal, advance } }, { backend, concurrency: 1 });
    expect([ended?.code, sent.length, (await statesOf(bench))[0]]).toEqual(['storageFailed', 1, ['sent', null, 1, 1]]);
    expect(await cancelAll(bench, { backend })).toBeNull();
    expect((await statesOf(bench)).map(String)).toEqual(['done,read-back,1,1', ...Array(3).fill('done,answer,1,1')]);
  },
);
