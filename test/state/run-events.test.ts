import type { Journal } from '../../src/core/ports/journal.ts';
import type { RecordedEvent, State } from '../../src/core/ports/state.ts';
import { openMemory } from '../../src/state/memory.ts';
import { at, intentOf, orderOf, requestOf, runOf } from './journal-bench.ts';
import { createFolder, eventOf, type Folder, production, sandbox } from './state-bench.ts';

let folder: Folder;
let state: State;
let journal: Journal;
beforeEach(async () => {
  folder = createFolder();
  const memory = openMemory(folder.database);
  state = memory.state;
  journal = await memory.journal();
});
afterEach(async () => {
  await state.close();
  folder.remove();
});

const send = (run: string, number: number, sentAt = at + 1) =>
  journal.advance(run, { number, state: 'sent', at: sentAt, requestId: requestOf(number) });
const events = (since: number, filter: Partial<Parameters<State['listEvents']>[1]> = {}) =>
  state.listEvents(sandbox, { since, ...filter });

describe('when a run cancels', () => {
  const cancelled = (number: number, line: number, sequence: number, changes: Partial<RecordedEvent> = {}) => ({
    ...{ environment: sandbox, at: at + 10, actor: 'aiko@partner.example.com', type: 'cancel', sequence },
    ...{ customerId: intentOf(1).customerId, orderId: orderOf(number), line, requestId: requestOf(number) },
    facts: { reason: 'Ordered twice', ticket: 'INC-1', run: 'aaaaaaaa', correlationId: requestOf(9) },
    ...changes,
  });

  beforeEach(async () => {
    const intents = [
      intentOf(1, { lines: [0, 2] }),
      intentOf(2),
      intentOf(3),
      intentOf(4, { customerId: 'other' }),
      intentOf(5, { state: 'noop' }),
    ];
    await journal.createRun(runOf('aaaaaaaa', { facts: { ...runOf('a').facts, limit: '50' } }), intents, []);
    await journal.begin('aaaaaaaa', { pid: 1, correlationId: requestOf(9), at });
    for (const number of [1, 2, 3, 4]) await send('aaaaaaaa', number);
    await journal.advance('aaaaaaaa', { number: 1, state: 'done', at: at + 10 });
    await journal.advance('aaaaaaaa', { number: 2, state: 'refused', at: at + 10 });
    await journal.advance('aaaaaaaa', { number: 4, state: 'done', at: at + 20 });
  });

  test('then each line of what is done is an event among the others, and what is not done is none', async () => {
    await state.record(eventOf({ at: at + 15, type: 'key' }));
    await state.record(eventOf({ at: at + 20, type: 'cancel', orderId: 'single' }));
    expect(await events(at + 5)).toEqual([
      cancelled(1, 0, 7),
      cancelled(1, 2, 7),
      { ...eventOf({ at: at + 15, type: 'key' }), sequence: 10 },
      cancelled(4, 0, 9, { customerId: 'other', at: at + 20 }),
      { ...eventOf({ at: at + 20, type: 'cancel', orderId: 'single' }), sequence: 11 },
    ]);
  });

  test('then instant, type, customer and environment select', async () => {
    const found = async (list: Promise<readonly RecordedEvent[]>) => (await list).map(({ sequence }) => sequence);
    expect([
      await found(events(at + 10)),
      await found(events(at + 11, { type: 'cancel' })),
      await found(events(at, { customerId: 'other' })),
      await found(events(at, { type: 'purchase' })),
      await found(events(at + 21)),
      await found(state.listEvents(production, { since: at })),
    ]).toEqual([[7, 7, 9], [9], [9], [], [], []]);
  });

  test('then a run that was finished before the instant is not looked into', async () => {
    await journal.finish('aaaaaaaa', at + 12);
    expect([(await events(at + 12)).length, (await events(at + 13)).length]).toEqual([1, 0]);
  });
});

describe('when a run buys', () => {
  const bought = (number: number) =>
    intentOf(number, {
      ...{ orderId: null, lines: [], target: `row ${number}` },
      facts: { item: `DG7GMGF0DVT9:000${number}`, quantity: 2, price: '9.90 EUR' },
    });
  const told = (type: string, number: number, changes: Partial<RecordedEvent>) => ({
    ...{ environment: sandbox, actor: 'aiko@partner.example.com', type, customerId: intentOf(1).customerId },
    ...{ orderId: null, line: null, requestId: requestOf(number) },
    facts: {
      reason: 'Ordered twice',
      ticket: 'INC-1',
      item: `DG7GMGF0DVT9:000${number}`,
      quantity: '2',
      run: 'bbbbbbbb',
    },
    ...changes,
  });

  beforeEach(async () => {
    await journal.createRun(runOf('bbbbbbbb', { kind: 'buy' }), [1, 2, 3, 4].map(bought), []);
    for (const number of [1, 2, 3]) await send('bbbbbbbb', number, at + number);
    await journal.advance('bbbbbbbb', { number: 1, state: 'done', at: at + 10, orderIds: ['o-1', 'o-2'] });
    await journal.advance('bbbbbbbb', { number: 2, state: 'refused', at: at + 11 });
  });

  test('then an intent stands for what was sent, with its outcome where that is known', async () => {
    expect(await events(at)).toEqual([
      told('purchase-intent', 1, { at: at + 1, sequence: 5 }),
      told('purchase-intent', 2, { at: at + 2, sequence: 6 }),
      told('purchase-intent', 3, { at: at + 3, sequence: 4 }),
      told('purchase', 1, { at: at + 10, sequence: 5, orderId: 'o-1' }),
      told('purchase', 1, { at: at + 10, sequence: 5, orderId: 'o-2' }),
      told('purchase-failed', 2, { at: at + 11, sequence: 6 }),
    ]);
    expect((await events(at, { type: 'purchase' })).map(({ orderId }) => orderId)).toEqual(['o-1', 'o-2']);
  });

  test('then what a person found not to be bought is none, and what was turned away may have gone through', async () => {
    await journal.advance('bbbbbbbb', { number: 3, state: 'dropped', at: at + 12, cartId: 'cart-3' });
    await send('bbbbbbbb', 4);
    await journal.advance('bbbbbbbb', { number: 4, state: 'cart', at: at + 12 });
    const ofThird = (await events(at)).filter(({ requestId }) => requestId === requestOf(3));
    expect(ofThird.map(({ type, facts }) => [type, facts['cartId']])).toEqual([
      ['purchase-intent', 'cart-3'],
      ['purchase-failed', 'cart-3'],
    ]);
    expect((await events(at)).flatMap(({ type, requestId }) => (requestId === requestOf(4) ? [type] : []))).toEqual([
      'purchase-intent',
    ]);
  });
});
