/** T27: a network that delays, drips, cuts, resets, swallows, or is down. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Bench, createDice, inBench, isNightly, note } from './bench.ts';
import { cancelAll, outcomesOf, until } from './cancel-run.ts';
import { openFront } from './front.ts';
import { tally } from './invariants.ts';
import { type Line, openWire, type Wire } from './wire.ts';

const orders = isNightly ? 100 : 30;
const speed = 15;
/** By the clock of `csp`, in the machine's. */
const fast = (ms: number): number => ms / speed;
const dice = createDice(27);

/** Some of the connections, the first among them; the others are as they should be. */
const some = (share: number, line: Line) => {
  let isFirst = true;
  return (): Line => {
    const isHit = dice() < share || isFirst;
    isFirst = false;
    return isHit ? line : sound;
  };
};
const sound: Line = {};

const moods: readonly (readonly [name: string, line: () => Line])[] = [
  ['3 s late, a second more or less', () => ({ delayMs: () => fast(2_000 + 2_000 * dice()) })],
  ['a byte at a time', some(0.5, { slice: { bytes: 1, pauseMs: 0 } })],
  ['1 KB a second', some(0.3, { slice: { bytes: 256, pauseMs: fast(250) } })],
  ['cut after 200 bytes of answers', some(0.5, { cutAfter: 200 })],
  ['reset at once', some(0.5, { resetMs: 0 })],
  ['reset after 50 ms', some(0.5, { resetMs: 50 })],
  ['reset after 200 ms', some(0.5, { resetMs: 200 })],
  ['swallowed', some(0.2, { isSilent: true })],
];

const inBadNetwork = async (act: (bench: Bench, wire: Wire) => Promise<void>): Promise<void> => {
  const [front, wire] = [openFront(), openWire()];
  try {
    const plan = { orders, customers: 5, speed, front: async (url: string) => wire.open(await front.open(url)) };
    await inBench(plan, (bench) => act(bench, wire));
  } finally {
    await wire.close();
    await front.close();
  }
};

/** Ends with 0 or 7, and never with anything lost or done twice; on a sound network the same command ends it. */
const cancelThrough = async (bench: Bench, wire: Wire): Promise<void> => {
  const words = cancelAll(bench, { concurrency: 8, more: ['--max-duration', '20m'] });
  const ended = await bench.csp(words);
  note(`exit ${ended.exitCode}, ${tally(bench.ledger()).executed} of ${orders} done`);
  expect([0, 7]).toContain(ended.exitCode);
  // Where the orders could not even be read, there is no run yet.
  if (ended.stderr.includes('\nRun ')) await bench.check();
  else expect(tally(bench.ledger()).sends).toBe(0);
  wire.line = () => sound;
  const last = await bench.csp(words);
  expect({
    exitCode: last.exitCode,
    outcomes: outcomesOf(last.stdout),
    executed: tally(bench.ledger()).executed,
  }).toEqual({ exitCode: 0, outcomes: { cancelled: orders }, executed: orders });
  await bench.check();
};

test.each(moods)('T27: %s', async (_name, line) => {
  await inBadNetwork(async (bench, wire) => {
    let hits = 0;
    wire.line = () => {
      const next = line();
      if (next !== sound) hits += 1;
      return next;
    };
    await cancelThrough(bench, wire);
    expect(hits).toBeGreaterThan(0);
    // Thirty seconds for a call, and what a loaded machine adds.
    for (const ms of wire.patienceMs) expect(ms * speed).toBeLessThan(40_000);
  });
});

test('T27: down for a minute', async () => {
  await inBadNetwork(async (bench, wire) => {
    const words = cancelAll(bench, { concurrency: 2 });
    const running = bench.start(words);
    await until(running, () => tally(bench.ledger()).executed >= 5);
    wire.down();
    await pause(fast(60_000));
    await wire.up();
    expect([0, 7]).toContain((await running.ended).exitCode);
    await cancelThrough(bench, wire);
  });
});
