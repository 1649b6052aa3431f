/**
 * The journal of runs: the size of its file and the time for a run of many cancelled orders, and steps in a second with
 * eight in flight beside bare commits of SQLite, one row each, on the same disk.
 *
 *   npm run bench:journal -- [--orders N] [--steps N]
 *
 * 50,000 orders are 49 MB.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';

import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values } = parseArgs({
  options: { orders: { type: 'string', default: '50000' }, steps: { type: 'string', default: '4000' } },
});
const orders = Number(values.orders);
const steps = Number(values.steps);
const root = resolve(import.meta.dirname, '../..');
// Not the system's folder for temporary files, which may lie in memory.
mkdirSync(join(root, '.cache'), { recursive: true });
const folder = mkdtempSync(join(root, '.cache', 'journal-bench-'));

const environment = `partner-center|${'3e5d9a10-0000-4000-8000-000000000001'}|https://api.partnercenter.example.com/v1/`;
const guidOf = (n) => `${String(n).padStart(8, '0')}-be0b-4cdd-b584-d1a97d98a922`;
const orderOf = (n) => `${String(n).padStart(9, '0')}-VgDAXMxypQPPnTquuXhKVK_`;
const at = Date.UTC(2026, 10, 20);

const runOf = (id) => ({
  ...{ id, kind: 'cancel', environment, manifest: 'a'.repeat(64), source: '/home/aiko/orders.csv' },
  ...{ actor: 'aiko@partner.example.com', createdAt: at, facts: { reason: 'Ordered twice', ticket: 'INC-1' } },
});
function* intentsOf(count) {
  for (let n = 1; n <= count; n += 1) {
    const customerId = guidOf(n % 500);
    const orderId = orderOf(n);
    const facts = { offers: ['DG7GMGF0DVT9:0001:DG7GMGF0DTGZ'], credit: '1234.50 EUR', deadline: at + n };
    const about = { customerId, customerName: 'Contoso Electronics Ltd', orderId, shownAs: orderId };
    yield {
      ...about,
      ...{ target: `${customerId}/${orderId}/0`, lines: [0], isWhole: true, state: 'ready', failure: null, facts },
    };
  }
}
function* linesOf(count) {
  for (let n = 1; n <= count; n += 1) yield { line: n + 1, number: n };
}

/** Calls `step` for 1 to `count`, eight at a time. */
const inFlight = async (count, step) => {
  let next = 1;
  const work = async () => {
    while (next <= count) await step(next++);
  };
  await Promise.all(Array.from({ length: 8 }, work));
};

const timed = async (act) => {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
};

try {
  const outfile = join(folder, 'memory.cjs');
  const contents = "export { openMemory } from './state/memory.ts'; export { openDatabase } from './sqlite.ts';";
  await build({
    stdin: { contents, loader: 'ts', resolveDir: join(root, 'src') },
    ...{ bundle: true, platform: 'node', format: 'cjs', external: ['@photostructure/sqlite'], outfile },
  });
  const { openMemory, openDatabase } = createRequire(import.meta.url)(outfile);
  const path = join(folder, 'activity.db');
  const { state, journal } = openMemory(path);
  const runs = await journal();
  const made = await timed(() => runs.createRun(runOf('large000'), intentsOf(orders), linesOf(orders)));
  const cancelled = await timed(() =>
    inFlight(orders, async (number) => {
      await runs.advance('large000', { number, state: 'sent', at, requestId: guidOf(number) });
      await runs.advance('large000', { number, state: 'done', at, evidence: 'answer' });
    }),
  );
  const size = statSync(path).size / 1e6;
  console.log(
    `${orders} orders made in ${made.toFixed(2)} s, cancelled in ${cancelled.toFixed(1)} s, ${size.toFixed(1)} MB`,
  );
  const counted = await timed(() => runs.countStates('large000'));
  const listed = await timed(() => state.listEvents(environment, { since: at, type: 'cancel' }));
  let lines = 0;
  const read = await timed(async () => {
    for await (const _ of runs.listLines('large000')) lines += 1;
  });
  await runs.finish('large000', at);
  const old = await timed(() => state.listEvents(environment, { since: at + 1, type: 'cancel' }));
  const verified = await timed(() => state.verify());
  const ms = (seconds) => `${(seconds * 1000).toFixed(1)} ms`;
  console.log(
    `counted ${ms(counted)}, events ${ms(listed)}, of an old run ${ms(old)}, ${lines} lines ${ms(read)}, verified ${ms(verified)}`,
  );

  await runs.createRun(runOf('paced000'), intentsOf(steps), linesOf(steps));
  const journaled = await timed(() =>
    inFlight(steps, (number) => runs.advance('paced000', { number, state: 'sent', at, requestId: guidOf(number) })),
  );
  await state.close();
  const bare = openDatabase(path);
  const rows = steps / 4;
  const committed = await timed(() =>
    inFlight(rows, async (number) => {
      bare.transaction(() => {
        bare.run(
          "UPDATE intent SET state = 'accepted', request_id = ? WHERE run = 'paced000' AND number = ?",
          guidOf(-number),
          number,
        );
        const sql = 'INSERT INTO entry SELECT max(sequence) + 1, ?, ?, ?, NULL, ?, ? FROM entry';
        bare.run(sql, 'paced000', 'intent', at, JSON.stringify({ number, requestId: guidOf(number) }), 'a'.repeat(64));
      });
    }),
  );
  bare.close();
  console.log(
    `${Math.round(steps / journaled)} steps/s with 8 in flight; bare commits ${Math.round(rows / committed)}/s`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
