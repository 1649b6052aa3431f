/** Settings that are none or may not stand where they stand, and profiles that are not there. */
import type { ErrorDetails } from '../../core/errors.ts';

export const settingErrors = {
  settingUnknown: (d: ErrorDetails['settingUnknown']) => ({
    what: d.file === undefined ? `There is no setting “${d.key}”.` : `There is no setting “${d.key}”, as in ${d.file}.`,
    why:
      d.file === undefined
        ? `Settings: ${d.keys.join(', ')}.`
        : `Nothing was changed: a misspelt setting protects nothing. Correct it there, or take it out. Settings: ${d.keys.join(', ')}.`,
  }),
  settingNotForProject: (d: ErrorDetails['settingNotForProject']) => ({
    what:
      d.only === undefined
        ? `“${d.key}” in ${d.file} is refused: a project’s file may not set it.`
        : `“${d.key}” in ${d.file} is refused: a project’s file may only set it to ${d.only}.`,
    why: `Such a file comes with the folder, so it draws guards tighter and chooses how things look: ${d.keys.join(', ')}. Take it out of the file; where you want it yourself, store it as a setting of your own.`,
  }),
  profileUnknown: (d: ErrorDetails['profileUnknown']) => ({
    what: `There is no profile “${d.profile}” (${d.source}).`,
    why: `${d.profiles.length === 0 ? 'There are no profiles yet.' : `Profiles: ${d.profiles.join(', ')}.`} A new one begins with its sign-in or its first stored setting.`,
  }),
};
