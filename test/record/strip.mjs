/**
 * Takes everything out of an answer but its shape. What is not known to be harmless goes: names, ids, prices, keys and
 * tokens become placeholders, the same one for the same text, so that it can still be seen what refers to what.
 */
const words = new Set(
  `status orderStatus objectType billingCycle billingCycleType billingFrequency billingType termDuration
   currencyCode country productType productFamily catalogType resourceType operationType operationStatus fulfillmentState
   entitlementType artifactType renewsTo unitType dataType transactionType method relationshipToPartner`.split(/\s+/),
);
const catalogueKeys = new Set([
  'id',
  'productId',
  'skuId',
  'availabilityId',
  'catalogItemId',
  'offerId',
  'defaultAvailabilityId',
]);
const counts = new Set(['totalCount', 'lineItemNumber', 'minimumQuantity', 'maximumQuantity', 'lineNumber']);
const word = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,29}$/;
/** Microsoft's own products; an order's id may have as many characters. */
const catalogueId = /^(?:CFQ|DG7|DZH)[A-Z0-9]{9}(?::[A-Z0-9]{4}(?::[A-Z0-9]{12})?)?$/;
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const instant = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;
/** Such as `Quantity-0`, in the data of an audit record; a product key has groups of five. */
const dataName = /^[A-Za-z]{1,40}(?:-\d{1,3})?$/;
const fieldName = /^[A-Za-z@$][A-Za-z.@$]{0,49}$/;

/** A function that strips one answer after the other; it remembers which placeholder stands for what. */
export const createStrip = () => {
  const places = new Map();
  const placeOf = (text, make) => {
    const key = text.toLowerCase();
    if (!places.has(key)) places.set(key, make(places.size + 1));
    return places.get(key);
  };

  const stripText = (key, text) => {
    if (text === '') return text;
    const [isInstant, time = '', fraction = '', zone = ''] = instant.exec(text) ?? [];
    if (isInstant) return `2020-01-02${time && 'T03:04:05'}${fraction.replace(/\d/g, '1')}${zone}`;
    if (guid.test(text)) return placeOf(text, (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
    if (words.has(key) && word.test(text)) return text;
    if (key === 'key' && dataName.test(text)) return text;
    if (catalogueKeys.has(key) && catalogueId.test(text)) return text;
    return placeOf(text, (n) => `text-${n}`);
  };

  const strip = (value, key = '') => {
    if (typeof value === 'string') return stripText(key, value);
    if (typeof value === 'number') return Number.isInteger(value) ? (counts.has(key) ? value : 1) : 1.5;
    if (Array.isArray(value)) return value.map((item) => strip(item, key));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [
        fieldName.test(name) ? name : placeOf(name, (n) => `field-${n}`),
        strip(part, name),
      ]),
    );
  };
  return strip;
};
