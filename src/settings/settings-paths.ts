/** The two files that settings come from. */
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const userSettingsPath = (configDirectory: string): string => join(configDirectory, 'config.json');

/** The nearest `.csprc.json` from `cwd` upwards, as far as the home folder or else the root; `undefined` if there is none. */
export const findProjectSettings = (cwd: string, home: string): string | undefined => {
  const path = join(cwd, '.csprc.json');
  if (isOfThisProject(path)) return path;
  const parent = dirname(cwd);
  return cwd === home || parent === cwd ? undefined : findProjectSettings(parent, home);
};

/** In a folder that everybody may write to, such as /tmp, only the user's own file counts: others could have left one there. */
const isOfThisProject = (path: string): boolean => {
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined || process.getuid === undefined) return file !== undefined;
  return file.uid === process.getuid() || (statSync(dirname(path)).mode & 0o002) === 0;
};
