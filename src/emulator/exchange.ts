/** One request as routes see it, and what they answer. The server does the rest: tokens, limits, faults, ids, the wire. */
import type { Backend } from '../core/ports/backend.ts';
import type { Oddity, Operation } from '../core/ports/emulator.ts';
import type { Clock, Instant, JsonObject, JsonValue, NewId } from '../core/ports/environment.ts';
import type { SandboxControls } from '../core/ports/sandbox-controls.ts';
import type { OauthError } from './oauth-error.ts';
import type { Caller } from './tokens.ts';

export interface Reply {
  readonly status: number;
  /** `undefined` for an answer without a body. */
  readonly body?: JsonValue;
  readonly headers?: { readonly [name: string]: string };
  /** A file or a page instead of JSON. */
  readonly bytes?: Buffer;
}

export interface Exchange {
  readonly backend: Backend;
  readonly controls: () => Promise<SandboxControls>;
  /** The machine's clock: tokens and limits follow it, while the sandbox's own time may be years away. */
  readonly clock: Clock;
  readonly newId: NewId;
  /** Such as `http://127.0.0.1:8080`. */
  readonly origin: string;
  /** Whether keys and downloads are served by the contract of 2018, as no public contract does today. */
  readonly withKeys: boolean;
  /** Whether answers are to have this form. */
  readonly isOdd: (oddity: Oddity) => boolean;
  readonly method: string;
  /** With `/v1` in front or without: links in bodies come without. */
  readonly path: string;
  /** The parts of the path that the route names. */
  readonly part: (name: string) => string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  /** The parsed body; `undefined` where there is none. */
  readonly body: unknown;
  /** `undefined` where the route asks for no token. */
  readonly caller: Caller | undefined;
  /** For the world: the client's request id, or a new one where the emulator is told to forget them. */
  readonly requestId: string;
  /** What the activity log calls the request that came under an id: the correlation id of its caller, while this emulator runs. */
  readonly correlationOf: (requestId: string | null) => string | null;
  /** What a fault wants the sign-in to refuse with. */
  readonly oauthError: OauthError | undefined;
  /** The line of a cart that a fault wants no order of, and the code to say so. */
  readonly refusedLine: { readonly line: number; readonly code: string | undefined } | undefined;
  /** Writes an executed effect down, at once and for good. */
  readonly executed: (effect: Effect) => void;
}

/** What a request changed in the world. */
export interface Effect {
  readonly customer: string;
  readonly order: string;
  readonly lines: readonly number[];
}

export interface Route {
  /** The name that faults and the ledger use. */
  readonly operation: Operation;
  readonly method: string;
  /** Such as `/customers/{customer}/orders`; letter case does not count outside the braces. */
  readonly path: string;
  /** `user`: an app alone is refused. `none`: no token is asked for. */
  readonly token: 'any' | 'user' | 'none';
  readonly handle: (exchange: Exchange) => Promise<Reply>;
}

export const ok = (body: JsonValue): Reply => ({ status: 200, body });

/** A refusal in the service's shape. */
export const refusal = (status: number, code: string, description: string, data?: readonly JsonValue[]): Reply => ({
  status,
  body: { code, description, ...(data === undefined ? {} : { data }), source: 'PartnerApiServiceControllers' },
});

export const invalidInput = (description: string): Reply => refusal(400, '800002', description);

/** Every link of the service has this form. */
export const link = (uri: string, method = 'GET', headers: readonly JsonValue[] = []): JsonObject => ({
  uri,
  method,
  headers,
});

/** As the service writes instants: seven decimals. */
export const wireTime = (at: Instant): string => new Date(at).toISOString().replace('Z', '0000Z');

export const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field by its name in either casing, as requests may come in camelCase or PascalCase. */
export const field = (value: unknown, name: string): unknown => {
  if (!isObject(value)) return undefined;
  return value[name] ?? value[name.charAt(0).toUpperCase() + name.slice(1)];
};
