/** Orders that are named, line by line, before they are cancelled. */
import type { Failure } from '../core/errors.ts';
import { isAskedFor, isOpen } from '../core/operations/cancel-target.ts';
import { isCancelled } from '../core/rules/line-status.ts';
import { type Money, sumMoney } from '../core/rules/money.ts';
import type { CancelScene, NamedTarget } from './cancel-task.ts';
import type { Dependencies } from './context.ts';
import { failureText } from './failure-text.ts';
import { priceWords } from './order-words.ts';

const toSend = (named: readonly NamedTarget[]): readonly NamedTarget[] =>
  named.filter(({ intent }) => intent.state === 'ready');

const linesToSend = ({ lines }: NamedTarget['target'], { tryAnyway }: CancelScene['options']) =>
  lines.filter((line) => isAskedFor(line, tryAnyway === true));

/** Everything that a person should know of what would be sent; of several orders, and for a plan, also what would not be. */
export const tellOrders = async (scene: CancelScene): Promise<void> => {
  const { deps, options, named } = scene;
  const { text } = deps.messages;
  const say = sayOf(scene);
  const tellFailure = async (failure: Failure, indent: string): Promise<void> => {
    const why = failureText((await deps.errorTexts()).own, failure);
    say(() => `${indent}${why}`, {});
  };
  const tellsAll = named.length > 1 || options.planOut !== undefined;
  for (const { target, intent } of named) {
    const { shownAs: orderId, state, failure } = intent;
    const sent = state === 'ready' ? linesToSend(target, options) : [];
    if (sent.length === 0 && tellsAll) {
      if (failure === null) say(text.cancel.alreadyOrder, { orderId });
      else await tellFailure(failure, '');
    }
    for (const line of sent.length === 0 ? [] : target.lines) {
      const { item, status, decision } = line;
      const named = { title: item.title, orderId, line: item.line };
      if (!sent.includes(line)) {
        if (isCancelled(status)) say(text.cancel.cancelledLine, named);
        continue;
      }
      say(text.cancel.line, { ...named, quantity: item.quantity });
      if (decision?.allowed === true) {
        const isService = decision.deadlineSource === 'service';
        say(text.cancel.deadline, { msLeft: decision.msLeft, cancelBy: decision.cancelBy, isService });
        say(text.cancel.credit, decision.credit);
      } else if (decision !== null) {
        await tellFailure(decision.failure, '  ');
        say(() => `  ${text.cancel.anyway}`, {});
      }
    }
  }
};

/** Said with --quiet too when a question follows that is about it. */
const sayOf = ({ deps: { prompter, flags, output }, options }: CancelScene): Dependencies['output']['say'] => {
  const isSettled = flags.yes && options.acknowledge === true && options.reason !== undefined;
  return prompter.canAsk && !flags.dryRun && !isSettled ? output.warn : output.say;
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
