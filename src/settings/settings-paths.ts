/** The two files that settings come from. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const userSettingsPath = (configDirectory: string): string => join(configDirectory, 'config.json');

/**
 * The nearest `.csprc.json` from `cwd` upwards, as far as the home folder or else the root; `undefined` if there is none, or no `cwd`.
 * In a folder that everybody may write to, such as /tmp, only the user's own file counts: a stranger may have left one.
 */
export const findProjectSettings = (
  cwd: string | null,
  home: string | undefined,
  uid = process.getuid?.(),
): string | undefined => {
  if (cwd === null) return undefined;
  const path = join(cwd, '.csprc.json');
  if (existsSync(path) && isTrusted(path, uid)) return path;
  const parent = dirname(cwd);
  return cwd === home || parent === cwd ? undefined : findProjectSettings(parent, home, uid);
};

const isTrusted = (path: string, uid: number | undefined): boolean =>
  uid === undefined || statSync(path).uid === uid || (statSync(dirname(path)).mode & 0o002) === 0;
