/** What bulk runs say while they work, loaded only for them. */
import type { Instant } from '../../core/ports/environment.ts';
import { proseDuration, proseInstant } from '../../terminal/format.ts';
import { plural } from '../plural.ts';
import { report } from './run-report.ts';

const orders = (count: number): string => plural('en', count, { one: '# order', other: '# orders' });
const lines = (count: number): string => plural('en', count, { one: '# line', other: '# lines' });
const number = (count: number): string => count.toLocaleString('en');

/** How many intents of a run, or lines of its input, are in which state. */
export interface RunCounts {
  readonly cancelled: number;
  readonly ordered: number;
  readonly alreadyOrdered: number;
  readonly already: number;
  readonly refused: number;
  readonly unknown: number;
  readonly left: number;
  /** A person took them off the run. */
  readonly takenOff?: number;
  readonly total: number;
}

const counted = (d: RunCounts): string =>
  [
    ...(d.cancelled > 0 ? [`${number(d.cancelled)} cancelled`] : []),
    ...(d.ordered > 0 ? [`${number(d.ordered)} ordered`] : []),
    ...(d.alreadyOrdered > 0 ? [`${number(d.alreadyOrdered)} bought already`] : []),
    ...(d.already > 0 ? [`${number(d.already)} cancelled already`] : []),
    ...(d.refused > 0 ? [`${number(d.refused)} refused`] : []),
    ...(d.unknown > 0 ? [`${number(d.unknown)} unknown`] : []),
    ...(d.left > 0 ? [`${number(d.left)} left`] : []),
    ...(d.takenOff ? [report.takenOff({ count: d.takenOff })] : []),
  ].join(', ') || 'nothing done';

export const runs = {
  report,
  read: (d: { file: string; lines: number; skipped: number; repeats: number }) =>
    `${d.file}: ${lines(d.lines)}${d.repeats > 0 ? `, ${number(d.repeats)} of them repeated` : ''}${d.skipped > 0 ? `; ${lines(d.skipped)} that are no purchase skipped` : ''}.`,
  planning: (d: { done: number; total: number | null; minutesLeft: number | null }) =>
    `Reading orders: ${number(d.done)}${d.total === null ? '' : ` of ${number(d.total)}`}${minutes(d.minutesLeft)}`,
  plan: (d: { eligible: number; already: number; refused: number; credit: readonly string[] }) =>
    `Plan: ${orders(d.eligible)} to cancel${d.already > 0 ? `, ${number(d.already)} cancelled already` : ''}${d.refused > 0 ? `, ${number(d.refused)} that cannot be cancelled` : ''}. Credit: ${d.credit.length === 0 ? 'unknown' : d.credit.join(', ')}.`,
  refusedFor: (d: { reason: string; count: number }) =>
    `  ${number(d.count)}${d.count > 1 ? ', such as' : ''}: ${d.reason}`,
  planWritten: (d: { path: string }) =>
    `The plan is in ${d.path}. Nothing was cancelled. To do it: csp cancel --apply ${d.path}`,
  noJournal:
    'This machine remembers no earlier run for this account. What another machine has cancelled shows only in the state of the orders.',
  typeCount: (d: { count: number; customers: number; credit: string }) =>
    `This cancels ${orders(d.count)} of ${plural('en', d.customers, { one: '# customer', other: '# customers' })}, credit ${d.credit}. Type the number of orders to go on:`,
  typeToGoOn: (d: { runId: string; count: number }) =>
    `Run ${d.runId} goes on with ${orders(d.count)}. Type the number to go on:`,
  buyPlan: (d: { lines: number; refused: number; repeats: number; total: readonly string[]; isPartial: boolean }) =>
    `Quote: ${lines(d.lines)} to order${d.repeats > 0 ? `, ${number(d.repeats)} bought already` : ''}${d.refused > 0 ? `, ${number(d.refused)} that cannot be ordered` : ''}. Total: ${d.total.length === 0 ? 'unknown' : d.total.join(', ')}${d.isPartial ? ', and lines without a price' : ''}.`,
  repeat: (d: { line: number; reason: string }) => `  Line ${d.line}: ${d.reason}`,
  buying: (d: { done: number; total: number | null; minutesLeft: number | null }) =>
    `Ordering: ${number(d.done)}${d.total === null ? '' : ` of ${number(d.total)}`}${minutes(d.minutesLeft)}`,
  quoting: (d: { done: number; total: number | null; minutesLeft: number | null }) =>
    `Quoting: ${number(d.done)}${d.total === null ? '' : ` of ${number(d.total)}`}${minutes(d.minutesLeft)}`,
  typeCountBuy: (d: { count: number; customers: number; total: string }) =>
    `This orders ${lines(d.count)} for ${plural('en', d.customers, { one: '# customer', other: '# customers' })}, total ${d.total}. Type the number of lines to go on:`,
  continues: (d: { runId: string; left: number; inDoubt: number }) =>
    `Going on with run ${d.runId}: ${orders(d.left)} left, ${number(d.inDoubt)} in doubt.`,
  finishedBefore: (d: { runId: string; at: Instant; done: number }) =>
    `Run ${d.runId} finished this on ${proseInstant(d.at, 'en')}: ${number(d.done)} already done. Nothing was sent.`,
  begins: (d: { runId: string; count: number }) => `Run ${d.runId}: ${orders(d.count)}.`,
  cancelling: (d: { done: number; total: number | null; minutesLeft: number | null }) =>
    `Cancelling: ${number(d.done)}${d.total === null ? '' : ` of ${number(d.total)}`}${minutes(d.minutesLeft)}`,
  elsewhere: (d: { runId: string; count: number }) =>
    `${orders(d.count)} already in the hands of run ${d.runId}; waiting for it.`,
  summary: (d: RunCounts & { runId: string }) => `Run ${d.runId}: ${counted(d)}, of ${lines(d.total)}.`,
  stopped: (d: { runId: string; done: number; left: number; inDoubt: number }) =>
    `Run ${d.runId}: ${number(d.done)} done, ${number(d.left)} left, ${number(d.inDoubt)} in doubt: run the same command again to go on.`,
  written: (d: { what: 'results' | 'summary'; path: string }) =>
    d.what === 'results' ? `Results: ${d.path}` : `Summary: ${d.path}`,
  refundRequests: (d: { count: number; folder: string }) =>
    `${plural('en', d.count, { one: '# refund request', other: '# refund requests' })} in ${d.folder}`,
  waiting: (d: { count: number; until: Instant }) =>
    `Waiting until the lists show ${orders(d.count)} as cancelled, at the latest until ${proseInstant(d.until, 'en')}.`,
  shown: 'The lists show all of them as cancelled.',
  notShown: (d: { count: number }) => `The lists do not show ${orders(d.count)} as cancelled yet.`,
  dropped: (d: { runId: string; count: number }) =>
    `${orders(d.count)} taken off run ${d.runId}; they were never sent.`,
  resolved: (d: { runId: string; line: number; isDone: boolean }) =>
    `Run ${d.runId}, line ${d.line}: recorded as ${d.isDone ? 'cancelled' : 'not cancelled'}.`,
  snapshot: 'The file changed while it was read; what counts is what was read.',
  title: {
    run: 'Run',
    kind: 'Kind',
    began: 'Began',
    finished: 'Finished',
    lines: 'Lines',
    progress: 'Progress',
    file: 'File',
    input: 'Input',
  },
  outcome: { ordered: 'ordered', 'already-ordered': 'bought already', 'would-order': 'would be ordered' },
  unfinished: 'not finished',
  kind: { cancel: 'cancel', buy: 'buy' },
  none: 'No bulk run was made on this machine.',
  sameAs: (d: { line: number }) => `same as line ${d.line}`,
  byRun: (d: { runId: string }) => `done by run ${d.runId}`,
  tookMs: (d: { ms: number }) => proseDuration(d.ms, 'en'),
};

const minutes = (left: number | null): string =>
  left === null
    ? ''
    : left === 0
      ? ', less than a minute left'
      : `, about ${plural('en', left, { one: '# minute', other: '# minutes' })} left`;
