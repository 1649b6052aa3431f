import { Argument, type Command } from 'commander';
import { CspError, type ExitName, exitCodes } from '../core/errors.ts';
import { acts, rolesFor } from '../core/rules/roles.ts';
import { loadTopics, type Topics } from '../locales/messages.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { fieldsOfCommands } from './field-tables.ts';
import { createCommand } from './shared-options.ts';

const examples = ['csp help exit-codes', 'csp help cancel'];

/** `csp help COMMAND` is read as `csp COMMAND --help` before it comes here; what is left are the topics. */
export const helpCommand = ({ messages, open }: CommandContext): Command =>
  createCommand('help', messages, examples)
    .addArgument(new Argument('<topic...>', messages.help.arg.topic))
    .action(async (words: string[], _words: object, command: Command) =>
      runHelp(await open(command), words, command.parent),
    );

const runHelp = async (deps: Dependencies, words: readonly string[], program: Command | null): Promise<void> => {
  const topics = await loadTopics(deps.lang);
  const name = words.join(' ');
  if (!Object.hasOwn(topics, name)) throw new CspError('topicNotFound', { query: name, topics: Object.keys(topics) });
  await deps.output.document(writers[name as keyof Topics](topics, deps, program));
};

type Writer = (topics: Topics, deps: Dependencies, program: Command | null) => string;

const writers: { readonly [T in keyof Topics]: Writer } = {
  environment: ({ environment }, { settings }) =>
    [
      environment.intro,
      pairs(Object.entries(environment.variables)),
      environment.files.replace('{config}', settings.path).replace('{state}', settings.statePath),
    ].join('\n\n'),
  'exit-codes': ({ 'exit-codes': topic }) => {
    const rows = Object.entries(exitCodes).map(([name, code]) => {
      const [meaning, changed] = topic.codes[name as ExitName];
      return [`${code}`.padStart(3), name, `${meaning} [${topic.columns.changed} ${changed}]`] as const;
    });
    return `${topic.intro}\n\n${rows.map(([code, name, text]) => `${code}  ${name.padEnd(12)} ${text}`).join('\n')}`;
  },
  output: ({ output }, { messages }) =>
    `${output.body}\n\n${fieldsOfCommands(messages)
      .map(([command, fields]) => `${command}\n  ${fields.join(', ')}`)
      .join('\n\n')}`,
  auth: ({ auth }) => `${auth.body}\n\n${pairs(acts.map((act) => [act, rolesFor[act].join(', ')]))}`,
  policies: ({ policies }) => policies.body,
  flags: ({ flags }, _deps, program) =>
    `${flags.intro}\n\n${pairs((program?.options ?? []).map((option) => [option.flags, option.description]))}`,
};

const pairs = (rows: readonly (readonly [name: string, text: string])[]): string => {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, text]) => `  ${name.padEnd(width)}${text}`).join('\n');
};
