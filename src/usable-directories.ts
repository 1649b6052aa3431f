/** The folders of this user, or why there are none: apart from the search itself, which every start waits for. */
import { CspError } from './core/errors.ts';
import { type Directories, directories, type Environment } from './directories.ts';

/**
 * Fails with `argumentInvalid` where a variable of ours is no absolute path: nobody expands `~`, and in the folder of the
 * moment, such as that of a CI job, the journal would be lost. Without a home folder both are needed: `argumentMissing`.
 */
export const usableDirectories = (
  env: Environment,
  platform: NodeJS.Platform,
  home: string | undefined,
): Directories => {
  const { config, state } = directories(env, platform, home);
  const refuse = (variable: 'CSP_CONFIG_DIR' | 'CSP_STATE_DIR'): CspError => {
    const given = env[variable]?.trim();
    if (given === undefined) return new CspError('argumentMissing', { flag: variable, command: '' });
    const expected = platform === 'win32' ? 'C:\\…' : '/…';
    return new CspError('argumentInvalid', { flag: variable, given, expected });
  };
  if (state === undefined) throw refuse('CSP_STATE_DIR');
  if (config === undefined) throw refuse('CSP_CONFIG_DIR');
  return { home, config, state };
};
