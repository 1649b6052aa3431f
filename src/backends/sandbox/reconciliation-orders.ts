/** Orders as reconciliation rows tell of them, row by row: bought, renewed, changed, cancelled. */
import type { Instant } from '../../core/ports/environment.ts';
import type { ImportReport } from '../../core/ports/sandbox-controls.ts';
import { portionOf, timesQuantity } from '../../core/rules/money.ts';
import { foldOrderId } from '../../core/rules/order-reference.ts';
import { changePieces, type Half } from './reconciliation-changes.ts';
import type { ChargeFacts, LeftOut } from './reconciliation-facts.ts';
import { createGoods } from './reconciliation-goods.ts';
import { createRepeats, type Repeats } from './reconciliation-repeats.ts';
import type { WorldCustomer, WorldLine, WorldOrder, WorldWriter } from './world.ts';

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

interface Found {
  readonly order: ImportedOrder;
  readonly line: ImportedLine;
}

/** `added`: a line; `changed`: a line that was there, or none since a later row counts. */
export type Taken = LeftOut | 'added' | 'changed';

/** A half of a change with where its row stands. */
export interface ChangeRow<P> {
  readonly facts: ChargeFacts;
  readonly place: P;
}

export const createOrders = () => {
  const goods = createGoods();
  const customers = new Map<string, { readonly at: Instant; readonly customer: WorldCustomer }>();
  const orders = new Set<ImportedOrder>();
  const orderOf = new Map<string, ImportedOrder>();
  const subscribed = new Map<string, Found>();
  const isRepeat = createRepeats();

  const findOrder = ({ orderId, alternateId }: ChargeFacts): ImportedOrder | undefined =>
    orderOf.get(foldOrderId(orderId)) ?? (alternateId === null ? undefined : orderOf.get(alternateId));

  const isMet = (facts: ChargeFacts, repeats: Repeats): boolean =>
    isRepeat(facts, findOrder(facts)?.id ?? foldOrderId(facts.orderId), repeats);

  /** The newest row tells what a customer is called. */
  const meet = ({ customer, date }: ChargeFacts): void => {
    const known = customers.get(customer.id);
    if (known === undefined || known.at < date) customers.set(customer.id, { at: date, customer });
  };

  const addLine = (facts: ChargeFacts): LeftOut | 'added' => {
    const { customer, alternateId, orderId, date, renewedAt } = facts;
    const order = findOrder(facts) ?? startOrder(facts);
    if (order.customerId !== customer.id) return { problem: 'order-of-another-customer' };
    if (order.currency !== customer.currency) return { problem: 'order-in-another-currency' };
    // Newer files name an order by its short id, older ones by the long one: both find it.
    for (const id of [foldOrderId(orderId), alternateId]) if (id !== null) orderOf.set(id, order);
    order.alternateId ??= alternateId;
    order.purchasedAt = Math.min(order.purchasedAt, date, renewedAt ?? date);
    const line = toLine(facts, order.lines.length);
    order.lines.push(line);
    orders.add(order);
    const key = subscriptionKey(facts);
    if (facts.subscriptionId !== null && !subscribed.has(key)) subscribed.set(key, { order, line });
    meet(facts);
    goods.add(facts);
    return 'added';
  };

  /** By the subscription, which keeps its id over renewals; else by order and SKU. */
  const findLine = (facts: ChargeFacts, fits: (line: ImportedLine) => boolean): Found | undefined => {
    const known = subscribed.get(subscriptionKey(facts));
    if (known !== undefined && fits(known.line)) return known;
    const order = findOrder(facts);
    const lines = order?.customerId === facts.customer.id ? order.lines.filter((own) => isOf(own, facts)) : [];
    const fitting = lines.filter(fits);
    const line = fitting.find(({ quantity }) => quantity === facts.quantity) ?? fitting[0];
    return order === undefined || line === undefined ? undefined : { order, line };
  };

  /** What became another product keeps the date of what it was: nothing says that it opens a window of its own. */
  const addUpgraded = (facts: ChargeFacts, bases: readonly Found[]): LeftOut | 'added' => {
    const dates = bases.map(({ order, line }) => line.renewedAt ?? order.purchasedAt);
    return dates.length === 0
      ? { problem: 'change-without-purchase' }
      : addLine({ ...facts, date: Math.min(facts.date, ...dates) });
  };

  return {
    addPurchase: (facts: ChargeFacts, repeats: Repeats): Taken =>
      isMet(facts, repeats) ? { skipped: 'duplicate' } : addLine(facts),

    /** The latest renewal counts: what it is of, and what it costs. */
    renewLine: (facts: ChargeFacts, repeats: Repeats): Taken => {
      if (isMet(facts, repeats)) return { skipped: 'duplicate' };
      const { renewedAt, quantity } = facts;
      const found = findLine(facts, ({ term }) => term !== null);
      if (found === undefined) return addLine(facts);
      meet(facts);
      const { line } = found;
      if (renewedAt === undefined || renewedAt <= (line.renewedAt ?? -Infinity)) return 'changed';
      line.renewedAt = renewedAt;
      line.quantity = quantity;
      line.price = priceOf(facts);
      return 'changed';
    },

    isMet,

    /** All rows of all files that change a number of pieces, once each. */
    changeLines: <P>(rows: readonly ChangeRow<P>[], tell: (taken: Taken, place: P) => void): void => {
      const halves = new Map<ImportedLine, (Half & { readonly place: P; readonly order: ImportedOrder })[]>();
      const basesOf = new Map<string, Found[]>();
      const others: ChangeRow<P>[] = [];
      for (const { facts, place } of rows) {
        const found = findLine(facts, (line) => isOf(line, facts));
        if (found === undefined) others.push({ facts, place });
        else {
          meet(facts);
          const { line, order } = found;
          const half = { charge: facts.charge === 'upgrade' ? facts.charge : ('quantity' as const), ...found };
          const { date, quantity, isRefund } = facts;
          halves.set(line, [...(halves.get(line) ?? []), { ...half, order, date, quantity, isRefund, place }]);
          for (const key of changeKeys(facts)) basesOf.set(key, [...(basesOf.get(key) ?? []), found]);
        }
      }
      for (const { facts, place } of others) {
        const bases = changeKeys(facts).flatMap((key) => basesOf.get(key) ?? []);
        const isNew = facts.charge === 'upgrade' && !facts.isRefund;
        tell(isNew ? addUpgraded(facts, bases) : { problem: 'change-without-purchase' }, place);
      }
      for (const [line, own] of halves) {
        // What was changed before the term that runs is in the renewal's row.
        const current = own.filter(({ date }) => date >= (line.renewedAt ?? -Infinity));
        const { quantity, incomplete } = changePieces(line.quantity, current);
        for (const half of own)
          tell(incomplete.includes(half) ? { problem: 'change-incomplete' } : 'changed', half.place);
        const [first] = own;
        if (first === undefined || incomplete.length === current.length) continue;
        if (quantity > 0) setPieces(line, quantity, first.order.currency);
        else line.cancelledAt = Math.max(first.order.purchasedAt, ...current.map(({ date }) => date));
      }
    },

    /** Fewer pieces than the line has leave the others as they are. */
    cancelLine: (facts: ChargeFacts, repeats: Repeats): Taken => {
      if (isMet(facts, repeats)) return { skipped: 'duplicate' };
      const found = findLine(facts, ({ cancelledAt }) => cancelledAt === null);
      if (found === undefined) return { problem: 'cancel-without-purchase' };
      meet(facts);
      const { order, line } = found;
      if (facts.quantity < line.quantity) setPieces(line, line.quantity - facts.quantity, order.currency);
      else line.cancelledAt = Math.max(order.purchasedAt, facts.date);
      return 'changed';
    },

    /** Whether other rows called the product of a perpetual purchase a subscription. */
    isTakenForSubscription: ({ product }: ChargeFacts): boolean =>
      product.kind === 'perpetual' && goods.isBoth(product.id),

    counts: (): Pick<ImportReport, 'customers' | 'orders' | 'lines' | 'cancelled'> => {
      const lines = [...orders].flatMap((order) => order.lines);
      const cancelled = lines.filter(({ cancelledAt }) => cancelledAt !== null).length;
      return { customers: customers.size, orders: orders.size, lines: lines.length, cancelled };
    },

    writeTo: (writer: WorldWriter): void => {
      for (const { customer } of customers.values()) writer.customer(customer);
      goods.writeTo(writer);
      for (const row of orders) writer.order(row);
    },
  };
};

const startOrder = ({ orderId, alternateId, customer, date }: ChargeFacts): ImportedOrder => ({
  id: foldOrderId(orderId),
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

/** The charge of a change is for the rest of its term only; the price for all of it goes by the pieces. */
const setPieces = (line: ImportedLine, quantity: number, currency: string): void => {
  if (quantity !== line.quantity && line.price !== null)
    line.price = portionOf({ amount: line.price, currency }, BigInt(quantity), BigInt(line.quantity)).amount;
  line.quantity = quantity;
};

const subscriptionKey = ({ customer, subscriptionId }: ChargeFacts): string =>
  `${customer.id}\n${subscriptionId?.toLowerCase() ?? ''}`;

/** What the rows of one change have in common, as far as they say. */
const changeKeys = (facts: ChargeFacts): readonly string[] => {
  const { customer, reference, subscriptionId } = facts;
  const byReference = reference === null ? [] : [`${customer.id}\nreference\n${reference.toLowerCase()}`];
  return subscriptionId === null ? byReference : [...byReference, subscriptionKey(facts)];
};

const isOf = (line: WorldLine, { product, sku }: ChargeFacts): boolean =>
  line.productId === product.id && line.skuId === sku.id;
