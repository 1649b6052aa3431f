import { copyFileSync } from 'node:fs';
import { type Database, openDatabase, type SqlValue } from '../../src/sqlite.ts';
import { openMemory } from '../../src/state/memory.ts';
import { createFolder, eventOf, type Folder, recordOf, sandbox } from './state-bench.ts';

const entries = 5000;
const columns = ['environment', 'kind', 'at', 'record_id', 'body', 'hash'] as const;

let folder: Folder;
let sound: string;

/** 5,000 entries: 4,400 events and, after every twenty-second of them, a batch of three audit records. */
beforeAll(async () => {
  folder = createFolder();
  sound = folder.database;
  const { state } = openMemory(sound);
  const database = openDatabase(sound);
  for (let n = 0; n < 4400; n += 1) {
    await state.record(eventOf({ at: n * 1000, line: n, facts: { reason: `reason ${n}` } }));
    if (n % 22 === 21) {
      const records = [1, 2, 3].map((part) => recordOf(`${n}-${part}`, { at: n * 1000 + part }));
      await state.archiveAuditRecords(sandbox, records);
    }
  }
  database.close();
  await state.close();
});
afterAll(() => folder.remove());

/** What `--verify` says about a copy of the journal after somebody changed it by hand. */
const verdictAfter = async (change: (database: Database) => void): Promise<unknown> => {
  const path = `${folder.path}/copy.db`;
  copyFileSync(sound, path);
  const database = openDatabase(path);
  change(database);
  database.close();
  const { state } = openMemory(path);
  const verdict = await state.verify();
  await state.close();
  return verdict;
};

const bad = (firstBad: number) => ({ sound: false, firstBad });

test('a journal that nobody touched is sound', async () => {
  expect(await verdictAfter(() => undefined)).toEqual({ sound: true, events: entries });
});

test('T77: the first bad number is named for 200 of 200 edits, deletions, swaps and insertions', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
  const random = createRandom(seed);
  const to = (limit: number): number => 1 + Math.floor(random() * limit);
  const wrong: unknown[] = [];
  for (let n = 0; n < 200; n += 1) {
    const kind = ['edit', 'delete', 'swap', 'insert'][n % 4];
    const place = to(entries);
    const other = to(entries);
    const column = columns[to(columns.length) - 1] ?? 'body';
    const verdict = await verdictAfter((database) => {
      if (kind === 'edit') edit(database, place, column);
      if (kind === 'delete') database.run('DELETE FROM entry WHERE sequence = ?', place);
      if (kind === 'swap') swap(database, place, other === place ? (place % entries) + 1 : other);
      if (kind === 'insert') insert(database, place);
    });
    const neighbour = other === place ? (place % entries) + 1 : other;
    const expected = bad(kind === 'swap' ? Math.min(place, neighbour) : place);
    if (JSON.stringify(verdict) !== JSON.stringify(expected)) wrong.push({ n, kind, column, expected, verdict });
  }
  expect({ seed, wrong }).toEqual({ seed, wrong: [] });
});

describe('what else somebody may do by hand', () => {
  const last = entries;
  test.each<readonly [string, string, number]>([
    ['the last entry goes', 'DELETE FROM entry WHERE sequence = 5000', last],
    ['the last hundred go', 'DELETE FROM entry WHERE sequence > 4900', 4901],
    ['the first goes', 'DELETE FROM entry WHERE sequence = 1', 1],
    ['all go', 'DELETE FROM entry', 1],
    [
      'the last goes and the head is shortened',
      'DELETE FROM entry WHERE sequence = 5000; UPDATE head SET length = 4999',
      4999,
    ],
    ['the head is lengthened', 'UPDATE head SET length = 6000', 5001],
    ['the head gets another hash', "UPDATE head SET hash = 'x'", last],
    ['the head goes', 'DELETE FROM head', 1],
    ['an entry is put before the first', "INSERT INTO entry VALUES (0, 'e', 'key', 0, NULL, '{}', '')", 0],
    [
      'one is put at the end',
      'INSERT INTO entry SELECT 5001, environment, kind, at, NULL, body, hash FROM entry WHERE sequence = 5000',
      5001,
    ],
    ['one is put far away', "INSERT INTO entry VALUES (9000000000000000000, 'e', 'key', 0, NULL, '{}', '')", 5001],
    ['an instant gets too large for a number', 'UPDATE entry SET at = 9000000000000000000 WHERE sequence = 77', 77],
    ['a record loses its id', 'UPDATE entry SET record_id = NULL WHERE sequence = 24', 24],
    ['a record gets an empty id', "UPDATE entry SET record_id = '' WHERE sequence = 1", 1],
    [
      'text moves from one column to the next',
      "UPDATE entry SET environment = environment || kind, kind = '' WHERE sequence = 9",
      9,
    ],
    ['the whole chain loses its hashes', "UPDATE entry SET hash = ''", 1],
  ])('%s', async (_what, sql, firstBad) => {
    expect(await verdictAfter((database) => database.script(sql))).toEqual(bad(firstBad));
  });

  test.each([
    ['the last entries went', 'DELETE FROM entry WHERE sequence > 4900', 4901, 5001],
    ['one was put at the end', "INSERT INTO entry VALUES (5001, 'e', 'key', 0, NULL, '{}', '')", 5001, 5002],
    ['the head went', 'DELETE FROM head', 5001, 5001],
  ])('remembering goes on after %s, and the place is still named', async (_what, sql, firstBad, next) => {
    const path = `${folder.path}/copy.db`;
    expect(await verdictAfter((database) => database.script(sql))).toMatchObject({ sound: false });
    const { state } = openMemory(path);
    const sequence = await state.record(eventOf());
    const verdict = await state.verify();
    await state.close();
    expect([sequence, verdict]).toEqual([next, bad(firstBad)]);
  });

  test('an entry that cannot be read any more is named where it is read', async () => {
    await verdictAfter((database) => database.script("UPDATE entry SET body = '{' WHERE sequence = 3"));
    const state = openMemory(`${folder.path}/copy.db`).state;
    await expect(state.listEvents(sandbox, { since: 0 })).rejects.toMatchObject({
      code: 'activityTampered',
      details: { sequence: 3 },
    });
    await state.close();
  });
});

/** Mulberry32: the same seed makes the same 200 changes. */
const createRandom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const edit = (database: Database, sequence: number, column: (typeof columns)[number]): void => {
  const changed = column === 'at' ? 'at + 1' : `ifnull(${column}, '') || 'x'`;
  database.run(`UPDATE entry SET ${column} = ${changed} WHERE sequence = ?`, sequence);
};

type Row = { readonly [C in (typeof columns)[number]]: SqlValue };

/** Exchanges two entries, hashes and all, in every column but the number. */
const swap = (database: Database, a: number, b: number): void =>
  database.transaction(() => {
    const take = (sequence: number) => database.get<Row>('SELECT * FROM entry WHERE sequence = ?', sequence);
    const put = (sequence: number, row: Row | undefined) => {
      const values = columns.map((column) => row?.[column] ?? null);
      database.run('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)', sequence, ...values);
    };
    const rows = [take(a), take(b)];
    database.run('DELETE FROM entry WHERE sequence IN (?, ?)', a, b);
    put(a, rows[1]);
    put(b, rows[0]);
  });

/** Makes room for one more entry before `sequence` by renumbering all that follow, and keeps the head in step. */
const insert = (database: Database, sequence: number): void =>
  database.transaction(() => {
    database.run('UPDATE entry SET sequence = -sequence - 1 WHERE sequence >= ?', sequence);
    database.run('UPDATE entry SET sequence = -sequence WHERE sequence < 0');
    database.run(
      `INSERT INTO entry SELECT ?, environment, kind, at + 1, NULL, body, hash FROM entry WHERE sequence = ?`,
      sequence,
      sequence + 1,
    );
    database.run('UPDATE head SET length = length + 1');
  });
