/** Examples of every failure that is about settings. */
import type { ErrorDetails } from '../../src/core/errors.ts';

type About = 'settingUnknown' | 'settingNotForProject' | 'profileUnknown';

export const settingFailures: { readonly [C in About]: readonly ErrorDetails[C][] } = {
  settingUnknown: [
    { key: 'KEY', keys: ['ONE', 'TWO'] },
    { key: 'KEY', keys: ['ONE', 'TWO'], file: 'FILE' },
  ],
  settingNotForProject: [
    { key: 'KEY', file: 'FILE', keys: ['ONE', 'TWO'] },
    { key: 'KEY', file: 'FILE', only: 'true', keys: ['ONE', 'TWO'] },
  ],
  profileUnknown: [
    { profile: 'acme', source: '--profile', profiles: ['ONE', 'TWO'] },
    { profile: 'acme', source: '--profile', profiles: [] },
  ],
};
