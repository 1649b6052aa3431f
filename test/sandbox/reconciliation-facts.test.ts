import { readCharge } from '../../src/backends/sandbox/reconciliation-facts.ts';
import { billingCycleOf, kindOf, termOf } from '../../src/backends/sandbox/reconciliation-kinds.ts';
import type { ReconciliationRow } from '../../src/backends/sandbox/reconciliation-rows.ts';
import { anyTime } from './reconciliation-import.ts';
import { type Cells, row, yearly } from './reconciliation-text.ts';

const reading = (cells: Cells = {}) => {
  const all = row(cells);
  const read: ReconciliationRow = {
    line: 2,
    delimiter: ',',
    mends: [],
    has: (column) => all[column] !== undefined,
    cell: (column) => all[column] ?? '',
    placeOf: () => ({ line: 2, column: null }),
  };
  return readCharge({ row: read, order: 'mdy' }, anyTime.now);
};

const facts = (cells: Cells) => {
  const read = reading(cells);
  if (!('facts' in read)) throw new Error(JSON.stringify(read));
  return read.facts;
};

test('a purchase is read as a whole', () => {
  const cells = {
    AlternateId: '94E858B6D855',
    CustomerId: '0E195B37-4574-4539-BC42-0E539B9684C0',
    Currency: 'usd',
    CustomerCountry: 'us',
  };
  expect(reading(cells)).toEqual({
    facts: {
      charge: 'new',
      isRefund: false,
      customer: {
        id: '0e195b37-4574-4539-bc42-0e539b9684c0',
        domain: 'contoso.onmicrosoft.com',
        name: 'Contoso, Ltd.',
        country: 'US',
        currency: 'USD',
      },
      orderId: '0ET2qaZvJGfF9wgSKnWzR5JLmhp10lOc1',
      alternateId: '94e858b6d855',
      date: Date.UTC(2020, 9, 3),
      product: {
        id: 'DG7GMGF0D5RK',
        title: 'Windows Server 2022 Standard',
        kind: 'perpetual',
        publisher: 'Microsoft Corporation',
      },
      sku: {
        productId: 'DG7GMGF0D5RK',
        id: '0005',
        title: 'Windows Server 2022 Standard - 16 Core License Pack',
        minimumQuantity: 1,
        maximumQuantity: 10_000,
        versions: ['2022'],
        languages: ['en-US'],
        fileTypes: ['64 Bit, ISO'],
      },
      availabilityId: 'DG7GMGF0D609',
      term: null,
      billingCycle: 'one_time',
      quantity: 2,
      unitPrice: '1176.00',
      subtotal: '2352.00',
      subscriptionId: null,
      reference: null,
      invoice: 'G000000001',
      notes: [],
    },
  });
});

test.each([
  ['10/3/2020', Date.UTC(2020, 9, 3)],
  ['2020-10-03', Date.UTC(2020, 9, 3)],
  ['2020-10-03T00:00:00Z', Date.UTC(2020, 9, 3)],
  ['2020-10-03T16:42:10.5830000Z', Date.UTC(2020, 9, 3, 16, 42, 10, 583)],
  ['2020-10-03T00:00:00', Date.UTC(2020, 9, 3)],
  ['2/29/2020', Date.UTC(2020, 1, 29)],
])('the order date %s is known as exactly as it is written', (OrderDate, date) => {
  expect(facts({ OrderDate }).date).toBe(date);
});

test.each([
  [{ ChargeType: 'customerCredit' }, { skipped: 'no-change' }],
  [{ ChargeType: 'changeBillingPlan' }, { skipped: 'no-change' }],
  [{ ChargeType: 'extendTerm' }, { skipped: 'no-change' }],
  [{ ChargeType: 'Cancel' }, { skipped: 'no-change' }],
  [{ ChargeType: 'renewed' }, { skipped: 'other-charge' }],
  [{ ChargeType: 'Renew' }, { problem: 'renewal-without-term' }],
  [{ ChargeType: 'CycleCharge' }, { skipped: 'no-change' }],
  [{ ChargeType: 'constructor' }, { skipped: 'other-charge' }],
  [{ ProductId: 'CFQ7TTC0LFLX' }, { skipped: 'not-software' }],
  [{ CustomerId: 'contoso' }, { problem: 'customer-id' }],
  [{ CustomerDomainName: 'contoso' }, { problem: 'customer-domain' }],
  [{ CustomerCountry: 'USA' }, { problem: 'customer-country' }],
  [{ Currency: '$' }, { problem: 'currency' }],
  [{ OrderId: '../x' }, { problem: 'order-id' }],
  [{ OrderId: '-x' }, { problem: 'order-id' }],
  [{ ProductId: '' }, { problem: 'product-id' }],
  [{ SkuId: '00/05' }, { problem: 'product-id' }],
  [{ OrderDate: '2/29/2021' }, { problem: 'order-date' }],
  [{ OrderDate: '31/9/2021' }, { problem: 'order-date' }],
  [{ OrderDate: '0001-01-01T00:00:00' }, { problem: 'order-date' }],
  [{ Quantity: '-2' }, { problem: 'quantity' }],
  [{ Quantity: '0' }, { problem: 'quantity' }],
  [{ Quantity: '1.5' }, { problem: 'quantity' }],
  [{ Quantity: '1e3' }, { problem: 'quantity' }],
  [{ UnitPrice: '41,000' }, { problem: 'amount' }],
  [{ Subtotal: '4.704' }, { problem: 'amount' }],
  [{ Subtotal: '-2352.00' }, { problem: 'negative-charge' }],
  [{ Quantity: '2.000' }, { problem: 'quantity' }],
  [{ OrderId: '12345678901' }, { problem: 'order-id' }],
  [{ OrderId: '1.23457E+11' }, { problem: 'order-id' }],
  [{ OrderDate: '2027-01-01' }, { problem: 'order-in-future' }],
  [{ Subtotal: '1E+3' }, { problem: 'amount' }],
])('%j is left out', (cells, expected) => {
  expect(reading(cells)).toEqual(expected);
});

test('a credit has the positive quantity and amount of what it credits', () => {
  const { charge, quantity, subtotal } = facts({ ChargeType: 'cancel', Quantity: '-2.0', Subtotal: '-2352.00' });
  expect({ charge, quantity, subtotal }).toEqual({ charge: 'cancel', quantity: 2, subtotal: '2352.00' });
});

test.each([
  { Quantity: '-2' },
  { Subtotal: '-2308.18' },
  { Quantity: '-2', Subtotal: '' },
  { Subtotal: '', EffectiveUnitPrice: '-1154.09' },
])('a cancellation at once is a cancellation, its sign in any column: %j', (cells) => {
  const { charge, isRefund, quantity } = facts({ ChargeType: 'cancelImmediate', ...cells });
  expect({ charge, isRefund, quantity }).toEqual({ charge: 'cancel', isRefund: true, quantity: 2 });
});

const second = Date.UTC(2025, 10, 27);
test.each([
  ['the term that the row states', { SubscriptionStartDate: '2025-11-27', SubscriptionEndDate: '2026-11-26' }],
  [
    'the same with an end that is no longer in it',
    { SubscriptionStartDate: '11/27/2025', SubscriptionEndDate: '11/27/2026' },
  ],
  ['a subscription of two terms', { SubscriptionStartDate: '2024-11-27', SubscriptionEndDate: '2026-11-26' }],
  ['a start without an end', { SubscriptionStartDate: '2025-11-27T00:00:00Z' }],
  ['the charge', { ChargeStartDate: '2025-11-27', SubscriptionStartDate: '0001-01-01T00:00:00' }],
  ['the order', { OrderDate: '2025-11-27' }],
])('a renewal begins with %s', (_by, cells) => {
  expect(facts(yearly({ ChargeType: 'renew', ...cells }))).toMatchObject({ charge: 'renew', renewedAt: second });
});

test.each([
  ['P1Y', '2026-11-26'],
  ['P1Y', '2026-11-27'],
  ['P3Y', '2028-11-26'],
  ['P1M', '2025-12-26'],
])('a renewal whose texts name no term has the %s of its dates', (term, SubscriptionEndDate) => {
  const nameless = { SkuName: 'SQL Server Standard', TermAndBillingCycle: '', SubscriptionStartDate: '2025-11-27' };
  expect(facts(yearly({ ChargeType: 'renew', ...nameless, SubscriptionEndDate }))).toMatchObject({
    term,
    product: { kind: 'subscription' },
    renewedAt: second,
  });
});

const goods = {
  productId: 'DG7GMGF0D5RK',
  productName: '',
  skuName: '',
  publisher: 'Microsoft Corporation',
  category: 'Software',
  reservationOrderId: '',
  term: null,
  subscriptionId: '',
  hasPeriod: false,
  billingFrequency: '',
  termWords: '',
};

test.each([
  ['perpetual', { productName: 'Windows Server 2022 Standard' }],
  ['subscription', { productName: 'Windows Server CAL', term: 'P3Y' }],
  ['perpetual', { productName: 'Windows Server 2022 Standard', publisher: '日本マイクロソフト' }],
  ['perpetual', { productName: 'Windows Server 2022 Standard', publisher: '' }],
  ['linux-plan', { productName: 'SUSE Linux Enterprise Server', publisher: 'SUSE', term: 'P1Y' }],
  ['linux-plan', { skuName: 'Red Hat Enterprise Linux - 1-4 vCPU VM - 1 year', publisher: 'Red Hat', term: 'P1Y' }],
  ['linux-plan', { skuName: 'Reserved RHEL plan', term: 'P1Y' }],
  ['esu', { productName: 'Windows 7 Extended Security Updates 2020' }],
  ['esu', { productName: 'Windows 7 拡張セキュリティ更新プログラム 2020' }],
  [
    'esu',
    { productName: 'Расширенные обновления безопасности', skuName: 'Windows 7 расширенные обновления безопасности' },
  ],
  ['esu', { productName: 'Windows Server 2012 Extended Security Updates', term: 'P1Y' }],
  ['esu', { skuName: 'SQL Server 2014 Extended Security Updates - Year 2' }],
  ['esu', { productName: 'Windows 10 延伸安全性更新' }],
  ['subscription', { subscriptionId: '7d0f2b8e-41c9-4e6a-b3d7-9a51c86f0e24' }],
  ['perpetual', { subscriptionId: '00000000-0000-0000-0000-000000000000' }],
  ['subscription', { hasPeriod: true }],
  ['subscription', { billingFrequency: 'Annual' }],
  ['subscription', { category: 'Software subscription' }],
  ['perpetual', { termWords: 'One-Time' }],
  ['perpetual', { termWords: 'jednorázově', category: 'Perpetual software' }],
  ['reservation', { skuName: 'Reserved VM Instance, Standard_NV12, US East 2, 1 Year', term: 'P1Y' }],
  ['reservation', { productName: '予約 VM インスタンス', term: 'P1Y' }],
  ['reservation', { productName: 'Virtual Machines', reservationOrderId: '9f1b', term: 'P1Y' }],
  ['reservation', { productName: 'Virtual Machines', category: 'Azure reservation', term: 'P1Y' }],
  [null, { productId: 'CFQ7TTC0LFLX', productName: 'Microsoft 365 E3', term: 'P1Y' }],
  [null, { productName: 'Azure plan' }],
  [null, { productName: 'Barracuda WAF-as-a-Service', publisher: 'Barracuda Networks, Inc.', term: 'P1M' }],
])('%s is told from %j', (kind, given) => {
  expect(kindOf({ ...goods, ...given })).toEqual({ kind, isUnsure: false });
});

test.each([
  ['3-Year commitment for triennial billing', 'P3Y'],
  ['Three-Year commitment', 'P3Y'],
  ['One-Month commitment for trial', 'P1M'],
  ['SQL Server Standard - 2 Core License Pack - 1 year', 'P1Y'],
  ['Reserved VM Instance, Standard_NV12, US East 2, 3 Years', 'P3Y'],
  ['Windows Server CAL - 1 デバイス CAL - 3 年', 'P3Y'],
  ['SQL Server — 1 год', 'P1Y'],
  ['SQL Server Standard – Lizenzpaket für 2 Kerne – 1 Jahr', 'P1Y'],
  ['Verpflichtung für drei Jahre', 'P3Y'],
  ['Engagement d’un an', 'P1Y'],
  ['Compromiso de tres años', 'P3Y'],
  ['Compromisso de 1 ano', 'P1Y'],
  ['Impegno di un anno', 'P1Y'],
  ['Windows Server 3 annexes', null],
  ['Windows Server 2022 Standard - 16 Core License Pack', null],
  ['One-time', null],
  ['', null],
])('the term in “%s” is %s', (text, term) => {
  expect(termOf('', text)).toBe(term);
});

test.each([
  ['One-Year commitment for monthly billing', 'monthly'],
  ['1-Year commitment for yearly billing', 'annual'],
  ['Triennial', 'triennial'],
  ['One-Month commitment for trial', 'one_time'],
  ['', 'one_time'],
])('“%s” is billed %s', (text, cycle) => {
  expect(billingCycleOf('', text)).toBe(cycle);
});
