/** What `csp sandbox serve` and `csp sandbox fault` do with the emulator of this machine. */
import { join } from 'node:path';
import type { Sandbox } from '../backends/sandbox/sandbox.ts';
import type { EmulatorControls } from '../core/ports/emulator.ts';
import type { Clock, Instant, NewId } from '../core/ports/environment.ts';
import type { Certificate } from './certificate.ts';
import { type EmulatorStore, openEmulatorStore } from './emulator-store.ts';

export interface EmulatorControlsOptions {
  /** Where the sandbox is kept, too. */
  readonly folder: string;
  readonly sandbox: () => Promise<Sandbox>;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** The server itself is loaded when it is to serve. Fails as `openDatabase` does. */
export const createEmulatorControls = ({
  folder,
  sandbox,
  clock,
  newId,
}: EmulatorControlsOptions): EmulatorControls => {
  const withStore = <T>(act: (store: EmulatorStore) => T): T => {
    const store = openEmulatorStore(join(folder, 'emulator.db'));
    try {
      return act(store);
    } finally {
      store.close();
    }
  };
  return {
    serve: async (options) => {
      const { port, host, ledger, seed, perMinute, perCustomer, withKeys, oddities } = options;
      const { readFaultPlan } = await import('./fault-plan.ts');
      const plan = { rules: options.faults === undefined ? [] : readFaultPlan(options.faults), seed };
      const { startEmulator } = await import('./emulator.ts');
      const opened = await sandbox();
      const store = openEmulatorStore(join(folder, 'emulator.db'));
      try {
        const tls = options.tls ? await loadCertificate(folder, clock.now()) : undefined;
        const emulator = await startEmulator({
          ...{
            sandbox: opened,
            clock,
            newId,
            port,
            host,
            faults: store,
            signingKey: store.signingKey(),
            plan,
            withKeys,
          },
          limits: { perMinute, perCustomer },
          remembers: options.remembers ? 'forever' : 'none',
          oddities,
          ...(tls === undefined ? {} : { tls }),
          ...(ledger === undefined ? {} : { ledgerPath: ledger }),
        });
        return {
          url: emulator.url,
          tenantId: (await opened.backend.getIdentity()).partnerTenantId,
          certificatePath: tls?.certificatePath,
          close: async () => {
            await emulator.close();
            store.close();
          },
        };
      } catch (error) {
        store.close();
        throw error;
      }
    },
    addFault: async (rule) => withStore((store) => store.add(rule)),
    listFaults: async () => withStore((store) => store.list()),
    clearFaults: async () => withStore((store) => store.clear()),
  };
};

const loadCertificate = async (folder: string, now: Instant): Promise<Certificate> => {
  const { getCertificate } = await import('./certificate.ts');
  return getCertificate(folder, now);
};
