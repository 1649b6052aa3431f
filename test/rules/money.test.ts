import fc from 'fast-check';
import {
  addMoney,
  compareMoney,
  formatAmount,
  type Money,
  minorDigits,
  parseMoney,
  portionOf,
  roundToMinor,
  sumMoney,
  timesQuantity,
} from '../../src/core/rules/money.ts';

const eur = (amount: string): Money => ({ amount, currency: 'EUR' });
const money = (amount: string, currency: string): Money => ({ amount, currency });

/** Cents as text, reckoned without the code under test. */
const fromCents = (cents: bigint): string => {
  const size = cents < 0n ? -cents : cents;
  return `${cents < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
};
const anyCents = fc.bigInt({ min: -99_999_999_999n, max: 99_999_999_999n });

describe('when an amount is read', () => {
  test.each([
    ['0', '0'],
    ['-0.00', '0.00'],
    ['12', '12'],
    ['12.30', '12.30'],
    ['-12.3', '-12.3'],
    ['007.50', '7.50'],
    ['0.000123', '0.000123'],
    ['-0.5', '-0.5'],
    ['123456789012345678901234567890.01', '123456789012345678901234567890.01'],
  ])('%s is understood', (given, amount) => {
    expect(parseMoney(given, 'EUR')).toEqual(eur(amount));
  });

  test.each([
    '',
    ' ',
    '.',
    '-',
    '.5',
    '5.',
    '+5',
    '1e3',
    '1,000',
    '1 000',
    '1.000.000',
    '12,30',
    '--1',
    '0x10',
    'NaN',
    'Infinity',
    '１２',
    '１.5',
    ' 1',
    '1\n',
    '1'.repeat(31),
  ])('%j is refused', (given) => {
    expect(parseMoney(given, 'EUR')).toBeUndefined();
  });

  test('the currency may be in either case, and has three letters', () => {
    expect(['eur', 'Eur', 'EU', 'EURO', 'E1R', '€', 'ЕUR', ''].map((currency) => parseMoney('1', currency))).toEqual([
      eur('1'),
      eur('1'),
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('when amounts are added', () => {
  test('then the sum is exact, and keeps the finer digits', () => {
    expect([
      addMoney(eur('0.1'), eur('0.2')),
      addMoney(eur('0.005'), eur('1')),
      addMoney(eur('-1.00'), eur('0.25')),
      addMoney(eur('-0.25'), eur('0.25')),
      addMoney(eur('9007199254740993'), eur('0.01')),
    ]).toEqual([eur('0.3'), eur('1.005'), eur('-0.75'), eur('0.00'), eur('9007199254740993.01')]);
  });

  test('then 100,000 random sums are right to the cent', () => {
    fc.assert(
      fc.property(fc.array(anyCents, { minLength: 1, maxLength: 4 }), (cents) => {
        const sum = sumMoney(cents.map((each) => eur(fromCents(each))));
        return sum?.currency === 'EUR' && sum.amount === fromCents(cents.reduce((a, b) => a + b));
      }),
      { numRuns: 100_000 },
    );
  });

  test('then 100,000 amounts in one list have one exact sum', () => {
    const cents = fc.sample(anyCents, { numRuns: 100_000, seed: 71 });
    expect(sumMoney(cents.map((each) => eur(fromCents(each))))).toEqual(eur(fromCents(cents.reduce((a, b) => a + b))));
  });

  test('then nothing, an unknown amount, or a second currency gives no sum', () => {
    expect([
      sumMoney([]),
      sumMoney([null]),
      sumMoney([null, eur('1')]),
      sumMoney([eur('1'), null, eur('1')]),
      sumMoney([eur('1'), money('1', 'USD')]),
      sumMoney([eur('1'), money('1', 'USD'), eur('1')]),
      sumMoney([eur('1.5')]),
    ]).toEqual([null, null, null, null, null, null, eur('1.5')]);
  });

  test('then two currencies are the caller’s mistake', () => {
    expect(() => addMoney(eur('1'), money('1', 'USD'))).toThrow(TypeError);
    expect(() => compareMoney(eur('1'), money('1', 'USD'))).toThrow(TypeError);
  });
});

describe('when amounts are compared', () => {
  test.each([
    ['1', '1.00', 0],
    ['0', '-0.0', 0],
    ['1.009', '1.01', -1],
    ['-2', '-1', -1],
    ['10', '9.99', 1],
  ] as const)('%s to %s is %d', (a, b, order) => {
    expect(compareMoney(eur(a), eur(b))).toBe(order);
  });
});

describe('when a price is multiplied', () => {
  test('then every digit is kept', () => {
    expect([
      timesQuantity(eur('19.9999'), 3),
      timesQuantity(eur('0.01'), 2_147_483_647),
      timesQuantity(eur('-5'), 2),
    ]).toEqual([eur('59.9997'), eur('21474836.47'), eur('-10')]);
    expect(() => timesQuantity(eur('1'), 1.5)).toThrow(RangeError);
  });
});

describe('when an amount is rounded', () => {
  test.each([
    ['12.345', 'EUR', '12.35'],
    ['-12.345', 'EUR', '-12.35'],
    ['12.3449999', 'EUR', '12.34'],
    ['0.005', 'EUR', '0.01'],
    ['-0.004', 'EUR', '0.00'],
    ['12.3', 'EUR', '12.30'],
    ['7', 'USD', '7.00'],
    ['100.5', 'JPY', '101'],
    ['100.4', 'KRW', '100'],
    ['1.2345', 'KWD', '1.235'],
    ['1', 'BHD', '1.000'],
    ['1.23456', 'CLF', '1.2346'],
  ])('then %s %s becomes %s, half away from zero', (amount, currency, rounded) => {
    expect(roundToMinor(money(amount, currency))).toEqual(money(rounded, currency));
    expect(formatAmount(money(amount, currency))).toBe(rounded);
  });

  test('then each currency has its own smallest unit', () => {
    expect(
      ['EUR', 'USD', 'RUB', 'TWD', 'JPY', 'KRW', 'CLP', 'VND', 'ISK', 'KWD', 'BHD', 'JOD', 'OMR', 'TND'].map(
        minorDigits,
      ),
    ).toEqual([2, 2, 2, 2, 0, 0, 0, 0, 0, 3, 3, 3, 3, 3]);
  });
});

describe('when an amount is divided', () => {
  test.each([
    ['100.00', 1n, 3n, '33.33'],
    ['100.00', 2n, 3n, '66.67'],
    ['0.01', 1n, 2n, '0.01'],
    ['-0.01', 1n, 2n, '-0.01'],
    ['100.00', 0n, 3n, '0.00'],
    ['1.005', 1n, 1n, '1.01'],
    ['365', 364n, 365n, '364.00'],
  ])('then %s × %d/%d is %s', (amount, part, whole, portion) => {
    expect(portionOf(eur(amount), part, whole)).toEqual(eur(portion));
  });

  test('then the portion is never more than half a cent off', () => {
    fc.assert(
      fc.property(anyCents, fc.bigInt(0n, 10n ** 12n), fc.bigInt(1n, 10n ** 12n), (cents, part, whole) => {
        const portion = BigInt(portionOf(eur(fromCents(cents)), part, whole).amount.replace('.', ''));
        const twiceOff = 2n * (portion * whole - cents * part);
        return twiceOff <= whole && twiceOff >= -whole;
      }),
    );
  });
});
