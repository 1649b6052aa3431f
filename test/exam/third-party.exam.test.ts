/** The exam as authors get it, in the package as it is built, for an example that is built upon the sandbox. */
import type { CspError } from '../../src/core/errors.ts';
import type { BackendModule } from '../../src/load-backend.ts';
import type { backendExam } from './backend-exam.ts';
import type { openSandboxBench } from './sandbox-bench.ts';

interface Exported {
  readonly backendExam: typeof backendExam;
  readonly CspError: typeof CspError;
  readonly openSandboxBench: typeof openSandboxBench;
}

const exported: Exported = require('../../dist/test/exam/backend-exam.cjs');
const example: BackendModule = require('../../fixtures/backends/small-purchases.mjs');

exported.backendExam('an example of a backend of one’s own', async (now) => {
  const bench = await exported.openSandboxBench(now);
  const options = {
    clock: { now: () => now, sleep: async () => {} },
    newId: () => '',
    sandbox: async () => bench.backend,
    CspError: exported.CspError,
  };
  return { ...bench, backend: await example.createBackend(options) };
});
