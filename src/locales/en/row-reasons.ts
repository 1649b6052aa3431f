/** What became of rows of a reconciliation file, by stable words. */

/** Why it was left out. */
export const skipReason = {
  duplicate: 'the same row was there before',
  'other-charge': 'neither a purchase nor any other charge that is known',
  'no-change': 'neither a purchase nor a change of one, but a charge for what was bought before',
  'not-software': 'not software of this programme',
  'customer-id': 'the customer id is no tenant GUID',
  'customer-domain': 'the customer’s domain is missing or malformed',
  'customer-country': 'the customer’s country is missing or malformed',
  currency: 'the currency is missing or malformed',
  'order-id': 'the order id is missing or malformed',
  'order-date': 'the order date cannot be read',
  'order-in-future': 'the order date lies in the future of the sandbox’s clock',
  'product-id': 'the product or SKU id is missing or malformed',
  quantity: 'the quantity is no whole number',
  amount: 'an amount cannot be read, or has more decimals than its currency',
  'negative-charge': 'a purchase or a renewal with a negative amount',
  'order-of-another-customer': 'the order belongs to another customer in an earlier row',
  'order-in-another-currency': 'the order is in another currency in an earlier row',
  'cancel-without-purchase': 'a cancellation without its purchase',
  'change-without-purchase': 'a change without its purchase',
  'change-incomplete': 'one half of a change, a refund or a charge, without the other',
  'renewal-without-term': 'a renewal of which the term cannot be told',
};

/** What was understood or supposed. */
export const rowNote = {
  apostrophe: 'an apostrophe that a spreadsheet had put before an id or a date was left out',
  'lost-zeros': 'zeros that a spreadsheet had dropped from the SKU id were put back',
  'decimal-comma': 'the amounts have a decimal comma and were read so',
  'kind-unsure':
    'nothing tells for sure whether this is perpetual software or a subscription, so the earlier deadline counts',
  'day-first': 'this date cannot be read with the month first, so all dates of the file were read day first',
};
