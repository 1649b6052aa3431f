/**
 * Where the tool keeps its files: `CSP_CONFIG_DIR` and `CSP_STATE_DIR`, else the platform's own folders.
 * Source: XDG Base Directory Specification 0.8; Apple's and Microsoft's conventions for per-user data.
 */
import { homedir, userInfo } from 'node:os';
import { posix, win32 } from 'node:path';

export interface Directories {
  /** `undefined` for a user who has none. */
  readonly home: string | undefined;
  /** Settings. */
  readonly config: string;
  /** The sandbox's world and the activity on this machine. */
  readonly state: string;
}

export type FoundDirectories = { readonly [F in keyof Directories]: string | undefined };

export type Environment = { readonly [name: string]: string | undefined };

/**
 * The home folder of this user: what `HOME` says, and where that is nothing or relative, what the system knows. A container
 * may run as a user whom it does not know.
 */
export const findHome = (): string | undefined => {
  for (const look of [homedir, () => userInfo().homedir]) {
    try {
      const home = look();
      if (isAbsolute(home, process.platform)) return home;
    } catch {
      // It is not known here.
    }
  }
  return undefined;
};

/**
 * The folders for a user whose home is `home`. Nothing is created or looked up. `undefined` where there is none: a variable of
 * ours counts only with an absolute path, and without a home folder both are needed.
 */
export const directories = (
  env: Environment,
  platform: NodeJS.Platform,
  home: string | undefined,
): FoundDirectories => {
  const own = platform === 'win32' ? windows(env, home) : platform === 'darwin' ? mac(home) : xdg(env, home);
  const find = (given: string | undefined, fallback: string | undefined): string | undefined =>
    given === undefined ? fallback : isAbsolute(given, platform) ? given : undefined;
  return { home, config: find(env['CSP_CONFIG_DIR'], own.config), state: find(env['CSP_STATE_DIR'], own.state) };
};

/**
 * What can be made again, of this user: `undefined` where there is no such folder. On Windows the state has `csp` in the
 * same place, so this is its neighbour.
 */
export const cacheFolder = (
  env: Environment,
  platform: NodeJS.Platform,
  home: string | undefined,
): string | undefined => {
  if (platform === 'win32') return under(win32, localData(env, home), 'csp-cache');
  if (platform === 'darwin') return under(posix, home, 'Library', 'Caches', 'csp');
  const given = env['XDG_CACHE_HOME'] ?? '';
  return under(posix, posix.isAbsolute(given) ? given : under(posix, home, '.cache'), 'csp');
};

const isAbsolute = (path: string, platform: NodeJS.Platform): boolean =>
  (platform === 'win32' ? win32 : posix).isAbsolute(path);

type OwnFolders = Omit<FoundDirectories, 'home'>;

const under = ({ join }: typeof posix, base: string | undefined, ...names: readonly string[]): string | undefined =>
  base === undefined ? undefined : join(base, ...names);

/** The specification has relative values ignored. */
const xdg = (env: Environment, home: string | undefined): OwnFolders => {
  const folder = (variable: string, fallback: string): string | undefined => {
    const given = env[variable] ?? '';
    return under(posix, posix.isAbsolute(given) ? given : under(posix, home, fallback), 'csp');
  };
  return { config: folder('XDG_CONFIG_HOME', '.config'), state: folder('XDG_STATE_HOME', '.local/state') };
};

const mac = (home: string | undefined): OwnFolders => ({
  config: under(posix, home, 'Library', 'Preferences', 'csp'),
  state: under(posix, home, 'Library', 'Application Support', 'csp'),
});

const windows = (env: Environment, home: string | undefined): OwnFolders => ({
  config: under(win32, env['APPDATA'] || under(win32, home, 'AppData', 'Roaming'), 'csp'),
  state: under(win32, localData(env, home), 'csp'),
});

const localData = (env: Environment, home: string | undefined): string | undefined =>
  env['LOCALAPPDATA'] || under(win32, home, 'AppData', 'Local');
