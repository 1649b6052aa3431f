import type { Command } from 'commander';
import { CspError } from '../core/errors.ts';
import type { Finding } from '../core/ports/diagnosis.ts';
import type { Tone, View } from '../core/ports/environment.ts';
import type { Messages } from '../locales/messages.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { createCommand } from './shared-options.ts';

const examples = ['csp doctor', 'csp doctor -o json --query "[?state!=\'ok\']"'];

export const doctorCommand = ({ messages, open }: CommandContext, run = runDoctor): Command =>
  createCommand('doctor', messages, examples).action(async (_words: object, command: Command) =>
    run(await open(command)),
  );

/** Ends with `checksFailed` when anything is bad, after everything was shown. */
export const runDoctor = async ({ messages, english, output, diagnose }: Dependencies): Promise<void> => {
  const view = findingView(english, messages);
  await output.check(view);
  const findings = await diagnose();
  await output.list(view, findings);
  const bad = findings.filter(({ state }) => state === 'bad').map(({ check }) => check);
  if (bad.length > 0) throw new CspError('checksFailed', { checks: bad });
};

const tones: { readonly [S in Finding['state']]: Tone } = { ok: 'good', warn: 'warn', bad: 'bad' };

const findingView = ({ text: english }: Messages, { text }: Messages): View<Finding> => ({
  json: ({ check, state, finding, facts }) => ({
    check,
    state,
    finding,
    message: english.signIn.finding[finding](facts),
    advice: english.signIn.advice[finding] ?? null,
    facts,
  }),
  fields: ['check', 'state', 'finding', 'message', 'advice'],
  id: ({ check }) => check,
  columns: [
    { title: text.signIn.title.check, cell: ({ check }) => text.signIn.check[check], priority: 1 },
    {
      title: text.signIn.title.state,
      cell: ({ state }) => ({ text: text.signIn.state[state], tone: tones[state] }),
      priority: 1,
    },
    {
      title: text.signIn.title.finding,
      cell: ({ finding, facts }) => text.signIn.finding[finding](facts),
      priority: 1,
      shrinkTo: 30,
    },
    {
      title: text.signIn.title.advice,
      cell: ({ finding }) => text.signIn.advice[finding] ?? '',
      priority: 2,
      shrinkTo: 20,
    },
  ],
  empty: '',
});
