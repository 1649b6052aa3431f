/**
 * The emulator over a world in memory, as a process of its own that outlives every `csp`. Told what to do by its parent:
 * faults to throw the dice for from now on, and orders that somebody else cancels.
 */

import { createHash, randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { inspect } from 'node:util';
import { openSandbox } from '../../src/backends/sandbox/sandbox.ts';
import type { FaultRule } from '../../src/core/ports/emulator.ts';
import { type EmulatorOptions, startEmulator } from '../../src/emulator/emulator.ts';
import { createFaultPlan } from '../../src/emulator/fault-plan.ts';
import { cancelOrder } from '../exam/exam-bench.ts';

export interface ServiceSetting {
  readonly fixtures: string;
  readonly ledgerPath: string;
  /** A line for each write that arrived whole, with a digest of its bytes. */
  readonly bodiesPath: string;
  readonly seed: number;
  readonly faults: readonly FaultRule[];
  readonly remembers: NonNullable<EmulatorOptions['remembers']>;
  readonly perMinute: number;
  readonly tokenSeconds: number;
}

export type ServiceOrder =
  | { readonly kind: 'faults'; readonly rules: readonly FaultRule[] }
  /** The world's own clock, by which its lists lag. */
  | { readonly kind: 'advance'; readonly ms: number }
  | {
      readonly kind: 'cancel';
      readonly orders: readonly {
        readonly customerId: string;
        readonly id: string;
        readonly lines?: readonly number[];
      }[];
    };

/** The first names the port; each of the others answers an order. */
export interface ServiceReply {
  readonly url?: string;
  readonly error?: string;
}

/** The emulator itself keeps no bodies, and one that remembers no request id would not see other bytes under it. */
const keepBodies = (path: string): void => {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { readonly request: IncomingMessage };
    const requestId = request.headers['ms-requestid'];
    if (request.method === 'GET' || requestId === undefined) return;
    const digest = createHash('sha256');
    const push = request.push.bind(request);
    request.push = (chunk: Buffer | null, encoding) => {
      if (chunk !== null) digest.update(chunk);
      else appendFileSync(path, `${JSON.stringify([requestId, request.method, request.url, digest.digest('hex')])}\n`);
      return push(chunk, encoding);
    };
  });
};

const serve = async (setting: ServiceSetting): Promise<void> => {
  keepBodies(setting.bodiesPath);
  const clock = { now: () => Date.now(), sleep: (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms)) };
  const { backend, controls } = openSandbox({
    path: ':memory:',
    fixtures: setting.fixtures,
    clock,
    newId: randomUUID,
    portal: { keysUrl: 'https://portal.example/keys', helpUrl: 'https://portal.example/help' },
  });
  let plan = createFaultPlan(setting.faults, setting.seed);
  const { seed, ledgerPath, perMinute, remembers, tokenSeconds } = setting;
  const emulator = await startEmulator({
    sandbox: { backend, controls },
    clock,
    newId: randomUUID,
    port: 0,
    faults: { take: (fits) => plan.take(fits) },
    limits: { perMinute },
    ledgerPath,
    remembers,
    tokenSeconds,
    // The world's orders go by their long ids, in what the tests say and in the ledger.
    oddities: ['long-order-ids'],
  });
  const reply = (answer: ServiceReply): void => void process.send?.(answer);
  const obey = async (order: ServiceOrder): Promise<void> => {
    if (order.kind === 'faults') plan = createFaultPlan(order.rules, seed);
    else if (order.kind === 'advance') await (await controls()).advanceClock(order.ms);
    else {
      for (const { customerId, id, lines } of order.orders)
        await cancelOrder(backend, customerId, id, lines ?? 'all', randomUUID());
    }
  };
  process.on('message', (order: ServiceOrder) => {
    obey(order).then(
      () => reply({}),
      (error: unknown) => reply({ error: inspect(error) }),
    );
  });
  process.on('disconnect', () => process.exit());
  reply({ url: emulator.url });
};

serve(JSON.parse(process.env['FAULTS_SETTING'] ?? '') as ServiceSetting).catch((error: unknown) => {
  process.send?.({ error: inspect(error) });
  process.exitCode = 1;
});
