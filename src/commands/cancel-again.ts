/** The command line that does what was looked at, with all that a script must say. */
import { holes } from '../core/rules/holes.ts';
import type { CommandLine } from '../core/rules/suggestion.ts';
import type { CancelOptions } from './cancel-run.ts';
import type { CancelScene } from './cancel-task.ts';
import { mostAtOnce, mostOnTrust } from './shared-options.ts';

/** `count`: so many orders would be cancelled. Where somebody can be asked, what is asked for is left out. */
export const cancelAgain = (
  { deps, options, task }: Pick<CancelScene, 'deps' | 'options' | 'task'>,
  source: CancelOptions['source'],
  count: number,
): string => {
  // A plan holds its number, customers, reason and ticket itself.
  const isPlan = 'plan' in source;
  const choice = [
    ...withValue('--customer', options.customer),
    ...(options.line ?? []).flatMap((line) => ['--line', String(line)]),
    ...(options.tryAnyway === true ? ['--try-anyway'] : []),
  ];
  const reason = task.reason === undefined ? holes.reason : isPlan ? undefined : options.reason;
  const consent = [
    ...withValue('--reason', reason),
    ...['--acknowledge', '--yes'],
    ...(!isPlan && count > mostOnTrust ? ['--expect-count', String(count)] : []),
  ];
  return deps.suggest([
    'cancel',
    ...argumentsOf(source),
    ...(isPlan ? [] : choice),
    ...(deps.prompter.canAsk ? withValue('--reason', isPlan ? undefined : options.reason) : consent),
    ...withValue('--ticket', isPlan ? undefined : options.ticket),
    ...(count > Math.min(mostAtOnce, options.maxCancel) ? ['--max-cancel', String(count)] : []),
    ...(options.onlyEligible === true ? ['--only-eligible'] : []),
    ...(options.allOrNothing === true ? ['--all-or-nothing'] : []),
  ]);
};

const withValue = (flag: string, text: string | undefined): CommandLine => (text === undefined ? [] : [flag, text]);

const argumentsOf = (source: CancelOptions['source']): CommandLine => {
  if ('plan' in source) return ['--apply', source.plan];
  if ('orders' in source) return source.orders;
  return source.file === '-' ? ['-'] : ['--file', source.file];
};
