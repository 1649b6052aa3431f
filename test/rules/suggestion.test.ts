import { createSuggest, resolveLine } from '../../src/core/rules/suggestion.ts';

const plain = createSuggest({});
const acme = createSuggest({ profile: 'acme', backend: 'partner-center' });
const world = '--profile acme --backend partner-center';

test('a suggestion stays in the world that flags chose', () => {
  expect(plain(['orders', '--customer', 'contoso.example'])).toBe('csp orders --customer contoso.example');
  expect(acme(['orders', '--customer', 'contoso.example'])).toBe(`csp orders --customer contoso.example ${world}`);
  expect(createSuggest({ profile: 'acme' })(['whoami'])).toBe('csp whoami --profile acme');
});

test('what is said already is not said again', () => {
  expect(acme(['login', '--profile', 'other'])).toBe('csp login --profile other --backend partner-center');
});

test('help, and the sandbox itself, are in no world', () => {
  for (const line of [['help', 'roles'], ['--help'], ['runs', 'show', '--help'], ['sandbox', 'reset']])
    expect(acme(line)).toBe(`csp ${line.join(' ')}`);
});

test('every word is one word of a shell', () => {
  expect(plain(['customers', '--search', "O'Neill & Co", '-o', 'json'])).toBe(
    "csp customers --search 'O'\\''Neill & Co' -o json",
  );
  expect(createSuggest({ profile: 'a b' })(['orders'])).toBe("csp orders --profile 'a b'");
});

test('a hole that a shell would cut in two stands in quotation marks', () => {
  expect(plain(resolveLine('ab12cd34'))).toBe("csp runs resolve ab12cd34 --line N --as 'done|not-done' --reason TEXT");
});
