/** One sandbox world in its database: made and seeded the first time that it is opened. */
import type { Clock, Instant, NewId } from '../../core/ports/environment.ts';
import { sha256 } from '../../digest.ts';
import { type Database, migrate, openDatabase } from '../../sqlite.ts';
import { sandboxNow } from './clock.ts';
import { defaultRoles } from './identity.ts';
import { worldSchema } from './schema.ts';
import type { WorldWriter } from './world.ts';
import { createWorldWriter } from './world-writer.ts';

export interface World {
  readonly database: Database;
  /** The machine's clock; the world's own time is `sandboxNow`. */
  readonly clock: Clock;
  readonly newId: NewId;
  /** Product keys and links are derived from it. */
  readonly secret: string;
  /** Of this process alone. */
  readonly levers: { windowsEndWithTheirDay: boolean };
}

export interface WorldOptions {
  /** The database file; `:memory:` for a world that ends with the process. */
  readonly path: string;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Fills a new world, around the instant `now`. */
  readonly seed: (writer: WorldWriter, now: Instant) => void;
}

/** Of several processes that open a new world at once, one makes it and the others wait. Fails as `openDatabase` does. */
export const openWorld = ({ path, clock, newId, seed }: WorldOptions): World => {
  const database = openDatabase(path);
  try {
    migrate(database, worldSchema);
    const secret = findSecret(database) ?? createContent(database, clock, newId, seed);
    return { database, clock, newId, secret, levers: { windowsEndWithTheirDay: false } };
  } catch (error) {
    database.close();
    throw error;
  }
};

const findSecret = (database: Database): string | undefined =>
  database.get<{ secret: string }>('SELECT secret FROM world')?.secret;

const createContent = (database: Database, clock: Clock, newId: NewId, seed: WorldOptions['seed']): string =>
  database.transaction(() => {
    // Another process may have made it while this one waited.
    const made = findSecret(database);
    if (made !== undefined) return made;
    const secret = sha256(newId()).toString('hex');
    database.run('INSERT INTO world VALUES (1, ?, 0, ?, 1)', secret, JSON.stringify(defaultRoles));
    seed(createWorldWriter(database), sandboxNow({ database, clock }));
    return secret;
  });
