import type { Command } from 'commander';
import type { RecordView, View } from '../core/ports/environment.ts';
import type { SettingRow } from '../core/ports/settings.ts';
import type { Messages } from '../locales/messages.ts';
import { oneMode, shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { createCommand } from './shared-options.ts';

const examples = {
  config: ['csp config list --show-origin', 'csp config set contact.email licensing@example.com'],
  list: ['csp config list', 'csp config list --show-origin -o json'],
  get: ['csp config get lang', 'csp config get contact.email'],
  set: ['csp config set lang ja', 'csp config set contact.name "Aiko Tanaka"'],
  unset: ['csp config unset lang', 'csp config unset profiles.acme'],
};

export const configCommand = ({ messages, open }: CommandContext): Command => {
  const list = createCommand('config list', messages, examples.list, oneMode(shapingFlags))
    .option('--show-origin', messages.flags.showOrigin)
    .action(async (words: { showOrigin?: boolean }, command: Command) =>
      runConfigList(await open(command), words.showOrigin === true),
    );
  const get = createCommand('config get', messages, examples.get, oneMode(shapingFlags))
    .argument('<key>', messages.help.arg.key)
    .action(async (key: string, _words: object, command: Command) => runConfigGet(await open(command), key));
  const set = createCommand('config set', messages, examples.set, oneMode())
    .argument('<key>', messages.help.arg.key)
    .argument('<value>', messages.help.arg.value)
    .action(async (key: string, value: string, _words: object, command: Command) =>
      runConfigSet(await open(command), key, value),
    );
  const unset = createCommand('config unset', messages, examples.unset, oneMode())
    .argument('<key>', messages.help.arg.key)
    .action(async (key: string, _words: object, command: Command) => runConfigUnset(await open(command), key));
  return createCommand('config', messages, examples.config)
    .addCommand(list)
    .addCommand(get)
    .addCommand(set)
    .addCommand(unset);
};

const runConfigList = async ({ messages, output, settings }: Dependencies, withOrigin: boolean): Promise<void> =>
  void (await output.list(settingsView(messages, withOrigin), settings.list()));

const runConfigGet = async ({ output, settings }: Dependencies, key: string): Promise<void> => {
  const value = settings.get(key);
  if (output.isMachineAsked) await output.record(settingView, { key, value });
  else if (value !== undefined) await output.document(value);
};

/** Only machines get it: people get the bare value. */
const settingView: RecordView<{ readonly key: string; readonly value: string | undefined }> = {
  json: ({ key, value }) => ({ key, value: value ?? null }),
  fields: ['key', 'value'],
  id: ({ key }) => key,
  rows: () => [],
};

const runConfigSet = async (deps: Dependencies, given: string, value: string): Promise<void> => {
  const { output, settings } = deps;
  const { config: text } = deps.messages.text;
  const key = settings.checkWrite(given, value);
  if (deps.flags.dryRun) return output.say(text.wouldStore, { key, path: settings.path });
  await settings.write(given, value);
  output.say(text.stored, { key, path: settings.path });
  sayOverridden(deps, key);
};

const runConfigUnset = async (deps: Dependencies, given: string): Promise<void> => {
  const { output, settings } = deps;
  const { config: text } = deps.messages.text;
  const { key, isSet, profile } = settings.checkUnset(given);
  if (!isSet) return output.say(text.notStored, { key, path: settings.path });
  if (deps.flags.dryRun) return output.say(text.wouldRemove, { key, path: settings.path });
  await settings.unset(given);
  output.say(text.removed, { key, path: settings.path });
  if (profile === undefined) sayOverridden(deps, key);
  else sayLeft(deps, profile);
};

/** What still speaks of a profile whose settings are gone. */
const sayLeft = ({ messages, output, settings, suggest }: Dependencies, profile: string): void => {
  const { stillSignedIn, stillChosen } = messages.text.config;
  if (settings.hasProfile(profile))
    output.warn(stillSignedIn, { profile, command: suggest(['logout', '--profile', profile]) });
  const isChosen = settings
    .list()
    .some(({ key, value, origin }) => key === 'profile' && value === profile && origin === 'user');
  if (isChosen) output.warn(stillChosen, { profile, command: suggest(['config', 'unset', 'profile']) });
};

/** A value stored in the user's file has no effect while a variable or a project file says otherwise. */
const sayOverridden = ({ messages, output, settings }: Dependencies, key: string): void => {
  const row = settings.list().find((candidate) => candidate.key === key);
  if (row !== undefined && row.source !== null && (row.origin === 'environment' || row.origin === 'project')) {
    output.warn(messages.text.config.overridden, { key, source: row.source });
  }
};

const settingsView = ({ text }: Messages, withOrigin: boolean): View<SettingRow> => ({
  json: ({ key, value, origin, source }) => (withOrigin ? { key, value, origin, source } : { key, value }),
  fields: withOrigin ? ['key', 'value', 'origin', 'source'] : ['key', 'value'],
  id: ({ key }) => key,
  columns: [
    { title: text.title.setting, cell: ({ key }) => key, priority: 1 },
    { title: text.title.value, cell: ({ value }) => value ?? { text: '–', tone: 'dim' }, priority: 1, shrinkTo: 16 },
    ...(withOrigin
      ? [
          {
            title: text.title.origin,
            cell: ({ origin, source }: SettingRow) =>
              source === null ? text.origin[origin] : `${text.origin[origin]}: ${source}`,
            priority: 2,
            shrinkTo: 12,
          },
        ]
      : []),
  ],
  empty: text.empty.settings,
});
