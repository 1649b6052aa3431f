/** What runs leave behind, in words: the summary of a run, and what `csp runs` says. */
import type { Instant } from '../../core/ports/environment.ts';
import type { RunKind } from '../../core/ports/journal.ts';
import { proseInstant } from '../../terminal/format.ts';
import { plural } from '../plural.ts';

const orders = (count: number): string => plural('en', count, { one: '# order', other: '# orders' });

/** What a run is about, counted. */
export const things = (kind: RunKind, count: number): string =>
  kind === 'buy' ? plural('en', count, { one: '# purchase', other: '# purchases' }) : orders(count);
const lines = (count: number): string => plural('en', count, { one: '# line', other: '# lines' });

export const report = {
  heading: (d: { runId: string; kind: RunKind }) =>
    `${d.kind === 'cancel' ? 'Bulk cancellation' : 'Bulk purchase'}, run ${d.runId}`,
  environment: 'Environment',
  account: 'Signed in as',
  counts: 'Outcomes',
  credit: 'Credit, estimated',
  total: 'Total, as quoted',
  creditUnknown: (d: { orders: number }) => `unknown for ${orders(d.orders)}`,
  open: (d: { shown: number; total: number }) =>
    d.shown < d.total ? `Not done: the first ${d.shown} of ${lines(d.total)}` : `Not done: ${lines(d.total)}`,
  next: 'What to do next',
  nothingNext: 'Nothing: every line is done.',
  nothingLeft: 'Nothing is left that csp could do.',
  goOn: (d: { lines: number }) =>
    `${lines(d.lines)} not tried: run the same command again. It goes on where it ended and does nothing twice.`,
  lookAt: (d: { lines: number }) =>
    `${lines(d.lines)} unknown: run the same command again, or look in Partner Center and record what you find:`,
  ask: (d: { orders: number }) => `${orders(d.orders)} refused that a support request may help:`,
  takenOff: (d: { count: number }) => `${d.count.toLocaleString('en')} taken off`,
  noRefunds: (d: { runId: string }) => `Run ${d.runId} has no refused order that a support request would help.`,
  neverSent: (d: { runId: string; kind: RunKind; count: number; at: Instant; file: string | null }) =>
    `Run ${d.runId} began on ${proseInstant(d.at, 'en')}${d.file === null ? '' : ` with ${d.file}`}. Never sent: ${things(d.kind, d.count)}.`,
  askDrop: (d: { runId: string }) => `Take them off run ${d.runId}?`,
  notSeen: (d: { kind: RunKind; customer: string; orderId: string | null }) =>
    `${d.kind === 'buy' ? `The service shows no order of ${d.customer} that fits.` : `The service does not show order ${d.orderId} of ${d.customer} as cancelled.`} It can be 15 minutes behind; look again after that.`,
  wouldDrop: (d: { runId: string; kind: RunKind; count: number }) =>
    `Dry run: ${things(d.kind, d.count)} would be taken off run ${d.runId}.`,
  wouldResolve: (d: { runId: string; line: number }) => `Dry run: line ${d.line} of run ${d.runId} would be recorded.`,
};
