/**
 * What the processes of one machine know together of a partner's limits: one small transaction a request, and fewer where
 * requests follow each other closely. It is courtesy to the service and worth no failure: where the file cannot be used, this process goes by what it knows itself.
 */
import { createLimitStore, type LimitStore } from './backends/partner-center/limit-store.ts';
import { isPace, type Pace } from './backends/partner-center/limiter-pace.ts';
import { isCspError } from './core/errors.ts';
import { type Database, migrate, openDatabase } from './sqlite.ts';

const schema = [
  `CREATE TABLE pace (
    -- The service and the partner's tenant.
    environment TEXT PRIMARY KEY,
    known TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;`,
];
/** Others hold the lock for less than a millisecond; one that was stopped meanwhile is not waited for. */
const busyTimeoutMs = 250;

/** `environment` names the service and the partner's tenant. Nothing is opened before the first change. */
export const openLimitFile = (path: string, environment: string): LimitStore => {
  const own = createLimitStore();
  let opened: Database | 'unusable' | undefined;
  const open = (): Database => {
    const database = openDatabase(path, { busyTimeoutMs, isDurable: false });
    try {
      migrate(database, schema);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  };
  const share = (act: (known: Pace | undefined) => Pace): void => {
    if (opened === 'unusable') return;
    try {
      opened ??= open();
      const database = opened;
      database.transaction(() => {
        const row = database.get<{ known: string }>('SELECT known FROM pace WHERE environment = ?', environment);
        const pace = act(parsePace(row?.known));
        database.run('INSERT OR REPLACE INTO pace VALUES (?, ?)', environment, JSON.stringify(pace));
      });
    } catch (error) {
      if (!isCspError(error)) throw error;
      opened ??= 'unusable';
    }
  };
  return {
    change: (act) => {
      let changed: ReturnType<typeof act> | undefined;
      share((known) => {
        changed = act(known);
        return changed.pace;
      });
      return own.change((known) => changed ?? act(known));
    },
    close: () => {
      if (opened !== 'unusable') opened?.close();
      opened = 'unusable';
    },
  };
};

/** `undefined` for what is no pace, such as what a damaged file holds: it is replaced. */
const parsePace = (text = ''): Pace | undefined => {
  try {
    const known: unknown = JSON.parse(text);
    return isPace(known) ? known : undefined;
  } catch {
    return undefined;
  }
};
