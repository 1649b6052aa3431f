import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCspError } from '../../src/core/errors.ts';
import { migrate, openDatabase } from '../../src/sqlite.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-sqlite-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const failureOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    if (isCspError(error)) return { code: error.code, details: error.details };
    throw error;
  }
  return 'did not fail';
};

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test('a new database has a folder 0700, a file 0600 and a journal 0600', () => {
  const path = join(folder, 'a', 'b', 'world.db');
  const database = openDatabase(path);
  database.script('CREATE TABLE t (n INTEGER) STRICT');
  const journal = database.transaction(() => {
    database.run('INSERT INTO t VALUES (?)', 1);
    return modeOf(`${path}-journal`);
  });
  database.close();
  expect([modeOf(join(folder, 'a')), modeOf(join(folder, 'a', 'b')), modeOf(path), journal]).toEqual([
    '700',
    '700',
    '600',
    '600',
  ]);
});

test('the rollback journal, full synchronisation and foreign keys are on', () => {
  const database = openDatabase(join(folder, 'world.db'));
  const pragmas = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map((name) =>
    database.get(`PRAGMA ${name}`),
  );
  database.close();
  expect(pragmas).toEqual([{ journal_mode: 'delete' }, { synchronous: 2 }, { foreign_keys: 1 }, { timeout: 10_000 }]);
});

test('a file that others could read is closed to them', () => {
  const path = join(folder, 'world.db');
  writeFileSync(path, '');
  chmodSync(path, 0o666);
  openDatabase(path).close();
  expect(modeOf(path)).toBe('600');
});

test('a symbolic link is refused and its target left alone', () => {
  const path = join(folder, 'world.db');
  const target = join(folder, 'target');
  symlinkSync(target, path);
  expect(failureOf(() => openDatabase(path))).toEqual({
    code: 'storageFailed',
    details: { path, reason: 'not a regular file' },
  });
  expect(existsSync(target)).toBe(false);
});

test('a file that is no database is refused', () => {
  const path = join(folder, 'world.db');
  writeFileSync(path, 'name,price\n'.repeat(200));
  expect(failureOf(() => openDatabase(path))).toEqual({
    code: 'storageFailed',
    details: { path, reason: 'file is not a database' },
  });
});

test('a folder that cannot be made is a storage failure', () => {
  writeFileSync(join(folder, 'file'), '');
  const path = join(folder, 'file', 'world.db');
  expect(failureOf(() => openDatabase(path))).toMatchObject({ code: 'storageFailed', details: { path } });
});

test('when another connection keeps writing, a writer gives up as busy and nothing is lost', () => {
  const path = join(folder, 'world.db');
  const first = openDatabase(path);
  const second = openDatabase(path, { busyTimeoutMs: 30 });
  first.script('CREATE TABLE t (n INTEGER) STRICT');
  first.transaction(() => {
    first.run('INSERT INTO t VALUES (1)');
    expect(failureOf(() => second.transaction(() => second.run('INSERT INTO t VALUES (2)')))).toEqual({
      code: 'busy',
      details: { path },
    });
  });
  second.transaction(() => second.run('INSERT INTO t VALUES (3)'));
  expect(first.all('SELECT n FROM t ORDER BY n')).toEqual(
    [{ n: 1 }, { n: 3 }].map((row) => expect.objectContaining(row)),
  );
  first.close();
  second.close();
});

test('while another connection is alone with the file, whoever reads rows is told so too', () => {
  const path = join(folder, 'alone.db');
  const first = openDatabase(path);
  const second = openDatabase(path, { busyTimeoutMs: 0 });
  first.script('CREATE TABLE t (a INTEGER) STRICT');
  expect([second.all('SELECT a FROM t'), second.get('SELECT a FROM t')]).toEqual([[], undefined]);
  first.script('BEGIN EXCLUSIVE');
  const busy = { code: 'busy', details: { path } };
  expect(failureOf(() => second.all('SELECT a FROM t'))).toEqual(busy);
  expect(failureOf(() => second.get('SELECT a FROM t'))).toEqual(busy);
  first.script('ROLLBACK');
  first.close();
  second.close();
});

test('a transaction that throws leaves nothing behind and gives the error on', () => {
  const database = openDatabase(':memory:');
  database.script('CREATE TABLE t (n INTEGER) STRICT');
  const fault = new Error('in the middle');
  const write = () => {
    database.run('INSERT INTO t VALUES (1)');
    throw fault;
  };
  expect(() => database.transaction(write)).toThrow(fault);
  expect(database.all('SELECT n FROM t')).toEqual([]);
  database.close();
  database.close();
});

test('migrations run once, in order, from whatever version is there', () => {
  const path = join(folder, 'world.db');
  const steps = ['CREATE TABLE t (n INTEGER) STRICT', 'INSERT INTO t VALUES (2)', 'INSERT INTO t VALUES (3)'];
  const database = openDatabase(path);
  migrate(database, steps.slice(0, 2));
  migrate(database, steps);
  migrate(database, steps);
  expect(database.all<{ n: number }>('SELECT n FROM t ORDER BY n').map(({ n }) => n)).toEqual([2, 3]);
  database.close();
});

test('a migration that fails takes back the ones before it', () => {
  const database = openDatabase(':memory:');
  expect(() => migrate(database, ['CREATE TABLE t (n INTEGER) STRICT', 'INSERT INTO missing VALUES (1)'])).toThrow(
    /missing/,
  );
  expect(database.all('SELECT name FROM sqlite_schema')).toEqual([]);
  expect(database.get('PRAGMA user_version')).toEqual(expect.objectContaining({ user_version: 0 }));
  database.close();
});

test('a database of a newer csp is refused', () => {
  const database = openDatabase(':memory:');
  database.script('PRAGMA user_version=7');
  expect(failureOf(() => migrate(database, ['SELECT 1']))).toEqual({
    code: 'storageTooNew',
    details: { path: ':memory:', found: 7, supported: 1 },
  });
  database.close();
});
