/** `--query`: what cannot work on any data is refused before there is any, exactly where the library would refuse it. */
import { search } from 'jmespath';
import { isCspError } from '../../src/core/errors.ts';
import { createQuery } from '../../src/terminal/query.ts';

/** The reason of the refusal, or `null`. */
const refusalOf = async (expression: string): Promise<string | null> => {
  try {
    await createQuery(expression);
    return null;
  } catch (error) {
    if (isCspError(error) && 'reason' in error.details) return String(error.details.reason);
    throw error;
  }
};

const functions =
  'abs avg ceil contains ends_with floor join keys length map max max_by merge min min_by not_null reverse sort sort_by starts_with sum to_array to_number to_string type values'.split(
    ' ',
  );

/** What the library says of the call when it comes to it, types aside. */
const libraryRefuses = (expression: string): boolean => {
  try {
    search({}, expression);
    return false;
  } catch (error) {
    return /Unknown function|ArgumentError/.test(String(error));
  }
};

test.each([...functions, 'foo'])(
  'when %s() is called with none to four arguments, then it is refused as the library would',
  async (name) => {
    const takesExpression = name === 'map' || name.endsWith('_by');
    for (let count = 0; count <= 4; count += 1) {
      const words = Array(count).fill('@');
      if (takesExpression && count > 0) words[name === 'map' ? 0 : count - 1] = '&@';
      const expression = `${name}(${words.join(', ')})`;
      if (takesExpression && count === 1) expect(await refusalOf(expression)).not.toBeNull();
      else
        expect([expression, (await refusalOf(expression)) !== null]).toEqual([expression, libraryRefuses(expression)]);
    }
  },
);

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
  expect(await refusalOf(expression)).toBe('Unknown function: foo()');
});

test('when a call cannot work, then it says why', async () => {
  // The library would look for it among what every object has.
  expect(await refusalOf('toString(@)')).toBe('Unknown function: toString()');
  expect(await refusalOf('sort_by(@, a)')).toBe('sort_by() takes an expression (&…) as argument 2');
  expect(await refusalOf('length(&a)')).toBe('length() takes a value as argument 1');
  expect(await refusalOf('length()')).toBe('length() takes 1 argument but received 0');
  expect(await refusalOf('merge()')).toMatch('at least 1 argument');
});

test('when data looks like a call, then it is data', async () => {
  const query = await createQuery('`{"type": "Function", "name": "foo"}`.{a: name, b: `[{"type": "Function"}]`}');
  expect(query(null)).toEqual({ a: 'foo', b: [{ type: 'Function' }] });
});
