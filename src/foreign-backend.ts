/**
 * The one door to a backend of somebody's own. What it fails with leaves here as one of our failures: as it is where it
 * is well-formed; else it is unknown, and after something was sent nobody knows what came of it.
 */
import { basename } from 'node:path';
import { CspError } from './core/errors.ts';
import { isGivenUp, toFailure } from './core/operations/partner.ts';
import type { Backend, Identity } from './core/ports/backend.ts';
import type { FailureOf } from './core/ports/environment.ts';
import { toWorld } from './core/rules/world.ts';
import { readFailure } from './foreign-failure.ts';
import type { Idle } from './idle.ts';

type Method = Exclude<keyof Backend, 'name' | 'correlationId'>;

export type BackendFailed = FailureOf<'backendFailed'>;

/** Told what `close` fails with, which is too late to matter. */
type Tell = (failure: BackendFailed) => Promise<void>;

const neverAnswered = (): Error => new Error('it never answered');

const holdBackend = (own: Backend, tell: Tell, { unlessIdle }: Idle): Backend => {
  const name = String(own.name);
  const correlationId = typeof own.correlationId === 'string' ? own.correlationId : undefined;

  const failed = (method: Method, reason: string): BackendFailed => ({
    code: 'backendFailed',
    details: { backend: name, method, reason },
  });
  const read = async <T>(method: Method, call: () => Promise<T>): Promise<T> => {
    try {
      return await unlessIdle(call(), neverAnswered);
    } catch (error) {
      throw known(error, (reason) => failed(method, reason));
    }
  };
  const step = <T>(rows: AsyncIterator<T>): Promise<IteratorResult<T>> => unlessIdle(rows.next(), neverAnswered);
  async function* stream<T>(method: Method, rows: () => AsyncIterable<T>): AsyncGenerator<T> {
    try {
      const iterator = rows()[Symbol.asyncIterator]();
      for (let next = await step(iterator); next.done !== true; next = await step(iterator)) yield next.value;
    } catch (error) {
      throw known(error, (reason) => failed(method, reason));
    }
  }
  const write = async <T>(method: Method, requestId: string, call: () => Promise<T>): Promise<T> => {
    try {
      return await unlessIdle(call(), neverAnswered);
    } catch (error) {
      throw unsettled(error, {
        operation: `${name}.${method}`,
        requestId,
        correlationId: correlationId ?? '',
      });
    }
  };

  return {
    name,
    ...(correlationId === undefined ? {} : { correlationId }),
    now: () => read('now', async () => own.now()),
    getIdentity: () => read('getIdentity', async () => stated(await own.getIdentity())),
    listCustomers: (onTotal) => stream('listCustomers', () => own.listCustomers(onTotal)),
    findCustomers: (by) => read('findCustomers', async () => own.findCustomers(by)),
    listProducts: (country) => read('listProducts', async () => own.listProducts(country)),
    findProduct: (id, country) => read('findProduct', async () => own.findProduct(id, country)),
    listSkus: (id, country) => read('listSkus', async () => own.listSkus(id, country)),
    listAvailabilities: (id, sku, country) =>
      read('listAvailabilities', async () => own.listAvailabilities(id, sku, country)),
    createCart: (customerId, lines, requestId) =>
      write('createCart', requestId, async () => own.createCart(customerId, lines, requestId)),
    checkoutCart: (customerId, cartId, requestId) =>
      write('checkoutCart', requestId, async () => own.checkoutCart(customerId, cartId, requestId)),
    listOrders: (customerId) => read('listOrders', async () => own.listOrders(customerId)),
    getOrder: (customerId, orderId) => read('getOrder', async () => own.getOrder(customerId, orderId)),
    requestCancel: (request) => write('requestCancel', request.requestId, async () => own.requestCancel(request)),
    listEntitlements: (customerId) => read('listEntitlements', async () => own.listEntitlements(customerId)),
    listKeyOptions: (target) => read('listKeyOptions', async () => own.listKeyOptions(target)),
    getProductKey: (target, option, requestId) =>
      read('getProductKey', async () => own.getProductKey(target, option, requestId)),
    listDownloadOptions: (target) => read('listDownloadOptions', async () => own.listDownloadOptions(target)),
    getDownloadLink: (target, option, renew, requestId) =>
      read('getDownloadLink', async () => own.getDownloadLink(target, option, renew, requestId)),
    listDownloadLinks: (customerId) => read('listDownloadLinks', async () => own.listDownloadLinks(customerId)),
    listServiceRequests: (customerId) => read('listServiceRequests', async () => own.listServiceRequests(customerId)),
    listAuditRecords: (range, filter) => stream('listAuditRecords', () => own.listAuditRecords(range, filter)),
    ...(own.forRun === undefined
      ? {}
      : { forRun: (endsAt) => holdBackend(own.forRun?.(endsAt) ?? own, tell, { unlessIdle }) }),
    ...(typeof own.countLeftOut === 'function'
      ? { countLeftOut: (orders) => countOf(own.countLeftOut?.(orders)) }
      : {}),
    close: async () => {
      try {
        await unlessIdle(own.close(), neverAnswered);
      } catch (error) {
        const failure = readFailure(error);
        await tell(failed('close', typeof failure === 'string' ? failure : failure.code));
      }
    },
  };
};

/** The backend that the factory of the module at `path` makes, held. */
export const openForeign = async (path: string, create: () => unknown, tell: Tell, idle: Idle): Promise<Backend> => {
  try {
    const made = await idle.unlessIdle(Promise.resolve(create()), neverAnswered);
    if (typeof made !== 'object' || made === null) throw new Error(String(made));
    return holdBackend(made as Backend, tell, idle);
  } catch (error) {
    const details = { backend: basename(path), method: 'createBackend' };
    throw known(error, (reason) => ({ code: 'backendFailed', details: { ...details, reason } }));
  }
};

const known = (error: unknown, foreign: (reason: string) => BackendFailed): CspError => {
  const found = readFailure(error);
  if (typeof found !== 'string') return found;
  const { code, details } = foreign(found);
  return new CspError(code, details, error);
};

/** A wait that was given up says nothing of what had left before it. */
const unsettled = (
  error: unknown,
  { operation, ...ids }: { readonly operation: string; readonly requestId: string; readonly correlationId: string },
): CspError => {
  const found = readFailure(error);
  if (typeof found === 'string')
    return new CspError(
      'outcomeUnsettled',
      { operation: `${operation}: ${found}`, ...ids, reason: 'backendFailed' },
      error,
    );
  const failure = toFailure(found);
  return isGivenUp(failure)
    ? new CspError('outcomeUnsettled', { operation, ...ids, reason: failure.code }, error)
    : found;
};

/** Anything but a number says that something may be missing. */
const countOf = (count: unknown): number => (typeof count === 'number' && count >= 0 ? count : 1);

/** A backend that does not say what is real there counts as real. */
const stated = (identity: Identity): Identity => ({ ...identity, world: toWorld(identity.world) });
