/**
 * What csp itself writes with orders, which may be handed back as it is: columns that say nothing of what to cancel are passed
 * over, and TSV, which has no header, is known by its number of columns.
 */
import { isTenantGuid, parseOrderWord } from '../core/rules/order-reference.ts';
import { foldWord } from './read-rows.ts';

const money = (name: string): readonly string[] => [`${name}.amount`, `${name}.currency`];

const ofLine = ['outcome', 'code', 'message', ...money('credit'), 'visibleBy', 'requestId'];
const ofSoftware = ['quantity', 'purchasedAt', 'status', 'cancellable', 'cancelBy', 'daysLeft', 'refund.kind'];
const ofDeadline = ['keyAccess', 'policyEdition', 'deadlineSource'];
const ofPurchase = ['productId', 'skuId', 'quantity', 'term', 'billingCycle', 'poNumber', ...money('total')];
const ofRun = ['run', 'attempts', 'sameAsLine', 'byRun', ...ofPurchase];

/** The columns of `list-software`, of runs and of `orders`, in their order. */
const ownLists = {
  software: [
    ...['customerId', 'customerDomain', 'productId', 'skuId', 'title', 'kind', 'orderId', 'line', ...ofSoftware],
    ...[...money('refund.amount'), ...ofDeadline],
  ],
  runs: ['inputLine', 'environment', 'customerId', 'orderId', 'line', ...ofLine, ...ofRun],
  orders: ['id', 'alternateId', 'customerId', 'purchasedAt', 'status', ...money('total')],
} as const satisfies { readonly [name: string]: readonly string[] };

/** Folded; of a dotted path its beginning too, as JSON has it. */
const wordsOf = (...fields: readonly string[]): ReadonlySet<string> =>
  new Set(fields.flatMap((field) => [field, field.split('.', 1)[0] ?? '']).map(foldWord));

const { software, runs, orders } = ownLists;
const besideLine = wordsOf(...software, ...runs);
const besideId = wordsOf(...orders, 'lineItems');

/** Whether a column does no harm beside the others: lists of lines tell the line, and only those of orders call them `id`. */
export const isOwnColumn = (word: string, others: ReadonlySet<string>): boolean =>
  (others.has('line') && besideLine.has(word)) || (others.has('id') && besideId.has(word));

/** The columns of a table without a header whose first row this is; `undefined` for any table but ours. */
export const ownColumns = (cells: readonly string[]): readonly string[] | undefined =>
  Object.values(ownLists).find((list: readonly string[]) => {
    const [customer = '', order = ''] = [cells[list.indexOf('customerId')], cells[orderIn(list)]];
    return list.length === cells.length && isTenantGuid(customer) && parseOrderWord(order) !== undefined;
  });

const orderIn = (list: readonly string[]): number => Math.max(list.indexOf('orderId'), list.indexOf('id'));
