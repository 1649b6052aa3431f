/** Which failures of a backend of somebody's own are taken as ours. */
import { CspError, type ErrorCode, exitCodeOf, exitCodes, isCspError, worstExitCode } from '../../src/core/errors.ts';
import { readFailure } from '../../src/foreign-failure.ts';
import { eachFailure } from '../commands/sample-failures.ts';

const errorOf = (code: ErrorCode, details: object): CspError => new CspError(code, details as CspError['details']);

/** What the tool itself says, and no service. */
const ownWords = ['declined', 'internal', 'doneAlready', 'runLive', 'tenantMismatch', 'backendFailed'];

test('a failure with all its facts is ours; one that lacks a fact, or has a wrong one, is not', () => {
  const taken = eachFailure.filter(({ code, details }) => readFailure(errorOf(code, details)) instanceof CspError);
  expect(taken.length).toBeGreaterThan(50);
  for (const { code, details } of taken) {
    for (const fact of Object.keys(details)) {
      const read = readFailure(errorOf(code, { ...details, [fact]: { odd: true } }));
      expect({ code, fact, read }).toEqual({ code, fact, read: `${code} (${fact})` });
    }
  }
  expect(taken.map(({ code }) => code)).toEqual(expect.not.arrayContaining(ownWords));
});

test('what is lacking is named', () => {
  expect(readFailure(errorOf('orderNotFound', {}))).toBe('orderNotFound (customer, orderId)');
  expect(readFailure(errorOf('outcomeUnsettled', { operation: 'X', requestId: '1', correlationId: '2' }))).toBe(
    'outcomeUnsettled (reason)',
  );
});

const unnamed = Object.create(null);
test.each([
  ['a code that nobody knows', errorOf('orderLocked' as ErrorCode, {}), 'orderLocked'],
  ['a name that every object has', errorOf('constructor' as ErrorCode, {}), 'constructor'],
  ['a code without details', Object.assign(new Error('no'), { code: 'busy' }), 'busy: no'],
  ['an error of Node', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED: refused'],
  ['any error', new TypeError('x is not a function'), 'TypeError: x is not a function'],
  ['nothing', undefined, 'undefined'],
  ['what has no text', unnamed, 'object'],
  ['one of our own words', errorOf('declined', {}), 'declined'],
])('%s is none of ours', (_, error, said) => {
  expect(readFailure(error)).toBe(said);
});

test('a failure of another copy of the class is made one of ours', () => {
  const other = { [Symbol.for('csp.CspError')]: true, code: 'busy', details: { path: '/tmp/x' } };
  const read = readFailure(other);
  expect(read instanceof CspError && [read.code, read.exitCode, read.isRetryable]).toEqual(['busy', 7, true]);
});

test('a code that is not known is never a success', () => {
  expect(exitCodeOf('orderLocked' as ErrorCode)).toBe(1);
  expect(exitCodeOf('constructor' as ErrorCode)).toBe(1);
  expect(isCspError(errorOf('orderLocked' as ErrorCode, {}))).toBe(false);
  for (const odd of [42, Number.NaN, -1]) {
    expect(worstExitCode([odd])).toBe(1);
    expect(worstExitCode([0, odd, 6])).toBe(1);
  }
  expect(worstExitCode([])).toBe(0);
  expect(worstExitCode([0, 0])).toBe(0);
  for (const code of Object.values(exitCodes)) expect(worstExitCode([0, code])).toBe(code);
});
