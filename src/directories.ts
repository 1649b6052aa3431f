/**
 * Where the tool keeps its files: `CSP_CONFIG_DIR` and `CSP_STATE_DIR`, else the platform's own folders.
 * Source: XDG Base Directory Specification 0.8; Apple's and Microsoft's conventions for per-user data.
 */
import { posix, win32 } from 'node:path';

export interface Directories {
  readonly home: string;
  /** Settings. */
  readonly config: string;
  /** The sandbox's world and the activity on this machine. */
  readonly state: string;
}

export type Environment = { readonly [name: string]: string | undefined };

/** The folders for a user whose home is `home`. Nothing is created or looked up; empty variables count as unset. */
export const directories = (env: Environment, platform: NodeJS.Platform, home: string): Directories => {
  const own = platform === 'win32' ? windows(env, home) : platform === 'darwin' ? mac(home) : xdg(env, home);
  return { home, config: env['CSP_CONFIG_DIR'] || own.config, state: env['CSP_STATE_DIR'] || own.state };
};

type OwnFolders = Omit<Directories, 'home'>;

/** The specification has relative values ignored. */
const xdg = (env: Environment, home: string): OwnFolders => {
  const folder = (variable: string, fallback: string): string => {
    const given = env[variable] ?? '';
    return posix.join(posix.isAbsolute(given) ? given : posix.join(home, fallback), 'csp');
  };
  return { config: folder('XDG_CONFIG_HOME', '.config'), state: folder('XDG_STATE_HOME', '.local/state') };
};

const mac = (home: string): OwnFolders => ({
  config: posix.join(home, 'Library', 'Preferences', 'csp'),
  state: posix.join(home, 'Library', 'Application Support', 'csp'),
});

const windows = (env: Environment, home: string): OwnFolders => ({
  config: win32.join(env['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), 'csp'),
  state: win32.join(env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local'), 'csp'),
});
