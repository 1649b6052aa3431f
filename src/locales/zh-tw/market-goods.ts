/** What is not sold in every market, as sentences call it. In Traditional Chinese. */
import type { MarketKind } from '../../core/rules/markets.ts';

export const goods: { readonly [K in MarketKind]: string } = {
  reservation: 'Azure 保留',
  subscription: '軟體訂閱',
};
