/** What a run reports adds up, whatever was planned and whatever came of it. */
import fc from 'fast-check';
import { eligibilityOf } from '../../src/core/operations/bulk/eligibility.ts';
import { inTurn, type Plan, toPlan } from '../../src/core/operations/bulk/plan.ts';
import { listPlanRows, listRunRows, type RunRow, runState } from '../../src/core/operations/bulk/run-report.ts';
import { tallyRun } from '../../src/core/operations/bulk/tally-run.ts';
import type { IntentState, Run } from '../../src/core/ports/journal.ts';
import { addMoney, type Money } from '../../src/core/rules/money.ts';
import { collect } from '../operations/operations-bench.ts';
import { intentOf, runOf } from '../state/journal-bench.ts';
import { runId, withBench } from './bulk-bench.ts';

interface Group {
  readonly planned: 'ready' | 'noop' | 'refused';
  readonly last: IntentState;
  readonly rows: number;
  readonly credit: number | null;
  readonly customer: number;
}

const groups = fc.array(
  fc.record<Group>({
    planned: fc.constantFrom('ready', 'ready', 'ready', 'noop', 'refused'),
    last: fc.constantFrom<IntentState[]>(
      'ready',
      'sent',
      'accepted',
      'unknown',
      'done',
      'done',
      'noop',
      'refused',
      'dropped',
    ),
    rows: fc.integer({ min: 1, max: 3 }),
    credit: fc.option(fc.integer({ min: 0, max: 99_999 })),
    customer: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 20 },
);

const moneyOf = (cents: number): readonly [string, string] => [(cents / 100).toFixed(2), 'EUR'];

/** Lines of the input are dealt out to the groups in turn, so that the rows of one order stand apart. */
const planOf = (all: readonly Group[]): Plan => {
  const deal = all.flatMap(({ rows }, group) => Array.from({ length: rows }, (_, turn) => ({ group, turn })));
  const order = deal.toSorted((a, b) => a.turn - b.turn || a.group - b.group);
  const planned = all.map(({ planned: state, credit, customer }, group) => ({
    intent: intentOf(group, {
      state,
      customerId: `c${customer}`,
      facts: { credit: credit === null ? null : moneyOf(credit) },
    }),
    rows: order.flatMap((one, at) => (one.group === group ? [{ line: at + 2, key: `key-${at}`, orderLine: 0 }] : [])),
  }));
  return inTurn([0, 1, 2, 3].map((own) => toPlan(planned.filter((_, group) => all[group]?.customer === own))));
};

const sumOf = (amounts: readonly (Money | null)[]): Money | undefined =>
  amounts.reduce<Money | undefined>(
    (sum, money) => (money === null ? sum : sum === undefined ? money : addMoney(sum, money)),
    undefined,
  );
const total = (outcomes: { readonly [outcome: string]: number }): number =>
  Object.values(outcomes).reduce((sum, count) => sum + count, 0);

test('every line of the input is one row, before and after, and the counts add up to the input', async () => {
  await fc.assert(
    fc.asyncProperty(groups, async (all) =>
      withBench(async ({ journal, clock }) => {
        const plan = planOf(all);
        const lines = Array.from({ length: all.reduce((sum, { rows }) => sum + rows, 0) }, (_, at) => at + 2);
        const before = [...listPlanRows(plan, 'sandbox')];
        expect([plan.lines.map(({ line }) => line), before.map(({ inputLine }) => inputLine)]).toEqual([lines, lines]);
        expect(new Set(plan.intents.map(({ orderId }) => orderId)).size).toBe(all.length);
        const { eligible, already, refused, credit } = eligibilityOf(plan);
        expect(eligible.length + already + refused.length).toBe(all.length);
        const would = before.filter(({ outcome }) => outcome === 'would-cancel');
        expect([sumOf(would.map((row) => row.credit))]).toEqual([credit[0]]);

        await journal.createRun(runOf(runId), plan.intents, plan.lines);
        for (const [index, { orderId, state }] of plan.intents.entries()) {
          const last = all[Number(orderId?.slice(0, 9))]?.last ?? 'ready';
          if (state === 'ready' && last !== 'ready')
            await journal.advance(runId, { number: index + 1, state: last, at: clock.now() });
        }
        const run: Run = { ...runOf(runId), pid: null, correlationId: null, finishedAt: null };
        const rows = await collect(listRunRows(journal, run));
        expect(rows.map(({ inputLine }) => inputLine)).toEqual(lines);
        const tally = await tallyRun(listRunRows(journal, run));
        expect([tally.lines, total(tally.outcomes)]).toEqual([lines.length, lines.length]);
        const cancelled = rows.filter(({ outcome }) => outcome === 'cancelled');
        expect([tally.outcomes.cancelled, tally.credit[0]]).toEqual([cancelled.length, sumOf(creditsOf(cancelled))]);
        const state = runState(await journal.countStates(runId));
        const { done, already: noop, refused: no, inDoubt, left } = state;
        const dropped = (await journal.countStates(runId)).dropped;
        expect(done + noop + no + inDoubt + left + dropped).toBe(all.length);
        // One row of each order counts its credit; the others name the row that does.
        expect(rows.filter(({ sameAsLine }) => sameAsLine === null)).toHaveLength(all.length);
      }),
    ),
    { numRuns: 60 },
  );
});

const creditsOf = (rows: readonly RunRow[]): readonly (Money | null)[] => rows.map(({ credit }) => credit);
