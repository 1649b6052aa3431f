/** `csp cancel --file` with single lines: what each row says of its line, of the others, and of what was asked for before. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hourMs, twoLines } from '../operations/operations-bench.ts';
import { type CommandBench, command } from './command-bench.ts';
import { agreed, codeOf, pathOf, statesOf, writeOrders } from './list-bench.ts';

interface Row {
  readonly [field: string]: unknown;
}

const rowsOf = async ({ csp }: CommandBench, line: string): Promise<readonly Row[]> =>
  (await csp(`${line} -o jsonl`)).stdout
    .trim()
    .split('\n')
    .map((text): Row => JSON.parse(text));
const pick = (rows: readonly Row[], ...fields: readonly string[]): readonly (readonly unknown[])[] =>
  rows.map((row) => fields.map((field) => row[field]));

command('when a row names a line that its order does not have, then the others are cancelled', async (bench) => {
  const path = writeOrders(bench, [`${twoLines}/7`, `${twoLines}/1`]);
  const rows = await rowsOf(bench, `cancel --file ${path} ${agreed}`);
  expect(pick(rows, 'line', 'outcome', 'code', 'message')).toEqual([
    [7, 'refused', 'lineNotFound', `Order ${twoLines} has no line 7.`],
    [1, 'cancelled', null, null],
  ]);
  expect(await statesOf(bench, [twoLines])).toEqual(['active cancelled']);
});

command(
  'when rows name different lines of one order, then none repeats another, and the first has the credit',
  async (bench) => {
    const path = writeOrders(bench, [`${twoLines}/1`, `${twoLines}/0`, 'c403d91b21d2/1', twoLines]);
    const dryRun = await rowsOf(bench, `cancel --file ${path} --dry-run`);
    const done = await rowsOf(bench, `cancel --file ${path} ${agreed}`);
    const credit = { amount: '28463.53', currency: 'USD' };
    expect(pick(dryRun, 'line', 'sameAsLine', 'credit')).toEqual([
      [1, null, credit],
      [0, null, null],
      [1, 2, null],
      [null, null, null],
    ]);
    expect(pick(done, 'line', 'sameAsLine', 'credit')).toEqual(pick(dryRun, 'line', 'sameAsLine', 'credit'));
  },
);

/** Of its two lines the window of the first is over. */
const mixed = 'k9lOSlnlKOiAEYlZlsyul5FEKwQyxla01';

command('when a line keeps another one back, then its row says how that one is cancelled', async (bench) => {
  await bench.controls.advanceClock(48 * hourMs);
  const path = writeOrders(bench, [mixed], 'orders.csv', 'treyresearch.onmicrosoft.com');
  const words = `cancel --file ${path} ${agreed}`;
  const [results, requests] = [pathOf(bench, 'results.xml'), pathOf(bench, 'requests')];
  const [row] = await rowsOf(bench, `${words} --results ${results} --refund-requests ${requests}`);
  expect([row?.['outcome'], row?.['code']]).toEqual(['refused', 'cancelWindowClosed']);
  const single = await bench.csp(`cancel ${mixed} --customer treyresearch.onmicrosoft.com --dry-run`);
  const said = single.stderr.split('\n').find((line) => line.startsWith('Another line'));
  const { shownAs } = await shownOf(bench);
  expect(said).toBe(
    `Another line of order ${shownAs} may not be cancelled. Name what can be, by itself: ${shownAs}/1.`,
  );
  expect(row?.['message']).toBe(
    `Order ${mixed}, line 0, can no longer be cancelled: its window closed on 22 November 2026 10:00 UTC. ${said}`,
  );
  expect(readFileSync(results, 'utf8')).toContain(`${said}"/>`);
  expect(readFileSync(join(requests, `${mixed}.txt`), 'utf8')).toContain(`\n\n${said}\n\n`);
  const table = (await bench.csp('runs show last', { lang: 'ru', columns: 400 })).stdout;
  expect(table).toContain(`Укажите отдельно то, что можно: ${shownAs}/1.`);
  // So it is.
  const alone = writeOrders(bench, [`${shownAs}/1`], 'alone.csv', 'treyresearch.onmicrosoft.com');
  expect(codeOf(await bench.csp(`cancel --file ${alone} ${agreed}`))).toBeNull();
});

const shownOf = async ({ csp }: CommandBench): Promise<{ readonly shownAs: string }> => {
  const orders = JSON.parse((await csp(`orders --customer treyresearch.onmicrosoft.com -o json`)).stdout);
  const { alternateId } = orders.find(({ id }: { id: string }) => id === mixed);
  return { shownAs: alternateId ?? mixed };
};
