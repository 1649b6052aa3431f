/** Why a row of a reconciliation file was left out, in Japanese. */
import type { Messages } from '../messages.ts';

export const skipReason: Messages['text']['sandbox']['skipReason'] = {
  duplicate: '前にある行と重複',
  'other-charge': '購入でも更新でもキャンセルでもない行',
  'not-software': 'CSP のソフトウェアではない',
  'customer-id': '顧客 ID がテナント GUID ではない',
  'customer-domain': '顧客のドメインがない、または形式が正しくない',
  'customer-country': '顧客の国がない、または形式が正しくない',
  currency: '通貨がない、または形式が正しくない',
  'order-id': '注文 ID がない、または形式が正しくない',
  'order-date': '注文日を読み取れない',
  'product-id': '製品 ID または SKU ID がない、または形式が正しくない',
  quantity: '数量が整数ではない',
  amount: '金額を読み取れない',
  'order-of-another-customer': '前の行では別の顧客の注文',
  'order-in-another-currency': '前の行では別の通貨の注文',
  'cancel-without-purchase': '対応する購入がないキャンセル',
  'renewal-without-term': '期間を特定できない更新',
};
