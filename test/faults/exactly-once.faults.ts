/** T1, T2: whatever dies and whatever is lost on the way, every order is cancelled once and nobody is told otherwise. */
import type { FaultRule } from '../../src/core/ports/emulator.ts';
import { type Bench, createDice, isNightly, note, openBench } from './bench.ts';
import { cancelAll, killAfter, outcomesOf, readReport, until } from './cancel-run.ts';
import { tally, wronglyReported } from './invariants.ts';
import { isSend } from './ledger.ts';
import { countsOf } from './memory-file.ts';
import { clockEnv } from './open-service.ts';

/** Twelve in a hundred cancellations meet one of them; a rule throws its dice only where those before it did not hit. */
const mixed: readonly FaultRule[] = [
  { on: 'cancel', probability: 0.03, reset: 'before' },
  { on: 'cancel', probability: 0.031, reset: 'after' },
  { on: 'cancel', probability: 0.032, status: 429 },
  { on: 'cancel', probability: 0.033, cut: true },
];

interface Carnage {
  readonly orders: number;
  readonly kills: number;
  readonly remembers: 'forever' | 'none';
}

/**
 * A quarter of the deaths come 45 to 175 ms after the start, which hits start-up, sign-in and the opening of the journal; the
 * others up to 130 ms after the first cancellation of that life, which hits what is between intent, send, answer and
 * result. A life sends some eight requests before the limiter slows it down, so the kills are spread over all orders.
 */
const kill = async (bench: Bench, words: readonly string[], dice: () => number): Promise<number> => {
  const running = bench.start(words);
  const delay = 45 + dice() * 130;
  if (dice() < 0.25 || isAllExecuted(bench)) return (await killAfter(running, delay)).exitCode;
  const before = bench.ledger().filter(isSend).length;
  await until(running, () => bench.ledger().filter(isSend).length > before);
  return (await killAfter(running, delay - 45)).exitCode;
};

const isAllExecuted = ({ ledger, orders }: Bench): boolean => tally(ledger()).executed === orders.length;

const carnage = async ({ orders, kills, remembers }: Carnage): Promise<void> => {
  const bench = await openBench({ orders, customers: 20, faults: mixed, remembers });
  try {
    const words = cancelAll(bench);
    const dice = createDice(1);
    const began = performance.now();
    let killed = 0;
    for (let lives = 0; killed < kills && lives < kills * 2; lives += 1) {
      if ((await kill(bench, words, dice)) === 137) killed += 1;
    }
    const atLast = tally(bench.ledger());
    const killedSeconds = ((performance.now() - began) / 1000).toFixed(0);
    // What is left would take the limiter minutes: nobody dies any more, so the clock may run faster.
    const last = await bench.csp(words, { env: clockEnv(20, Date.now()) });
    const { runs } = await bench.check([
      ...(last.exitCode === 0 ? [] : [`the last run ended with ${last.exitCode}`]),
      ...wronglyReported(
        readReport(last.stdout),
        bench.orders.map((_, n) => n + 2),
      ),
    ]);
    const { executed, sends } = tally(bench.ledger());
    // Those that reached the order, whether anybody heard of it or not.
    const reached = bench
      .ledger()
      .filter((entry) => isSend(entry) && entry.fault?.['reset'] !== 'before' && entry.status !== 429);
    const extra = reached.length - executed;
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    note(
      `${orders} orders, ${killed} kills in ${killedSeconds} s, all in ${seconds} s; ids remembered: ${remembers}; ${sends} ` +
        `sends for ${executed} orders, ${extra} of them once too often, ${atLast.executed} of them before the last run`,
    );
    // Whoever is taken up again looks first, so this needs no room for what the kills leave in doubt.
    expect(extra).toBeLessThanOrEqual(0.06 * orders);
    expect({
      killed,
      executed,
      outcomes: outcomesOf(last.stdout),
      runs: runs.map(({ counts }) => countsOf(counts)),
    }).toEqual({
      killed: kills,
      executed: orders,
      outcomes: { cancelled: orders },
      runs: [{ done: orders }],
    });
  } finally {
    await bench.close();
  }
};

const [orders, kills] = isNightly ? [2_000, 500] : [400, 100];

test(`T1: ${kills} kills while ${orders} orders are cancelled`, async () => {
  await carnage({ orders, kills, remembers: 'forever' });
});

test(`T2: the same, where the service forgets every request id at once`, async () => {
  await carnage({ orders, kills, remembers: 'none' });
});
