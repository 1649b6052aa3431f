/** The real emulator over the real sandbox in memory, on a port of its own, for tests that speak plain HTTP to it. */
import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../../src/backends/sandbox/sandbox.ts';
import type { FaultRule } from '../../src/core/ports/emulator.ts';
import { type EmulatorOptions, startEmulator } from '../../src/emulator/emulator.ts';
import { newSigningKey } from '../../src/emulator/signing-key.ts';
import { contoso, openTestSandbox } from '../sandbox/open-test-sandbox.ts';

export { contoso };

export const tenantId = '3f6a1c52-8d0b-4e7a-9b1e-5c2d7f804a16';
export const clientId = '0c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f';
/** The machine's time at the start of each test; the sandbox's own is the same. */
export const start = Date.UTC(2026, 5, 15, 12);

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface Bench {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly machine: { now: number };
  /** Faults to come; each hits once, the first first. */
  readonly faults: FaultRule[];
  readonly token: (kind?: 'user' | 'app') => Promise<string>;
  readonly call: (method: string, path: string, options?: CallOptions) => Promise<Answer>;
  readonly form: (path: string, fields: { readonly [name: string]: string }) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
  /** The user's is sent where nothing else is said. */
  readonly token?: string;
}

/** One for all of a file: it takes a moment to find. */
const signingKey = newSigningKey();

export const openBench = async (options: Partial<EmulatorOptions> = {}): Promise<Bench> => {
  const machine = { now: start };
  const sandbox = openTestSandbox(':memory:', machine);
  const faults: FaultRule[] = [];
  const emulator = await startEmulator({
    sandbox,
    clock: { now: () => machine.now, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
    newId: randomUUID,
    port: 0,
    signingKey,
    faults: {
      take: (fits) => {
        const [found] = faults.filter(fits);
        if (found !== undefined) faults.splice(faults.indexOf(found), 1);
        return found;
      },
    },
    ...options,
  });
  const { url } = emulator;
  const form: Bench['form'] = async (path, fields) =>
    read(await fetch(url + path, { method: 'POST', body: new URLSearchParams(fields) }));
  const token: Bench['token'] = async (kind = 'user') => {
    const path = `/${tenantId}/oauth2/v2.0/token`;
    if (kind === 'app') return tokenIn(await form(path, appGrant));
    const { body } = await form(`/${tenantId}/oauth2/v2.0/devicecode`, { client_id: clientId, scope: 'openid' });
    const fields = { client_id: clientId, grant_type: deviceGrant, device_code: textIn(body, 'device_code') };
    await form(path, fields);
    return tokenIn(await form(path, fields));
  };
  let users: Promise<string> | undefined;
  return {
    url,
    sandbox,
    machine,
    faults,
    token,
    form,
    call: async (method, path, { body, headers = {}, token: given } = {}) => {
      users ??= given === undefined ? token() : undefined;
      const authorization = `Bearer ${given ?? (await users)}`;
      const json = body === undefined ? {} : { 'content-type': 'application/json' };
      const request = { method, redirect: 'manual', headers: { authorization, ...json, ...headers } } as const;
      return read(await fetch(url + path, body === undefined ? request : { ...request, body: JSON.stringify(body) }));
    },
    close: async () => {
      await emulator.close();
      await sandbox.backend.close();
    },
  };
};

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
export const appGrant = {
  client_id: clientId,
  client_secret: 'any secret',
  grant_type: 'client_credentials',
  scope: 'https://api.partnercenter.microsoft.com/.default',
};

const tokenIn = ({ body }: Answer): string => textIn(body, 'access_token');

/** A text in a body, such as an id that the next request needs. */
export const textIn = (body: unknown, ...path: readonly (string | number)[]): string => {
  let value = body;
  for (const name of path) value = (value as { readonly [name: string | number]: unknown } | undefined)?.[name];
  return typeof value === 'string' ? value : '';
};

const read = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text.replace(/^\uFEFF/, '')) : text,
  };
};

/** Three-year client access licences of the seed: the offer that purchases in tests are of. */
export const cal = 'DG7GMGF0DVT7:000C:DG7GMGF0FVZM';

/** Buys for Contoso, over HTTP, and waits until it is fulfilled; the order as the service shows it. */
export const buy = async (
  { call, machine }: Bench,
  quantity = 3,
): Promise<{ readonly id: string; readonly alternateId: string }> => {
  const line = { id: 0, catalogItemId: cal, quantity, termDuration: 'P3Y', billingCycle: 'one_time' };
  const cart = await call('POST', `/v1/customers/${contoso}/carts`, { body: { lineItems: [line] } });
  const { body } = await call('POST', `/v1/customers/${contoso}/carts/${textIn(cart.body, 'id')}/checkout`);
  machine.now += 10_000;
  return { id: textIn(body, 'orders', 0, 'id'), alternateId: textIn(body, 'orders', 0, 'alternateId') };
};
