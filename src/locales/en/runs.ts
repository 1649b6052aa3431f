/** What runs say while they work, loaded only for them. */
import type { Instant, ProgressMessage } from '../../core/ports/environment.ts';
import type { RunKind } from '../../core/ports/journal.ts';
import { proseInstant } from '../../terminal/format.ts';
import { plural } from '../plural.ts';
import { report, things } from './run-report.ts';

const orders = (count: number): string => plural('en', count, { one: '# order', other: '# orders' });
const lines = (count: number): string => plural('en', count, { one: '# line', other: '# lines' });
const toDoIt = (command: string): string => `To do it:\n  ${command}`;
const number = (count: number): string => count.toLocaleString('en');

/** How many intents of a run, or lines of its input, are in which state. */
export interface RunCounts {
  readonly cancelled: number;
  readonly ordered: number;
  readonly alreadyOrdered: number;
  /** Lines that are the same purchase as an earlier one. */
  readonly repeated: number;
  readonly already: number;
  readonly refused: number;
  readonly unknown: number;
  readonly left: number;
  /** A person found that nothing came of them. */
  readonly failed?: number;
  /** A person took them off the run. */
  readonly takenOff?: number;
  readonly total: number;
}

const counted = (d: RunCounts): string =>
  [
    ...(d.cancelled > 0 ? [`${number(d.cancelled)} cancelled`] : []),
    ...(d.ordered > 0 ? [`${number(d.ordered)} ordered`] : []),
    ...(d.alreadyOrdered > 0 ? [`${number(d.alreadyOrdered)} bought already`] : []),
    ...(d.repeated > 0 ? [`${number(d.repeated)} repeated`] : []),
    ...(d.already > 0 ? [`${number(d.already)} cancelled already`] : []),
    ...(d.refused > 0 ? [`${number(d.refused)} refused`] : []),
    ...(d.unknown > 0 ? [`${number(d.unknown)} unknown`] : []),
    ...(d.left > 0 ? [`${number(d.left)} left`] : []),
    ...(d.failed ? [`${number(d.failed)} failed`] : []),
    ...(d.takenOff ? [report.takenOff({ count: d.takenOff })] : []),
  ].join(', ') || 'nothing done';

export const runs = {
  report,
  read: (d: { file: string; lines: number; skipped: number; repeats: number }) =>
    `${d.file === '-' ? 'Standard input' : d.file}: ${lines(d.lines)}${d.repeats > 0 ? `, ${number(d.repeats)} of them repeated` : ''}${d.skipped > 0 ? `; ${lines(d.skipped)} that are no purchase skipped` : ''}.`,
  mended: (d: { count: number; lines: readonly number[] }) =>
    `${lines(d.count)} with ids that a spreadsheet had changed: apostrophes were left out, lost zeros put back (${d.lines.join(', ')}${d.count > d.lines.length ? ' …' : ''}).`,
  nothing: 'Standard input is empty: there is nothing to do.',
  planning: (d: { done: number; total: number | null; minutesLeft: number | null }) =>
    `Reading orders: ${number(d.done)}${d.total === null ? '' : ` of ${number(d.total)}`}${minutes(d.minutesLeft)}`,
  plan: (d: {
    eligible: number;
    already: number;
    refused: number;
    credit: readonly string[];
    paid: readonly string[];
  }) =>
    `Plan: ${d.eligible === 0 ? 'nothing' : orders(d.eligible)} to cancel${d.already > 0 ? `, ${number(d.already)} cancelled already` : ''}${d.refused > 0 ? `, ${number(d.refused)} that cannot be cancelled` : ''}.${d.eligible === 0 ? '' : ` Estimated credit: ${d.credit.join(', ') || 'unknown'}.`}${d.paid.length === 0 ? '' : ` Paid for what cannot be cancelled: ${d.paid.join(', ')}.`}`,
  refusedFor: (d: { reason: string; count: number }) =>
    `  ${d.reason}${d.count > 1 ? ` (${number(d.count)} like this)` : ''}`,
  planWritten: (d: { path: string; command: string | null }) =>
    `The plan is in ${d.path}. ${d.command === null ? 'It has nothing left to cancel.' : `Nothing was cancelled. ${toDoIt(d.command)}`}`,
  toDoIt: (d: { command: string }) => toDoIt(d.command),
  noJournal:
    'This machine remembers no earlier run for this account. What another machine has cancelled shows only in the state of the orders.',
  typeCount: (d: { count: number; customers: number; credit: string }) =>
    `This cancels ${orders(d.count)} of ${plural('en', d.customers, { one: '# customer', other: '# customers' })}, estimated credit ${d.credit}. Type the number of orders to go on:`,
  typeToGoOn: (d: { runId: string; kind: RunKind; count: number }) =>
    `Run ${d.runId} goes on with ${things(d.kind, d.count)}. Type the number to go on:`,
  buyPlan: (d: {
    lines: number;
    refused: number;
    repeats: number;
    repeated: number;
    areSkipped: boolean;
    total: readonly string[];
    isPartial: boolean;
  }) =>
    `Quote: ${d.lines === 0 ? 'nothing' : lines(d.lines)} to order${d.repeats > 0 ? `, ${number(d.repeats)} ${d.areSkipped ? '' : 'of them '}bought already` : ''}${d.repeated > 0 ? `, ${number(d.repeated)} repeated` : ''}${d.refused > 0 ? `, ${number(d.refused)} that cannot be ordered` : ''}.${d.lines === 0 ? '' : ` Total: ${d.total.join(', ') || 'unknown'}${d.isPartial ? ', and lines without a price' : ''}.`}`,
  repeat: (d: { line: number; reason: string }) => `  Line ${d.line}: ${d.reason}`,
  repeated: (d: { line: number; first: number }) => `  Line ${d.line}: the same purchase as line ${d.first}`,
  repeatedHint:
    'What is repeated is ordered once. For more of it write a larger quantity, or give the lines PO numbers of their own.',
  buying: (d: RunProgress) => `Ordering: ${howFar(d)}`,
  quoting: (d: { done: number; total: number | null; minutesLeft: number | null }) =>
    `Quoting: ${number(d.done)}${d.total === null ? '' : ` of ${number(d.total)}`}${minutes(d.minutesLeft)}`,
  typeCountBuy: (d: { count: number; customers: number; total: string }) =>
    `This orders ${lines(d.count)} for ${plural('en', d.customers, { one: '# customer', other: '# customers' })}, total ${d.total}. Type the number of lines to go on:`,
  continues: (d: { runId: string; kind: RunKind; left: number; inDoubt: number }) =>
    `Run ${d.runId} is not finished: ${d.left > 0 || d.inDoubt === 0 ? `${things(d.kind, d.left)} left${d.inDoubt > 0 ? `, ${number(d.inDoubt)} in doubt` : ''}` : `${things(d.kind, d.inDoubt)} in doubt`}.`,
  finishedBefore: (d: { runId: string; kind: RunKind; at: Instant; done: number }) =>
    `Run ${d.runId} finished this on ${proseInstant(d.at, 'en')}: ${things(d.kind, d.done)} done. Nothing was sent.`,
  begins: (d: { runId: string; kind: RunKind; count: number }) => `Run ${d.runId} begins: ${things(d.kind, d.count)}.`,
  cancelling: (d: RunProgress) => `Cancelling: ${howFar(d)}`,
  looksFirst: (d: { kind: RunKind; count: number; minutes: number | null }) =>
    `${things(d.kind, d.count)} ${d.count === 1 ? 'is in doubt and is' : 'are in doubt and are'} looked at first${d.minutes === null ? '' : `; that can take ${plural('en', d.minutes, { one: '# minute', other: '# minutes' })}`}.`,
  looks: (d: { kind: RunKind; count: number; minutes: number | null }) =>
    `What became of ${things(d.kind, d.count)} is not known yet: looking again${d.minutes === null ? '' : ` for up to ${plural('en', d.minutes, { one: '# minute', other: '# minutes' })}`}.`,
  takenUp: (d: { runId: string; kind: RunKind; count: number; command: string }) =>
    `Finished now for run ${d.runId}, which had begun it: ${things(d.kind, d.count)}. The money counts in that run:\n  ${d.command}`,
  boughtBy: (d: { runId: string }) =>
    `Run ${d.runId} had begun this purchase: that one was finished, and no other was made.`,
  elsewhere: (d: { runId: string; kind: RunKind; count: number }) =>
    `Waiting for run ${d.runId}, which already has ${things(d.kind, d.count)} of these in hand.`,
  lastWords: (d: { runId: string; kind: RunKind; count: number }) =>
    `Run ${d.runId} could not be written down any further. What is known of ${things(d.kind, d.count)} that left follows, one a line; keep these lines:`,
  summary: (d: RunCounts & { runId: string }) => `Run ${d.runId}: ${counted(d)}, of ${lines(d.total)}.`,
  stopped: (d: { runId: string; done: number; refused: number; left: number; inDoubt: number }) =>
    `Run ${d.runId}: ${number(d.done)} done, ${d.refused > 0 ? `${number(d.refused)} refused, ` : ''}${number(d.left)} left, ${number(d.inDoubt)} in doubt: run the same command again to go on.`,
  stoppedAtRefusal: (d: {
    runId: string;
    kind: RunKind;
    flag: string;
    command: string;
    done: number;
    refused: number;
    left: number;
    inDoubt: number;
  }) =>
    `Run ${d.runId}: ${number(d.done)} done, ${number(d.refused)} refused, ${number(d.left)} left, ${number(d.inDoubt)} in doubt. It ended at the first refusal (${d.flag}); what was ${d.kind === 'buy' ? 'ordered stays ordered' : 'cancelled stays cancelled'}. Run the same command again to go on with the rest, or take it off the run:\n  ${d.command}`,
  listed: (d: { shown: number; total: number }) =>
    `The first ${number(d.shown)} of ${lines(d.total)}; -o jsonl lists all of them.`,
  written: (d: { what: 'results' | 'summary'; path: string }) =>
    d.what === 'results' ? `Results: ${d.path}` : `Summary: ${d.path}`,
  edited: (d: { file: string }) =>
    `${d.file} was edited while this ran. All of this is about the rows as they were read at the start.`,
  unwritten: (d: { command: string }) =>
    `The run is whole in the journal. Once they can be written, its files are written again by:\n  ${d.command}`,
  refundRequests: (d: { count: number; folder: string }) =>
    `${plural('en', d.count, { one: '# refund request', other: '# refund requests' })} in ${d.folder}`,
  awaiting: (d: { count: number }) =>
    `Waiting until ${things('buy', d.count)} ${d.count === 1 ? 'is' : 'are'} fulfilled.`,
  waiting: (d: { count: number; until: Instant }) =>
    `Waiting until the lists show ${orders(d.count)} as cancelled, at the latest until ${proseInstant(d.until, 'en')}.`,
  shown: 'The lists show all of them as cancelled.',
  notShown: (d: { count: number }) => `The lists do not show ${orders(d.count)} as cancelled yet.`,
  dropped: (d: { runId: string; kind: RunKind; count: number }) =>
    `Taken off run ${d.runId}, never sent: ${things(d.kind, d.count)}.`,
  resolved: (d: { runId: string; line: number; isDone: boolean }) =>
    `Run ${d.runId}, line ${d.line}: recorded as ${d.isDone ? 'done' : 'not done'}.`,
  title: {
    run: 'Run',
    kind: 'Kind',
    began: 'Began',
    finished: 'Finished',
    lines: 'Lines',
    progress: 'Progress',
    refused: 'Refused',
    inDoubt: 'In doubt',
    file: 'File',
    input: 'Input',
  },
  outcome: {
    ordered: 'ordered',
    'already-ordered': 'bought already',
    'would-order': 'would be ordered',
    repeated: 'repeated',
  },
  unfinished: 'not finished',
  kind: { cancel: 'cancel', buy: 'buy' },
  none: 'This machine remembers no bulk run and no purchase for this account.',
  sameAs: (d: { line: number }) => `same as line ${d.line}`,
  byRun: (d: { runId: string }) => `done by run ${d.runId}`,
};

/** How far a run is; `inDoubt` are those that it found in doubt and has not settled. */
export type RunProgress = Parameters<ProgressMessage>[0] & { readonly inDoubt: number };

const howFar = (d: RunProgress): string =>
  `${number(d.done)}${d.total === null ? '' : ` of ${number(d.total)}`}${d.inDoubt > 0 ? `, ${number(d.inDoubt)} in doubt` : ''}${minutes(d.minutesLeft)}`;

const minutes = (left: number | null): string =>
  left === null
    ? ''
    : left === 0
      ? ', less than a minute left'
      : `, about ${plural('en', left, { one: '# minute', other: '# minutes' })} left`;
