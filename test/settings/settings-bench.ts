/** Settings over real files in a temporary home: `home/config/config.json`, and a project below `home/work`. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCspError } from '../../src/core/errors.ts';
import type { SettingsStore } from '../../src/core/ports/settings.ts';
import { withFolderLock } from '../../src/folder-lock.ts';
import { createSettings, type SettingsSources } from '../../src/settings.ts';

export interface SettingsBench {
  readonly home: string;
  readonly config: string;
  readonly userPath: string;
  readonly projectPath: string;
  readonly userSays: (text: string) => void;
  readonly projectSays: (text: string) => void;
  readonly userFile: () => unknown;
  readonly open: (changes?: Partial<SettingsSources>) => SettingsStore;
  readonly remove: () => void;
}

export const createSettingsBench = (): SettingsBench => {
  const home = mkdtempSync(join(tmpdir(), 'csp-settings-'));
  const config = join(home, 'config');
  const work = join(home, 'work');
  const deep = join(work, 'deep', 'down');
  const userPath = join(config, 'config.json');
  const projectPath = join(work, '.csprc.json');
  mkdirSync(deep, { recursive: true });
  return {
    home,
    config,
    userPath,
    projectPath,
    userSays: (text) => {
      mkdirSync(config, { recursive: true });
      writeFileSync(userPath, text);
    },
    projectSays: (text) => writeFileSync(projectPath, text),
    userFile: () => JSON.parse(readFileSync(userPath, 'utf8')),
    open: (changes) =>
      createSettings({
        env: {},
        signedIn: () => [],
        cwd: deep,
        directories: { home, config, state: join(home, 'state') },
        flags: {},
        exclusively: async (act) => withFolderLock(config, act),
        ...changes,
      }),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
};

/** The code and details of the failure that `act` ends with. */
export const failureOf = async (act: () => unknown): Promise<unknown> => {
  try {
    await act();
  } catch (error) {
    if (isCspError(error)) return { code: error.code, details: error.details };
    throw error;
  }
  return 'did not fail';
};
