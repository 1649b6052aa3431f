import { type Command, Option } from 'commander';
import { CspError, type Failure } from '../core/errors.ts';
import {
  type CancelResult,
  type CancelTarget,
  cancelTarget,
  creditsOf,
  endsRun,
  isOpen,
  planResults,
  previewCancel,
  skippedResults,
} from '../core/operations/cancel.ts';
import { worstFailure } from '../core/operations/cancel-failure.ts';
import type { Partner } from '../core/operations/partner.ts';
import type { Customer } from '../core/ports/backend.ts';
import { sumMoney } from '../core/rules/money.ts';
import type { OrderWord } from '../core/rules/order-reference.ts';
import type { CancelFileWords } from './cancel-file.ts';
import { cancelFields, cancelView } from './cancel-view.ts';
import { pickCustomer, pickOrderId } from './choices.ts';
import type { CommandContext, Dependencies } from './context.ts';
import { openWords, priceWords } from './order-words.ts';
import {
  addRunFlags,
  collect,
  createCommand,
  mostAtOnce,
  readLine,
  readOrder,
  readQuantity,
  toOrderWord,
} from './shared-options.ts';

const examples = [
  'csp cancel c403d91b21d2 --customer contoso.onmicrosoft.com --line 1 --reason "Ordered twice" --acknowledge --yes',
  'csp cancel --file orders.csv --plan-out plan.json',
];

export interface CancelWords {
  readonly customer?: string;
  readonly line?: readonly number[];
  readonly reason?: string;
  readonly ticket?: string;
  readonly acknowledge?: boolean;
  readonly expectCount?: number;
  readonly maxCancel: number;
}

export const cancelCommand = ({ messages, open }: CommandContext, run = runCancel): Command =>
  addRunFlags(
    createCommand('cancel', messages, examples)
      .argument('[order...]', messages.help.arg.orders, collect(readOrderArgument))
      .option('--customer <customer>', messages.flags.customer)
      .option('--line <n>', messages.flags.lines, collect(readLine))
      .option('--reason <text>', messages.flags.cancelReason)
      .option('--ticket <number>', messages.flags.ticket)
      .option('--acknowledge', messages.flags.acknowledge)
      .option('--expect-count <n>', messages.flags.expectCount, readQuantity('--expect-count'))
      .addOption(
        new Option('--max-cancel <n>', messages.flags.maxCancel)
          .default(mostAtOnce)
          .argParser(readQuantity('--max-cancel')),
      )
      .option('--file <file>', messages.flags.ordersFile)
      .option('--plan-out <file>', messages.flags.planOut)
      .option('--apply <plan>', messages.flags.apply)
      .option('--only-eligible', messages.flags.onlyEligible)
      .option('--all-or-nothing', messages.flags.allOrNothing)
      .option('--try-anyway', messages.flags.tryAnyway),
    messages,
    8,
  )
    .option('--refund-requests <folder>', messages.flags.refundRequests)
    .option('--wait', messages.flags.waitShown)
    .action(async (orders: string[], words: CancelFileWords, command: Command) => {
      const source = listOf(orders, words);
      if (source === undefined && words.apply === undefined) return run(await open(command), orders, words);
      const { runCancelFile } = await import('./cancel-file.ts');
      return runCancelFile(await open(command), source === undefined ? words : { ...words, file: source });
    });

/** Where a list comes from: a file, or standard input by `-`. */
const listOf = (orders: readonly string[], { file, apply }: CancelFileWords): string | undefined => {
  const [first, another] = orders;
  const isStdin = orders.includes('-');
  if (first === undefined) return file;
  if (another === undefined && isStdin && file === undefined && apply === undefined) return '-';
  const flags = [file === undefined ? undefined : '--file', apply === undefined ? undefined : '--apply', ...orders];
  if (isStdin || file !== undefined || apply !== undefined) {
    throw new CspError('argumentsConflict', { flags: flags.filter((flag) => flag !== undefined) });
  }
  return undefined;
};

export const runCancel = async (deps: Dependencies, given: readonly string[], words: CancelWords): Promise<void> => {
  const { messages, output } = deps;
  await output.check({ fields: cancelFields });
  const partner = await deps.partner();
  const customer = await pickCustomer(deps, partner, words.customer);
  const orders = given.length > 0 ? given : [await pickOrderId(deps, partner, customer, undefined, isOpen)];
  const named = orders.map((text) => toOrderWord('ORDER', text));
  const targets = await previewCancel(partner, customer, withLines(named, words.line));
  guardCount(targets, words);
  const open = targets.filter((target) => target.refusal === null && target.lines.some(isOpen));
  if (open.length > 0) describe(deps, open, words);
  if (deps.flags.dryRun) {
    const results = targets.flatMap(planResults);
    await show(deps, results);
    sayOneByOne(deps, targets);
    output.say(() => messages.text.cancel.dryRun, {});
    return throwFailure(customer, results);
  }
  const reason = open.length > 0 ? await confirm(deps, open, words) : '';
  const results = await deps.finish((givenUp) =>
    cancelAll(deps, partner, targets, { reason, ticket: words.ticket }, givenUp),
  );
  sayOneByOne(deps, targets);
  const lines = results.filter(({ outcome }) => outcome === 'cancelled').length;
  if (lines > 0) output.say(messages.text.cancel.done, { lines });
  else if (results.every(({ outcome }) => outcome === 'already-cancelled'))
    output.say(() => messages.text.cancel.already, {});
  throwFailure(customer, results);
};

/** One order after the other, and what became of each. After a failure that ends the run, the rest is not tried. */
const cancelAll = async (
  deps: Dependencies,
  partner: Partner,
  targets: readonly CancelTarget[],
  facts: { readonly reason: string; readonly ticket: string | undefined },
  givenUp: () => Promise<Failure | null>,
): Promise<readonly CancelResult[]> => {
  const results: CancelResult[] = [];
  let isEnded = false;
  for (const target of targets) {
    const stop = await givenUp();
    const rows =
      isEnded || stop !== null ? skippedResults(target, stop) : await cancelTarget(partner, target, deps.newId, facts);
    isEnded ||= endsRun(rows);
    results.push(...rows);
  }
  await show(deps, results);
  return results;
};

/** An order id, `ORDER/LINE` as `--ids` prints it, or `-` for a list of them on standard input. */
const readOrderArgument = (text: string): string => (text === '-' ? text : readOrder('ORDER')(text));

/** `--line` names lines of the order; where the order names one itself, it must be the same. */
const withLines = (orders: readonly OrderWord[], lines: readonly number[] | undefined): readonly OrderWord[] => {
  if (lines === undefined) return orders;
  const other = orders.find(({ line }) => line !== undefined && !(lines.length === 1 && lines[0] === line));
  if (other !== undefined)
    throw new CspError('argumentsConflict', {
      flags: [`${other.orderId}/${other.line}`, `--line ${lines.join(' --line ')}`],
    });
  return orders.flatMap(({ orderId }) => lines.map((line) => ({ orderId, line })));
};

const guardCount = (targets: readonly CancelTarget[], words: CancelWords): void => {
  const found = targets.length;
  if (words.expectCount !== undefined && words.expectCount !== found) {
    throw new CspError('countMismatch', { expected: words.expectCount, found });
  }
  if (found > words.maxCancel) throw new CspError('tooMany', { found, maximum: words.maxCancel, flag: '--max-cancel' });
  if (found > 1 && words.line !== undefined)
    throw new CspError('argumentsConflict', { flags: ['--line', ...targets.map(({ asked }) => asked)] });
};

/** Everything that a person should know before, line by line. */
const describe = (deps: Dependencies, open: readonly CancelTarget[], words: CancelWords): void => {
  const { text } = deps.messages;
  const isSettled = deps.flags.yes && words.acknowledge === true && words.reason !== undefined;
  // Said with --quiet too when a question follows that is about it.
  const say = deps.prompter.canAsk && !deps.flags.dryRun && !isSettled ? deps.output.warn : deps.output.say;
  for (const { item, order, decision } of open.flatMap(({ lines }) => lines.filter(isOpen))) {
    const orderId = order.alternateId ?? order.id;
    say(text.cancel.line, { title: item.title, quantity: item.quantity, orderId, line: item.line });
    if (decision?.allowed !== true) continue;
    const isService = decision.deadlineSource === 'service';
    say(text.cancel.deadline, { msLeft: decision.msLeft, cancelBy: decision.cancelBy, isService });
    say(text.cancel.credit, decision.credit);
  }
};

/** Acknowledgement, reason and the last yes; returns the reason. */
const confirm = async (deps: Dependencies, open: readonly CancelTarget[], words: CancelWords): Promise<string> => {
  const { messages, output, prompter } = deps;
  if (!prompter.canAsk) {
    if (words.acknowledge !== true) throw new CspError('acknowledgementNeeded', { flag: '--acknowledge' });
    if (words.reason === undefined) throw new CspError('argumentMissing', { flag: '--reason', command: 'csp cancel' });
    if (!deps.flags.yes) throw new CspError('confirmationNeeded', { flag: '--yes' });
    return words.reason;
  }
  if (words.acknowledge !== true) {
    // Said with --quiet too: a question follows that is about it.
    output.warn(() => messages.text.cancel.effects, {});
    if (!(await prompter.acknowledge(messages.text.cancel.acknowledge))) throw new CspError('declined', {});
  }
  const reason = words.reason ?? (await prompter.ask(messages.text.ask.cancelReason));
  if (!deps.flags.yes && !(await sayYes(deps, open))) throw new CspError('declined', {});
  return reason;
};

const sayYes = async (deps: Dependencies, open: readonly CancelTarget[]): Promise<boolean> => {
  const { messages, prompter, lang } = deps;
  const sum = sumMoney(open.flatMap(creditsOf));
  const credit = sum === null ? null : priceWords(messages, lang, sum);
  const [first] = open;
  if (first === undefined) return true;
  const customer = first.customer.domain;
  if (open.length > 1) {
    const question = messages.text.cancel.typeCount({ customer, count: open.length, credit });
    return prompter.typeToConfirm(question, String(open.length));
  }
  const orderId = first.order?.alternateId ?? first.order?.id ?? first.asked;
  return prompter.confirm(
    messages.text.cancel.question({ customer, orderId, lines: first.lines.filter(isOpen).length, credit }),
  );
};

/** One refused order needs no table of its own: the error says it all. */
const show = async (deps: Dependencies, results: readonly CancelResult[]): Promise<void> => {
  if (deps.output.isTable && results.every(({ outcome }) => outcome === 'refused')) return;
  await deps.output.list(cancelView(deps.messages, await deps.errorTexts()), results);
};

/** A refused line keeps the others of its order back; they can be named. */
const sayOneByOne = ({ messages, output }: Dependencies, targets: readonly CancelTarget[]): void => {
  for (const { refusal, order, lines } of targets) {
    const open = lines.filter(isOpen).map(({ item }) => item.line);
    if (refusal !== null && order !== null && open.length > 0)
      output.say(messages.text.cancel.oneByOne, openWords(order.alternateId ?? order.id, open));
  }
};

const throwFailure = (customer: Customer, results: readonly CancelResult[]): void => {
  const failure = worstFailure(customer, results);
  if (failure !== undefined) throw failure;
};
