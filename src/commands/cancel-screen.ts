/** Orders that are named, line by line, before they are cancelled. */
import { isAskedFor, isOpen } from '../core/operations/cancel-target.ts';
import { type Money, sumMoney } from '../core/rules/money.ts';
import type { CancelScene, NamedTarget } from './cancel-task.ts';
import { failureText } from './failure-text.ts';
import { priceWords } from './order-words.ts';

const toSend = (named: readonly NamedTarget[]): readonly NamedTarget[] =>
  named.filter(({ intent }) => intent.state === 'ready');

const linesToSend = ({ lines }: NamedTarget['target'], { tryAnyway }: CancelScene['options']) =>
  lines.filter((line) => isAskedFor(line, tryAnyway === true));

/** Everything that a person should know of what would be sent. */
export const tellOrders = async ({ deps, options, named }: CancelScene): Promise<void> => {
  const { text } = deps.messages;
  const isSettled = deps.flags.yes && options.acknowledge === true && options.reason !== undefined;
  // Said with --quiet too when a question follows that is about it.
  const say = deps.prompter.canAsk && !deps.flags.dryRun && !isSettled ? deps.output.warn : deps.output.say;
  for (const { target, intent } of toSend(named)) {
    for (const { item, decision } of linesToSend(target, options)) {
      say(text.cancel.line, { title: item.title, quantity: item.quantity, orderId: intent.shownAs, line: item.line });
      if (decision?.allowed === true) {
        const isService = decision.deadlineSource === 'service';
        say(text.cancel.deadline, { msLeft: decision.msLeft, cancelBy: decision.cancelBy, isService });
        say(text.cancel.credit, decision.credit);
      } else if (decision !== null) {
        const why = failureText((await deps.errorTexts()).own, decision.failure);
        say(() => `  ${why}`, {});
      }
    }
  }
};

/** The last yes: y/N for one order, the typed number for several. */
export const sayYes = async ({ deps, options, named }: CancelScene): Promise<boolean> => {
  const { messages, prompter, lang } = deps;
  const targets = toSend(named);
  const sum = sumMoney(targets.flatMap(({ target }) => creditsOf(target)));
  const credit = sum === null ? null : priceWords(messages, lang, sum);
  const [first, another] = targets;
  if (first === undefined) return true;
  const customer = first.target.customer.domain;
  if (another !== undefined) {
    const question = messages.text.cancel.typeCount({ customer, count: targets.length, credit });
    return prompter.typeToConfirm(question, String(targets.length));
  }
  const lines = linesToSend(first.target, options).length;
  return prompter.confirm(messages.text.cancel.question({ customer, orderId: first.intent.shownAs, lines, credit }));
};

/** What the lines still open would bring back, one estimate a line; `null` where it is not known. */
const creditsOf = ({ lines }: NamedTarget['target']): readonly (Money | null)[] =>
  lines.filter(isOpen).map(({ decision }) => decision?.credit.amount ?? null);
