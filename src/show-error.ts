/** The one failure screen: colour and language for people, a line of English JSON where a machine format was asked for. */
import type { CspError } from './core/errors.ts';
import { loadMessages, type Messages } from './locales/messages.ts';
import { errorJson, errorText } from './terminal/error-view.ts';
import { createPaint, decideColor } from './terminal/palette.ts';
import { guardText } from './terminal/safe-text.ts';
import { wrapText } from './terminal/wrap-text.ts';

/** `isMachineAsked` is undefined when the command never began; then the words themselves are looked at. */
export const showError = async (
  host: NodeJS.Process,
  error: CspError,
  messages: Messages,
  isMachineAsked: boolean | undefined,
): Promise<void> => {
  if (isMachineAsked ?? asksForMachine(host.argv, host.env)) {
    host.stderr.write(errorJson(error, (await loadMessages('en')).errors));
    return;
  }
  const hasColor = decideColor({ flag: 'auto', env: host.env, isTerminal: host.stderr.isTTY === true });
  const text = errorText(error, messages.errors, messages.text.error, await createPaint(hasColor));
  const shown = host.stderr.isTTY === true ? wrapText(text, host.stderr.columns) : text;
  host.stderr.write(guardText(shown, hasColor));
  if (host.env['CSP_DEBUG'] || host.argv.includes('--debug')) host.stderr.write(`${guardText(String(error.stack), false)}\n`);
};

const machineFormats = new Set(['json', 'jsonl', 'csv', 'tsv', 'yaml']);

const asksForMachine = (argv: readonly string[], env: NodeJS.ProcessEnv): boolean =>
  argv.some(
    (word, index) =>
      machineFormats.has(/^(?:--output=|-o=?)(.+)$/.exec(word)?.[1] ?? '') ||
      ((word === '-o' || word === '--output') && machineFormats.has(argv[index + 1] ?? '')),
  ) || machineFormats.has(env['CSP_OUTPUT'] ?? '');
