/** The way of one request: fault, token, limit, memory, route, ledger, and the answer with its ids. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sandbox } from '../backends/sandbox/sandbox.ts';
import type { FaultRule, Oddity, Operation } from '../core/ports/emulator.ts';
import type { Clock, NewId } from '../core/ports/environment.ts';
import { type Effect, type Reply, type Route, refusal } from './exchange.ts';
import { ofAnotherOrder, replyInstead, tooMany, withResourceStatus } from './fault-effects.ts';
import { hits } from './fault-rule.ts';
import type { Ledger } from './ledger.ts';
import type { LimitScope, Limits } from './limits.ts';
import type { OauthError } from './oauth-error.ts';
import type { Remembers, RequestMemory } from './request-memory.ts';
import type { Find } from './router.ts';
import { toRefusal } from './service-errors.ts';
import type { Caller, Tokens } from './tokens.ts';
import { nextUri, parseBody, readText, toBytes } from './wire-body.ts';

export interface ServerParts {
  readonly sandbox: Sandbox;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly origin: () => string;
  readonly withKeys: boolean;
  readonly isOdd: (oddity: Oddity) => boolean;
  readonly find: Find;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly memory: RequestMemory;
  readonly remembers: Remembers;
  /** The correlation ids of what the activity log has, by request id. */
  readonly correlations: Map<string, string>;
  readonly ledger: Ledger;
  readonly takeFault: (fits: (rule: FaultRule) => boolean) => FaultRule | undefined;
}

interface Asked {
  readonly url: URL;
  readonly method: string;
  /** Without `/v1`. */
  readonly path: string;
  readonly header: (name: string) => string | undefined;
  readonly requestId: string;
  readonly correlationId: string;
}

interface Outcome {
  readonly reply: Reply;
  readonly operation: Operation | null;
  readonly customer: string;
  readonly effects: readonly Effect[];
  readonly isReplayed: boolean;
  readonly fault: FaultRule | undefined;
  /** Whose limit it met; the service's own answers do not say so. */
  readonly limited?: LimitScope;
}

export const createHandler = (
  parts: ServerParts,
): ((request: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  const inTurn = createQueue();
  return async (request, response) => {
    const asked = readHead(request, parts);
    try {
      const outcome = await answer(parts, asked, request, inTurn);
      parts.ledger.write('request', entryOf(parts, asked, outcome));
      await send(parts, asked, outcome, response);
    } catch {
      // The client went away, or what it sent was cut: there is nobody left to answer.
      response.destroy();
    }
  };
};

const readHead = (request: IncomingMessage, { newId }: ServerParts): Asked => {
  const url = new URL(`http://emulator${(request.url ?? '/').replace(/^[^/]*/, '')}`);
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    url,
    method: request.method ?? 'GET',
    path: url.pathname.replace(/^\/v1(?=\/)/i, ''),
    header,
    requestId: header('ms-requestid') ?? newId(),
    correlationId: header('ms-correlationid') ?? newId(),
  };
};

type InTurn = <T>(act: () => Promise<T>) => Promise<T>;

/** One write after the other, so that what each changed can be told. */
const createQueue = (): InTurn => {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const next = last.then(act, act);
    last = next.catch(() => undefined);
    return next;
  };
};

const answer = async (parts: ServerParts, asked: Asked, request: IncomingMessage, inTurn: InTurn): Promise<Outcome> => {
  const text = await readText(request);
  const match = parts.find(asked.method, asked.path);
  const plain = (reply: Reply): Outcome => ({
    reply,
    operation: null,
    customer: '',
    effects: [],
    isReplayed: false,
    fault: undefined,
  });
  if (match === undefined) return plain(refusal(404, '1000', 'Not found'));
  if (match === 'wrong-method') return plain(refusal(405, '800042', 'Not supported'));
  const { route, parts: named } = match;
  const customer = named['customer'] ?? '';
  const fault = parts.takeFault((rule) => hits(rule, route.operation, asked.method, customer));
  if (fault?.latencyMs !== undefined) await parts.clock.sleep(fault.latencyMs);
  const known = { operation: route.operation, customer, fault };
  if (fault?.blackHole === true || fault?.reset === 'before') return { ...plain({ status: 0 }), ...known };
  const refused = await admit(parts, asked, route, customer);
  if ('reply' in refused) return { ...plain(refused.reply), ...known, ...refused };
  const instead = fault === undefined ? undefined : replyInstead(fault);
  if (instead !== undefined) return { ...plain(instead), ...known };
  if (text === undefined) return { ...plain(refusal(413, '800002', 'Invalid request input')), ...known };
  const act = (): Promise<Outcome> => carryOut(parts, asked, { route, named, text, fault, caller: refused.caller });
  const isWrite = route.token !== 'none' && asked.method !== 'GET' && asked.method !== 'HEAD';
  const outcome = await (isWrite ? inTurn(() => remembered(parts, asked, text, act)) : act());
  const told =
    fault?.resourceStatus === undefined ? outcome.reply : withResourceStatus(outcome.reply, fault.resourceStatus);
  const reply = fault?.wrongOrder === true ? ofAnotherOrder(told) : told;
  return { ...outcome, ...known, reply: withMfa(asked, refused.caller, reply) };
};

/** Said of a person on request; an app alone has no second factor to show. */
const withMfa = ({ header }: Asked, caller: Caller | undefined, reply: Reply): Reply => {
  const isAsked = header('validatemfa')?.toLowerCase() === 'true';
  if (!isAsked || caller?.hasMfa === undefined) return reply;
  return { ...reply, headers: { ...reply.headers, isMfaCompliant: String(caller.hasMfa) } };
};

/** A known token first, then the limits of its tenant, then whether this call takes such a token. */
const admit = async (
  { tokens, limits, sandbox }: ServerParts,
  { header }: Asked,
  { token }: Route,
  customer: string,
): Promise<Pick<Outcome, 'reply' | 'limited'> | { readonly caller: Caller | undefined }> => {
  if (token === 'none') return { caller: undefined };
  const given = /^Bearer (\S+)$/i.exec(header('authorization') ?? '')?.[1];
  const caller = given === undefined ? undefined : tokens.readAccess(given);
  if (caller === undefined) {
    const { partnerTenantId } = await sandbox.backend.getIdentity();
    const challenge = `Bearer realm="${partnerTenantId}"${given === undefined ? '' : ', error="invalid_token"'}`;
    return { reply: { ...refusal(401, '900420', 'Access denied'), headers: { 'WWW-Authenticate': challenge } } };
  }
  const limit = limits.count(caller.tenantId, customer);
  if (limit !== undefined) return { reply: tooMany(String(limit.seconds)), limited: limit.scope };
  if (token === 'user' && caller.kind === 'app') {
    return { reply: refusal(403, '900329', "This resource doesn't support application-only authentication") };
  }
  return { caller };
};

const remembered = async (
  { memory }: ServerParts,
  { method, url, requestId }: Asked,
  text: string,
  act: () => Promise<Outcome>,
): Promise<Outcome> => {
  const whole = JSON.stringify([method, url.pathname, url.search, text]);
  const reply = memory.find(requestId, whole);
  const replayed = { operation: null, customer: '', effects: [], isReplayed: true, fault: undefined };
  if (reply === 'other')
    return { ...replayed, reply: refusal(400, '2000', 'The request id belongs to another request.') };
  if (reply !== undefined) return { ...replayed, reply };
  const outcome = await act();
  if (outcome.reply.status < 500) memory.keep(requestId, whole, outcome.reply);
  return outcome;
};

/** What leaves a record in the activity log. */
const logged: ReadonlySet<Operation> = new Set([
  'checkout',
  'create-order',
  'cancel',
  'cancel-subscription',
  'product-key',
  'download-link',
]);

interface Work {
  readonly route: Route;
  readonly named: { readonly [name: string]: string };
  readonly text: string;
  readonly fault: FaultRule | undefined;
  readonly caller: Caller | undefined;
}

const carryOut = async (parts: ServerParts, asked: Asked, work: Work): Promise<Outcome> => {
  const { sandbox, clock, newId, origin, withKeys, isOdd, ledger, remembers, correlations } = parts;
  const { route, named, text, fault, caller } = work;
  const effects: Effect[] = [];
  // The sandbox itself never forgets one.
  const requestId = remembers === 'forever' ? asked.requestId : newId();
  if (logged.has(route.operation) && !correlations.has(requestId)) correlations.set(requestId, asked.correlationId);
  const attempt = async (): Promise<Reply> => {
    const now = await sandbox.backend.now();
    return route.handle({
      backend: sandbox.backend,
      controls: sandbox.controls,
      clock,
      newId,
      origin: origin(),
      withKeys,
      isOdd,
      method: asked.method,
      path: asked.path,
      part: (name) => named[name] ?? '',
      query: asked.url.searchParams,
      header: asked.header,
      body: parseBody(text, asked.header('content-type') ?? ''),
      caller,
      requestId,
      correlationOf: (id) => correlations.get(id ?? '') ?? id,
      oauthError: fault?.error as OauthError | undefined,
      refusedLine: fault?.refuseLine === undefined ? undefined : { line: fault.refuseLine, code: fault.code },
      executed: (effect) => {
        effects.push(effect);
        const { requestId: id, correlationId } = asked;
        const entry = { at: new Date(now).toISOString(), operation: route.operation, requestId: id, correlationId };
        ledger.write('effect', { ...entry, ...effect });
      },
    });
  };
  const reply = await attempt().catch((error: unknown) =>
    error instanceof SyntaxError ? refusal(400, '800002', 'Invalid request input') : toRefusal(error, parts),
  );
  return { reply, operation: route.operation, customer: named['customer'] ?? '', effects, isReplayed: false, fault };
};

const entryOf = ({ clock }: ServerParts, { method, path, requestId, correlationId }: Asked, outcome: Outcome) => {
  const { reply, operation, customer, effects, isReplayed, fault, limited } = outcome;
  return {
    at: new Date(clock.now()).toISOString(),
    method,
    path,
    operation,
    requestId,
    correlationId,
    customer: customer === '' ? null : customer,
    orders: effects.map(({ order }) => order),
    status: reply.status === 0 ? null : reply.status,
    replayed: isReplayed,
    fault: fault === undefined ? null : { ...fault },
    ...(limited === undefined ? {} : { limited }),
  };
};

const send = async (
  { sandbox, isOdd }: ServerParts,
  { url, method, requestId, correlationId }: Asked,
  { reply, fault }: Outcome,
  response: ServerResponse,
): Promise<void> => {
  if (fault?.reset !== undefined) {
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault?.blackHole === true) return;
  const { status, body, bytes, headers = {} } = reply;
  const isApi = /^\/v1\//i.test(url.pathname);
  const writing = { bom: isApi && isOdd('bom'), zonelessDates: isOdd('zoneless-dates') };
  const whole = bytes ?? (body === undefined ? Buffer.alloc(0) : toBytes(body, writing));
  const next = isOdd('link-headers') ? nextUri(body) : undefined;
  response.writeHead(status, {
    Date: new Date(await sandbox.backend.now()).toUTCString(),
    ...(isApi ? { 'MS-RequestId': requestId, 'MS-CorrelationId': correlationId, 'X-Locale': 'en-US' } : {}),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
    ...(next === undefined ? {} : { Link: `<${next}>; rel="next"` }),
    ...(status === 204 ? {} : { 'Content-Length': whole.length }),
    ...headers,
  });
  if (fault?.cut === true && whole.length > 1) {
    response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => response.socket?.destroy());
    return;
  }
  response.end(method === 'HEAD' ? undefined : whole);
};
