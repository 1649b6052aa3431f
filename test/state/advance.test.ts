import type { Journal } from '../../src/core/ports/journal.ts';
import type { State } from '../../src/core/ports/state.ts';
import { openDatabase } from '../../src/sqlite.ts';
import { openMemory } from '../../src/state/memory.ts';
import { failureOf } from '../settings/settings-bench.ts';
import { at, intentsOf, requestOf, runOf, storedIntent } from './journal-bench.ts';
import { createFolder, type Folder } from './state-bench.ts';

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

const entries = () => {
  const database = openDatabase(folder.database);
  const rows = database.all<{ environment: string; kind: string; at: number; body: string }>(
    'SELECT environment, kind, at, body FROM entry ORDER BY sequence',
  );
  database.close();
  return rows.map(({ body, ...row }) => ({ ...row, body: JSON.parse(body) as unknown }));
};
describe('when an intent advances', () => {
  test('then who decided and why is in the chain, without secrets', async () => {
    await journal.createRun(runOf('aaaaaaaa'), intentsOf(1), []);
    const note = { actor: 'aiko@partner.example.com', reason: 'Key ABCDE-FGHIJ-KLMNO-PQRST-UVWX2 seen' };
    await journal.advance('aaaaaaaa', { number: 1, state: 'dropped', at, evidence: 'person', note });
    expect(entries().at(-1)?.body).toEqual({
      number: 1,
      state: 'dropped',
      evidence: 'person',
      note: { actor: 'aiko@partner.example.com', reason: 'Key [secret] seen' },
    });
    expect(await state.verify()).toMatchObject({ sound: true });
  });

  test('then row and chain tell each step: attempts, epochs, what is left out stays', async () => {
    await journal.createRun(runOf('aaaaaaaa'), intentsOf(1), []);
    await journal.begin('aaaaaaaa', { pid: 77, correlationId: requestOf(9), at });
    const failure = { code: 'throttled', details: { retryAfterSeconds: 3 } } as never;
    const steps = [
      { number: 1, state: 'cart', at: at + 1, cartId: 'cart-1' },
      { number: 1, state: 'sent', at: at + 2, requestId: requestOf(1) },
      { number: 1, state: 'sent', at: at + 3, failure },
      { number: 1, state: 'sent', at: at + 4, requestId: requestOf(2), failure: null },
      { number: 1, state: 'accepted', at: at + 5 },
      { number: 1, state: 'done', at: at + 6, evidence: 'read-back', orderIds: ['o-1', 'o-2'] },
    ] as const;
    const seen: unknown[] = [];
    for (const step of steps) {
      await journal.advance('aaaaaaaa', step);
      const intent = await journal.getIntent('aaaaaaaa', 1);
      seen.push([intent?.state, intent?.requestId, intent?.epoch, intent?.attempts, intent?.failure?.code]);
    }
    expect(seen).toEqual([
      ['cart', null, 0, 0, undefined],
      ['sent', requestOf(1), 1, 1, undefined],
      ['sent', requestOf(1), 1, 2, 'throttled'],
      ['sent', requestOf(2), 2, 3, undefined],
      ['accepted', requestOf(2), 2, 3, undefined],
      ['done', requestOf(2), 2, 3, undefined],
    ]);
    expect(await journal.getIntent('aaaaaaaa', 1)).toEqual(
      storedIntent(1, {
        ...{ state: 'done', cartId: 'cart-1', requestId: requestOf(2), epoch: 2, attempts: 3, evidence: 'read-back' },
        ...{ firstSentAt: at + 2, lastSentAt: at + 4, settledAt: at + 6, orderIds: ['o-1', 'o-2'] },
      }),
    );
    const told = entries();
    expect(told.map(({ environment, kind }) => `${environment} ${kind}`)).toEqual([
      ...Array.from({ length: 2 }, () => 'aaaaaaaa run'),
      ...Array.from({ length: 6 }, () => 'aaaaaaaa intent'),
    ]);
    expect([told[1]?.body, told[3]?.body, told[4]?.body]).toEqual([
      { event: 'begin', pid: 77, correlationId: requestOf(9) },
      { number: 1, state: 'sent', requestId: requestOf(1) },
      { number: 1, state: 'sent', requestId: requestOf(1), failure },
    ]);
  });

  test('then an intent that is not there fails, and nothing is written', async () => {
    await journal.createRun(runOf('aaaaaaaa'), intentsOf(1), []);
    expect([
      await failureOf(() => journal.advance('aaaaaaaa', { number: 2, state: 'done', at })),
      await state.verify(),
    ]).toEqual([
      { code: 'internal', details: { reason: 'run aaaaaaaa has no intent 2' } },
      { sound: true, events: 1 },
    ]);
  });

  test('then steps of one turn are on disk together, and before their promises resolve', async () => {
    await journal.createRun(runOf('aaaaaaaa'), intentsOf(50), []);
    const change = 'PRAGMA data_version';
    const other = openDatabase(folder.database);
    const before = other.get(change);
    let resolved = 0;
    const steps = intentsOf(50).map(async (_, index) => {
      await journal.advance('aaaaaaaa', { number: index + 1, state: 'sent', at, requestId: requestOf(index) });
      resolved += 1;
    });
    const early = [resolved, other.get(change)];
    await Promise.race(steps);
    const rows = other.get<{ count: number }>("SELECT count(*) AS count FROM intent WHERE state = 'sent'");
    other.close();
    await Promise.all(steps);
    expect([early, rows, (await journal.countStates('aaaaaaaa')).sent]).toEqual([[0, before], { count: 50 }, 50]);
  });

  test('then one that was not waited for is on disk after closing', async () => {
    await journal.createRun(runOf('aaaaaaaa'), intentsOf(2), []);
    const step = journal.advance('aaaaaaaa', { number: 2, state: 'sent', at, requestId: requestOf(2) });
    await state.close();
    await step;
    await open();
    expect((await journal.getIntent('aaaaaaaa', 2))?.state).toBe('sent');
  });

  test('then a step that cannot be stored fails all that came with it, and the next ones go on', async () => {
    await journal.createRun(runOf('aaaaaaaa'), intentsOf(2), []);
    const advance = (number: number) => failureOf(() => journal.advance('aaaaaaaa', { number, state: 'done', at }));
    const fault = { code: 'internal', details: { reason: 'run aaaaaaaa has no intent 3' } };
    expect(await Promise.all([advance(1), advance(3), advance(2)])).toEqual([fault, fault, fault]);
    expect((await journal.countStates('aaaaaaaa')).done).toBe(0);
    await journal.advance('aaaaaaaa', { number: 1, state: 'done', at });
    expect([(await journal.countStates('aaaaaaaa')).done, await state.verify()]).toEqual([
      1,
      { sound: true, events: 2 },
    ]);
  });
});
