/** Plans over the sandbox's own orders, in few words. */
import type { Plan } from '../../src/core/operations/bulk/plan.ts';
import { type CancelRow, planCancel } from '../../src/core/operations/bulk/plan-cancel.ts';
import type { Partner } from '../../src/core/operations/partner.ts';
import { keyOf } from '../../src/input/manifest.ts';
import { contoso } from '../operations/operations-bench.ts';

/** The third row of this stands in line 3. */
export const rowsOf = (...rows: readonly Partial<CancelRow>[]): readonly CancelRow[] =>
  rows.map((row, at) => {
    const full = {
      ...{ line: at + 1, customer: contoso.id, orderId: '', orderLine: null, productId: null, skuId: null },
      ...{ reason: null, ticket: null, purchasedOn: [], sameAsLine: null },
      ...row,
    };
    return { ...full, key: keyOf(full) };
  });

export const plan = async (partner: Partner, rows: readonly CancelRow[], triesAnyway = false): Promise<Plan> =>
  planCancel(partner, [...rows], { triesAnyway, file: 'orders.csv' });

/** Order, lines, whether it is the whole order, state, why it is refused. */
export const intentsOf = ({ intents }: Plan): readonly unknown[] =>
  intents.map(({ shownAs, lines, isWhole, state, failure }) => [shownAs, lines, isWhole, state, failure?.code ?? null]);

/** Line of the input, intent, line of the order. */
export const linesOf = ({ lines }: Plan): readonly unknown[] =>
  lines.map(({ line, number, orderLine }) => [line, number, orderLine]);
