/** Puts the emulator together and opens its port. Nothing of it is loaded before somebody serves. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '../backends/sandbox/sandbox.ts';
import { CspError } from '../core/errors.ts';
import type { FaultRule, Oddity } from '../core/ports/emulator.ts';
import type { Clock, NewId } from '../core/ports/environment.ts';
import { auditRoutes } from './audit-routes.ts';
import { cartRoutes } from './cart-routes.ts';
import { catalogueRoutes } from './catalogue-routes.ts';
import { customerRoutes } from './customer-routes.ts';
import { downloadRoutes } from './download-routes.ts';
import type { EmulatorStore } from './emulator-store.ts';
import { entitlementRoutes } from './entitlement-routes.ts';
import { createFaultPlan } from './fault-plan.ts';
import { guardCaller } from './guard-caller.ts';
import { openLedger } from './ledger.ts';
import { createLimits, type LimitOptions } from './limits.ts';
import { openIdRoutes } from './openid-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { createRequestMemory, type Remembers } from './request-memory.ts';
import { createRouter } from './router.ts';
import { createHandler } from './server.ts';
import { serviceRequestRoutes } from './service-request-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { newSigningKey, openSigningKey } from './signing-key.ts';
import { subscriptionRoutes } from './subscription-routes.ts';
import { createTokens } from './tokens.ts';
import { worldRoutes } from './world-routes.ts';

export interface EmulatorOptions {
  readonly sandbox: Sandbox;
  readonly clock: Clock;
  readonly newId: NewId;
  /** 0 takes a free one. */
  /** Hosts that a proxy in front of it is asked for; without them it answers its own name on this machine alone. */
  readonly names?: readonly string[];
  readonly port: number;
  readonly host?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** A file that is appended to; without it nothing is written down. */
  readonly ledgerPath?: string;
  /** Faults that are added and taken away while it runs. */
  readonly faults?: Pick<EmulatorStore, 'take'>;
  readonly plan?: { readonly rules: readonly FaultRule[]; readonly seed: number };
  readonly limits?: LimitOptions;
  readonly remembers?: Remembers;
  readonly oddities?: readonly Oddity[];
  /** Keys and downloads by the contract of 2018. */
  readonly withKeys?: boolean;
  /** What tokens are signed with, an RSA key as PEM: the same one keeps them good over a restart. */
  readonly signingKey?: string;
  readonly tokenSeconds?: number;
}

export interface Emulator {
  /** Its origin. */
  readonly url: string;
  /** Ends every connection, answered or not. The sandbox and the faults stay open. */
  close(): Promise<void>;
}

/** Fails with `portTaken` when somebody else listens there, or may not be listened to. */
export const startEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  const { sandbox, clock, newId, host = '127.0.0.1', port, remembers = 'forever', withKeys = false } = options;
  const tokens = createTokens({
    key: openSigningKey(options.signingKey ?? newSigningKey()),
    clock,
    newId,
    lifetimeSeconds: options.tokenSeconds ?? 3600,
  });
  const plan = createFaultPlan(options.plan?.rules ?? [], options.plan?.seed ?? 0);
  const ledger = openLedger(options.ledgerPath);
  if (options.oddities?.includes('exact-ends') !== true) await (await sandbox.controls()).endWindowsWithTheirDay();
  let url = '';
  const handle = guardCaller(
    createHandler({
      sandbox,
      clock,
      newId,
      origin: () => url,
      withKeys,
      isOdd: (oddity) => options.oddities?.includes(oddity) === true,
      find: createRouter([
        ...customerRoutes,
        ...catalogueRoutes,
        ...cartRoutes(),
        ...orderRoutes,
        ...subscriptionRoutes(),
        ...entitlementRoutes,
        ...downloadRoutes,
        ...auditRoutes,
        ...serviceRequestRoutes,
        ...signInRoutes(tokens),
        ...openIdRoutes(tokens),
        ...worldRoutes,
      ]),
      tokens,
      limits: createLimits(options.limits ?? { perMinute: 500 }, clock),
      memory: createRequestMemory(remembers, clock),
      remembers,
      correlations: new Map(),
      ledger,
      takeFault: (fits) => options.faults?.take(fits) ?? plan.take(fits),
    }),
    options.names,
  );
  const server =
    options.tls === undefined ? createServer(handle) : (await import('node:https')).createServer(options.tls, handle);
  const taken = await listen(server, port, host);
  url = `${options.tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${taken}`;
  return {
    url,
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      ledger.close();
    },
  };
};

const listen = (server: Pick<Server, 'once' | 'listen' | 'address'>, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new CspError('portTaken', { host, port, reason: error.code ?? error.message }, error)),
    );
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
