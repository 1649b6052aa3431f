/**
 * How fast bulk runs are, what memory they hold and what the journal of them takes.
 *
 *   npm run bench:runs -- [--orders N] [--paced MINUTES] [--check]
 *
 * With `--paced` only the pace under the service's limit of 500 a minute. Rates are compared in slices of the same minute.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { readOnly, runOnSandbox, runPaced, runThroughEmulator } from './run-figures.mjs';

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '50000' },
    paced: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
});
const node = process.execPath;
const orders = Number(values.orders);
const fewer = orders / 10;
let isOver = false;

/** A budget is the most that a figure may be, or the least where it says so. */
const show = (name, value, budget, details = '', isLeast = false) => {
  const isGood = isLeast ? value >= budget : value <= budget;
  isOver ||= !isGood;
  const limit = `${isLeast ? 'at least' : 'at most'} ${budget}`;
  const load = `load ${loadavg()[0].toFixed(1)}`;
  console.log(
    `${name.padEnd(52)} ${value.toFixed(2).padStart(7)} ${limit.padEnd(13)} ${load.padEnd(10)} ${details}${isGood ? '' : '  NOT GOOD'}`,
  );
};
const perSecond = (rate) => `${rate.toFixed(0)}/s`;

const measureRuns = async () => {
  const small = await runOnSandbox(node, fewer);
  const large = await runOnSandbox(node, orders);
  const beside = `${perSecond(large.perSecond)} beside ${perSecond(large.bare)}`;
  show(`${orders} orders on the sandbox to bare commits`, large.perSecond / large.bare, 0.33, beside, true);
  const slope = ((large.peakMb - small.peakMb) * 1_000) / (orders - fewer);
  show('memory, MB per 1,000 orders', slope, 1, `${small.peakMb.toFixed(0)} and ${large.peakMb.toFixed(0)} MB`);
  show('journal, MB per 50,000 orders', (large.journalMb * 50_000) / orders, 60);
  const emulated = await runThroughEmulator(node, fewer);
  const besideGot = `${perSecond(emulated.perSecond)} beside ${perSecond(emulated.bare)}`;
  show(`${fewer} orders through the emulator to got`, emulated.perSecond / emulated.bare, 0.7, besideGot, true);
  const { againSeconds } = await runOnSandbox(node, 2_000);
  show('a finished run of 2,000 again, s', againSeconds, 2);
  show('50,000 rows read, s', await readOnly(node, 50_000), 5);
};

const measurePace = async (minutes) => {
  const pace = await runPaced(node, 500, minutes);
  const asked = `${pace.requests} requests in ${pace.minutes.toFixed(2)} min`;
  show('share of the limit', pace.share, 0.95, asked, true);
  show('share turned away', pace.turnedAway, 0.02);
};

await (values.paced === undefined ? measureRuns() : measurePace(Number(values.paced)));
process.exitCode = values.check && isOver ? 1 : 0;
