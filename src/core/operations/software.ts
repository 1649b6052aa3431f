/** What customers own: every order line with its kind, its state, its deadline and what cancelling would bring. */
import type { Backend, Customer, LineItem, Order, Product } from '../ports/backend.ts';
import type { Instant, Progress } from '../ports/environment.ts';
import { type CancellationDecision, decideCancellation } from '../rules/cancellation.ts';
import { lineKeyAccess } from '../rules/product-key.ts';
import type { ProductKind } from '../rules/product-kinds.ts';
import { termEnd } from '../rules/term.ts';
import type { Partner } from './partner.ts';
import { readAhead } from './read-ahead.ts';
import { readCustomer, type UnreadCustomer } from './unread-customers.ts';

export interface SoftwareLine {
  readonly customer: Customer;
  readonly order: Order;
  readonly item: LineItem;
  /** `null` for a product that the catalogue does not know. */
  readonly kind: ProductKind | null;
  readonly status: string;
  /** What a cancellation now would meet; `null` where there is nothing left to cancel or the kind is unknown. */
  readonly decision: CancellationDecision | null;
  readonly keyAccess: 'partner' | 'customer' | 'none';
}

/** The service may take this long until its lists show a cancellation. Source: "after cancelling", P1-P5. */
export const cancelVisibleWithinMs = 15 * 60_000;

const skewMs = 60_000;

/** Every line of one customer, those with the nearest deadline first, then the newest purchases. */
export const listCustomerSoftware = async (
  software: SoftwareReader,
  customer: Customer,
): Promise<readonly SoftwareLine[]> => {
  const lines: SoftwareLine[] = [];
  for (const order of await software.partner.backend.listOrders(customer.id)) {
    for (const item of order.lineItems) lines.push(await describeLine(software, customer, order, item));
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

export const createSoftwareReader = async (partner: Partner): Promise<SoftwareReader> => {
  const now = await partner.backend.now();
  const events = await partner.state.listEvents(partner.identity.environment, {
    since: now - cancelVisibleWithinMs,
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

export const describeLine = async (
  { now, findProduct, justCancelled }: SoftwareReader,
  customer: Customer,
  order: Order,
  item: LineItem,
): Promise<SoftwareLine> => {
  const kind = (await findProduct(item.productId, customer.country))?.kind ?? null;
  const status = statusOf(order, item, now, justCancelled);
  const isLive = status === 'active' || status === 'pending';
  const decision =
    kind === null || !isLive
      ? null
      : decideCancellation(
          {
            reference: { customer: customer.domain, orderId: order.id, line: item.line },
            kind,
            title: item.title,
            purchasedAt: order.purchasedAt,
            term: item.term,
            price: item.price,
            cancelAllowedUntil: item.cancelAllowedUntil,
          },
          now,
        );
  return {
    customer,
    order,
    item,
    kind,
    status,
    decision,
    keyAccess: kind === null ? 'none' : lineKeyAccess(kind, status, now),
  };
};

const statusOf = (order: Order, item: LineItem, now: Instant, justCancelled: ReadonlySet<string>): string => {
  if (item.status === 'cancelled' || order.status === 'cancelled') return 'cancelled';
  if (justCancelled.has(`${order.id}/${item.line}`)) return 'cancel-pending';
  const end = item.status === 'active' ? (item.termEndsAt ?? termEnd(order.purchasedAt, item.term)) : null;
  return end !== null && end <= now ? 'expired' : item.status;
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
