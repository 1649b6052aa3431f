/** What became of rows of a reconciliation file, in Japanese. */
import type { Messages } from '../messages.ts';

/** Why it was left out. */
export const skipReason: Messages['text']['sandbox']['skipReason'] = {
  duplicate: '前にある行と重複',
  'other-charge': '購入でもその他の既知の課金でもない行',
  'no-change': '購入でも変更でもなく、購入済みのものに対する課金',
  'not-software': 'CSP のソフトウェアではない',
  'customer-id': '顧客 ID がテナント GUID ではない',
  'customer-domain': '顧客のドメインがない、または形式が正しくない',
  'customer-country': '顧客の国がない、または形式が正しくない',
  currency: '通貨がない、または形式が正しくない',
  'order-id': '注文 ID がない、または形式が正しくない',
  'order-date': '注文日を読み取れない',
  'order-in-future': '注文日がサンドボックスの時計より先',
  'product-id': '製品 ID または SKU ID がない、または形式が正しくない',
  quantity: '数量が整数ではない',
  amount: '金額を読み取れない、または小数の桁数が通貨より多い',
  'negative-charge': '金額が負の購入または更新',
  'order-of-another-customer': '前の行では別の顧客の注文',
  'order-in-another-currency': '前の行では別の通貨の注文',
  'cancel-without-purchase': '対応する購入がないキャンセル',
  'change-without-purchase': '対応する購入がない変更',
  'change-incomplete': '返金と課金の一方しかない変更',
  'renewal-without-term': '期間を特定できない更新',
};

/** What was understood or supposed. */
export const rowNote: Messages['text']['sandbox']['rowNote'] = {
  apostrophe: '表計算ソフトが ID や日付の前に付けたアポストロフィを除いた',
  'lost-zeros': '表計算ソフトで失われた SKU ID の先頭の 0 を補った',
  'decimal-comma': '小数点がコンマの金額として読み取った',
  'kind-unsure': '永続ソフトウェアかサブスクリプションか確定できないため、早いほうの期限を適用',
  'day-first': 'この日付は月が先では読み取れないため、ファイルの日付をすべて日が先として読み取った',
};
