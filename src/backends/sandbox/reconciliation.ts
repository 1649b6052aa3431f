/**
 * Makes a sandbox world of one-time reconciliation files, so that a partner can try the tool on what it really sold.
 * Purchases (`New`) become orders, each row a line in order of appearance; `Renew` rows move the line of their subscription
 * on to its next term, and are a line themselves where the purchase is in none of the files; `Cancel` rows mark the lines that
 * they credit. No other charge makes software, or takes any away.
 * A row that is given twice, in one invoice downloaded twice or in one file named twice, counts once.
 */
import { CspError } from '../../core/errors.ts';
import type { Instant } from '../../core/ports/environment.ts';
import type { ImportReport, RowsLeftOut } from '../../core/ports/sandbox-controls.ts';
import { timesQuantity } from '../../core/rules/money.ts';
import { type ChargeFacts, type LeftOut, readCharge } from './reconciliation-facts.ts';
import { readReconciliation } from './reconciliation-rows.ts';
import type {
  WorldAvailability,
  WorldCustomer,
  WorldLine,
  WorldOrder,
  WorldProduct,
  WorldSku,
  WorldWriter,
} from './world.ts';

export interface ReconciledWorld {
  readonly report: ImportReport;
  /** Hands over every row, at once; rows that others refer to come first. */
  writeTo(writer: WorldWriter): void;
}

interface Place {
  readonly file: string;
  readonly line: number;
}

interface ImportedOrder extends Omit<WorldOrder, 'lines'> {
  alternateId: string | null;
  purchasedAt: Instant;
  readonly lines: ImportedLine[];
}

interface ImportedLine extends WorldLine {
  quantity: number;
  price: string | null;
  renewedAt?: Instant;
  cancelledAt: Instant | null;
}

type Later = readonly [facts: ChargeFacts, repeats: Repeats, place: Place];

/** How often each row was met in one file. */
type Repeats = Map<string, number>;

/**
 * Reads files of any generation; a file is of one currency, several files may be of several. Nothing is written yet, so
 * a file that is refused changes nothing. Memory grows with the orders, not with the files.
 * Fails with `inputRefused` for a file that is not usable as a whole, and when no file holds a single purchase.
 */
export const importReconciliation = async (files: readonly string[]): Promise<ReconciledWorld> => {
  const tally = createTally();
  const orders = createOrders();
  const renewals: Later[] = [];
  const credits: Later[] = [];
  for (const file of files) {
    const repeats: Repeats = new Map();
    for await (const row of readReconciliation(file)) {
      const place = { file, line: row.line };
      const reading = readCharge(row);
      tally.countRow();
      if (!('facts' in reading)) tally.leaveOut(reading, place);
      // Files come in any order, and so a renewal or a credit may stand before its purchase.
      else if (reading.facts.charge === 'renew') renewals.push([reading.facts, repeats, place]);
      else if (reading.facts.charge === 'cancel') credits.push([reading.facts, repeats, place]);
      else tally.leaveOut(orders.addPurchase(reading.facts, repeats), place);
    }
  }
  for (const [facts, repeats, place] of renewals) tally.leaveOut(orders.renewLine(facts, repeats), place);
  for (const [facts, repeats, place] of credits) tally.leaveOut(orders.cancelLine(facts, repeats), place);
  const counts = orders.counts();
  if (counts.orders === 0) {
    throw new CspError('inputRefused', { file: files.join(', '), line: null, column: null, reason: 'nothingUsable' });
  }
  return { report: { files: files.length, ...counts, ...tally.totals() }, writeTo: orders.writeTo };
};

const createTally = () => {
  const leftOut = new Map<string, RowsLeftOut & { readonly lines: number[] }>();
  let rows = 0;
  return {
    countRow: (): void => {
      rows += 1;
    },
    leaveOut: (cause: LeftOut | undefined, { file, line }: Place): void => {
      if (cause === undefined) return;
      const reason = 'problem' in cause ? cause.problem : cause.skipped;
      const key = `${reason}\n${file}`;
      const known = leftOut.get(key) ?? { file, reason, lines: [] };
      known.lines.push(line);
      leftOut.set(key, known);
    },
    totals: (): Pick<ImportReport, 'rows' | 'leftOut'> => ({ rows, leftOut: [...leftOut.values()] }),
  };
};

const createOrders = () => {
  const goods = createGoods();
  const customers = new Map<string, WorldCustomer>();
  const orders = new Set<ImportedOrder>();
  const orderOf = new Map<string, ImportedOrder>();
  const subscribed = new Map<string, { readonly order: ImportedOrder; readonly line: ImportedLine }>();
  const metBefore: Repeats = new Map();

  const findOrder = ({ orderId, alternateId }: ChargeFacts): ImportedOrder | undefined =>
    orderOf.get(orderId) ?? (alternateId === null ? undefined : orderOf.get(alternateId));

  /** One invoice may hold two rows that are alike in every way; a second download of it holds no more than the first. */
  const isRepeat = (facts: ChargeFacts, repeats: Repeats): boolean => {
    const { charge, customer, product, sku, quantity, subtotal, date, invoice } = facts;
    const ids = [findOrder(facts)?.id ?? facts.orderId, customer.id, product.id, sku.id];
    const key = [...ids, charge, quantity, subtotal, date, invoice].join('\n');
    const times = (repeats.get(key) ?? 0) + 1;
    repeats.set(key, times);
    if (times <= (metBefore.get(key) ?? 0)) return true;
    metBefore.set(key, times);
    return false;
  };

  const addLine = (facts: ChargeFacts): LeftOut | undefined => {
    const { customer, alternateId, orderId, date, renewedAt } = facts;
    const order = findOrder(facts) ?? startOrder(facts);
    if (order.customerId !== customer.id) return { problem: 'order-of-another-customer' };
    if (order.currency !== customer.currency) return { problem: 'order-in-another-currency' };
    // Newer files name an order by its short id, older ones by the long one: both find it.
    for (const id of [orderId, alternateId]) if (id !== null) orderOf.set(id, order);
    order.alternateId ??= alternateId;
    order.purchasedAt = Math.min(order.purchasedAt, date, renewedAt ?? date);
    const line = toLine(facts, order.lines.length);
    order.lines.push(line);
    orders.add(order);
    if (facts.subscriptionId !== null) addFirst(subscribed, subscriptionKey(facts), { order, line });
    addFirst(customers, customer.id, customer);
    goods.add(facts);
    return undefined;
  };

  /** By the subscription, which keeps its id over renewals; else by order and SKU. */
  const findLine = (facts: ChargeFacts, fits: (line: ImportedLine) => boolean) => {
    const known = subscribed.get(subscriptionKey(facts));
    if (known !== undefined && fits(known.line)) return known;
    const order = findOrder(facts);
    const lines = order?.customerId === facts.customer.id ? order.lines.filter((own) => isOf(own, facts)) : [];
    const fitting = lines.filter(fits);
    const line = fitting.find(({ quantity }) => quantity === facts.quantity) ?? fitting[0];
    return order === undefined || line === undefined ? undefined : { order, line };
  };

  return {
    addPurchase: (facts: ChargeFacts, repeats: Repeats): LeftOut | undefined =>
      isRepeat(facts, repeats) ? { skipped: 'duplicate' } : addLine(facts),

    /** The latest renewal counts: what it is of, and what it costs. */
    renewLine: (facts: ChargeFacts, repeats: Repeats): LeftOut | undefined => {
      if (isRepeat(facts, repeats)) return { skipped: 'duplicate' };
      const { renewedAt, quantity } = facts;
      const found = findLine(facts, ({ term }) => term !== null);
      if (found === undefined) return addLine(facts);
      const { line } = found;
      if (renewedAt === undefined || renewedAt <= (line.renewedAt ?? -Infinity)) return undefined;
      line.renewedAt = renewedAt;
      line.quantity = quantity;
      line.price = priceOf(facts);
      return undefined;
    },

    cancelLine: (facts: ChargeFacts, repeats: Repeats): LeftOut | undefined => {
      if (isRepeat(facts, repeats)) return { skipped: 'duplicate' };
      const found = findLine(facts, ({ cancelledAt }) => cancelledAt === null);
      if (found === undefined) return { problem: 'cancel-without-purchase' };
      found.line.cancelledAt = Math.max(found.order.purchasedAt, facts.date);
      return undefined;
    },

    counts: (): Pick<ImportReport, 'customers' | 'orders' | 'lines' | 'cancelled'> => {
      const lines = [...orders].flatMap((order) => order.lines);
      const cancelled = lines.filter(({ cancelledAt }) => cancelledAt !== null).length;
      return { customers: customers.size, orders: orders.size, lines: lines.length, cancelled };
    },

    writeTo: (writer: WorldWriter): void => {
      for (const row of customers.values()) writer.customer(row);
      goods.writeTo(writer);
      for (const row of orders) writer.order(row);
    },
  };
};

const createGoods = () => {
  const products = new Map<string, WorldProduct>();
  const skus = new Map<string, WorldSku>();
  const availabilities = new Map<string, WorldAvailability>();
  return {
    add: ({ customer, product, sku, availabilityId, term, billingCycle, unitPrice }: ChargeFacts): void => {
      addFirst(products, product.id, product);
      addFirst(skus, `${product.id}:${sku.id}`, sku);
      if (availabilityId === null) return;
      const { currency } = customer;
      const availability = {
        productId: product.id,
        skuId: sku.id,
        id: availabilityId,
        currency,
        term,
        billingCycle,
        unitPrice,
      };
      addFirst(availabilities, `${product.id}:${sku.id}:${availabilityId}:${currency}`, availability);
    },
    writeTo: (writer: WorldWriter): void => {
      for (const row of products.values()) writer.product(row);
      for (const row of skus.values()) writer.sku(row);
      for (const row of availabilities.values()) writer.availability(row);
    },
  };
};

const startOrder = ({ orderId, alternateId, customer, date }: ChargeFacts): ImportedOrder => ({
  id: orderId,
  alternateId,
  customerId: customer.id,
  purchasedAt: date,
  currency: customer.currency,
  lines: [],
});

const toLine = (facts: ChargeFacts, line: number): ImportedLine => {
  const { product, sku, availabilityId, quantity, term, subscriptionId, renewedAt } = facts;
  return {
    line,
    productId: product.id,
    skuId: sku.id,
    availabilityId,
    title: sku.title,
    quantity,
    term,
    price: priceOf(facts),
    cancelledAt: null,
    subscriptionId,
    ...(renewedAt === undefined ? {} : { renewedAt }),
  };
};

/** Of the whole line, without tax. */
const priceOf = ({ subtotal, unitPrice, quantity, customer: { currency } }: ChargeFacts): string | null =>
  subtotal ?? (unitPrice === null ? null : timesQuantity({ amount: unitPrice, currency }, quantity).amount);

const subscriptionKey = ({ customer, subscriptionId }: ChargeFacts): string =>
  `${customer.id}\n${subscriptionId?.toLowerCase() ?? ''}`;

const isOf = (line: WorldLine, { product, sku }: ChargeFacts): boolean =>
  line.productId === product.id && line.skuId === sku.id;

const addFirst = <T>(rows: Map<string, T>, key: string, row: T): void => {
  if (!rows.has(key)) rows.set(key, row);
};
