/** What is not sold in every market, as sentences call it. In Russian. */
import type { MarketKind } from '../../core/rules/markets.ts';

export const goods: { readonly [K in MarketKind]: string } = {
  reservation: 'резервирования Azure',
  subscription: 'подписки на ПО',
};
