/** `--query`, held against what `jmespath.py` answered: `test/record/jmespath-answers.py` asks it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isCspError } from '../../src/core/errors.ts';
import type { JsonValue } from '../../src/core/ports/environment.ts';
import { createQuery } from '../../src/terminal/query.ts';

/** What it could not read, what it gave up on the data, or the value. */
type Answer = { readonly unread: string } | { readonly failed: string } | { readonly value: JsonValue };
type Asked = readonly [document: string, expression: string, answer: Answer];

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(resolve(__dirname, '../../fixtures/jmespath', `${name}.json`), 'utf8'));
const documents = read<{ readonly [name: string]: JsonValue }>('documents');
const answers = read<readonly Asked[]>('answers');
const mutations = read<readonly Asked[]>('mutations');

type Outcome = { readonly unread: string } | { readonly failed: string } | { readonly value: JsonValue };

const reasonOf = (error: unknown): string => {
  if (isCspError(error) && error.code === 'queryInvalid' && 'reason' in error.details)
    return String(error.details.reason);
  throw error;
};

const ask = async (document: JsonValue, expression: string): Promise<Outcome> => {
  let query: Awaited<ReturnType<typeof createQuery>>;
  try {
    query = await createQuery(expression);
  } catch (error) {
    return { unread: reasonOf(error) };
  }
  try {
    return { value: query(document) };
  } catch (error) {
    return { failed: reasonOf(error) };
  }
};

const documentOf = (name: string): JsonValue => documents[name] ?? null;

/** Found when it comes to the call there; here before there is data. */
const ofCalls = ['unknownFunction', 'argumentCount', 'argumentType'];
const foundInCalls = ['UnknownFunctionError', 'ArityError', 'VariadictArityError'];

/** Where the specification says otherwise than the reference does, or leaves it open. */
const exceptions: { readonly [expression: string]: Outcome } = {
  // Only what a JSON number is made of is a number; the reference takes the digits of every script.
  "to_number('١')": { value: null },
  // Any JSON that means the same: the reference escapes letters, and knows 1000 from 1000.0.
  'to_string(products)': { value: JSON.stringify((documents['odd'] as { products: JsonValue }).products) },
  'to_string(`1e3`)': { value: '1000' },
  // An expression is no value, and stands only where a function asks for one.
  '&zero': { unread: 'unexpected' },
  'type(&zero)': { unread: 'argumentType' },
};

test.each(answers)('%s: %j is answered as by jmespath.py', async (name, expression, answer) => {
  const outcome = await ask(documentOf(name), expression);
  if (Object.hasOwn(exceptions, expression)) expect(outcome).toEqual(exceptions[expression]);
  else if ('value' in answer) expect(outcome).toEqual(answer);
  else if ('unread' in answer) expect(outcome).toHaveProperty('unread');
  else expect(outcome).not.toHaveProperty('value');
});

test('every exception is one: it is asked for, and answered otherwise there', () => {
  const same = answers.filter(
    ([, expression, answer]) => JSON.stringify(exceptions[expression]) === JSON.stringify(answer),
  );
  const asked = answers.map(([, expression]) => expression);
  expect([same, Object.keys(exceptions).filter((expression) => !asked.includes(expression))]).toEqual([[], []]);
});

test('when an expression is damaged, then it is refused before there is data wherever jmespath.py refuses it', async () => {
  const wrong: (readonly [...Asked, Outcome])[] = [];
  for (const asked of mutations) {
    const [name, expression, answer] = asked;
    const outcome = await ask(documentOf(name), expression);
    const mustBeUnread = 'unread' in answer || ('failed' in answer && foundInCalls.includes(answer.failed));
    const isCallThatCannotWork = 'unread' in outcome && ofCalls.includes(outcome.unread);
    const isSame =
      'value' in answer
        ? JSON.stringify(outcome) === JSON.stringify(answer) || isCallThatCannotWork
        : !('value' in outcome) && (!mustBeUnread || 'unread' in outcome);
    if (!isSame) wrong.push([...asked, outcome]);
  }
  expect(wrong).toEqual([]);
  expect(mutations.length).toBeGreaterThanOrEqual(500);
});

test.each([
  '[].foo(a)',
  '[?foo(a)]',
  '[?a == foo(b)]',
  '{a: b, c: foo(d)}',
  '[].[a, foo(b)]',
  'a || foo(b)',
  'a | foo(@)',
  '!foo(a)',
  '*.foo(a)',
  'a[1:2].foo(@)',
  'sort_by(@, &foo(a))',
  'length(foo(a))',
])('when an unknown function is hidden in %s, then it is found', async (expression) => {
  expect(await ask(null, expression)).toEqual({ unread: 'unknownFunction' });
});

test.each([
  // The library before this one would have looked for it among what every object has.
  ['toString(@)', 'unknownFunction'],
  ['length()', 'argumentCount'],
  ['merge()', 'argumentCount'],
  ['sort_by(@, a)', 'argumentType'],
  ['length(&a)', 'argumentType'],
  ["abs('x')", 'argumentType'],
  ["no || abs('x')", 'argumentType'],
  ['sum(`[1, "2"]`)', 'argumentType'],
  ['starts_with(length(@), `a`)', 'argumentType'],
  ["contains('a', `1`)", 'argumentType'],
  ['keys([a, b])', 'argumentType'],
  ['abs(a == b)', 'argumentType'],
  ['[::0]', 'stepZero'],
  ['a..b', 'unexpected'],
  ['a.', 'incomplete'],
  ["'a", 'unclosed'],
  ['"a', 'unclosed'],
  ['`a', 'unclosed'],
])('when %s can work on no data, then it is refused before there is any', async (expression, unread) => {
  expect(await ask(null, expression)).toEqual({ unread });
});

test.each([
  ["[?quantity > '5']", 'notComparable'],
  ['sort_by(@, &daysLeft)', 'keyType'],
  ['max_by(@, &daysLeft)', 'keyType'],
  ['sum([*].refund.amount.amount)', 'argumentType'],
  ['[].abs(orderId)', 'argumentType'],
])('when %s does not fit the data, then it says so', async (expression, failed) => {
  expect(await ask(documentOf('software'), expression)).toEqual({ failed });
});

test('when an expression is refused, then the place is told', async () => {
  await expect(createQuery('[?title == "日本"].𠮷 𠮷')).rejects.toMatchObject({
    details: { query: '[?title == "日本"].𠮷 𠮷', reason: 'unexpected', found: '𠮷', column: 18 },
  });
});

test('when an expression is nested without end, then it is refused', async () => {
  for (const expression of ['('.repeat(200_000), '!'.repeat(200_000), `${'['.repeat(200_000)}a`]) {
    expect(await ask(null, expression)).toHaveProperty('unread');
  }
  expect(await ask(null, `@${'.a'.repeat(50_000)}`)).toEqual({ failed: 'tooDeep' });
});

test('what is asked stays as it was', async () => {
  const rows = documentOf('software');
  const before = JSON.stringify(rows);
  for (const expression of ['sort_by(@, &quantity)', 'reverse(@)', 'sort([*].quantity)', 'merge([0], [1])']) {
    expect(await ask(rows, expression)).toHaveProperty('value');
  }
  expect(JSON.stringify(rows)).toBe(before);
});
