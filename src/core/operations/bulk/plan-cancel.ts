/** What cancelling the orders of a file would do, order by order. It only reads, a list a customer where that will do. */
import { CspError, type Failure, isCspError } from '../../errors.ts';
import type { Customer, LineItem, Order } from '../../ports/backend.ts';
import type { Progress } from '../../ports/environment.ts';
import { foldOrderId, type OrderWord } from '../../rules/order-reference.ts';
import { readLines, toTargets } from '../cancel.ts';
import { getCustomer } from '../customers.ts';
import { type Partner, requireRole, toFailure } from '../partner.ts';
import { readAhead } from '../read-ahead.ts';
import { createSoftwareReader, describeLine, type SoftwareLine, type SoftwareReader } from '../software.ts';
import { type CustomerPlan, inTurn, type Plan, type PlannedIntent, toPlan } from './plan.ts';
import { toIntent, unreadable, withReasons } from './plan-intent.ts';

/** A row of the input. */
export interface CancelRow {
  readonly line: number;
  /** As in `--customer`; `null` where the input names none. */
  readonly customer: string | null;
  readonly orderId: string;
  /** `null` for the whole order, or for the lines of the SKU. */
  readonly orderLine: number | null;
  /** What was bought, where the input numbers no lines. */
  readonly productId: string | null;
  readonly skuId: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  /** Of what the row asks for. */
  readonly key: string;
}

export interface PlanOptions {
  /** Where the edition says that the window is closed, the service decides. */
  readonly triesAnyway: boolean;
  readonly progress?: Progress | undefined;
}

/**
 * Rows of the same order are one intent. The rows are taken out of their list, so that none is held once it is planned.
 * Fails with `roleMissing`, with `argumentMissing` where no customer is named, and with `orderOfAnother` when the order
 * belongs to another customer of the same file.
 */
export const planCancel = async (
  partner: Partner,
  rows: CancelRow[],
  { triesAnyway, progress }: PlanOptions,
): Promise<Plan> => {
  requireRole(partner, 'cancel');
  const count = rows.length;
  const owners: Owners = new Map(rows.map(({ orderId }) => [foldOrderId(orderId), null]));
  const named = groupByName(rows.splice(0));
  const reader = await createSoftwareReader(partner);
  const plans: CustomerPlan[] = [];
  let done = 0;
  try {
    const groups = await groupByCustomer(partner, named);
    for await (const own of readAhead(groups, (group) => planCustomer(reader, group, { owners, triesAnyway }))) {
      plans.push(own);
      done += own.lines.length;
      progress?.show(done, count);
    }
  } finally {
    progress?.clear();
  }
  const plan = inTurn(plans);
  refuseOthers(plan, owners);
  return plan;
};

type PlannedRow = PlannedIntent<CancelRow>;

/** The ids that the input names, and whose they are, as far as that was found. */
type Owners = Map<string, Customer | null>;

type Named = readonly [query: string, rows: CancelRow[]];

const groupByName = (rows: readonly CancelRow[]): readonly Named[] => {
  const groups = new Map<string, CancelRow[]>();
  for (const row of rows) {
    const query = row.customer;
    if (query === null) throw new CspError('argumentMissing', { flag: '--customer', command: 'csp cancel' });
    const key = query.toLowerCase();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups];
};

interface Group {
  readonly query: string;
  readonly customer: Customer | Failure;
  readonly rows: CancelRow[];
}

/** One customer may have several names: an order of theirs is one target all the same. */
const groupByCustomer = async ({ backend }: Partner, named: readonly Named[]): Promise<readonly Group[]> => {
  const groups = new Map<string, Group>();
  const find = async ([query, rows]: Named): Promise<Group> => {
    try {
      return { query, customer: await getCustomer(backend, query), rows };
    } catch (error) {
      return { query, customer: refusalOfCustomer(error), rows };
    }
  };
  for await (const group of readAhead(named, find)) {
    const key = 'code' in group.customer ? group.query : group.customer.id;
    const same = groups.get(key);
    if (same === undefined) groups.set(key, group);
    else same.rows.push(...group.rows);
  }
  for (const { rows } of groups.values()) rows.sort((a, b) => a.line - b.line);
  return [...groups.values()];
};

const planCustomer = async (
  reader: SoftwareReader,
  { query, customer, rows: held }: Group,
  { owners, triesAnyway }: { readonly owners: Owners; readonly triesAnyway: boolean },
): Promise<CustomerPlan> => {
  const rows = held.splice(0);
  const refuseAll = (failure: Failure): CustomerPlan =>
    toPlan(rows.map((row) => ({ intent: unreadable(row, { id: query, domain: query }, failure), rows: [row] })));
  if ('code' in customer) return refuseAll(customer);
  let orders: ReadonlyMap<string, Order>;
  try {
    orders = byEveryId(await reader.partner.backend.listOrders(customer.id));
  } catch (error) {
    return refuseAll(refusalOfCustomer(error));
  }
  for (const id of orders.keys()) if (owners.has(id)) owners.set(id, customer);

  const orderOf = (id: string): Order | undefined => orders.get(foldOrderId(id));
  // The list may lag behind, so what it lacks is asked for by itself, once. What it has is described each time: to keep
  // that of every order would take much room.
  const unlisted = new Map<string, ReturnType<ReadOrder>>();
  const readOrder: ReadOrder = async (orderId) => {
    const order = orderOf(orderId);
    if (order !== undefined) {
      return Promise.all(order.lineItems.map((item) => describeLine(reader, customer, order, item)));
    }
    const found = unlisted.get(orderId) ?? readLines(reader.partner, customer, orderId);
    unlisted.set(orderId, found);
    return found;
  };
  const idOf = async (orderId: string): Promise<string> => {
    const order = orderOf(orderId);
    if (order !== undefined) return order.id;
    const lines = await readOrder(orderId);
    return 'code' in lines ? foldOrderId(orderId) : (lines[0]?.order.id ?? orderId);
  };
  const itemsOf: ItemsOf = async (orderId) => {
    const order = orderOf(orderId);
    if (order !== undefined) return order.lineItems;
    const lines = await readOrder(orderId);
    return 'code' in lines ? [] : lines.map(({ item }) => item);
  };
  const named = new Map<string, { readonly words: OrderWord[]; readonly rows: CancelRow[] }>();
  /** Rows that name what their order does not have, by their keys: nothing else of the order is refused with them. */
  const missing = new Map<string, CancelRow[]>();
  const planned: PlannedRow[] = [];
  for (const row of rows) {
    const words = await toWords(row, customer, itemsOf);
    if ('code' in words) {
      const repeats = missing.get(row.key) ?? [];
      repeats.push(row);
      if (repeats.length > 1) continue;
      missing.set(row.key, repeats);
      planned.push({ intent: unreadable(row, customer, words, orderOf(row.orderId)), rows: repeats });
      continue;
    }
    const id = await idOf(row.orderId);
    const same = named.get(id) ?? { words: [], rows: [] };
    named.set(id, same);
    same.words.push(...words);
    const [only, another] = words;
    same.rows.push(another === undefined && only?.line !== undefined ? { ...row, orderLine: only.line } : row);
  }
  for (const { words, rows: same } of named.values()) {
    for (const target of await toTargets(customer, words, readOrder)) {
      planned.push({ intent: withReasons(toIntent(target, triesAnyway), same), rows: same });
    }
  }
  return toPlan(planned);
};

type ReadOrder = (orderId: string) => Promise<readonly SoftwareLine[] | Failure>;

/** None for an order that cannot be read. */
type ItemsOf = (orderId: string) => Promise<readonly LineItem[]>;

/** The lines that a row means: one, all of them, or those of its SKU. Fails with `lineNotFound`, as a value. */
const toWords = async (
  { orderId, orderLine, productId, skuId }: CancelRow,
  customer: Customer,
  itemsOf: ItemsOf,
): Promise<readonly OrderWord[] | Failure> => {
  const line = orderLine === null ? {} : { line: orderLine };
  if (orderLine === null && productId === null && skuId === null) return [{ orderId }];
  const items = await itemsOf(orderId);
  if (items.length === 0) return [{ orderId, ...line }];
  const own = items.filter((item) =>
    orderLine === null
      ? [null, item.productId].includes(productId) && [null, item.skuId].includes(skuId)
      : item.line === orderLine,
  );
  if (own.length > 0) return own.map((item) => ({ orderId, line: item.line }));
  return { code: 'lineNotFound', details: { customer: customer.domain, orderId, ...line } };
};

const byEveryId = (orders: readonly Order[]): ReadonlyMap<string, Order> => {
  const all = new Map<string, Order>();
  for (const order of orders) {
    all.set(foldOrderId(order.id), order);
    if (order.alternateId !== null) all.set(foldOrderId(order.alternateId), order);
  }
  return all;
};

/** A customer that cannot be found or read refuses its own rows; a failure of the service ends the plan. */
const refusalOfCustomer = (error: unknown): Failure => {
  if (!isCspError(error)) throw error;
  const isOwn =
    error.code === 'customerNotFound' || error.code === 'customerAmbiguous' || error.code === 'serviceRefused';
  if (!isOwn) throw error;
  return toFailure(error);
};

const refuseOthers = ({ intents, lines }: Plan, owners: Owners): void => {
  for (const [index, { failure, orderId, customerName: customer }] of intents.entries()) {
    if (failure?.code !== 'orderNotFound' || orderId === null) continue;
    const owner = owners.get(foldOrderId(orderId)) ?? null;
    if (owner === null) continue;
    const line = lines.find(({ number }) => number === index + 1)?.line ?? 0;
    throw new CspError('orderOfAnother', { line, orderId, customer, owner: owner.domain });
  }
};
