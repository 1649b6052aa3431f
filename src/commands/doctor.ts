import type { Command } from 'commander';
import { CspError } from '../core/errors.ts';
import type { Finding } from '../core/ports/diagnosis.ts';
import type { RecordView, Tone, View } from '../core/ports/environment.ts';
import type { ErrorTexts } from '../locales/en/errors.ts';
import type { Messages } from '../locales/messages.ts';
import { oneMode, shapingFlags } from './claim-flags.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { failureText } from './failure-text.ts';
import { createCommand } from './shared-options.ts';

const examples = ['csp doctor', 'csp doctor -o json --query "[?state!=\'ok\']"'];

export const doctorCommand = ({ messages, open }: CommandContext, run = runDoctor): Command =>
  createCommand('doctor', messages, examples, oneMode(shapingFlags)).action(async (_words: object, command: Command) =>
    run(await open(command)),
  );

/** Ends with `checksFailed` when anything is bad, after everything was shown. */
export const runDoctor = async ({
  messages,
  english,
  errorTexts,
  output,
  diagnose,
}: Pick<Dependencies, 'messages' | 'english' | 'errorTexts' | 'output' | 'diagnose'>): Promise<void> => {
  const texts = await errorTexts();
  const view = findingView(english, texts.english);
  await output.check(view);
  const findings = await diagnose();
  // A table would cut the advice short.
  if (output.format === 'table' && !output.isMachineAsked)
    await output.record(reportView(messages, texts.own), findings);
  else await output.list(view, findings);
  const bad = findings.filter(({ state }) => state === 'bad').map(({ check }) => check);
  if (bad.length > 0) throw new CspError('checksFailed', { checks: bad });
};

const tones: { readonly [S in Finding['state']]: Tone } = { ok: 'good', warn: 'warn', bad: 'bad' };

const sentence = ({ text }: Messages, errors: ErrorTexts, { finding, facts, failure }: Finding): string =>
  text.signIn.finding[finding](failure === undefined ? facts : { ...facts, reason: failureText(errors, failure) });

const adviceOf = ({ text }: Messages, { finding, facts }: Finding): string | undefined => {
  const advice = text.signIn.advice[finding];
  return typeof advice === 'function' ? advice(facts) : advice;
};

const reportView = (messages: Messages, errors: ErrorTexts): RecordView<readonly Finding[]> => ({
  json: () => ({}),
  fields: [],
  id: () => '',
  rows: (findings) =>
    findings.flatMap((one) => {
      const { check, state } = one;
      const { signIn } = messages.text;
      const found = sentence(messages, errors, one);
      const advice = adviceOf(messages, one);
      const tone = state === 'ok' ? 'plain' : tones[state];
      const line = [signIn.check[check], { text: `${signIn.state[state]} · ${found}`, tone }] as const;
      return advice === undefined ? [line] : [line, ['', { text: advice, tone }] as const];
    }),
});

const findingView = (english: Messages, errors: ErrorTexts): View<Finding> => ({
  json: (one) => ({
    check: one.check,
    state: one.state,
    finding: one.finding,
    message: sentence(english, errors, one),
    advice: adviceOf(english, one) ?? null,
    facts: one.facts,
  }),
  fields: ['check', 'state', 'finding', 'message', 'advice'],
  id: ({ check }) => check,
  columns: [],
  empty: '',
});
