/** T3 and T7: deaths at named points, and the order in which a cancellation reaches disk and network. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inBench } from './bench.ts';
import { cancelAll, outcomesOf, readReport } from './cancel-run.ts';
import { wronglyReported } from './invariants.ts';

const diesAt = join(__dirname, 'hooks', 'dies-at.cjs');

const points = [
  ['before-intent', 3],
  ['after-intent', 3],
  ['after-send', 5],
  ['after-answer', 5],
  ['after-result', 3],
  ['report', 1],
  ['migration', 1],
] as const;

test.each(points.flatMap(([point, times]) => [1, 8].map((concurrency) => [point, concurrency, times] as const)))(
  'T3: aborted %s, %i at a time: one more run ends it',
  async (point, concurrency, times) => {
    await inBench({ orders: 50, customers: 5, speed: 20 }, async (bench) => {
      const words = cancelAll(bench, { concurrency });
      if (point === 'migration') rmSync(bench.stateFolder, { recursive: true, force: true });
      const env = { DIES_AT: point, DIES_TIMES: String(concurrency === 8 && times > 1 ? times - 1 : times) };
      const died = await bench.csp(words, { hooks: [diesAt], env });
      expect(died.exitCode).toBe(134);
      await bench.check();
      const last = await bench.csp(words);
      expect({ exitCode: last.exitCode, outcomes: outcomesOf(last.stdout) }).toEqual({
        exitCode: 0,
        outcomes: { cancelled: 50 },
      });
      await bench.check(
        wronglyReported(
          readReport(last.stdout),
          bench.orders.map((_, n) => n + 2),
        ),
      );
    });
  },
);

const hasStrace = (): boolean => {
  try {
    execFileSync('strace', ['-f', '-e', 'trace=fsync', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Request ids are in the pages that SQLite writes as they are in the headers that leave. */
const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** For each cancellation that left: whether its request id was written, synced and committed by then. */
const readTrace = (trace: string): readonly boolean[] => {
  let written = new Set<string>();
  let synced = new Set<string>();
  let committed = new Set<string>();
  return trace.split('\n').flatMap((line) => {
    if (/pwrite64\(\d+<[^>]*activity\.db>/.test(line)) written = new Set([...written, ...(line.match(guid) ?? [])]);
    else if (/f(?:data)?sync\(\d+<[^>]*activity\.db>/.test(line)) synced = written;
    // The end of the rollback journal is the commit.
    else if (/unlink(?:at)?\(.*activity\.db-journal/.test(line)) committed = synced;
    else if (line.includes('PATCH /v1/')) {
      const id = /MS-RequestId: ([0-9a-f-]{36})/i.exec(line)?.[1] ?? '';
      return [committed.has(id)];
    }
    return [];
  });
};

test('T7: each cancellation leaves after its intent is on disk', async () => {
  // Without the tracer there is nothing to see; the CI's image has it.
  if (!hasStrace()) throw new Error('strace is needed: apt-get install strace');
  await inBench({ orders: 20, customers: 4 }, async (bench) => {
    const trace = join(bench.home, 'trace');
    const calls = 'trace=write,writev,sendto,sendmsg,pwrite64,fsync,fdatasync,unlink,unlinkat';
    const before = ['strace', '-f', '-y', '-s', '70000', '-o', trace, '-e', calls];
    const { exitCode } = await bench.csp(cancelAll(bench), { before });
    expect(exitCode).toBe(0);
    expect(readTrace(readFileSync(trace, 'latin1'))).toEqual(Array.from({ length: 20 }, () => true));
    await bench.check();
  });
});
