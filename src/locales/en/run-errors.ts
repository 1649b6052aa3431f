/** Failures of bulk runs: of their files, their plans, their journal, and how they end. */
import type { ErrorDetails } from '../../core/errors.ts';
import { plural } from '../plural.ts';

const orders = (count: number): string => plural('en', count, { one: '# order', other: '# orders' });

const planFaults: {
  readonly [R in ErrorDetails['planUnusable']['reason']]: (expected: string, found: string) => string;
} = {
  format: () => 'It is not a plan of csp.',
  digest: () => 'It was changed after it was made.',
  environment: (expected, found) => `It was made for ${found}; this is ${expected}.`,
  age: (expected, found) => `It was made at ${found}, more than ${expected} ago.`,
};

export const runErrors = {
  orderOfAnother: (d: ErrorDetails['orderOfAnother']) => ({
    what: `Line ${d.line}: order ${d.orderId} is not an order of ${d.customer}.`,
    why: `It belongs to ${d.owner}. Nothing was sent; correct the file.`,
  }),
  runInDoubt: (d: ErrorDetails['runInDoubt']) => ({
    what: `Run ${d.runId}: what became of ${orders(d.unknown)} is not known.`,
    why: `Look at each of them in Partner Center, and record what you find:`,
  }),
  runRefused: (d: ErrorDetails['runRefused']) => ({
    what:
      d.runId === null
        ? `${orders(d.refused)} would be refused.`
        : `Run ${d.runId} is finished; ${plural('en', d.refused, { one: '# order was', other: '# orders were' })} refused.`,
  }),
  runUnfinished: (d: ErrorDetails['runUnfinished']) => ({
    what: `Run ${d.runId} is not finished: ${orders(d.left)} left.`,
    why:
      d.heldBy === null
        ? 'Run the same command again to go on.'
        : `Run ${d.heldBy} has it in hand and is not finished. Finish that run first; then run the same command again.`,
  }),
  runNotFound: (d: ErrorDetails['runNotFound']) => ({ what: `There is no run “${d.query}” on this machine.` }),
  runLive: (d: ErrorDetails['runLive']) => ({
    what:
      d.runId === null
        ? 'The same is being worked on in another process.'
        : `Run ${d.runId} is going on in another process${d.pid === null ? '' : ` (${d.pid})`}.`,
    why: 'Wait for it, or end it: what is left can be continued at once.',
  }),
  runChanged: (d: ErrorDetails['runChanged']) => ({
    what: `${d.file} is not what it was when run ${d.runId} began with it, and that run is not finished.`,
    why: `Nothing was sent. Put the file back to go on, or take what is left off the run:`,
  }),
  runOfAnother: (d: ErrorDetails['runOfAnother']) => ({
    what: `Run ${d.runId} was made in ${d.expected}; this is ${d.found}.`,
    why: 'Nothing was recorded. Sign in there first.',
  }),
  doneAlready: (d: ErrorDetails['doneAlready']) => ({
    what:
      d.kind === 'buy'
        ? `Order ${d.orderId} of ${d.customer} is what line ${d.line} was to buy.`
        : `The service shows order ${d.orderId} of ${d.customer} as cancelled.`,
    why: `Nothing was recorded. Record line ${d.line} of run ${d.runId} with --as done${d.kind === 'buy' ? ', or first the line that this order belongs to' : ''}.`,
  }),
  nothingInDoubt: (d: ErrorDetails['nothingInDoubt']) => ({
    what: `Nothing of run ${d.runId} is in doubt.`,
    why: 'There is nothing to record; nothing was changed.',
  }),
  nothingToDrop: (d: ErrorDetails['nothingToDrop']) => ({
    what: `Nothing of run ${d.runId} is left to drop.`,
    why:
      d.inDoubt === 0
        ? 'Nothing was changed.'
        : `${orders(d.inDoubt)} in doubt: run the same command again, or record each with --line N --as done|not-done.`,
  }),
  planUnusable: (d: ErrorDetails['planUnusable']) => ({
    what: `The plan ${d.path} cannot be applied.`,
    why: `${planFaults[d.reason](d.expected, d.found)} Nothing was sent; make a new one with --plan-out.`,
  }),
  notAllEligible: (d: ErrorDetails['notAllEligible']) => ({
    what: `Only ${d.eligible} of ${orders(d.found)} can be cancelled, and it was to be all or nothing.`,
    why: 'Nothing was sent.',
  }),
  expectCountNeeded: (d: ErrorDetails['expectCountNeeded']) => ({
    what: `${orders(d.found)}: too many for --yes alone.`,
    why: `Nothing was sent. If that is the number you expect, add ${d.flag} ${d.found}.`,
  }),
};
