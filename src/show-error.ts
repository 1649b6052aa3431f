/** The one failure screen: colour and language for people, a line of English JSON where a machine format was asked for. */
import { fstatSync } from 'node:fs';
import type { CspError } from './core/errors.ts';
import type { Lang } from './core/ports/environment.ts';
import type { Suggest } from './core/rules/suggestion.ts';
import { loadErrorTexts, type Messages } from './locales/messages.ts';
import { errorJson, errorText } from './terminal/error-view.ts';
import { type ColorQuestion, createPaint, decideColor } from './terminal/palette.ts';
import { createDirectSink } from './terminal/sink.ts';

type Color = ColorQuestion['flag'];

export interface Run {
  /** As `color`, undefined when the command never began; then the words themselves are looked at. */
  readonly isMachine: boolean | undefined;
  readonly color: Color | undefined;
  /** By which Partner Center knows it. */
  readonly correlationId: string | undefined;
  /** Makes the commands to run next. */
  readonly suggest: Suggest;
}

export const showError = async (
  host: NodeJS.Process,
  error: CspError,
  lang: Lang,
  messages: Messages,
  run: Run,
): Promise<void> => {
  const isMachine = run.isMachine ?? asksForMachine(host.argv, host.env);
  if (isMachine) {
    const json = errorJson(error, await loadErrorTexts('en'), run.suggest, run.correlationId);
    return createDirectSink(2, 'stderr', false).write(json);
  }
  const isTerminal = fstatSync(2).isCharacterDevice() && host.stderr.isTTY === true;
  const hasColor = decideColor({ flag: run.color ?? colorIn(host), env: host.env, isTerminal });
  const width = isTerminal ? host.stderr.columns || 80 : undefined;
  const labels = { ...messages.text.error, ...messages.text.failureLines };
  const paint = await createPaint(hasColor);
  const text = errorText(error, await loadErrorTexts(lang), labels, paint, run.suggest, width, run.correlationId);
  const stderr = createDirectSink(2, 'stderr', hasColor);
  await stderr.write(text);
  if (host.env['CSP_DEBUG'] || host.argv.includes('--debug')) await stderr.write(`${error.stack}\n`);
};

const machineFormats = new Set(['json', 'jsonl', 'csv', 'tsv', 'yaml']);

const asksForMachine = (argv: readonly string[], env: NodeJS.ProcessEnv): boolean =>
  argv.some(
    (word, index) =>
      machineFormats.has(/^(?:--output=|-o=?)(.+)$/.exec(word)?.[1] ?? '') ||
      ((word === '-o' || word === '--output') && machineFormats.has(argv[index + 1] ?? '')),
  ) || machineFormats.has(env['CSP_OUTPUT'] ?? '');

const colorIn = ({ argv, env }: NodeJS.Process): Color => {
  if (env['CSP_ACCESSIBLE']) return 'never';
  const at = argv.findLastIndex((word) => word === '--color' || word.startsWith('--color='));
  const given = argv[at] === '--color' ? argv[at + 1] : argv[at]?.slice('--color='.length);
  return given === 'always' || given === 'never' ? given : 'auto';
};
