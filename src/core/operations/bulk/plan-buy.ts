/** What buying the lines of a file would cost, line by line, and which of them look like something bought already. */
import { CspError, type Failure, isCspError } from '../../errors.ts';
import type { Backend, BillingCycle, Customer, Order } from '../../ports/backend.ts';
import type { Progress } from '../../ports/environment.ts';
import type { NewIntent } from '../../ports/journal.ts';
import type { State } from '../../ports/state.ts';
import { purchaseKey } from '../../rules/purchase-key.ts';
import { guardRepeat, type Quote, quotePurchase } from '../buy.ts';
import { getSku } from '../catalog.ts';
import { getCustomer } from '../customers.ts';
import { type Partner, requireRole, toFailure } from '../partner.ts';
import { readAhead } from '../read-ahead.ts';
import { inTurn, type Plan, type PlannedIntent, toPlan } from './plan.ts';
import { askedFacts, shownAs, toIntent } from './quoted-intent.ts';

/** A row of the input. */
export interface BuyRow {
  readonly line: number;
  readonly customer: string | null;
  readonly productId: string;
  readonly skuId: string;
  readonly quantity: number;
  readonly term: string | null;
  readonly billingCycle: BillingCycle | null;
  readonly poNumber: string | null;
  readonly key: string;
}

export interface BuyPlan extends Plan {
  /** What was bought within 24 hours, or begun, as the history and this machine know it. */
  readonly repeats: readonly { readonly line: number; readonly failure: Failure }[];
}

export interface BuyPlanOptions {
  /** Repetitions are meant, left out, or reported for somebody to decide. */
  readonly again: 'buy' | 'skip' | 'report';
  /** There is a limit, so a cart must state a price. */
  readonly needsPrice: boolean;
  readonly progress?: Progress | undefined;
}

/** Only reads. Fails with `roleMissing` and `argumentMissing`; what one line is refused for stays with it. */
export const planBuy = async (
  partner: Partner,
  rows: readonly BuyRow[],
  { again, needsPrice, progress }: BuyPlanOptions,
): Promise<BuyPlan> => {
  await requireRole(partner, 'buy');
  const reading: Partner = {
    ...partner,
    backend: rememberReads(partner.backend),
    state: rememberEvents(partner.state),
  };
  const now = await partner.backend.now();
  const found: FoundRow[] = [];
  try {
    progress?.show(0, rows.length);
    for await (const row of readAhead(rows, (one) => findRow(reading, one))) {
      found.push(row);
      progress?.show(found.length, rows.length);
    }
  } finally {
    progress?.clear();
  }
  const repeats: { readonly line: number; readonly failure: Failure }[] = [];
  const plan = async ({ intent, quote, rows: same }: Purchase): Promise<PlannedIntent<BuyRow>> => {
    const repeat = quote === null || again === 'buy' ? null : await repeatOf(reading, quote, now);
    if (repeat === null) return { intent, rows: same };
    repeats.push({ line: same[0].line, failure: repeat });
    return { intent: again === 'skip' ? { ...intent, state: 'noop', failure: repeat } : intent, rows: same };
  };
  const byCustomer = new Map<string, PlannedIntent<BuyRow>[]>();
  for await (const one of readAhead(onceEach(found, needsPrice), plan)) {
    const own = byCustomer.get(one.intent.customerId);
    if (own === undefined) byCustomer.set(one.intent.customerId, [one]);
    else own.push(one);
  }
  return { ...inTurn([...byCustomer.values()].map(toPlan)), repeats: [...repeats].sort((a, b) => a.line - b.line) };
};

/** A row whose purchase is known, or why it is not. */
interface FoundRow {
  readonly row: BuyRow;
  readonly found: Quote | Refusal;
}

interface Refusal {
  /** `null` where none is found. */
  readonly customer: Customer | null;
  readonly failure: Failure;
}

/** The lines of the list that are one and the same purchase. */
interface Purchase {
  readonly intent: NewIntent;
  /** `null` where it is refused. */
  readonly quote: Quote | null;
  readonly rows: [BuyRow, ...BuyRow[]];
}

/** Whatever a line calls its customer, its SKU and its term, and whether it states them: the same is bought once. */
const onceEach = (found: readonly FoundRow[], needsPrice: boolean): readonly Purchase[] => {
  const all = new Map<string, Purchase>();
  for (const { row, found: one } of found) {
    const [intent, quote] =
      'failure' in one ? [refused(row, one), null] : [toIntent(one, { poNumber: row.poNumber, needsPrice }), one];
    const same = all.get(intent.target);
    if (same === undefined) all.set(intent.target, { intent, quote, rows: [row] });
    else same.rows.push(row);
  }
  return [...all.values()];
};

const findRow = async (partner: Partner, row: BuyRow): Promise<FoundRow> => {
  const { customer: query } = row;
  if (query === null) throw new CspError('argumentMissing', { flag: '--customer', command: 'csp buy' });
  let customer: Customer | null = null;
  try {
    customer = await getCustomer(partner.backend, query);
    return { row, found: await quoteRow(partner, customer, row) };
  } catch (error) {
    return { row, found: { customer, failure: asRefusal(error) } };
  }
};

const quoteRow = async (partner: Partner, customer: Customer, row: BuyRow): Promise<Quote> => {
  const { backend } = partner;
  const { country } = customer;
  const product = await backend.findProduct(row.productId, country);
  if (product === undefined) throw new CspError('productNotFound', { query: row.productId, country });
  const sku = await getSku(backend, product, row.skuId, country);
  const { quantity, term, billingCycle } = row;
  return quotePurchase(partner, customer, {
    product,
    sku,
    quantity,
    term: term ?? undefined,
    billingCycle: billingCycle ?? undefined,
  });
};

const repeatOf = async (partner: Partner, quote: Quote, now: number): Promise<Failure | null> => {
  try {
    await guardRepeat(partner, quote, now);
    return null;
  } catch (error) {
    if (isCspError(error) && error.code === 'repeatPurchase') return toFailure(error);
    throw error;
  }
};

/** What is wrong with one line; a failure of the service ends the plan. */
const asRefusal = (error: unknown): Failure => {
  if (!isCspError(error)) throw error;
  if (![2, 6, 8, 11].includes(error.exitCode)) throw error;
  return toFailure(error);
};

const refused = (row: BuyRow, { customer, failure }: Refusal): NewIntent => {
  const customerId = customer?.id ?? row.customer ?? '';
  return {
    target: purchaseKey({ ...row, customer: customerId }),
    customerId,
    customerName: customer?.domain ?? customerId,
    orderId: null,
    shownAs: shownAs(row),
    lines: [],
    isWhole: true,
    state: 'refused',
    failure,
    facts: { ...askedFacts(row, row.poNumber), term: row.term, billingCycle: row.billingCycle },
  };
};

/** Lines of one customer, country or product ask for the same; a plan is short-lived. */
const rememberReads = (backend: Backend): Backend => {
  const memory = new Map<string, Promise<unknown>>();
  const once = <T>(key: readonly unknown[], read: () => Promise<T>): Promise<T> => {
    const name = JSON.stringify(key);
    const found = (memory.get(name) as Promise<T> | undefined) ?? read();
    memory.set(name, found);
    return found;
  };
  return {
    ...backend,
    findCustomers: (by) => once(['customers', by], async (): Promise<readonly Customer[]> => backend.findCustomers(by)),
    findProduct: (id, country) => once(['product', id, country], () => backend.findProduct(id, country)),
    listSkus: (id, country) => once(['skus', id, country], () => backend.listSkus(id, country)),
    listAvailabilities: (id, sku, country) =>
      once(['availabilities', id, sku, country], () => backend.listAvailabilities(id, sku, country)),
    listOrders: (customerId) =>
      once(['orders', customerId], async (): Promise<readonly Order[]> => backend.listOrders(customerId)),
  };
};

/** Of each customer once, since the time of the plan is one. */
const rememberEvents = (state: State): State => {
  const memory = new Map<string, ReturnType<State['listEvents']>>();
  return {
    ...state,
    listEvents: (environment, filter) => {
      const key = JSON.stringify([environment, filter]);
      const events = memory.get(key) ?? state.listEvents(environment, filter);
      memory.set(key, events);
      return events;
    },
  };
};
