/**
 * The one door to SQLite: `node:sqlite` where Node has it (22.13 on), else `@photostructure/sqlite`, which has
 * the same interface. Rollback journal and `synchronous=FULL`: the write-ahead log of older SQLite versions has a race
 * that can lose committed rows of several processes, and this process cannot know the versions of the others.
 */
import { chmodSync, closeSync, constants, existsSync, lstatSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CspError, isCspError } from './core/errors.ts';
import { makeFolder } from './make-folder.ts';

export type SqlValue = string | number | null;

export interface Database {
  readonly path: string;
  /** Runs one statement; returns how many rows it changed. */
  run(sql: string, ...values: readonly SqlValue[]): number;
  /** The first row. The caller names its columns in `Row`; nothing checks them. */
  get<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined;
  all<Row>(sql: string, ...values: readonly SqlValue[]): readonly Row[];
  /** Runs several statements without values. */
  script(sql: string): void;
  /** All or nothing, and alone: `BEGIN IMMEDIATE`, committed to disk when it returns, rolled back when `act` throws. */
  transaction<T>(act: () => T): T;
  /** Closing it again does nothing. */
  close(): void;
}

export interface DatabaseOptions {
  /** How long a statement waits for another process before it fails with `busy`. */
  readonly busyTimeoutMs?: number;
  /** False where nothing is lost with what was written last: a commit does not wait for the disk then. */
  readonly isDurable?: boolean;
}

/**
 * Opens the database at `path`, creating its folder (0700) and file (0600, and so its journal) first; `:memory:` has no file.
 * Fails, as every method does, with `busy` when another process wrote for too long, and with `storageFailed` when the
 * file is a symbolic link, someone else's, damaged, read-only, or the disk is full.
 */
export const openDatabase = (
  path: string,
  { busyTimeoutMs = 10_000, isDurable = true }: DatabaseOptions = {},
): Database => {
  if (path !== ':memory:') prepareFile(path);
  const guard = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw toFailure(error, path);
    }
  };
  const DatabaseSync = loadDatabaseSync(path);
  const native = guard(() => new DatabaseSync(path));
  try {
    guard(() => {
      // The timeout first: the pragmas that follow may already have to wait for another process.
      native.exec(`PRAGMA busy_timeout=${busyTimeoutMs}`);
      const [journal, synchronous] = isDurable ? ['DELETE', 'FULL'] : ['TRUNCATE', 'OFF'];
      native.exec(`PRAGMA journal_mode=${journal}; PRAGMA synchronous=${synchronous}; PRAGMA foreign_keys=ON`);
    });
  } catch (error) {
    native.close();
    throw error;
  }

  const statements = new Map<string, NativeStatement>();
  const statement = (sql: string): NativeStatement => {
    const known = statements.get(sql) ?? native.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  let isOpen = true;
  const rollBack = (): void => {
    try {
      native.exec('ROLLBACK');
    } catch {
      // A full disk or an I/O error has already rolled it back; what counts is the first failure.
    }
  };

  return {
    path,
    run: (sql, ...values) => guard(() => Number(statement(sql).run(...values).changes)),
    get: <Row>(sql: string, ...values: readonly SqlValue[]) =>
      guard(() => statement(sql).get(...values) as Row | undefined),
    all: <Row>(sql: string, ...values: readonly SqlValue[]) =>
      guard(() => statement(sql).all(...values) as readonly Row[]),
    script: (sql) => guard(() => native.exec(sql)),
    transaction: (act) => {
      guard(() => native.exec('BEGIN IMMEDIATE'));
      try {
        const result = act();
        guard(() => native.exec('COMMIT'));
        return result;
      } catch (error) {
        rollBack();
        throw error;
      }
    },
    close: () => {
      if (isOpen) native.close();
      isOpen = false;
    },
  };
};

/** What nothing refers to any more is collected, and the collector closes a database with it: a lock stays in here until it is closed. */
const heldLocks = new Set<Database>();

/**
 * A lock that belongs to this process until it is closed or dies: SQLite's, on an empty database at `path`, so that the file
 * that stays behind means nothing. `undefined` while another has it; otherwise fails as `openDatabase` does.
 */
export const tryFileLock = (path: string): Pick<Database, 'close'> | undefined => {
  let lock: Database | undefined;
  try {
    lock = openDatabase(path, { busyTimeoutMs: 0 });
    lock.script('BEGIN IMMEDIATE');
    // Whoever takes one that was removed meanwhile would hold it alone.
    if (existsSync(path)) return holdLock(lock);
    lock.close();
    return undefined;
  } catch (error) {
    lock?.close();
    if (isCspError(error) && error.code === 'busy') return undefined;
    throw error;
  }
};

const holdLock = (lock: Database): Pick<Database, 'close'> => {
  heldLocks.add(lock);
  return {
    close: () => {
      heldLocks.delete(lock);
      lock.close();
    },
  };
};

/**
 * Brings the schema up to date: entry n of `migrations` leads from version n to n + 1 (`user_version`). All or nothing;
 * of several processes that start at once one does it. `storageTooNew` when a newer csp has written the file.
 */
export const migrate = (database: Database, migrations: readonly string[]): void => {
  if (isCurrent(database, migrations.length)) return;
  database.transaction(() => {
    // Another process may have done it while this one waited.
    if (isCurrent(database, migrations.length)) return;
    for (const migration of migrations.slice(versionOf(database))) database.script(migration);
    database.script(`PRAGMA user_version=${migrations.length}`);
  });
};

const versionOf = (database: Database): number =>
  database.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;

const isCurrent = (database: Database, supported: number): boolean => {
  const found = versionOf(database);
  if (found > supported) throw new CspError('storageTooNew', { path: database.path, found, supported });
  return found === supported;
};

interface NativeStatement {
  run(...values: readonly SqlValue[]): { readonly changes: number | bigint };
  get(...values: readonly SqlValue[]): unknown;
  all(...values: readonly SqlValue[]): unknown;
}

interface NativeDatabase {
  exec(sql: string): void;
  prepare(sql: string): NativeStatement;
  close(): void;
}

interface NativeModule {
  readonly DatabaseSync: new (path: string) => NativeDatabase;
}

let loaded: NativeModule['DatabaseSync'] | undefined;

const loadDatabaseSync = (path: string): NativeModule['DatabaseSync'] => {
  loaded ??= findDatabaseSync(path);
  return loaded;
};

const findDatabaseSync = (path: string): NativeModule['DatabaseSync'] => {
  const builtIn = withoutSqliteWarning(() => process.getBuiltinModule('node:sqlite') as NativeModule | undefined);
  if (builtIn !== undefined) return builtIn.DatabaseSync;
  try {
    return loadAddOn().DatabaseSync;
  } catch (error) {
    throw storageFailed(path, error);
  }
};

/**
 * The add-on straight from the package: its own entry looks for the same file by way of another package and adds what we
 * do not use, which takes three times as long; to resolve the package's name would load a millisecond of Node's own code.
 * Where that file is not found or does not fit, as on musl, the entry finds the right one.
 * The program and its tests both run as CommonJS, and a plain `require` is what the bundler leaves outside the bundle.
 */
const loadAddOn = (): NativeModule => {
  const name = join(`${process.platform}-${process.arch}`, '@photostructure+sqlite.glibc.node');
  const addOn: { exports: Partial<NativeModule> } = { exports: {} };
  for (const folder of require.resolve.paths(addOnPackage) ?? []) {
    try {
      process.dlopen(addOn, join(folder, addOnPackage, 'prebuilds', name));
      if (addOn.exports.DatabaseSync !== undefined) return { DatabaseSync: addOn.exports.DatabaseSync };
    } catch {}
  }
  return require('@photostructure/sqlite') as NativeModule;
};

const addOnPackage = '@photostructure/sqlite';

/** Node 22 warns that its SQLite is experimental, once, while the module loads. Other warnings pass. */
const withoutSqliteWarning = <T>(load: () => T): T => {
  const emitWarning = process.emitWarning;
  process.emitWarning = ((warning: string | Error, ...rest: readonly never[]) => {
    if (!String(warning).startsWith('SQLite is an experimental feature')) emitWarning.call(process, warning, ...rest);
  }) as typeof process.emitWarning;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
};

/**
 * Looks at names, never opens a file that is there: closing a descriptor would drop the locks that another connection
 * of this process holds on it.
 */
const prepareFile = (path: string): void => {
  try {
    makeFolder(dirname(path));
    const file = lstatSync(path, { throwIfNoEntry: false });
    if (file === undefined) createEmpty(path);
    else if (!file.isFile()) throw new CspError('storageFailed', { path, reason: 'not a regular file' });
    else if ((file.mode & 0o077) !== 0) chmodSync(path, 0o600);
  } catch (error) {
    throw isCspError(error) ? error : storageFailed(path, error);
  }
};

const createEmpty = (path: string): void => {
  try {
    closeSync(openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600));
  } catch (error) {
    // Another process was quicker.
    if (factsOf(error).code !== 'EEXIST') throw error;
  }
};

/** SQLite's primary result codes that say something about the file; others are faults of this program. */
const storageCodes: ReadonlySet<number> = new Set([3, 7, 8, 10, 11, 13, 14, 23, 26]);
const busyCodes: ReadonlySet<number> = new Set([5, 6]);

interface NativeFault {
  readonly code?: unknown;
  readonly errcode?: unknown;
  readonly errstr?: unknown;
  readonly message?: unknown;
}

const factsOf = (error: unknown): NativeFault => error ?? {};

const storageFailed = (path: string, error: unknown): CspError =>
  new CspError('storageFailed', { path, reason: String(factsOf(error).message) }, error);

/** The add-on's `all` gives SQLite's words without their number. https://sqlite.org/rescode.html */
const codeOfWords: ReadonlyMap<unknown, number> = new Map([
  ['database is locked', 5],
  ['database table is locked', 6],
  ['out of memory', 7],
  ['attempt to write a readonly database', 8],
  ['disk I/O error', 10],
  ['database disk image is malformed', 11],
  ['database or disk is full', 13],
  ['unable to open database file', 14],
  ['file is not a database', 26],
]);

const toFailure = (error: unknown, path: string): unknown => {
  const { code, errcode = codeOfWords.get(factsOf(error).message), errstr, message } = factsOf(error);
  if (code !== 'ERR_SQLITE_ERROR' || typeof errcode !== 'number') return error;
  const primary = errcode & 0xff;
  if (busyCodes.has(primary)) return new CspError('busy', { path }, error);
  if (!storageCodes.has(primary)) return error;
  return new CspError('storageFailed', { path, reason: String(errstr ?? message) }, error);
};
