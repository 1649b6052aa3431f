/**
 * The door to conf, and every setting with its origin. Reading takes the plain files, for a start must not wait for
 * conf; only writing loads it.
 */
import type Conf from 'conf';
import { CspError } from './core/errors.ts';
import type { SettingRow, SettingsStore } from './core/ports/settings.ts';
import type { Directories, Environment } from './directories.ts';
import { makeFolder } from './make-folder.ts';
import { type FileValues, readSettingsFile } from './settings/settings-file.ts';
import { findProjectSettings, userSettingsPath } from './settings/settings-paths.ts';
import {
  fallbackOf,
  fromEnvironment,
  isForProject,
  looksSecret,
  type SettingSpec,
  settingSpec,
  settings,
  splitProfileKey,
  withoutPassword,
} from './settings/settings-table.ts';

export interface SettingsSources {
  readonly env: Environment;
  /** A profile that nothing is stored for yet may be named: for signing in and out. */
  readonly takesNewProfile?: boolean;
  /** The profiles that have signed in: they exist, also where no setting is stored for them. */
  readonly signedIn: () => readonly string[];
  /** `null` when it has been deleted. */
  readonly cwd: string | null;
  readonly directories: Directories;
  /** Global flags as commander names them: `lang`, `input: false` for `--no-input`. Others than settings are passed over. */
  readonly flags: { readonly [name: string]: string | boolean | undefined };
  /** Runs a change of the user's file while no other process changes it. */
  readonly exclusively: <T>(act: () => T) => Promise<T>;
}

/**
 * Reads the settings. Fails with `inputRefused` when a settings file is damaged. A value that is not allowed fails when it
 * is asked for (`argumentInvalid`, naming its flag, variable or file), so that `csp config` can still repair it.
 */
export const createSettings = ({
  env,
  takesNewProfile,
  signedIn,
  cwd,
  directories,
  flags,
  exclusively,
}: SettingsSources): SettingsStore => {
  const path = userSettingsPath(directories.config);
  const projectPath = findProjectSettings(cwd, directories.home);
  const inProject: FileValues = projectPath === undefined ? new Map() : readSettingsFile(projectPath);
  const project: FileValues = new Map([...inProject].filter(([key, value]) => isForProject(key, value)));
  let user = readSettingsFile(path);

  const find = (key: string, spec: SettingSpec): SettingRow => {
    const row = (value: string | undefined, origin: SettingRow['origin'], source: string | null) =>
      value === undefined ? undefined : { key, value, origin, source };
    const ofUser = row(user.get(key), 'user', path);
    const unset = { key, value: null, origin: 'unset', source: null } as const;
    if (isProfileKey(key)) return ofUser ?? unset;
    const flag = flags[key];
    const variable = fromEnvironment(spec, env);
    const fallback = fallbackOf(spec, env);
    const own =
      row(spec.isPerProfile && user.get(`profiles.${chosenProfile().value ?? ''}.${key}`), 'profile', path) ??
      ofUser ??
      row(fallback?.value, 'default', fallback?.source ?? null);
    const ofProject = row(project.get(key), 'project', projectPath ?? null);
    const isLoose = spec.inProject === 'lower' && Number(own?.value) < Number(ofProject?.value);
    return (
      row(flag?.toString(), 'flag', flagName(key, flag)) ??
      row(variable?.value, 'environment', variable?.source ?? null) ??
      (isLoose ? own : ofProject) ??
      own ??
      unset
    );
  };
  const chosenProfile = (): SettingRow => find('profile', specOf('profile'));

  /** A misspelt profile must not quietly mean another account. */
  const checkProfile = (): void => {
    const { allowed } = specOf('profile');
    const chosen = chosenProfile();
    if (chosen.value === null) return;
    if (!allowed.accepts(chosen.value)) throw invalid(chosen, allowed.expected);
    // A project's file chooses among those that are there.
    if (takesNewProfile === true && chosen.origin !== 'project') return;
    if (hasProfile(chosen.value)) return;
    const profiles = [...new Set([...profileNames(user), ...signedIn()])];
    throw new CspError('profileUnknown', { profile: chosen.value, source: chosen.source ?? '', profiles });
  };
  const hasProfile = (name: string): boolean => profileNames(user).includes(name) || signedIn().includes(name);

  /** `--profile` names whose setting is meant; what the variable or a file chooses does not turn a change away. */
  const storedKey = (key: string): string => {
    const profile = flags['profile'];
    if (typeof profile !== 'string') return key;
    const { allowed } = specOf('profile');
    if (!allowed.accepts(profile)) throw invalid(chosenProfile(), allowed.expected);
    return `profiles.${profile}.${key}`;
  };

  const edit = async (change: (conf: Conf) => void): Promise<void> => {
    const { default: Conf } = await import('conf');
    await exclusively(() => {
      // Again, now that nobody else writes: a damaged file is refused, never replaced.
      readSettingsFile(path);
      try {
        makeFolder(directories.config);
        change(new Conf({ cwd: directories.config, configFileMode: 0o600 }));
      } catch (error) {
        throw new CspError('storageFailed', { path, reason: String(error) }, error);
      }
      user = readSettingsFile(path);
    });
  };

  const checkWrite = (given: string, value: string): string => {
    const key = storedKey(given);
    if (looksSecret(key)) throw new CspError('secretInArgument', { flag: key });
    const { allowed } = specOf(key);
    if (!allowed.accepts(value))
      throw new CspError('argumentInvalid', { flag: key, given: withoutPassword(value), expected: allowed.expected });
    return key;
  };
  const checkUnset: SettingsStore['checkUnset'] = (given) => {
    const key = storedKey(given);
    const [, profile] = /^profiles\.([^.]+)$/.exec(key) ?? [];
    const isSet = profile === undefined ? user.has(key) : profileNames(user).includes(profile);
    if (!isSet && profile === undefined) specOf(key);
    return { key, isSet, profile };
  };

  return {
    path,
    statePath: directories.state,
    get: (key) => {
      const spec = specOf(key);
      if (spec.isPerProfile) checkProfile();
      const found = find(key, spec);
      if (found.value !== null && !spec.allowed.accepts(found.value)) throw invalid(found, spec.allowed.expected);
      return found.value ?? undefined;
    },
    list: () => {
      const ofProfiles = [...user.keys()].filter((key) => isProfileKey(key) && settingSpec(key) !== undefined);
      const known = [...Object.keys(settings), ...ofProfiles].map((key) => find(key, specOf(key)));
      const all = [
        ...known,
        ...refusedRows(inProject, projectPath ?? null),
        ...unknownRows(inProject, projectPath ?? null),
        ...unknownRows(user, path),
      ];
      return all.map((row) => ({ ...row, value: row.value && withoutPassword(row.value) }));
    },
    checkProject: () => {
      const [refused] = refusedRows(inProject, projectPath ?? null);
      if (refused === undefined) return;
      const { key, source } = refused;
      const isOnly = !isProfileKey(key) && specOf(key).inProject === 'on';
      throw new CspError('settingNotForProject', {
        key,
        file: source ?? '',
        ...(isOnly ? { only: 'true' } : {}),
        keys: Object.keys(settings).filter((name) => settings[name]?.inProject !== undefined),
      });
    },
    checkWrite,
    write: async (given, value) => {
      const key = checkWrite(given, value);
      await edit((conf) => conf.set(key, value));
    },
    hasProfile,
    checkUnset,
    unset: async (given) => {
      const { key } = checkUnset(given);
      await edit((conf) => conf.delete(key));
    },
  };
};

const specOf = (key: string): SettingSpec => {
  const spec = settingSpec(key);
  if (spec === undefined) throw new CspError('settingUnknown', { key, keys: Object.keys(settings) });
  return spec;
};

const invalid = ({ key, value, origin, source }: SettingRow, expected: string): CspError =>
  new CspError('argumentInvalid', {
    flag: origin === 'flag' || origin === 'environment' ? (source ?? key) : `${key} (${source})`,
    given: withoutPassword(value ?? ''),
    expected,
  });

/** `--client-id` sets `clientId`. */
const flagName = (key: string, value: string | boolean | undefined): string =>
  `--${value === false ? 'no-' : ''}${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const isProfileKey = (key: string): boolean => splitProfileKey(key)[0] !== undefined;

const profileNames = (user: FileValues): readonly string[] => [
  ...new Set([...user.keys()].flatMap((key) => splitProfileKey(key)[0] ?? [])),
];

/** Settings in a project's file that only the person may set. */
const refusedRows = (project: FileValues, source: string | null): readonly SettingRow[] =>
  [...project]
    .filter(([key, value]) => settingSpec(key) !== undefined && !isForProject(key, value))
    .map(([key, value]) => ({ key, value, origin: 'refused', source }));

/** Keys of a file that are no settings. What looks like a secret is named but not shown. */
const unknownRows = (values: FileValues, source: string | null): readonly SettingRow[] =>
  [...values]
    .filter(([key]) => settingSpec(key) === undefined)
    .map(([key, value]) => ({ key, value: looksSecret(key) ? '[secret]' : value, origin: 'unknown', source }));
