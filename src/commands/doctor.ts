import type { Command } from 'commander';
import { CspError } from '../core/errors.ts';
import type { Finding } from '../core/ports/diagnosis.ts';
import type { RecordView, Tone, View } from '../core/ports/environment.ts';
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
  const view = findingView(english);
  await output.check(view);
  const findings = await diagnose();
  // A table would cut the advice short.
  if (output.format === 'table' && !output.isMachineAsked) await output.record(reportView(messages), findings);
  else await output.list(view, findings);
  const bad = findings.filter(({ state }) => state === 'bad').map(({ check }) => check);
  if (bad.length > 0) throw new CspError('checksFailed', { checks: bad });
};

const tones: { readonly [S in Finding['state']]: Tone } = { ok: 'good', warn: 'warn', bad: 'bad' };

const reportView = ({ text }: Messages): RecordView<readonly Finding[]> => ({
  json: () => ({}),
  fields: [],
  id: () => '',
  rows: (findings) =>
    findings.flatMap(({ check, state, finding, facts }) => {
      const { signIn } = text;
      const found = signIn.finding[finding](facts);
      const advice = signIn.advice[finding];
      const tone = state === 'ok' ? 'plain' : tones[state];
      const line = [signIn.check[check], { text: `${signIn.state[state]} · ${found}`, tone }] as const;
      return advice === undefined ? [line] : [line, ['', { text: advice, tone }] as const];
    }),
});

const findingView = ({ text: english }: Messages): View<Finding> => ({
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
  columns: [],
  empty: '',
});
