/** What became of rows of a reconciliation file, in Traditional Chinese. */
import type { Messages } from '../messages.ts';

/** Why it was left out. */
export const skipReason: Messages['text']['sandbox']['skipReason'] = {
  duplicate: '前面已有相同的列',
  'other-charge': '不是購買，也不是其他已知的收費',
  'no-change': '不是購買或變更，而是先前所購項目的收費',
  'not-software': '不是此計畫的軟體',
  'customer-id': '客戶識別碼不是租用戶 GUID',
  'customer-domain': '缺少客戶網域，或格式不正確',
  'customer-country': '缺少客戶的國家/地區，或格式不正確',
  currency: '缺少幣別，或格式不正確',
  'order-id': '缺少訂單識別碼，或格式不正確',
  'order-date': '無法讀取訂單日期',
  'order-in-future': '訂單日期晚於沙箱時鐘的時間',
  'product-id': '缺少產品識別碼或 SKU 識別碼，或格式不正確',
  quantity: '數量不是整數',
  amount: '有無法讀取的金額，或小數位數超過該幣別',
  'negative-charge': '金額為負的購買或續約',
  'order-of-another-customer': '在前面的列中，此訂單屬於另一位客戶',
  'order-in-another-currency': '在前面的列中，此訂單使用另一種幣別',
  'cancel-without-purchase': '有取消，但找不到對應的購買',
  'change-without-purchase': '有變更，但找不到對應的購買',
  'change-incomplete': '變更只有退款或收費其中一列',
  'renewal-without-term': '無法得知期限的續約',
};

/** What was understood or supposed. */
export const rowNote: Messages['text']['sandbox']['rowNote'] = {
  apostrophe: '已略過試算表在識別碼或日期前加上的撇號',
  'lost-zeros': '已補回試算表從 SKU 識別碼刪去的零',
  'decimal-comma': '金額以逗號為小數點，並已照此讀取',
  'kind-unsure': '無法確定是永久授權軟體還是訂閱，因此以較早的期限為準',
  'day-first': '此日期無法以月在前讀取，因此檔案中所有日期都以日在前讀取',
};
