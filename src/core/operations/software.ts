/** What customers own: all software with its kind, its state, its deadline and what cancelling would bring. */
import type { Backend, Customer, LineItem, Order, Product } from '../ports/backend.ts';
import type { Instant, Progress } from '../ports/environment.ts';
import { type CancellationDecision, decideCancellation } from '../rules/cancellation.ts';
import { isCancelled, isOpenStatus, isUnclear } from '../rules/line-status.ts';
import { listsLagMs } from '../rules/list-lag.ts';
import { lineKeyAccess } from '../rules/product-key.ts';
import type { ProductKind } from '../rules/product-kinds.ts';
import { isSoftware, oneRowEach } from './one-row-each.ts';
import type { Partner } from './partner.ts';
import { readAhead } from './read-ahead.ts';
import { readCustomer, type UnreadCustomer } from './unread-customers.ts';

export interface SoftwareLine {
  readonly customer: Customer;
  readonly order: Order;
  /** The order line; quantity and price are those of the subscription, where there is one. */
  readonly item: LineItem;
  /** `null` for a product that the catalogue does not know. */
  readonly kind: ProductKind | null;
  readonly status: string;
  /** What a cancellation now would meet; `null` where there is nothing left to cancel or the kind is unknown. */
  readonly decision: CancellationDecision | null;
  readonly keyAccess: 'partner' | 'customer' | 'none';
}

const skewMs = 60_000;

/** All software of one customer, that with the nearest deadline first, then the newest purchases. */
export const listCustomerSoftware = async (
  software: SoftwareReader,
  customer: Customer,
): Promise<readonly SoftwareLine[]> => {
  const lines: SoftwareLine[] = [];
  for (const { order, item } of oneRowEach(await software.partner.backend.listOrders(customer.id))) {
    lines.push(await describeLine(software, customer, order, item));
  }
  return lines.sort(byUrgency);
};

/**
 * Every line of every customer, a customer at a time, so that memory stays flat; the next few are read meanwhile. One who
 * cannot be read for a reason of his own is handed to `onUnread`, and the next ones follow.
 */
export async function* listAllSoftware(
  software: SoftwareReader,
  onUnread: (unread: UnreadCustomer) => void,
  progress?: Progress,
): AsyncGenerator<SoftwareLine> {
  let total: number | null = null;
  let done = 0;
  const customers = software.partner.backend.listCustomers((count) => {
    total = count;
  });
  progress?.show(0, null);
  try {
    const read = (customer: Customer) => readCustomer(customer, (one) => listCustomerSoftware(software, one));
    for await (const lines of readAhead(customers, read)) {
      progress?.show(++done, total);
      if ('error' in lines) onUnread(lines);
      else yield* lines;
    }
  } finally {
    progress?.clear();
  }
}

/** What reading many lines needs only once: the service's time, the kinds of products, what was just cancelled here. */
export interface SoftwareReader {
  readonly partner: Partner;
  readonly now: Instant;
  readonly findProduct: (productId: string, country: string) => Promise<Product | undefined>;
  /** Lines that this machine cancelled and the service's lists may not show yet, as `order/line`. */
  readonly justCancelled: ReadonlySet<string>;
}

/** The same for orders that were read by their ids, which do not lag: what the service says of them counts. */
export const ofSingleOrders = (reader: SoftwareReader): SoftwareReader => ({ ...reader, justCancelled: new Set() });

/** Whether the list of orders may lag behind what this machine has done to this one. */
export const mayLag = ({ justCancelled }: SoftwareReader, { id, lineItems }: Order): boolean =>
  lineItems.some(({ line, status }) => !isCancelled(status) && justCancelled.has(`${id}/${line}`));

export const createSoftwareReader = async (partner: Partner): Promise<SoftwareReader> => {
  const now = await partner.backend.now();
  const events = await partner.state.listEvents(partner.identity.environment, {
    since: now - listsLagMs,
    type: 'cancel',
  });
  return {
    partner,
    now,
    findProduct: rememberProducts(partner.backend),
    // Two readings of the service's clock differ by a second or so; what lies further ahead has not happened yet.
    justCancelled: new Set(
      events.filter(({ at }) => at <= now + skewMs).map((event) => `${event.orderId}/${event.line}`),
    ),
  };
};

/** The one description of a line, whoever asks: list, explanation, plan, cancellation, key or refund. */
export const describeLine = async (
  { now, findProduct, justCancelled }: SoftwareReader,
  customer: Customer,
  order: Order,
  line: LineItem,
): Promise<SoftwareLine> => {
  const kind = (await findProduct(line.productId, customer.country))?.kind ?? null;
  const item = asSubscribed(line);
  const status = statusOf(order, item, justCancelled);
  const isSoftwareLine = isSoftware({ item });
  return {
    customer,
    order,
    item,
    kind,
    status,
    decision: kind === null || !isSoftwareLine ? null : decide(customer, order, { ...item, status }, kind, now),
    keyAccess: kind === null || !isSoftwareLine ? 'none' : lineKeyAccess(kind, status, now),
  };
};

const decide = (
  customer: Customer,
  order: Order,
  item: LineItem,
  kind: ProductKind,
  now: Instant,
): CancellationDecision | null => {
  const { line, title, status, term, price, cancelAllowedUntil, termStartsAt, termEndsAt } = item;
  if (!isOpenStatus(status) && !isUnclear(status)) return null;
  const reference = { customer: customer.domain, orderId: order.id, line };
  const { purchasedAt } = order;
  const terms = { purchasedAt, term, termStartsAt, termEndsAt, cancelAllowedUntil };
  return decideCancellation({ reference, kind, title, price, status, ...terms }, now);
};

/** A subscription may have grown or shrunk since; what the line cost is not its price then. */
const asSubscribed = (item: LineItem): LineItem => {
  const { quantity, subscribedQuantity = quantity } = item;
  return subscribedQuantity === quantity || quantity === 0
    ? item
    : { ...item, quantity: subscribedQuantity, price: null };
};

/** The service's word, but for what this machine has just cancelled and its list may not show. */
const statusOf = (order: Order, item: LineItem, justCancelled: ReadonlySet<string>): string => {
  if (isCancelled(item.status)) return item.status;
  if (order.status === 'cancelled') return 'cancelled';
  return justCancelled.has(`${order.id}/${item.line}`) ? 'cancel-pending' : item.status;
};

/** The nearest deadline first, then the newest purchase. */
export const byUrgency = (a: SoftwareLine, b: SoftwareLine): number =>
  deadlineOf(a) - deadlineOf(b) || b.order.purchasedAt - a.order.purchasedAt || a.item.line - b.item.line;

const deadlineOf = (line: SoftwareLine): number =>
  line.decision?.allowed ? line.decision.cancelBy : Number.MAX_SAFE_INTEGER;

const rememberProducts = (backend: Backend): SoftwareReader['findProduct'] => {
  const known = new Map<string, Promise<Product | undefined>>();
  return (productId, country) => {
    const key = `${country}/${productId}`;
    const found = known.get(key) ?? backend.findProduct(productId, country);
    known.set(key, found);
    return found;
  };
};
