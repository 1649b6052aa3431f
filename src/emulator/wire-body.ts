/** Bodies on the wire: what comes in as a value, what goes out as bytes, with the service's oddities where they are wanted. */
import type { IncomingMessage } from 'node:http';
import type { JsonValue } from '../core/ports/environment.ts';
import { isObject } from './exchange.ts';

const largestBody = 1_048_576;

/** The text of a request's body; `undefined` when it is too large. */
export const readText = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= largestBody) chunks.push(chunk);
  }
  return length > largestBody ? undefined : Buffer.concat(chunks).toString('utf8');
};

/** JSON, or a form as an object of its fields; `undefined` for an empty body. Throws `SyntaxError` for what is neither. */
export const parseBody = (text: string, contentType: string): unknown => {
  if (text === '') return undefined;
  if (contentType.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  return JSON.parse(text.replace(/^\uFEFF/, ''));
};

export interface Writing {
  /** A byte order mark before the JSON. */
  readonly bom: boolean;
  /** Times without a zone, which mean UTC. */
  readonly zonelessDates: boolean;
}

const wireInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/;

export const toBytes = (body: JsonValue, { bom, zonelessDates }: Writing): Buffer => {
  const withoutZone = (_name: string, value: unknown): unknown =>
    typeof value === 'string' && wireInstant.test(value) ? value.slice(0, -1) : value;
  const text = JSON.stringify(body, zonelessDates ? withoutZone : undefined);
  return Buffer.from(bom ? `\uFEFF${text}` : text);
};

/** The address of the next page, from the links in a collection's body. */
export const nextUri = (body: unknown): string | undefined => {
  const links = isObject(body) ? body['links'] : undefined;
  const next = isObject(links) ? links['next'] : undefined;
  return isObject(next) ? String(next['uri']) : undefined;
};
