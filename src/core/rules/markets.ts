/**
 * Where Azure reservations are not sold (109 rows), and where software subscriptions are not (110 rows); everything else here
 * is sold everywhere. The table is in `markets.json`; rows that share an ISO code (BQ, SJ) stay rows of their own.
 * Sources: for reservations the table in P1, P2, P3 and P5, the same in all four; for subscriptions the page on one-time
 * purchases of 2023-08-23, unchanged since 2018: its list is old, so on the real service the service decides.
 */
import type { Lang } from '../ports/environment.ts';
import rows from './markets.json';
import type { ProductKind } from './product-kinds.ts';

/** The kinds that are not sold everywhere. */
export const marketKinds = ['reservation', 'subscription'] as const satisfies readonly ProductKind[];
export type MarketKind = (typeof marketKinds)[number];

export interface Market {
  /** ISO 3166-1 alpha-2; Saint Helena's row has three. */
  readonly countries: readonly string[];
  readonly name: { readonly [L in Lang]: string };
  /** What is not sold there. */
  readonly lacks: readonly MarketKind[];
}

/** Every market in which something is not sold. */
export const markets: readonly Market[] = rows as readonly Market[];

export type MarketDecision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly code: 'marketUnavailable';
      readonly details: { readonly country: string; readonly title: string; readonly kind: MarketKind };
    };

/** Is this kind sold in `country` (ISO 3166-1 alpha-2, either case)? `title` names what would be bought in the refusal. */
export const decideMarket = (kind: ProductKind, country: string, title: string): MarketDecision => {
  const code = country.toUpperCase();
  const lacking = marketKinds.find((one) => one === kind);
  return lacking !== undefined && lacksOf(code).includes(lacking)
    ? { allowed: false, code: 'marketUnavailable', details: { country: code, title, kind: lacking } }
    : { allowed: true };
};

/** True where a kind is sold, as far as the pages say. */
export const isSoldIn = (kind: ProductKind, country: string): boolean => decideMarket(kind, country, '').allowed;

/** Where csp itself refuses a sale and does not ask the service: for reservations every page has had the same table. */
export const isRefusedHere = (kind: ProductKind, country: string): boolean =>
  kind === 'reservation' && !isSoldIn(kind, country);

/** What is not sold in a country, of the kinds that are not sold everywhere. */
export const lacksOf = (country: string): readonly MarketKind[] => {
  const code = country.toUpperCase();
  return markets.find(({ countries }) => countries.includes(code))?.lacks ?? [];
};

/** The name of a market in the table, of all its rows; `undefined` for one that is not in it. */
export const marketName = (country: string, lang: Lang): string | undefined => {
  const code = country.toUpperCase();
  const names = markets.filter(({ countries }) => countries.includes(code)).map(({ name }) => name[lang]);
  return names.length === 0 ? undefined : names.join(' / ');
};
