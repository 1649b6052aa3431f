/** A bench over a sandbox of its own, in memory: for the sandbox itself, and for backends that are built upon it. */
import { join } from 'node:path';
import { openSandbox } from '../../src/backends/sandbox/sandbox.ts';
import type { Instant } from '../../src/core/ports/environment.ts';
import type { ExamBench } from './exam-bench.ts';

const fixtures = join(__dirname, '../../fixtures/sandbox');
const portal = { keysUrl: 'https://portal.example/keys', helpUrl: 'https://portal.example/help' };

export const openSandboxBench = async (now: Instant): Promise<ExamBench> => {
  let ids = 0;
  const newId = (): string => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
  const clock = { now: () => now, sleep: async () => {} };
  const { backend, controls } = openSandbox({ path: ':memory:', fixtures, clock, newId, portal });
  const levers = await controls();
  return {
    backend,
    setNow: async (instant) => {
      await levers.setClock(instant);
    },
    signInAs: async (roles) => {
      await levers.signInAs(roles);
    },
    download: async (target, times) => {
      await levers.download(target, times);
    },
    close: () => backend.close(),
  };
};
