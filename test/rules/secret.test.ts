import { format, inspect } from 'node:util';
import { Secret } from '../../src/core/rules/secret.ts';

const value = '8F9FN-2JWYW-12345-67890-XWRTF';
const secret = new Secret(value);

describe('when a secret is printed', () => {
  test.each([
    ['as a string', String(secret)],
    ['in a template', `${secret}`],
    ['by toString', secret.toString()],
    ['by inspect', inspect(secret)],
    ['by inspect, with hidden properties', inspect(secret, { showHidden: true, customInspect: true })],
    ['by format %s', format('%s', secret)],
    ['by format %o', format('%o', secret)],
    ['by JSON', JSON.parse(JSON.stringify(secret))],
  ])('then %s it says [secret]', (_how, text) => {
    expect(text).toBe('[secret]');
  });

  test('then it is not found inside what holds it, nor in an error', () => {
    const texts = [
      inspect({ order: { key: secret } }, { depth: null, showHidden: true, customInspect: false }),
      JSON.stringify([{ key: secret }]),
      inspect(new Error('failed', { cause: { key: secret } }), { depth: null }),
      JSON.stringify({ ...secret }),
      JSON.stringify(Object.getOwnPropertyDescriptors(secret)),
    ];
    expect(texts.filter((text) => text.includes(value))).toEqual([]);
  });
});

test('when it is revealed, then it is the value', () => {
  expect(secret.reveal()).toBe(value);
});
