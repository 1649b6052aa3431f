/** The command line that does what was looked at, with all that a script must say. */
import { shellWord } from '../core/rules/shell-word.ts';
import type { CancelOptions } from './cancel-run.ts';
import type { CancelScene } from './cancel-task.ts';
import { mostAtOnce, mostOnTrust } from './shared-options.ts';

/** `count`: so many orders would be cancelled. Where somebody can be asked, what is asked for is left out. */
export const cancelAgain = (
  { deps, options, task }: Pick<CancelScene, 'deps' | 'options' | 'task'>,
  source: CancelOptions['source'],
  count: number,
): string => {
  const more = (flag: string, isNeeded: boolean): readonly string[] => (isNeeded ? [flag] : []);
  const value = (flag: string, text: string | undefined): readonly string[] =>
    text === undefined ? [] : [`${flag} ${shellWord(text)}`];
  // A plan holds its number, customers, reason and ticket itself.
  const isPlan = 'plan' in source;
  const choice = isPlan
    ? []
    : [
        ...value('--customer', options.customer),
        ...(options.line ?? []).map((line) => `--line ${line}`),
        ...more('--try-anyway', options.tryAnyway === true),
      ];
  const consent = deps.prompter.canAsk
    ? value('--reason', isPlan ? undefined : options.reason)
    : [
        ...(isPlan && task.reason !== undefined ? [] : value('--reason', options.reason)),
        ...more('--reason TEXT', task.reason === undefined),
        '--acknowledge --yes',
        ...more(`--expect-count ${count}`, !isPlan && count > mostOnTrust),
      ];
  return [
    `csp cancel ${sourceText(source)}`,
    ...choice,
    ...consent,
    ...(isPlan ? [] : value('--ticket', options.ticket)),
    ...more(`--max-cancel ${count}`, count > mostAtOnce),
    ...more('--only-eligible', options.onlyEligible === true),
    ...more('--all-or-nothing', options.allOrNothing === true),
  ].join(' ');
};

const sourceText = (source: CancelOptions['source']): string => {
  if ('plan' in source) return `--apply ${shellWord(source.plan)}`;
  if ('orders' in source) return source.orders.map(shellWord).join(' ');
  return source.file === '-' ? '-' : `--file ${shellWord(source.file)}`;
};
