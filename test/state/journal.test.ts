import { existsSync, readFileSync } from 'node:fs';
import type { IntentState, Journal, Run } from '../../src/core/ports/journal.ts';
import type { State } from '../../src/core/ports/state.ts';
import { openMemory } from '../../src/state/memory.ts';
import { failureOf } from '../settings/settings-bench.ts';
import { at, collect, intentOf, intentsOf, linesOf, orderOf, requestOf, runOf, storedIntent } from './journal-bench.ts';
import { createFolder, type Folder, production, sandbox } from './state-bench.ts';

let folder: Folder;
let state: State;
let journal: Journal;
const open = async () => {
  const memory = openMemory(folder.database);
  state = memory.state;
  journal = await memory.journal();
};
beforeEach(async () => {
  folder = createFolder();
  await open();
});
afterEach(async () => {
  await state.close();
  folder.remove();
});

const storedRun = (id: string, changes: Partial<Run> = {}): Run => ({
  ...runOf(id),
  pid: null,
  correlationId: null,
  finishedAt: null,
  ...changes,
});
const settle = async (runId: string, number: number, last: IntentState) => {
  await journal.advance(runId, { number, state: 'sent', at: at + 1, requestId: requestOf(number) });
  await journal.advance(runId, { number, state: last, at: at + 2, evidence: 'answer' });
};

describe('when a run is made', () => {
  test('then it and all that it has to do is read as it was written, also by the next process', async () => {
    const failure = { code: 'lineNotFound', details: { orderId: 'x', line: 3 } } as never;
    const intents = [
      intentOf(1),
      intentOf(2, { orderId: null, lines: [], isWhole: false, state: 'refused', failure }),
      intentOf(3, { lines: [1, 4], state: 'noop', facts: { offers: ['a', 'b'], credit: null } }),
    ];
    const lines = [
      { line: 2, number: 3, orderLine: null, key: 'key-3' },
      { line: 3, number: 1, orderLine: null, key: 'key-1' },
      { line: 4, number: 3, orderLine: null, key: 'key-3' },
      { line: 5, number: 2, orderLine: null, key: 'key-2' },
    ];
    await journal.createRun(runOf('aaaaaaaa'), intents, lines);
    await state.close();
    await open();
    const stored = [
      storedIntent(1),
      storedIntent(2, { ...intents[1], settledAt: at }),
      storedIntent(3, { ...intents[2], settledAt: at }),
    ];
    expect([
      await journal.getRun('aaaaaaaa'),
      await collect(journal.listIntents('aaaaaaaa')),
      await collect(journal.listIntents('aaaaaaaa', ['ready', 'noop'])),
      await collect(journal.listLines('aaaaaaaa')),
      await journal.getIntent('aaaaaaaa', 3),
      await journal.getIntent('aaaaaaaa', 4),
    ]).toEqual([
      storedRun('aaaaaaaa'),
      stored,
      [stored[0], stored[2]],
      lines.map(({ number, ...line }) => ({ ...line, intent: stored[number - 1] })),
      stored[2],
      undefined,
    ]);
    expect(await state.verify()).toEqual({ sound: true, events: 1 });
  });

  test('then a target that a live intent of the environment has stands elsewhere, until that one is final', async () => {
    await journal.createRun(runOf('aaaaaaaa'), intentsOf(3), []);
    await settle('aaaaaaaa', 3, 'done');
    await journal.advance('aaaaaaaa', { number: 2, state: 'unknown', at });
    const noop = intentOf(2, { state: 'noop' });
    await journal.createRun(runOf('bbbbbbbb'), [intentOf(3), intentOf(2), intentOf(1), noop, intentOf(3)], []);
    await journal.createRun(runOf('cccccccc', { environment: production }), intentsOf(3), []);
    const read = async (id: string) =>
      (await collect(journal.listIntents(id))).map((intent) => [intent.state, intent.standing]);
    expect([await read('bbbbbbbb'), await read('cccccccc')]).toEqual([
      [
        ['ready', null],
        ['elsewhere', { runId: 'aaaaaaaa', number: 2 }],
        ['elsewhere', { runId: 'aaaaaaaa', number: 1 }],
        ['noop', null],
        ['elsewhere', { runId: 'bbbbbbbb', number: 1 }],
      ],
      [
        ['ready', null],
        ['ready', null],
        ['ready', null],
      ],
    ]);
  });

  test('then nothing of it is left when it fails on the way', async () => {
    function* broken() {
      yield intentOf(1);
      throw new Error('cut off');
    }
    await expect(journal.createRun(runOf('aaaaaaaa'), broken(), [])).rejects.toThrow('cut off');
    expect([await journal.listRuns(null), await journal.countStates('aaaaaaaa'), await state.verify()]).toMatchObject([
      [],
      { ready: 0 },
      { sound: true, events: 0 },
    ]);
  });

  test('then looking for it where there is no memory makes none', async () => {
    expect([
      await journal.getRun('aaaaaaaa'),
      await journal.findRun(sandbox, 'cancel', 'm'),
      await journal.listRuns(null),
      await collect(journal.listIntents('aaaaaaaa')),
      await collect(journal.listLines('aaaaaaaa')),
      (await journal.countStates('aaaaaaaa')).ready,
      existsSync(folder.database),
    ]).toEqual([undefined, undefined, [], [], [], 0, false]);
  });
});

describe('when a run is looked for', () => {
  beforeEach(async () => {
    await journal.createRun(runOf('aaaa1111', { manifest: 'm' }), intentsOf(2), linesOf(2));
    await journal.createRun(runOf('aaaa2222', { manifest: 'm', createdAt: at + 1, source: null }), [], []);
    await journal.createRun(runOf('bbbb1111', { manifest: 'm', kind: 'buy' }), [], []);
    await journal.createRun(runOf('cccc1111', { manifest: 'm', environment: production }), [], []);
  });

  test('then its id, or its beginning where one run has it, finds it', async () => {
    const found = async (id: string) => (await journal.getRun(id))?.id;
    expect([await found('aaaa1111'), await found('b'), await found('aaaa'), await found(''), await found('x')]).toEqual(
      ['aaaa1111', 'bbbb1111', undefined, undefined, undefined],
    );
  });

  test('then the newest of a manifest, and the newest unfinished of a file, in one environment', async () => {
    const found = async () => [
      (await journal.findRun(sandbox, 'cancel', 'm'))?.id,
      (await journal.findRun(sandbox, 'cancel', 'n'))?.id,
      (await journal.findUnfinished(sandbox, 'cancel', '/home/aiko/orders.csv'))?.id,
      (await journal.findUnfinished(production, 'cancel', '/home/aiko/orders.csv'))?.id,
    ];
    const before = await found();
    await journal.finish('aaaa1111', at + 5);
    expect([before, await found()]).toEqual([
      ['aaaa2222', undefined, 'aaaa1111', 'cccc1111'],
      ['aaaa2222', undefined, undefined, 'cccc1111'],
    ]);
  });

  test('then all are listed, newest first, with who works on them', async () => {
    await journal.begin('aaaa1111', { pid: 77, correlationId: requestOf(9), at: at + 3 });
    await journal.finish('aaaa1111', at + 5);
    const ids = async (environment: string | null) => (await journal.listRuns(environment)).map(({ id }) => id);
    expect([await ids(sandbox), await ids(null), await journal.getRun('aaaa1111')]).toEqual([
      ['bbbb1111', 'aaaa2222', 'aaaa1111'],
      ['cccc1111', 'bbbb1111', 'aaaa2222', 'aaaa1111'],
      storedRun('aaaa1111', { manifest: 'm', pid: 77, correlationId: requestOf(9), finishedAt: at + 5 }),
    ]);
  });

  test('then its lines are where they were put last', async () => {
    await journal.replaceLines('aaaa1111', [
      { line: 2, number: 2, orderLine: null, key: 'key-2' },
      { line: 9, number: 1, orderLine: null, key: 'key-1' },
    ]);
    const lines = (await collect(journal.listLines('aaaa1111'))).map(({ line, intent }) => [line, intent.number]);
    expect(lines).toEqual([
      [2, 2],
      [9, 1],
    ]);
  });
});

describe('when many are listed', () => {
  test('then the caller may advance each while it reads, and every one comes once', async () => {
    await journal.createRun(runOf('aaaaaaaa'), intentsOf(1201), linesOf(1201));
    const seen: number[] = [];
    const steps: Promise<void>[] = [];
    for await (const { number } of journal.listIntents('aaaaaaaa', ['ready'])) {
      seen.push(number);
      steps.push(journal.advance('aaaaaaaa', { number, state: 'refused', at }));
      if (number % 100 === 0) await Promise.all(steps);
    }
    await Promise.all(steps);
    const lines = await collect(journal.listLines('aaaaaaaa'));
    const numbers = Array.from({ length: 1201 }, (_, index) => index + 1);
    expect([seen, lines.map(({ line, intent }) => [line - 1, intent.state])]).toEqual([
      numbers,
      numbers.map((number) => [number, 'refused']),
    ]);
    expect(await journal.countStates('aaaaaaaa')).toEqual({
      ...{ ready: 0, cart: 0, sent: 0, accepted: 0, unknown: 0 },
      ...{ done: 0, noop: 0, refused: 1201, dropped: 0, elsewhere: 0 },
    });
  });
});

describe('when a secret is about to be stored', () => {
  const key = 'VK7JG-NPHTM-C97JM-9MPGT-3V66T';
  const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
  const long = 'oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1';

  test('then it is cut out of facts and failures, and ids stay', async () => {
    const failure = (reason: string) => ({ code: 'unavailable', details: { reason, url: token } }) as never;
    const facts = { note: [{ text: `see ${key}` }], order: long };
    const refused = intentOf(1, { orderId: long, facts, state: 'refused', failure: failure(`${long} ${key}`) });
    await journal.createRun(runOf('aaaaaaaa', { facts: { reason: `for ${key}` } }), [refused, intentOf(2)], []);
    await journal.advance('aaaaaaaa', { number: 2, state: 'refused', at, failure: failure(`${orderOf(2)} ${token}`) });
    const [first, second] = await collect(journal.listIntents('aaaaaaaa'));
    expect([(await journal.getRun('a'))?.facts, first?.facts, first?.failure, second?.failure]).toEqual([
      { reason: 'for [secret]' },
      { note: [{ text: 'see [secret]' }], order: long },
      { code: 'unavailable', details: { reason: `${long} [secret]`, url: '[secret]' } },
      { code: 'unavailable', details: { reason: `${orderOf(2)} [secret]`, url: '[secret]' } },
    ]);
    const bytes = readFileSync(folder.database, 'latin1');
    expect([key, token].filter((secret) => bytes.includes(secret))).toEqual([]);
  });

  test.each(['PO20261121A1234567890123456', 'ab-PO20261121A1234567890123456', key])(
    'then the purchase order number %s stays as it was typed, and so does what names customer, order and cart',
    async (poNumber) => {
      const name = 'contoso0000000000000000000000001.onmicrosoft.com';
      const cartId = '0123456789abcdef0123456789abcdef';
      const failure = {
        code: 'customerNotFound',
        details: { query: name.toUpperCase(), poNumber, cartId, long },
      } as never;
      const buys = { orderId: null, shownAs: 'P:S × 1', customerId: name, customerName: name, facts: { poNumber } };
      const refused = intentOf(1, { ...buys, state: 'refused', failure });
      await journal.createRun(runOf('aaaaaaaa'), [refused, intentOf(2, { ...buys, target: 'another' })], []);
      await journal.advance('aaaaaaaa', { number: 2, state: 'cart', at, cartId });
      const note = { reason: `${poNumber} ${long}` };
      await journal.advance('aaaaaaaa', { number: 2, state: 'refused', at, failure, note });
      const all = await collect(journal.listIntents('aaaaaaaa'));
      const told = (own: string) => ({ query: name.toUpperCase(), poNumber, cartId: own, long: '[secret]' });
      expect(all.map(({ facts, failure: stored }) => [facts, stored?.details])).toEqual([
        [{ poNumber }, told('[secret]')],
        [{ poNumber }, told(cartId)],
      ]);
      const isTold = readFileSync(folder.database, 'latin1').includes(`"note":{"reason":"${poNumber} [secret]"}`);
      expect([isTold, await state.verify()]).toEqual([true, expect.objectContaining({ sound: true })]);
    },
  );

  test('then a fact by such a name is refused, with the whole run', async () => {
    const fault = { code: 'internal', details: { reason: 'the fact “productKey” must not be stored' } };
    const facts = { productKey: 'x' };
    expect([
      await failureOf(() => journal.createRun(runOf('aaaaaaaa', { facts }), [], [])),
      await failureOf(() => journal.createRun(runOf('aaaaaaaa'), [intentOf(1, { facts: { deep: facts } })], [])),
      await journal.listRuns(null),
    ]).toEqual([fault, fault, []]);
  });
});
