/** The lock around what is kept of a profile: one after the other, and gone with the last. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withFileLock } from '../../src/folder-lock.ts';

test('who waits for a lock that is taken away gets a new one, alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'csp-lock-'));
  const path = join(folder, 'default.lock');
  const clock = { now: () => Date.now(), sleep: (ms: number) => pause(ms) };
  const seen: string[] = [];
  const enter = (name: string) => async (): Promise<void> => {
    seen.push(`${name} in`);
    await pause(5);
    seen.push(`${name} out`);
  };
  await Promise.all(['a', 'b', 'c'].map((name) => withFileLock(path, clock, enter(name), true)));
  expect(seen.map((step) => step.slice(2))).toEqual(['in', 'out', 'in', 'out', 'in', 'out']);
  expect(existsSync(path)).toBe(false);
  rmSync(folder, { recursive: true });
});
