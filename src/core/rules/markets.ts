/**
 * Azure reservations are not sold to customers in 109 markets; everything else here is sold everywhere.
 * The table is in `markets-without-reservations.json`; rows that share an ISO code (BQ, SJ) stay rows of their own.
 * Source: the table of markets in P1, P2, P3 and P5, the same in all four.
 */
import rows from './markets-without-reservations.json';

export interface Market {
  /** ISO 3166-1 alpha-2; Saint Helena's row has three. */
  readonly countries: readonly string[];
  readonly name: { readonly en: string; readonly ja: string; readonly 'zh-TW': string; readonly ru: string };
}

export const marketsWithoutReservations: readonly Market[] = rows;

export type MarketDecision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly code: 'marketUnavailable';
      readonly details: { readonly country: string; readonly title: string };
    };

/** May a reservation be sold in `country` (ISO 3166-1 alpha-2, either case)? `title` names it in the refusal. */
export const decideReservationMarket = (country: string, title: string): MarketDecision => {
  const code = country.toUpperCase();
  return marketsWithoutReservations.some(({ countries }) => countries.includes(code))
    ? { allowed: false, code: 'marketUnavailable', details: { country: code, title } }
    : { allowed: true };
};
