import { missingFields, type RefundRequest, refundFields } from '../../src/core/rules/refund-request.ts';

const complete: RefundRequest = {
  impact: 'moderate',
  title: 'Refund of order c403d91b21d2',
  tenant: 'contoso.onmicrosoft.com',
  orderId: 'c403d91b21d2',
  subscriptionId: null,
  reason: 'Bought twice',
  quantity: 2,
  amount: { amount: '120.00', currency: 'EUR' },
  contact: { name: 'Ada Example', email: 'ada@partner.example', phone: '+49 30 1234' },
  files: [],
};
const nobody = { name: null, email: null, phone: null };

describe('when a refund request is checked', () => {
  test.each<[string, Partial<RefundRequest>, readonly string[]]>([
    ['is complete', {}, []],
    ['names the subscription only', { orderId: null, subscriptionId: '8b6ab1c4-0000-4000-8000-1a2b3c4d5e6f' }, []],
    ['names neither order nor subscription', { orderId: null }, ['orderId']],
    ['has an empty order id', { orderId: ' ' }, ['orderId']],
    ['has no reason', { reason: null }, ['reason']],
    ['has a blank reason', { reason: ' \n' }, ['reason']],
    ['has no quantity', { quantity: null }, ['quantity']],
    ['is about nothing', { quantity: 0 }, ['quantity']],
    ['states no amount', { amount: null }, ['amount']],
    ['has no contact', { contact: nobody }, ['name', 'email', 'phone']],
    [
      'has nothing but its impact',
      { title: '', tenant: null, orderId: null, reason: null, quantity: null, amount: null, contact: nobody },
      refundFields.slice(1),
    ],
  ])('and %s, then that is said', (_what, changes, missing) => {
    expect(missingFields({ ...complete, ...changes })).toEqual(missing);
  });

  test.each([
    ['ada@partner.example', true],
    ['  ada.example+csp@mail.partner.example ', true],
    ['ада@почта.example', true],
    ['ada', false],
    ['ada@partner', false],
    ['@partner.example', false],
    ['ada@', false],
    ['ada@partner..example', false],
    ['ada@@partner.example', false],
    ['ada lovelace@partner.example', false],
    ['Ada <ada@partner.example>', false],
  ])('and the address is %j, then it passes: %s', (email, passes) => {
    expect(missingFields({ ...complete, contact: { ...complete.contact, email } })).toEqual(passes ? [] : ['email']);
  });

  test('then fields come in the order of the portal’s form', () => {
    expect(refundFields).toEqual([
      'impact',
      'title',
      'tenant',
      'orderId',
      'reason',
      'quantity',
      'amount',
      'name',
      'email',
      'phone',
    ]);
  });
});
