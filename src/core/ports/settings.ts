/** Settings as commands see them. Precedence: flag, environment, project file (the few that it may set), chosen profile, user file, default. */
export interface SettingsStore {
  /** The value in force; `undefined` when the key has neither a value nor a default. Fails with `settingUnknown`. */
  get(key: string): string | undefined;
  list(): readonly SettingRow[];
  /** Fails with `settingNotForProject` when a project's file sets what only the person may. It counts for nothing either way. */
  checkProject(): void;
  /**
   * The key under which `write` stores a value: with `--profile` that profile's own. Fails with `settingUnknown`,
   * `argumentInvalid` or `secretInArgument`; changes nothing.
   */
  checkWrite(key: string, value: string): string;
  /** Stores a value in the user's settings file. Fails as `checkWrite` does. */
  write(key: string, value: string): Promise<void>;
  /** True when settings are stored for it, or it has signed in. */
  hasProfile(name: string): boolean;
  /**
   * The key that `unset` removes, and whether the user's settings file has it. `profiles.<name>` is all that is stored for
   * that profile, which is named then. Fails with `settingUnknown`.
   */
  checkUnset(key: string): { readonly key: string; readonly isSet: boolean; readonly profile: string | undefined };
  unset(key: string): Promise<void>;
  /** The user's settings file. */
  readonly path: string;
  /** The folder of the sandbox and of what this machine remembers. */
  readonly statePath: string;
}

export interface SettingRow {
  readonly key: string;
  readonly value: string | null;
  /** `unknown` marks a key that is no setting, `refused` one that a project's file may not set, both as they stand there. */
  readonly origin:
    | 'flag'
    | 'environment'
    | 'project'
    | 'profile'
    | 'user'
    | 'default'
    | 'unset'
    | 'refused'
    | 'unknown';
  /** Where exactly it was found: a variable's name or a file's path. */
  readonly source: string | null;
}
