/**
 * Generated customers and orders, to try the tool on a large partner: about fifty orders a customer over the last 400
 * days, spread over products and markets as a partner's are, a few of them cancelled. The same numbers give the same
 * world, and a larger world begins with the smaller one's rows. One customer at a time, so memory does not grow.
 */
import { CspError } from '../../core/errors.ts';
import type { Instant } from '../../core/ports/environment.ts';
import type { ProductKind } from '../../core/rules/product-kinds.ts';
import { type CatalogueItem, toLine, writeCatalogue } from './catalogue.ts';
import type { WorldCustomer, WorldLine, WorldOrder, WorldWriter } from './world.ts';

/** The next number of a repeatable series: at least 0, less than 1. */
type Dice = () => number;
type Weighted<T> = readonly (readonly [weight: number, value: T])[];

interface Market {
  readonly country: string;
  readonly currency: string;
}

const dayMs = 86_400_000;
const oldestDays = 400;
const ordersPerCustomer = { fewest: 30, most: 70 };
const cancelledShare = 0.05;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const markets: Weighted<Market> = [
  [30, { country: 'US', currency: 'USD' }],
  [16, { country: 'DE', currency: 'EUR' }],
  [12, { country: 'JP', currency: 'JPY' }],
  [10, { country: 'GB', currency: 'GBP' }],
  [8, { country: 'FR', currency: 'EUR' }],
  [6, { country: 'CA', currency: 'CAD' }],
  [6, { country: 'AU', currency: 'AUD' }],
  [5, { country: 'TW', currency: 'TWD' }],
  [4, { country: 'BR', currency: 'BRL' }],
  [3, { country: 'CH', currency: 'CHF' }],
];

const kinds: Weighted<ProductKind> = [
  [44, 'perpetual'],
  [44, 'subscription'],
  [5, 'reservation'],
  [4, 'linux-plan'],
  [3, 'esu'],
];

const lineCounts: Weighted<number> = [
  [80, 1],
  [15, 2],
  [5, 3],
];

const quantities: Weighted<number> = [
  [40, 5],
  [40, 25],
  [17, 100],
  [3, 500],
];

const names = [
  'Adventure Works',
  'Bellows College',
  'City Power & Light',
  'Consolidated Messenger',
  'Fourth Coffee',
  'Graphic Design Institute',
  'Humongous Insurance',
  'Lamna Healthcare',
  'Lucerne Publishing',
  'Munson’s Pickles',
  'School of Fine Art',
  'Southridge Video',
  'VanArsdel',
  'Wide World Importers',
] as const;

/**
 * Adds the catalogue and exactly `orders` orders with their customers; ages count back from `now`.
 * Another `seed` (a whole number) gives another world of the same size.
 */
export const growWorld = (
  writer: WorldWriter,
  catalogue: readonly CatalogueItem[],
  orders: number,
  now: Instant,
  seed = 1,
): void => {
  writeCatalogue(writer, catalogue);
  const dice = createDice(seed);
  for (let made = 0, number = 1; made < orders; number += 1) {
    const customer = makeCustomer(dice, number);
    writer.customer(customer);
    const last = Math.min(orders, made + between(dice, ordersPerCustomer.fewest, ordersPerCustomer.most));
    for (; made < last; made += 1) writer.order(makeOrder(dice, catalogue, customer, now));
  }
};

const makeCustomer = (dice: Dice, number: number): WorldCustomer => {
  const name = pick(dice, names);
  const label = name.toLowerCase().replace(/[^a-z]/g, '');
  const digits = String(number).padStart(5, '0');
  return {
    id: makeGuid(dice),
    domain: `${label}${digits}.onmicrosoft.com`,
    name: `${name} ${digits}`,
    ...draw(dice, markets),
  };
};

const makeOrder = (
  dice: Dice,
  catalogue: readonly CatalogueItem[],
  customer: WorldCustomer,
  now: Instant,
): WorldOrder => {
  // The square makes recent orders the more frequent ones.
  const purchasedAt = now - Math.floor(dice() ** 2 * oldestDays * dayMs);
  const count = draw(dice, lineCounts);
  const isCancelled = dice() < cancelledShare;
  const cancelledAt = isCancelled ? Math.min(now, purchasedAt + Math.floor(dice() * 7 * dayMs)) : null;
  return {
    id: makeOrderId(dice),
    alternateId: makeHex(dice, 12),
    customerId: customer.id,
    purchasedAt,
    currency: customer.currency,
    lines: Array.from({ length: count }, (_, line) => makeLine(dice, catalogue, customer.currency, line, cancelledAt)),
  };
};

const makeLine = (
  dice: Dice,
  catalogue: readonly CatalogueItem[],
  currency: string,
  line: number,
  cancelledAt: Instant | null,
): WorldLine => {
  const kind = draw(dice, kinds);
  const item = pick(
    dice,
    catalogue.filter(({ product }) => product.kind === kind),
  );
  const { minimumQuantity, maximumQuantity } = item.sku;
  const quantity = Math.min(maximumQuantity, Math.max(minimumQuantity, between(dice, 1, draw(dice, quantities))));
  const isWindowed = kind === 'perpetual' || kind === 'subscription';
  return toLine(item, currency, {
    line,
    quantity,
    // What is never cancelled directly is not cancelled here either.
    cancelledAt: isWindowed ? cancelledAt : null,
    subscriptionId: item.term === null ? null : makeGuid(dice),
  });
};

const makeOrderId = (dice: Dice): string =>
  // The first one is a letter or a digit: an id that begins with a hyphen would be taken for a flag.
  `${letters.charAt(between(dice, 0, 61))}${Array.from({ length: 31 }, () => letters.charAt(between(dice, 0, 63))).join('')}1`;

const makeHex = (dice: Dice, digits: number): string =>
  Array.from({ length: digits }, () => between(dice, 0, 15).toString(16)).join('');

const makeGuid = (dice: Dice): string =>
  [makeHex(dice, 8), makeHex(dice, 4), `4${makeHex(dice, 3)}`, `a${makeHex(dice, 3)}`, makeHex(dice, 12)].join('-');

const between = (dice: Dice, least: number, most: number): number => least + Math.floor(dice() * (most - least + 1));

const pick = <T>(dice: Dice, list: readonly T[]): T => {
  const value = list[between(dice, 0, list.length - 1)];
  if (value === undefined) throw new CspError('internal', { reason: 'the catalogue lacks a kind of product' });
  return value;
};

const draw = <T>(dice: Dice, table: Weighted<T>): T => {
  const target = dice() * table.reduce((sum, [weight]) => sum + weight, 0);
  let reached = 0;
  for (const [weight, value] of table) {
    reached += weight;
    if (target < reached) return value;
  }
  throw new CspError('internal', { reason: 'nothing to draw from' });
};

/** Mulberry32, by Tommy Ettinger: small, quick, and good enough for spreading rows. Not for secrets. */
const createDice = (seed: number): Dice => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
