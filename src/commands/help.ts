import { Argument, type Command, type Help } from 'commander';
import { CspError, type ExitName, exitCodes } from '../core/errors.ts';
import { toIso } from '../core/rules/iso.ts';
import { type Act, acts, roleRows } from '../core/rules/roles.ts';
import { loadTopics, type Topics } from '../locales/messages.ts';
import { oneMode } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { fieldsOfCommands } from './field-tables.ts';
import { createCommand } from './shared-options.ts';

const examples = ['csp help exit-codes', 'csp help cancel'];

/** `csp help COMMAND` is read as `csp COMMAND --help` before it comes here; what is left are the topics. */
export const helpCommand = ({ messages, open }: CommandContext): Command =>
  createCommand('help', messages, examples, oneMode())
    .addArgument(new Argument('<topic...>', messages.help.arg.topic))
    .action(async (words: string[], _words: object, command: Command) =>
      runHelp(await open(command), words, command.parent ?? command),
    );

const runHelp = async (deps: Dependencies, words: readonly string[], program: Command): Promise<void> => {
  const topics = await loadTopics(deps.lang);
  const name = words.join(' ');
  if (!Object.hasOwn(topics, name)) throw new CspError('topicNotFound', { query: name, topics: Object.keys(topics) });
  await deps.output.document(writers[name as keyof Topics](topics, deps, program));
};

type Writer = (topics: Topics, deps: Dependencies, program: Command) => string;

const writers: { readonly [T in keyof Topics]: Writer } = {
  environment: ({ environment }, { settings }, program) =>
    [
      paragraphs(environment.intro, program),
      pairs(Object.entries(environment.variables), program),
      environment.files.replace('{config}', settings.path).replace('{state}', settings.statePath),
    ].join('\n\n'),
  'exit-codes': ({ 'exit-codes': topic }, _deps, program) => {
    const rows = Object.entries(exitCodes).map(([name, code]) => {
      const [meaning, changed] = topic.codes[name as ExitName];
      return [`${code}`.padStart(3), name, `${meaning}\n${topic.columns.changed} ${changed}`] as const;
    });
    const widest = Math.max(...rows.map(([, name]) => name.length));
    return `${paragraphs(topic.intro, program)}\n\n${pairs(
      rows.map(([code, name, text]) => [`${code}  ${name.padEnd(widest)}`, text]),
      program,
    )}`;
  },
  output: ({ output }, { messages }, program) =>
    `${paragraphs(output.body, program)}\n\n${fieldsOfCommands(messages)
      .map(([command, fields]) => `${command}\n${paragraphs(`  ${fields.join(', ')}`, program)}`)
      .join('\n\n')}`,
  auth: ({ auth }, _deps, program) => paragraphs(auth.body, program),
  roles: ({ roles }, _deps, program) =>
    `${paragraphs(roles.intro, program)}\n\n${pairs(
      acts.map((act) => [act, rolesText(act, roles)]),
      program,
    )}`,
  policies: ({ policies }, _deps, program) => paragraphs(policies.body, program),
  flags: ({ flags }, _deps, program) =>
    `${paragraphs(flags.intro, program)}\n\n${pairs(
      program.options.map((option) => [option.flags, option.description]),
      program,
    )}`,
};

/** Today's roles, and below them those that were needed before another page. */
const rolesText = (act: Act, { before }: Topics['roles']): string =>
  roleRows[act]
    .map(({ roles }, at, rows) => {
      const next = rows[at + 1];
      const names = roles.join(', ');
      return next === undefined ? names : before({ day: toIso(next.from).slice(0, 10), roles: names });
    })
    .reverse()
    .join('\n');

/** As wide as every `--help`, and laid out by the same hand. */
const width = 80;

const paragraphs = (text: string, program: Command): string => program.createHelp().boxWrap(text, width);

/** Names with their texts beside them; a text that goes on stays in its column. */
const pairs = (rows: readonly (readonly [name: string, text: string])[], program: Command): string => {
  const helper: Help = program.createHelp();
  const widest = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => helper.formatItem(name, widest, text, helper)).join('\n');
};
