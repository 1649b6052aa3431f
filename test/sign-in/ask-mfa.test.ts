/** Whether a sign-in has the second factor is asked of the service, before it insists. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askMfa } from '../../src/backends/partner-center/sign-in/ask-mfa.ts';
import { createTokenFetch } from '../../src/backends/partner-center/sign-in/token-fetch.ts';
import { isCspError } from '../../src/core/errors.ts';
import { Secret } from '../../src/core/rules/secret.ts';

const ask = async (answer: (response: ServerResponse) => void): Promise<unknown> => {
  const asked: unknown[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    asked.push([method, url, headers['validatemfa'], headers.authorization]);
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const fetch = createTokenFetch(async () => undefined);
    return await askMfa({ apiOrigin, profile: 'default', token: new Secret('token'), fetch });
  } catch (error) {
    if (!isCspError(error)) throw error;
    return [error.code, 'reason' in error.details ? error.details.reason : null];
  } finally {
    expect(asked).toEqual([['GET', '/v1/customers?size=1', 'true', 'Bearer token']]);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
};

const page = JSON.stringify({ items: [] });

test.each([
  ['true', true],
  ['True', true],
  ['false', false],
  ['perhaps', null],
])('isMfaCompliant: %s', async (said, expected) => {
  expect(await ask((response) => response.writeHead(200, { isMfaCompliant: said }).end(page))).toBe(expected);
});

test('without the header nothing is known, whatever the status', async () => {
  expect(await ask((response) => response.writeHead(200).end(page))).toBeNull();
  expect(await ask((response) => response.writeHead(403).end('{}'))).toBeNull();
});

test.each([
  ['900421', false],
  ['900420', false],
  ['800001', ['signInNeeded', 'expired']],
])('turned away with %s', async (code, expected) => {
  const body = JSON.stringify({ code, description: 'Words.' });
  expect(await ask((response) => response.writeHead(401).end(body))).toEqual(expected);
});
