/** The real sandbox for tests: a clock that the test moves, and ids that count. */
import { join } from 'node:path';
import { openSandbox, type Sandbox } from '../../src/backends/sandbox/sandbox.ts';
import type { Instant } from '../../src/core/ports/environment.ts';

export const fixtures = join(__dirname, '../../fixtures/sandbox');
export const contoso = '45411344-b09d-47e7-9653-542006bf9766';

export interface MachineClock {
  now: Instant;
}

let ids = 0;
const newId = (): string => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;

/** Opens a world at `path`; `machine.now` is the machine's time whenever it is asked for. */
export const openTestSandbox = (path: string, machine: MachineClock): Sandbox =>
  openSandbox({
    path,
    fixtures,
    clock: { now: () => machine.now, sleep: async () => {} },
    newId,
    portal: { keysUrl: 'https://portal.example/keys', helpUrl: 'https://portal.example/help' },
  });
