/** The one failure screen: colour and language for people, a line of English JSON where a machine format was asked for. */
import { fstatSync } from 'node:fs';
import type { CspError } from './core/errors.ts';
import type { Lang } from './core/ports/environment.ts';
import { loadErrorTexts, type Messages } from './locales/messages.ts';
import { errorJson, errorText } from './terminal/error-view.ts';
import { type ColorQuestion, createPaint, decideColor } from './terminal/palette.ts';
import { createDirectSink } from './terminal/sink.ts';

type Color = ColorQuestion['flag'];

/** `isMachineAsked` and `color` are undefined when the command never began; then the words themselves are looked at. */
export const showError = async (
  host: NodeJS.Process,
  error: CspError,
  lang: Lang,
  messages: Messages,
  isMachineAsked: boolean | undefined,
  color: Color | undefined,
): Promise<void> => {
  const isMachine = isMachineAsked ?? asksForMachine(host.argv, host.env);
  if (isMachine) return createDirectSink(2, 'stderr', false).write(errorJson(error, await loadErrorTexts('en')));
  const isTerminal = fstatSync(2).isCharacterDevice() && host.stderr.isTTY === true;
  const hasColor = decideColor({ flag: color ?? colorIn(host), env: host.env, isTerminal });
  const width = isTerminal ? host.stderr.columns || 80 : undefined;
  const text = errorText(error, await loadErrorTexts(lang), messages.text.error, await createPaint(hasColor), width);
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
