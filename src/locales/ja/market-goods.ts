/** What is not sold in every market, as sentences call it. In Japanese. */
import type { MarketKind } from '../../core/rules/markets.ts';

export const goods: { readonly [K in MarketKind]: string } = {
  reservation: 'Azure の予約',
  subscription: 'ソフトウェア サブスクリプション',
};
