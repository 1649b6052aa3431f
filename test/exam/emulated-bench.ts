/** The backend over the REST, through the real transport, to an emulator of its own that serves a sandbox in memory. */
import { join } from 'node:path';
import { createHttp } from '../../src/backends/partner-center/http.ts';
import { openPartnerCenter } from '../../src/backends/partner-center/partner-center.ts';
import { openSandbox } from '../../src/backends/sandbox/sandbox.ts';
import type { Backend, DownloadOption, SoftwareTarget } from '../../src/core/ports/backend.ts';
import type { Instant } from '../../src/core/ports/environment.ts';
import { Secret } from '../../src/core/rules/secret.ts';
import { type EmulatorOptions, startEmulator } from '../../src/emulator/emulator.ts';
import { newSigningKey, openSigningKey } from '../../src/emulator/signing-key.ts';
import { createTokens } from '../../src/emulator/tokens.ts';
import type { ExamBench } from './exam-bench.ts';
import { inNumbersOfTheExam } from './numbers-of-the-exam.ts';

const fixtures = join(__dirname, '../../fixtures/sandbox');
const portal = { keysUrl: 'https://portal.example/keys', helpUrl: 'https://portal.example/help' };
const signingKey = newSigningKey();
const caller = { kind: 'user', clientId: '0c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f' } as const;
/** The correlation id of every run here. */
export const runId = '7d1f0a9c-64d0-4b52-8f1e-0a7c2b959d3c';
const unlimited = 1_000_000;

/** With keys and downloads by the contract of 2018. The service's clock stands still; waiting is cut short. */
export const openEmulatedBench = async (now: Instant, given: Partial<EmulatorOptions> = {}): Promise<ExamBench> => {
  let ids = 0;
  const newId = (): string => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
  const clock = { now: () => now, sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 1)) };
  const sandbox = openSandbox({ path: ':memory:', fixtures, clock, newId, portal });
  const levers = await sandbox.controls();
  const limits = { perMinute: unlimited };
  const emulator = await startEmulator({
    sandbox,
    clock,
    newId,
    port: 0,
    withKeys: true,
    signingKey,
    limits,
    ...given,
  });
  const tokens = createTokens({ key: openSigningKey(signingKey), clock, newId, lifetimeSeconds: 3600 });
  const { partnerTenantId: tenantId } = await sandbox.backend.getIdentity();
  const token = new Secret(tokens.access({ ...caller, tenantId }, { userPrincipalName: 'agent', roles: [] }));
  const http = createHttp({
    baseUrl: emulator.url,
    profile: 'exam',
    tokens: { getToken: async () => token },
    correlationId: runId,
    application: 'exam',
    locale: 'en-US',
    clock,
    newId,
    random: () => 0.5,
    env: {},
    requestsPerMinute: unlimited,
  });
  const backend = openPartnerCenter({
    http,
    identity: () => sandbox.backend.getIdentity(),
    cloud: { name: emulator.url, lacks: [] },
    newId,
    clock,
    portal: { ...portal, partnerUrl: 'https://portal.example' },
    downloadContract: '2018',
    warn: () => {},
  });
  const inWords = wordedAsInTheExam(backend);
  const hasLongIds = given.oddities?.includes('long-order-ids') === true;
  return {
    backend: hasLongIds ? inWords : inNumbersOfTheExam(inWords, sandbox.backend),
    setNow: async (instant) => {
      await levers.setClock(instant);
      // Its time is known from answers.
      await backend.findCustomers({ id: caller.clientId });
    },
    signInAs: async (roles) => {
      await levers.signInAs(roles);
    },
    download: async (target, times) => {
      await levers.download(target, times);
    },
    close: async () => {
      await backend.close();
      await emulator.close();
      await sandbox.backend.close();
    },
  };
};

/** The exam names a version `2022`; the contract of 2018 words the whole title, `Windows Server 2022 Standard 2022`. */
const wordedAsInTheExam = (backend: Backend): Backend => {
  const inExam = (option: DownloadOption) => ({ ...option, version: option.version.split(' ').at(-1) ?? '' });
  const onWire = async (target: SoftwareTarget, option: DownloadOption): Promise<DownloadOption> => {
    const all = await backend.listDownloadOptions(target).catch(() => []);
    return all.find((own) => JSON.stringify(inExam(own)) === JSON.stringify(option)) ?? option;
  };
  return {
    ...backend,
    listDownloadOptions: async (target) => (await backend.listDownloadOptions(target)).map(inExam),
    getDownloadLink: async (target, option, renew, requestId) =>
      backend.getDownloadLink(target, await onWire(target, option), renew, requestId),
  };
};
