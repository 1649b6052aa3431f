/** Lists of orders and of purchases as files, and what came of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contoso } from '../operations/operations-bench.ts';
import type { CommandBench, Outcome, Scene } from './command-bench.ts';

export const agreed = '--reason "Ordered twice" --acknowledge --yes';

/** Where a file of this bench is, or would be. */
export const pathOf = ({ folder }: Pick<CommandBench, 'folder'>, name: string): string => join(folder, 'work', name);

/** Orders of Contoso or another customer, one a line after the title. */
export const writeOrders = (
  bench: CommandBench,
  orders: readonly string[],
  name = 'orders.csv',
  customer = contoso.domain,
): string => {
  const path = pathOf(bench, name);
  writeFileSync(path, ['customer,order', ...orders.map((order) => `${customer},${order}`), ''].join('\n'));
  return path;
};

/** `5 PO-1`: quantity and purchase order number of one and the same product. */
export const writePurchases = (bench: CommandBench, rows: readonly string[], name = 'purchases.csv'): string => {
  const path = pathOf(bench, name);
  const lines = rows.map((row) => `${contoso.domain},DG7GMGF0DVT7,000C,${row.replace(' ', ',')}`);
  writeFileSync(path, ['customer,productId,skuId,quantity,poNumber', ...lines, ''].join('\n'));
  return path;
};

/** `2 cancelled`, a row each, and how it ended; the narration without what the plan says of every refusal. */
export const ran = async ({ csp }: CommandBench, line: string, scene: Scene = {}) => {
  const { stdout, failure, questions, stderr } = await csp(`${line} -o jsonl`, scene);
  const rows: readonly { inputLine: number; outcome: string; code: string | null }[] = stdout
    .split('\n')
    .filter(Boolean)
    .map((row) => JSON.parse(row));
  return {
    rows: rows.map(({ inputLine, outcome, code }) => `${inputLine} ${outcome}${code === null ? '' : ` ${code}`}`),
    failure,
    questions,
    said: stderr.trimEnd().split('\n'),
  };
};

/** The states of orders of Contoso as the service has them, line by line. */
export const statesOf = async ({ backend }: CommandBench, orders: readonly string[]): Promise<readonly string[]> =>
  Promise.all(
    orders.map(async (id) => (await backend.getOrder(contoso.id, id)).lineItems.map(({ status }) => status).join(' ')),
  );

export const codeOf = ({ failure }: Pick<Outcome, 'failure'>): string | number | null =>
  typeof failure === 'object' ? (failure?.code ?? null) : failure;
