import { isDomain, isOrderId, isTenantGuid, parseQuantity } from '../../src/core/rules/order-reference.ts';

describe('when an order is named', () => {
  test.each([
    '2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1',
    '-leading-hyphen',
    'c403d91b21d2',
    'CF3B0E37-BE0B-4CDD-B584-D1A97D98A922',
    '1',
    'a'.repeat(64),
  ])('then %s may be its id', (text) => {
    expect(isOrderId(text)).toBe(true);
  });

  test.each(['', '.', '..', 'a/b', 'a b', 'a?b', 'a%2Fb', '../x', 'a.b', 'заказ', 'a\n', 'a'.repeat(65)])(
    'then %j may not',
    (text) => {
      expect(isOrderId(text)).toBe(false);
    },
  );
});

describe('when a customer is named', () => {
  test.each([
    ['8cfd4a3f-1b9c-4b0f-9c62-26c2c3a84c48', true, false],
    ['8CFD4A3F-1B9C-4B0F-9C62-26C2C3A84C48', true, false],
    ['8cfd4a3f1b9c4b0f9c6226c2c3a84c48', false, false],
    ['{8cfd4a3f-1b9c-4b0f-9c62-26c2c3a84c48}', false, false],
    ['8cfd4a3f-1b9c-4b0f-9c62-26c2c3a84c4g', false, false],
    ['contoso.onmicrosoft.com', false, true],
    ['Contoso.OnMicrosoft.com', false, true],
    ['xn--80ak6aa92e.com', false, true],
    ['contoso', false, false],
    ['contoso.', false, false],
    ['.com', false, false],
    ['-a.com', false, false],
    ['Acme Inc. GmbH', false, false],
    ['contoso..com', false, false],
    ['10.0.0.1', false, false],
    [`${'a'.repeat(64)}.com`, false, false],
    ['', false, false],
  ])('then %j is a GUID: %s, a domain: %s', (text, guid, domain) => {
    expect([isTenantGuid(text), isDomain(text)]).toEqual([guid, domain]);
  });
});

describe('when a quantity is typed', () => {
  test.each([
    ['1', 1],
    ['10', 10],
    ['2147483647', 2_147_483_647],
  ])('then %s is understood', (text, quantity) => {
    expect(parseQuantity(text)).toBe(quantity);
  });

  test.each([
    '1e3',
    '1,000',
    '-1',
    '1.5',
    '0',
    '01',
    '１２',
    '2147483648',
    '99999999999',
    '+1',
    ' 1',
    '1 ',
    '',
    '0x1',
    '1_000',
    '٣',
    'ten',
    '1\n',
  ])('then %j is refused', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });
});
