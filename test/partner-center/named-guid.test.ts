/** Request ids that are made of another one and a name. */
import { namedGuid } from '../../src/digest.ts';

const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

test('when a name is given, then its GUID is the one of RFC 9562, B.2', () => {
  expect(namedGuid(dns, 'www.example.com')).toBe('5c146b14-3c52-8afd-938a-375d0df1fbf6');
});

test('when name or namespace is another, then so is the GUID, in its own form', () => {
  const other = '2b1c7c5e-0d1f-4f7e-9f53-5d8b8a4b7a11';
  const all = ['a', 'b'].flatMap((name) => [namedGuid(dns, name), namedGuid(other, name)]);
  expect(new Set(all).size).toBe(4);
  for (const guid of all) expect(guid).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
