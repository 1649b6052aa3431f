/** What cancelling the orders of a file would do, order by order. It only reads, a list a customer where that is cheaper. */
import { CspError, type Failure, isCspError } from '../../errors.ts';
import type { Customer, LineItem, Order } from '../../ports/backend.ts';
import type { Progress } from '../../ports/environment.ts';
import type { NewIntent } from '../../ports/journal.ts';
import { foldName } from '../../rules/fold-name.ts';
import { parseIso, toIso } from '../../rules/iso.ts';
import { foldOrderId, linesKey, type OrderWord } from '../../rules/order-reference.ts';
import { type CancelTarget, toTargets } from '../cancel-target.ts';
import { getCustomer } from '../customers.ts';
import { type Partner, requireRole, toFailure } from '../partner.ts';
import { readAhead } from '../read-ahead.ts';
import {
  createSoftwareReader,
  describeLine,
  mayLag,
  ofSingleOrders,
  type SoftwareLine,
  type SoftwareReader,
} from '../software.ts';
import { type CustomerPlan, inTurn, type Plan, type PlannedIntent, toPlan } from './plan.ts';
import { toIntent, unreadable, withReasons } from './plan-intent.ts';
import { isUnread, type OrdersById, readEachOrder, readNamedOrders, readOrderList } from './read-orders.ts';

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
  /** UTC days, such as `2020-10-03`, of which one is that of the purchase as the input has it; none where it says nothing. */
  readonly purchasedOn?: readonly string[];
  /** Of what the row asks for. */
  readonly key: string;
}

export interface PlanOptions {
  /** Where the edition says that the window is closed, the service decides. */
  readonly triesAnyway: boolean;
  /** What the rows were read from. */
  readonly file?: string | undefined;
  readonly progress?: Progress | undefined;
  /** Whose all the rows are, where that was found before. */
  readonly customer?: Customer;
  /** Told of each order with what becomes of it, for a screen that shows line by line what stands in few orders. */
  readonly onTarget?: (target: CancelTarget, intent: NewIntent) => void;
}

/**
 * Rows of the same order are one intent. The rows are taken out of their list, so that none is held once it is planned.
 * Fails with `roleMissing`, with `argumentMissing` where no customer is named, and with `orderOfAnother` when the order
 * belongs to another customer of the same file, and with `inputRefused` when its two ids have two reasons, and when a row
 * states another day of the purchase than the order does.
 */
export const planCancel = async (partner: Partner, rows: CancelRow[], options: PlanOptions): Promise<Plan> => {
  const { progress } = options;
  await requireRole(partner, 'cancel');
  const count = rows.length;
  const owners: Owners = { of: new Map(rows.map(({ orderId }) => [foldOrderId(orderId), null])), unlisted: [] };
  const named = groupByName(rows.splice(0));
  const reader = await createSoftwareReader(partner);
  const plans: CustomerPlan[] = [];
  let done = 0;
  try {
    const groups = await groupByCustomer(partner, named, options.customer);
    for await (const own of readAhead(groups, (group) => planCustomer(reader, group, owners, options))) {
      plans.push(own);
      done += own.lines.length;
      progress?.show(done, count);
    }
  } finally {
    progress?.clear();
  }
  const plan = inTurn(plans);
  await findOwners(partner, plan, owners);
  refuseOthers(plan, owners);
  return plan;
};

type PlannedRow = PlannedIntent<CancelRow>;

interface Owners {
  /** The ids that the input names, and whose they are, as far as that was found. */
  readonly of: Map<string, Customer | null>;
  /** Who was asked for the orders that they are said to have, and for no others. */
  readonly unlisted: Customer[];
}

type Named = readonly [query: string, rows: CancelRow[]];

const groupByName = (rows: readonly CancelRow[]): readonly Named[] => {
  const groups = new Map<string, CancelRow[]>();
  for (const row of rows) {
    const query = row.customer;
    if (query === null) throw new CspError('argumentMissing', { flag: '--customer', command: 'csp cancel' });
    const key = foldName(query);
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
const groupByCustomer = async (
  { backend }: Partner,
  named: readonly Named[],
  known: Customer | undefined,
): Promise<readonly Group[]> => {
  const groups = new Map<string, Group>();
  const find = async ([query, rows]: Named): Promise<Group> => {
    try {
      return { query, customer: known ?? (await getCustomer(backend, query)), rows };
    } catch (error) {
      return { query, customer: refusalOfCustomer(error), rows };
    }
  };
  for await (const group of readAhead(named, find)) {
    const key = 'code' in group.customer ? foldName(group.query) : group.customer.id;
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
  owners: Owners,
  { triesAnyway, file = '-', onTarget }: Pick<PlanOptions, 'triesAnyway' | 'file' | 'onTarget'>,
): Promise<CustomerPlan> => {
  const rows = held.splice(0);
  const planned: PlannedRow[] = [];
  const refuse = refusing(planned);
  const asRead = ofSingleOrders(reader);
  const refuseAll = (failure: Failure): CustomerPlan => {
    for (const row of rows) refuse(row, { id: query, domain: query }, failure);
    return toPlan(planned);
  };
  if ('code' in customer) return refuseAll(customer);
  let orders: OrdersById;
  try {
    const ids = rows.map(({ orderId }) => orderId);
    const found = await readNamedOrders(reader.partner.backend, customer.id, ids, (order) => mayLag(reader, order));
    orders = found.orders;
    if (!found.isListed) owners.unlisted.push(customer);
  } catch (error) {
    return refuseAll(refusalOfCustomer(error));
  }
  tellOwner(owners, customer, orders);

  const orderOf = (id: string): Order | undefined => {
    const found = orders.get(foldOrderId(id));
    return found === undefined || isUnread(found) ? undefined : found;
  };
  // Described each time: to keep that of every order would take much room.
  const readOrder = async (id: string): Promise<readonly SoftwareLine[] | Failure> => {
    const found = orders.get(foldOrderId(id));
    if (found === undefined || isUnread(found)) return found ?? [];
    return Promise.all(found.lineItems.map((item) => describeLine(asRead, customer, found, item)));
  };
  const named = new Map<string, { readonly words: OrderWord[]; readonly rows: CancelRow[] }>();
  for (const row of rows) {
    const words = toWords(row, customer, orderOf(row.orderId)?.lineItems);
    if ('code' in words) {
      refuse(row, customer, words, orderOf(row.orderId));
      continue;
    }
    const order = orderOf(row.orderId);
    if (order !== undefined) requireOwnDay(file, row, order);
    const id = order?.id ?? foldOrderId(row.orderId);
    const same = named.get(id) ?? { words: [], rows: [] };
    named.set(id, same);
    same.words.push(...words);
    const [only, another] = words;
    same.rows.push(another === undefined && only?.line !== undefined ? { ...row, orderLine: only.line } : row);
  }
  for (const { words, rows: same } of named.values()) {
    requireOneReason(file, same);
    for (const target of await toTargets(customer, words, readOrder)) {
      const intent = withReasons(toIntent(target, triesAnyway), same);
      onTarget?.(target, intent);
      planned.push({ intent, rows: same });
    }
  }
  return toPlan(planned);
};

/** Rows that cannot be read are refused by what they name, once each: nothing else of their order is refused with them. */
const refusing = (planned: PlannedRow[]) => {
  const known = new Map<string, CancelRow[]>();
  return (row: CancelRow, customer: Pick<Customer, 'id' | 'domain'>, failure: Failure, order?: Order): void => {
    const name = `${order?.id ?? foldOrderId(row.orderId)}\n${linesKey(row)}`;
    const repeats = known.get(name);
    if (repeats !== undefined) return void repeats.push(row);
    const rows = [row];
    known.set(name, rows);
    planned.push({ intent: unreadable(row, customer, failure, order), rows });
  };
};

/** Only here both ids of an order are known to be one; the reader of a file sees what contradicts itself under one id. */
const requireOneReason = (file: string, rows: readonly CancelRow[]): void => {
  const firsts = new Map<string, CancelRow>();
  for (const row of rows) {
    const first = firsts.get(linesKey(row));
    if (first === undefined) firsts.set(linesKey(row), row);
    else if (first.reason !== row.reason || first.ticket !== row.ticket)
      throw new CspError('inputRefused', {
        ...{ file, line: row.line, column: null, reason: 'conflict', found: String(first.line) },
      });
  }
};

const dayMs = 86_400_000;

/** Whoever shifted columns or lost digits named another order. A day's difference may come of a time zone. */
const requireOwnDay = (file: string, { line, purchasedOn = [] }: CancelRow, { purchasedAt }: Order): void => {
  const isNear = (day: string): boolean => {
    const start = parseIso(`${day}T00:00:00Z`) ?? purchasedAt;
    return purchasedAt >= start - dayMs && purchasedAt < start + 2 * dayMs;
  };
  if (purchasedOn.length === 0 || purchasedOn.some(isNear)) return;
  const found = `${toIso(purchasedAt).slice(0, 10)} / ${purchasedOn.join(', ')}`;
  throw new CspError('inputRefused', { file, line, column: null, reason: 'purchasedOn', found });
};

/** The lines that a row means: one, all of them, or those of its SKU. Fails with `lineNotFound`, as a value. */
const toWords = (
  { orderId, orderLine, productId, skuId }: CancelRow,
  customer: Customer,
  items: readonly LineItem[] = [],
): readonly OrderWord[] | Failure => {
  const line = orderLine === null ? {} : { line: orderLine };
  if (orderLine === null && productId === null && skuId === null) return [{ orderId }];
  if (items.length === 0) return [{ orderId, ...line }];
  const own = items.filter((item) =>
    orderLine === null
      ? [null, item.productId].includes(productId) && [null, item.skuId].includes(skuId)
      : item.line === orderLine,
  );
  if (own.length > 0) return own.map((item) => ({ orderId, line: item.line }));
  return { code: 'lineNotFound', details: { customer: customer.domain, orderId, ...line } };
};

/** A customer that cannot be found or read refuses its own rows; a failure of the service ends the plan. */
const refusalOfCustomer = (error: unknown): Failure => {
  if (!isCspError(error)) throw error;
  const isOwn =
    error.code === 'customerNotFound' || error.code === 'customerAmbiguous' || error.code === 'serviceRefused';
  if (!isOwn) throw error;
  return toFailure(error);
};

const tellOwner = ({ of }: Owners, customer: Customer, orders: OrdersById): void => {
  for (const [id, order] of orders) if (of.has(id) && !isUnread(order)) of.set(id, customer);
};

/** Where orders are not there, the customers of the file whose lists were not read may have them. */
const findOwners = async ({ backend }: Partner, { intents }: Plan, owners: Owners): Promise<void> => {
  const missing = intents.filter(({ failure }) => failure?.code === 'orderNotFound');
  const ids = missing.flatMap(({ orderId }) => orderId ?? []);
  const others = owners.unlisted.filter(({ id }) => missing.some(({ customerId }) => customerId !== id));
  const look = async (customer: Customer): Promise<void> => {
    try {
      const listed = await readOrderList(backend, customer.id);
      const found = listed instanceof Map ? listed : await readEachOrder(backend, customer.id, ids);
      tellOwner(owners, customer, found);
    } catch (error) {
      refusalOfCustomer(error);
    }
  };
  for await (const _ of readAhead(others, look));
};

const refuseOthers = ({ intents, lines }: Plan, { of }: Owners): void => {
  for (const [index, { failure, orderId, customerId, customerName: customer }] of intents.entries()) {
    if (failure?.code !== 'orderNotFound' || orderId === null) continue;
    const owner = of.get(foldOrderId(orderId)) ?? null;
    // An order without lines is not there for anybody.
    if (owner === null || owner.id === customerId) continue;
    const line = lines.find(({ number }) => number === index + 1)?.line ?? 0;
    throw new CspError('orderOfAnother', { line, orderId, customer, owner: owner.domain });
  }
};
