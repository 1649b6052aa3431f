/** What is not sold in every market, as sentences call it. */
import type { MarketKind } from '../../core/rules/markets.ts';

export const goods: { readonly [K in MarketKind]: string } = {
  reservation: 'Azure reservations',
  subscription: 'software subscriptions',
};
