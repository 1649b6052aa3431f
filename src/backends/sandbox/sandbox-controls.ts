/** What `csp sandbox` does with a world: its content, its clock, who is signed in, and what customers do meanwhile. */
import type { Instant } from '../../core/ports/environment.ts';
import type { ImportOptions, SandboxControls, SandboxStatus } from '../../core/ports/sandbox-controls.ts';
import { advanceClock, clockOffsetMs, resetClock, sandboxNow, setClock } from './clock.ts';
import { readIdentity, signInAs } from './identity.ts';
import { followLink, takeDownloads } from './links.ts';
import type { World, WorldOptions } from './open-world.ts';
import type { ReconciledWorld } from './reconciliation.ts';
import { contentTables } from './schema.ts';
import type { WorldWriter } from './world.ts';
import { createWorldWriter } from './world-writer.ts';

/** Adds generated orders around the instant `now`. */
export type Grow = (writer: WorldWriter, orders: number, now: Instant) => void;

/** Where the content of a world comes from. */
export interface WorldSources {
  readonly seed: WorldOptions['seed'];
  readonly loadGenerator: () => Promise<Grow>;
  /** Reads one-time reconciliation files to their ends; writes nothing yet. */
  readonly readFiles: (paths: readonly string[], options: ImportOptions, now: Instant) => Promise<ReconciledWorld>;
}

/** Each change is one transaction: an import or a large world that fails half-way leaves the world as it was. */
export const createSandboxControls = (world: World, sources: WorldSources): SandboxControls => {
  const { database } = world;
  const writer = createWorldWriter(database);
  const empty = (): void => {
    for (const table of contentTables) database.run(`DELETE FROM ${table}`);
    database.run('UPDATE world SET generation = generation + 1');
  };
  const status = (): SandboxStatus => readStatus(world);
  return {
    status: async () => status(),
    reset: async () => {
      database.transaction(() => {
        empty();
        sources.seed(writer, sandboxNow(world));
      });
      return status();
    },
    seedOrders: async (orders) => {
      const grow = await sources.loadGenerator();
      database.transaction(() => grow(writer, orders, sandboxNow(world)));
      return status();
    },
    readFiles: async (paths, options) => (await sources.readFiles(paths, options, sandboxNow(world))).report,
    importFiles: async (paths, options) => {
      const reconciled = await sources.readFiles(paths, options, sandboxNow(world));
      database.transaction(() => {
        empty();
        reconciled.writeTo(writer);
      });
      return reconciled.report;
    },
    setClock: async (to) => {
      setClock(world, to);
      return status();
    },
    advanceClock: async (ms) => {
      advanceClock(world, ms);
      return status();
    },
    resetClock: async () => {
      resetClock(world);
      return status();
    },
    signInAs: async (roles) => {
      signInAs(world, roles);
      return status();
    },
    download: async (target, times, isDryRun) => takeDownloads(world, target, times, isDryRun),
    followLink: async (link, counts) => followLink(world, link, counts),
    endWindowsWithTheirDay: async () => {
      world.levers.windowsEndWithTheirDay = true;
    },
    close: async () => database.close(),
  };
};

/** Orders of the sandbox's future do not count: they do not exist yet. */
const readStatus = (world: World): SandboxStatus => {
  const { database } = world;
  const now = sandboxNow(world);
  const { userPrincipalName, roles } = readIdentity(world);
  const count = (what: string, ...values: readonly number[]): number =>
    database.get<{ n: number }>(`SELECT count(*) AS n FROM ${what}`, ...values)?.n ?? 0;
  return {
    path: database.path,
    now,
    clockOffsetMs: clockOffsetMs(world),
    userPrincipalName,
    roles,
    customers: count('customer'),
    products: count('product'),
    orders: count('orders WHERE purchased_at <= ?', now),
  };
};
