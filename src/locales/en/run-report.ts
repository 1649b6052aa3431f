/** What runs leave behind, in words: the summary of a run, and what `csp runs` says. */
import { plural } from '../plural.ts';

const orders = (count: number): string => plural('en', count, { one: '# order', other: '# orders' });
const lines = (count: number): string => plural('en', count, { one: '# line', other: '# lines' });

export const report = {
  heading: (d: { runId: string; kind: 'cancel' | 'buy' }) =>
    `${d.kind === 'cancel' ? 'Bulk cancellation' : 'Bulk purchase'}, run ${d.runId}`,
  environment: 'Environment',
  account: 'Signed in as',
  counts: 'Outcomes',
  credit: 'Credit, estimated',
  creditUnknown: (d: { lines: number }) => `unknown for ${lines(d.lines)}`,
  open: (d: { shown: number; total: number }) =>
    d.shown < d.total ? `Not cancelled: the first ${d.shown} of ${lines(d.total)}` : `Not cancelled: ${lines(d.total)}`,
  next: 'What to do next',
  nothingNext: 'Nothing: every line is cancelled.',
  nothingLeft: 'Nothing is left that csp could do.',
  goOn: (d: { lines: number }) =>
    `${lines(d.lines)} not tried: run the same command again. It goes on where it ended and does nothing twice.`,
  lookAt: (d: { lines: number }) =>
    `${lines(d.lines)} unknown: run the same command again, or look in Partner Center and record what you find:`,
  ask: (d: { lines: number }) => `${lines(d.lines)} refused that a support request may help:`,
  takenOff: (d: { count: number }) => `${d.count.toLocaleString('en')} taken off`,
  noRefunds: (d: { runId: string }) => `Run ${d.runId} has no refused order that a support request would help.`,
  typeRun: (d: { runId: string; count: number }) =>
    `This takes ${orders(d.count)} that were never sent off run ${d.runId}. Type ${d.runId} to go on:`,
  wouldDrop: (d: { runId: string; count: number }) => `Dry run: ${orders(d.count)} would be taken off run ${d.runId}.`,
  wouldResolve: (d: { runId: string; line: number }) => `Dry run: line ${d.line} of run ${d.runId} would be recorded.`,
};
