/**
 * What stays of the emulator between its runs: the key of its tokens, and the faults that were added by hand, which can
 * be set before it runs and while it does.
 */
import type { FaultRule, StoredFault } from '../core/ports/emulator.ts';
import { migrate, openDatabase } from '../sqlite.ts';
import { newSigningKey } from './signing-key.ts';

export interface EmulatorStore {
  /** What tokens are signed with, as PEM; made when it is first asked for. */
  readonly signingKey: () => string;
  add(rule: FaultRule): StoredFault;
  list(): readonly StoredFault[];
  clear(): number;
  /** The first rule that `fits` and has hits left; it has one less then. */
  take(fits: (rule: FaultRule) => boolean): FaultRule | undefined;
  close(): void;
}

const schema = [
  `
  CREATE TABLE fault (number INTEGER PRIMARY KEY, rule TEXT NOT NULL, hits INTEGER NOT NULL) STRICT;
  CREATE TABLE identity (id INTEGER PRIMARY KEY CHECK (id = 1), secret TEXT NOT NULL) STRICT;
  `,
  // Anybody can verify what is signed with it, as with the service's own.
  `
  DROP TABLE identity;
  CREATE TABLE signing_key (id INTEGER PRIMARY KEY CHECK (id = 1), pem TEXT NOT NULL) STRICT;
  `,
];

interface Row {
  readonly number: number;
  readonly rule: string;
  readonly hits: number;
}

/** Fails as `openDatabase` does. */
export const openEmulatorStore = (path: string): EmulatorStore => {
  const database = openDatabase(path);
  migrate(database, schema);
  const findKey = (): string | undefined => database.get<{ pem: string }>('SELECT pem FROM signing_key')?.pem;
  const list = (): readonly StoredFault[] =>
    database
      .all<Row>('SELECT number, rule, hits FROM fault ORDER BY number')
      .map(({ number, rule, hits }) => ({ number, rule: JSON.parse(rule) as FaultRule, hits }));
  const findLive = (fits: (rule: FaultRule) => boolean): StoredFault | undefined =>
    list().find(({ rule, hits }) => hits < (rule.times ?? Infinity) && fits(rule));
  return {
    signingKey: () => {
      const known = findKey();
      if (known !== undefined) return known;
      database.run('INSERT INTO signing_key VALUES (1, ?) ON CONFLICT DO NOTHING', newSigningKey());
      return findKey() ?? '';
    },
    add: (rule) =>
      database.transaction(() => {
        database.run('INSERT INTO fault (rule, hits) VALUES (?, 0)', JSON.stringify(rule));
        const number = database.get<{ number: number }>('SELECT last_insert_rowid() AS number')?.number ?? 0;
        return { number, rule, hits: 0 };
      }),
    list,
    clear: () => database.run('DELETE FROM fault'),
    take: (fits) => {
      // Most requests meet no fault, and need no lock to find that out.
      if (findLive(fits) === undefined) return undefined;
      return database.transaction(() => {
        const found = findLive(fits);
        if (found !== undefined) database.run('UPDATE fault SET hits = hits + 1 WHERE number = ?', found.number);
        return found?.rule;
      });
    },
    close: () => database.close(),
  };
};
