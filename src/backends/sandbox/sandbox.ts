/** One sandbox: a world in its database file, the backend over it, and the controls that only a sandbox has. */
import type { Backend } from '../../core/ports/backend.ts';
import type { Clock, Instant, NewId } from '../../core/ports/environment.ts';
import type { SandboxControls } from '../../core/ports/sandbox-controls.ts';
import { openWorld } from './open-world.ts';
import { createSandboxBackend } from './sandbox-backend.ts';
import type { Grow } from './sandbox-controls.ts';
import { seedWorld } from './seed.ts';
import type { CustomerPortal } from './software-line.ts';
import type { WorldWriter } from './world.ts';

export interface SandboxOptions {
  /** The database file; made and seeded when it is not there. */
  readonly path: string;
  /** The folder with the seed's JSON files. */
  readonly fixtures: string;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly portal: CustomerPortal;
}

export interface Sandbox {
  readonly backend: Backend;
  readonly controls: () => Promise<SandboxControls>;
}

/** Fails as `openDatabase` does. The controls, with the generator and the import, are loaded only when they are used. */
export const openSandbox = ({ path, fixtures, clock, newId, portal }: SandboxOptions): Sandbox => {
  const seed = (writer: WorldWriter, now: Instant): void => seedWorld(writer, fixtures, now);
  const world = openWorld({ path, clock, newId, seed });
  return {
    backend: createSandboxBackend(world, portal),
    controls: async () => {
      const { createSandboxControls } = await import('./sandbox-controls.ts');
      return createSandboxControls(world, {
        seed,
        loadGenerator: () => loadGenerator(fixtures),
        readFiles: async (paths, options, now) =>
          (await import('./reconciliation.ts')).importReconciliation(paths, { ...options, now }),
      });
    },
  };
};

const loadGenerator = async (fixtures: string): Promise<Grow> => {
  const [{ growWorld }, { readCatalogue }] = await Promise.all([import('./big-world.ts'), import('./catalogue.ts')]);
  return (writer, orders, now) => growWorld(writer, readCatalogue(fixtures), orders, now);
};
