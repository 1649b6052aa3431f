/** What buying the lines of a file would cost, line by line, and which of them look like something bought already. */
import { CspError, type Failure, isCspError } from '../../errors.ts';
import type { Backend, BillingCycle, Customer, Order } from '../../ports/backend.ts';
import type { Progress } from '../../ports/environment.ts';
import type { NewIntent } from '../../ports/journal.ts';
import type { State } from '../../ports/state.ts';
import { guardRepeat, type Quote, quotePurchase } from '../buy.ts';
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
  requireRole(partner, 'buy');
  const reading: Partner = {
    ...partner,
    backend: rememberReads(partner.backend),
    state: rememberEvents(partner.state),
  };
  const now = await partner.backend.now();
  const repeats: { readonly line: number; readonly failure: Failure }[] = [];
  const planned: PlannedIntent<BuyRow>[] = [];
  let done = 0;

  const plan = async (row: BuyRow): Promise<PlannedIntent<BuyRow>> => {
    const query = row.customer;
    if (query === null) throw new CspError('argumentMissing', { flag: '--customer', command: 'csp buy' });
    let quote: Quote;
    try {
      quote = await quoteRow(reading, query, row);
    } catch (error) {
      return { intent: refused(row, query, asRefusal(error)), rows: [row] };
    }
    const repeat = again === 'buy' ? null : await repeatOf(reading, quote, now);
    if (repeat !== null) repeats.push({ line: row.line, failure: repeat });
    const state = repeat !== null && again === 'skip' ? 'noop' : 'ready';
    const { poNumber, key } = row;
    const intent = toIntent(quote, { poNumber, key: again === 'buy' ? key : '', needsPrice });
    return { intent: { ...intent, state }, rows: [row] };
  };

  try {
    progress?.show(0, rows.length);
    for await (const one of readAhead(rows, plan)) {
      planned.push(one);
      progress?.show(++done, rows.length);
    }
  } finally {
    progress?.clear();
  }
  const byCustomer = new Map<string, PlannedIntent<BuyRow>[]>();
  for (const one of onceEach(planned)) {
    const own = byCustomer.get(one.intent.customerId);
    if (own === undefined) byCustomer.set(one.intent.customerId, [one]);
    else own.push(one);
  }
  return { ...inTurn([...byCustomer.values()].map(toPlan)), repeats: [...repeats].sort((a, b) => a.line - b.line) };
};

/** The same twice, as one customer under two names makes it, is bought once. */
const onceEach = (planned: readonly PlannedIntent<BuyRow>[]): readonly PlannedIntent<BuyRow>[] => {
  const all = new Map<string, PlannedIntent<BuyRow>>();
  for (const { intent, rows } of planned) {
    const same = all.get(intent.target);
    all.set(intent.target, same === undefined ? { intent, rows } : { ...same, rows: [...same.rows, ...rows] });
  }
  return [...all.values()];
};

const quoteRow = async (partner: Partner, query: string, row: BuyRow): Promise<Quote> => {
  const { backend } = partner;
  const customer = await getCustomer(backend, query);
  const { country } = customer;
  const product = await backend.findProduct(row.productId, country);
  if (product === undefined) throw new CspError('productNotFound', { query: row.productId, country });
  const sku = (await backend.listSkus(product.id, country)).find(({ id }) => id === row.skuId);
  if (sku === undefined) throw new CspError('skuNotFound', { productId: product.id, query: row.skuId, country });
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

const refused = (row: BuyRow, query: string, failure: Failure): NewIntent => ({
  target: ['buy', query.toLowerCase(), row.key].join('|'),
  customerId: query,
  customerName: query,
  orderId: null,
  shownAs: shownAs(row.productId, row.skuId, row.quantity),
  lines: [],
  isWhole: true,
  state: 'refused',
  failure,
  facts: {
    ...askedFacts({ item: `${row.productId}:${row.skuId}`, quantity: row.quantity, poNumber: row.poNumber }),
    term: row.term,
    billingCycle: row.billingCycle,
  },
});

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
