import { copyFileSync } from 'node:fs';
import { openDatabase } from '../../src/sqlite.ts';
import { openMemory } from '../../src/state/memory.ts';
import { at, intentOf, intentsOf, linesOf, requestOf, runOf } from './journal-bench.ts';
import { createFolder, type Folder } from './state-bench.ts';

let folder: Folder;

/** Entries 1 and 2: the run is made and taken up. 3 to 42: intents 1 to 40 are sent; 43 to 72: 1 to 30 are done. 73 ends it. */
beforeAll(async () => {
  folder = createFolder();
  const { state, journal } = openMemory(folder.database);
  const runs = await journal();
  await runs.createRun(
    runOf('aaaaaaaa'),
    [...intentsOf(40), intentOf(1), intentOf(50, { state: 'noop' })],
    linesOf(42),
  );
  await runs.begin('aaaaaaaa', { pid: 1, correlationId: null, at });
  const steps = (state: 'sent' | 'done', count: number) =>
    intentsOf(count).map((_, index) => {
      const requestId = state === 'sent' ? { requestId: requestOf(index + 1) } : {};
      return runs.advance('aaaaaaaa', { number: index + 1, state, at: at + index, ...requestId });
    });
  await Promise.all(steps('sent', 40));
  await Promise.all(steps('done', 30));
  await runs.finish('aaaaaaaa', at + 100);
  await state.close();
});
afterAll(() => folder.remove());

const verdictAfter = async (sql: string): Promise<unknown> => {
  const path = `${folder.path}/copy.db`;
  copyFileSync(folder.database, path);
  const database = openDatabase(path);
  database.script(`PRAGMA foreign_keys=OFF; ${sql}`);
  database.close();
  const { state } = openMemory(path);
  const verdict = await state.verify();
  await state.close();
  return verdict;
};

test('a run that nobody touched is sound', async () => {
  expect(await verdictAfter('')).toEqual({ sound: true, events: 73 });
});

test.each<readonly [string, string, number]>([
  ['an entry of a step is edited', `UPDATE entry SET body = replace(body, 'done', 'sent') WHERE sequence = 50`, 50],
  ['one goes', 'DELETE FROM entry WHERE sequence = 20', 20],
  [
    'two swap their bodies',
    'UPDATE entry SET body = (SELECT body FROM entry AS e WHERE e.sequence = 53 - entry.sequence) WHERE sequence IN (25, 28)',
    25,
  ],
  [
    'one is added',
    'INSERT INTO entry SELECT 74, environment, kind, at, NULL, body, hash FROM entry WHERE sequence = 73',
    74,
  ],
  ['an intent that is in doubt is made done', "UPDATE intent SET state = 'done' WHERE number = 33", 35],
  ['one that is done is made ready again', "UPDATE intent SET state = 'ready' WHERE number = 3", 45],
  ['one is done at another time', 'UPDATE intent SET settled_at = settled_at + 1 WHERE number = 4', 46],
  ['one gets another request id', "UPDATE intent SET request_id = 'x' WHERE number = 5", 47],
  ['one was sent at another time', 'UPDATE intent SET first_sent_at = 0 WHERE number = 6', 48],
  ['one became orders', `UPDATE intent SET order_ids = '["x"]' WHERE number = 7`, 49],
  ['one that stands elsewhere is made ready', "UPDATE intent SET state = 'ready' WHERE number = 41", 1],
  ['one that was so already is made done', "UPDATE intent SET state = 'done' WHERE number = 42", 1],
  ['one is for another order', "UPDATE intent SET order_id = 'x' WHERE number = 8", 1],
  ['one goes', 'DELETE FROM line WHERE number = 9; DELETE FROM intent WHERE number = 9', 1],
  [
    'two swap their numbers',
    'UPDATE intent SET number = -10 - number WHERE number IN (1, 2); UPDATE intent SET number = 13 + number WHERE number < 0',
    1,
  ],
  ['the run gets another actor', "UPDATE run SET actor = 'x'", 1],
  ['it began at another time', 'UPDATE run SET created_at = created_at + 1', 1],
  ['it is unfinished again', 'UPDATE run SET finished_at = NULL', 73],
  ['it goes', 'DELETE FROM line; DELETE FROM intent; DELETE FROM run', 1],
  [
    'another is put in',
    "INSERT INTO run SELECT 'x', kind, environment, manifest, source, actor, created_at, NULL, NULL, NULL, facts FROM run",
    74,
  ],
])('T77: %s', async (_what, sql, firstBad) => {
  expect(await verdictAfter(sql)).toEqual({ sound: false, firstBad });
});
