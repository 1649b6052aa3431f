/**
 * A backend of the user's own. Only the user's own settings file may name one: it is code that will run, and a
 * `.csprc.json` may come with any folder that somebody hands over.
 */
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CspError } from './core/errors.ts';
import type { Backend } from './core/ports/backend.ts';
import type { Clock, NewId } from './core/ports/environment.ts';
import type { SettingsStore } from './core/ports/settings.ts';
import { toWorld, type World } from './core/rules/world.ts';

/** What a backend's factory is handed. */
export interface BackendOptions {
  readonly clock: Clock;
  readonly newId: NewId;
  /** The embedded one, for a backend that adds to it; the tool closes it. */
  readonly sandbox: () => Promise<Backend>;
  /** What it fails with, so that exit codes and sentences are those of the tool. */
  readonly CspError: typeof CspError;
}

export interface BackendModule {
  readonly createBackend: (options: BackendOptions) => Backend | Promise<Backend>;
}

/**
 * Loads the module that the setting `backend` names, relative to the settings file, and calls its export
 * `createBackend(options)`. Fails with `argumentInvalid` when something else than the user's file names it, and with
 * `inputRefused` when it is not there, cannot be loaded, or exports no factory.
 */
export const loadBackend = async (
  settings: SettingsStore,
  options: Omit<BackendOptions, 'CspError'>,
): Promise<Backend> => {
  const row = settings.list().find(({ key }) => key === 'backend');
  const given = row?.value ?? '';
  if (row?.origin !== 'user' && row?.origin !== 'profile')
    throw new CspError('argumentInvalid', {
      flag: row?.source ?? 'backend',
      given,
      expected: 'sandbox, partner-center',
    });
  const path = resolve(dirname(settings.path), given);
  const loaded = await importModule(path);
  if (!isBackendModule(loaded)) throw refused(path, 'notFile');
  const sandbox = async (): Promise<Backend> => withWorld(await options.sandbox(), () => 'live');
  return withWorld(await loaded.createBackend({ ...options, sandbox, CspError }), toWorld);
};

/** Built upon the sandbox is not yet a sandbox: what a module hands through is no word of its own. */
const withWorld = (backend: Backend, worldOf: (stated: unknown) => World): Backend => ({
  ...backend,
  getIdentity: async () => {
    const identity = await backend.getIdentity();
    return { ...identity, world: worldOf(identity.world) };
  },
});

/** The bundler turns `import()` into `require`, which Node 20 does not have for ES modules; it leaves text alone. */
const importModule = async (path: string): Promise<unknown> => {
  const load: (url: string) => Promise<unknown> = Function('url', 'return import(url)') as typeof load;
  return load(pathToFileURL(path).href).catch((error) => {
    throw refused(path, 'unreadable', String(error?.code ?? error), error);
  });
};

const isBackendModule = (value: unknown): value is BackendModule =>
  typeof value === 'object' && value !== null && 'createBackend' in value && typeof value.createBackend === 'function';

const refused = (file: string, reason: 'unreadable' | 'notFile', found = '', cause?: unknown): CspError =>
  new CspError('inputRefused', { file, line: null, column: null, reason, found }, cause);
