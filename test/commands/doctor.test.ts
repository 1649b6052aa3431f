/** What `csp doctor` says of a sign-in that does not work: a sentence, never a code alone. */
import { runDoctor } from '../../src/commands/doctor.ts';
import type { Finding } from '../../src/core/ports/diagnosis.ts';
import { type Lang, langs, type OutputFormat } from '../../src/core/ports/environment.ts';
import { loadErrorTexts, loadMessages } from '../../src/locales/messages.ts';
import { textWidth } from '../../src/terminal/text-width.ts';
import { captureOutput } from '../terminal/captured-output.ts';

const finding: Finding = {
  check: 'sign-in',
  state: 'bad',
  finding: 'signInFails',
  facts: { reason: 'tokenStoreRefused: readable', command: 'csp login --profile acme' },
  failure: { code: 'tokenStoreRefused', details: { path: '/home/me/tokens', reason: 'readable' } },
};

const shown = async (lang: Lang, format: OutputFormat): Promise<string> => {
  const messages = await loadMessages(lang);
  const { output, stdout } = captureOutput({ isTerminal: true, width: 200, format, messages: messages.text });
  const texts = { own: await loadErrorTexts(lang), english: await loadErrorTexts('en') };
  const deps = { messages, english: await loadMessages('en'), errorTexts: async () => texts, output };
  const run = runDoctor({ ...deps, diagnose: async () => [finding] });
  await expect(run).rejects.toMatchObject({ code: 'checksFailed', details: { checks: ['sign-in'] } });
  return stdout();
};

test.each(langs)('%s', async (lang) => {
  const { what } = (await loadErrorTexts(lang)).tokenStoreRefused({ path: '/home/me/tokens', reason: 'readable' });
  const { signIn } = (await loadMessages(lang)).text;
  const advice = signIn.advice.signInFails;
  const said = typeof advice === 'function' ? advice(finding.facts) : advice;
  const indent = ' '.repeat(textWidth(signIn.check['sign-in']) + 2);
  expect(await shown(lang, 'table')).toBe(
    `${signIn.check['sign-in']}  ${signIn.state.bad} · ${what}\n${indent}${said}\n`,
  );
});

test('machines get the English sentence and the code', async () => {
  expect(JSON.parse(await shown('ja', 'json'))).toEqual([
    {
      check: 'sign-in',
      state: 'bad',
      finding: 'signInFails',
      message: 'Others may read /home/me/tokens, so its tokens count as known. Sign out and in again.',
      advice: 'Sign in anew: csp login --profile acme',
      facts: { reason: 'tokenStoreRefused: readable', command: 'csp login --profile acme' },
    },
  ]);
});
