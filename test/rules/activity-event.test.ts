/** What a record of the service tells of: by what it changed, not by the name of the operation alone. */
import { eventOf, isFailed } from '../../src/core/rules/activity-event.ts';

const detailsOf = (values: { readonly [key: string]: string | null }) =>
  Object.entries(values).map(([key, value]) => ({ key, value }));

test.each([
  ['get_software_key', {}, 'key'],
  ['Get_Software_Key', {}, 'key'],
  ['create_order', { 'Quantity-0': '0' }, 'purchase'],
  ['cancel_order', {}, 'cancel'],
  ['update_order', { Status: 'cancelled' }, 'cancel'],
  ['update_order', { 'Quantity-0': '5', 'Quantity-1': '0' }, 'cancel'],
  ['update_order', { 'Quantity-0': '5' }, null],
  ['update_order', {}, null],
  ['update_subscription', { Status: 'Deleted', Quantity: '12' }, 'cancel'],
  ['update_subscription', { Status: 'Deleted', StatusBefore: 'Deleted' }, null],
  ['update_subscription', { Status: 'Active', Quantity: '12' }, null],
  ['update_subscription', { Status: 'Half' }, null],
  ['update_subscription', { Quantity: null }, null],
  ['ready_invoice', { Status: 'Deleted' }, null],
])('%s with %j is %s', (operationType, details, event) => {
  expect(eventOf({ operationType, details: detailsOf(details) })).toBe(event);
});

test('only “failed” is a failure; a word that nobody knows is no success either', () => {
  const words = ['failed', 'Failed', 'succeeded', 'progress', ''];
  expect(words.filter((operationStatus) => isFailed({ operationStatus }))).toEqual(['failed', 'Failed']);
});
