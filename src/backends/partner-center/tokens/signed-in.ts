/** The files that say who has signed in on this machine: by themselves, for every start may ask whether a profile exists. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const suffix = '.json';

/** Where sign-ins are kept below the folder of the settings. */
export const signInFolder = (config: string): string => join(config, 'tokens');

export const signInPath = (folder: string, profile: string): string => join(folder, `${profile}${suffix}`);

/** The profiles that have signed in, whatever is left of their sign-ins. */
export const listSignedIn = (folder: string): readonly string[] => {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(suffix));
    return names.map((name) => name.slice(0, -suffix.length)).sort();
  } catch {
    return [];
  }
};
