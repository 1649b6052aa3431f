/**
 * A backend of the user's own. Only the user's own settings file may name one: it is code that will run, and a
 * `.csprc.json` may come with any folder that somebody hands over.
 */
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CspError } from './core/errors.ts';
import type { Backend } from './core/ports/backend.ts';
import type { Clock, Lang, NewId, Output } from './core/ports/environment.ts';
import type { SettingsStore } from './core/ports/settings.ts';
import { toWorld } from './core/rules/world.ts';
import { type BackendFailed, openForeign } from './foreign-backend.ts';
import type { Idle } from './idle.ts';
import { loadErrorTexts } from './locales/messages.ts';

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
 * `createBackend(options)`. Fails with `argumentInvalid` when something else than the user's file names it, with
 * `inputRefused` when it is not there, cannot be loaded, or exports no factory, and with `backendFailed` or one of our
 * failures when the factory fails.
 */
export const loadBackend = async (
  settings: SettingsStore,
  options: Omit<BackendOptions, 'CspError'>,
  told: Told,
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
  const sandbox = async (): Promise<Backend> => saysNothing(await options.sandbox());
  const create = () => loaded.createBackend({ ...options, sandbox, CspError });
  return openForeign(path, create, (failure) => tell(told, failure), told.idle);
};

/** Where somebody is told of what comes too late to be a failure. */
interface Told {
  readonly output: Output;
  readonly lang: Lang;
  readonly idle: Idle;
}

const tell = async ({ output, lang }: Told, { details }: BackendFailed): Promise<void> => {
  const { backendFailed } = await loadErrorTexts(lang);
  const { what, why } = backendFailed(details);
  output.warn((said) => `${said.what} ${said.why}`, { what, why: why ?? '' });
};

/** Built upon the sandbox is not yet a sandbox: what a module hands through is no word of its own. */
const saysNothing = (sandbox: Backend): Backend => ({
  ...sandbox,
  getIdentity: async () => ({ ...(await sandbox.getIdentity()), world: toWorld(undefined) }),
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
