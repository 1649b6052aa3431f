/** T37: a process that is stopped in the middle of its requests (SIGSTOP, a closed lid) and goes on later. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultRule } from '../../src/core/ports/emulator.ts';
import { type Emulated, inEmulatedSession, signIn } from './emulated-session.ts';
import { program } from './session.ts';

const contoso = ['--customer', 'contoso.onmicrosoft.com'];

const start = ({ session }: Emulated, words: readonly string[]) => {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: session.home,
    env: session.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.resume();
  return { child, ended: once(child, 'close').then(([exitCode]) => ({ exitCode, stdout: () => stdout })) };
};

const goOnAfter = async (child: ChildProcess, ms: number): Promise<void> => {
  await pause(ms);
  child.kill('SIGCONT');
};

// The second is stopped for longer than any answer is waited for.
test.each<readonly [string, Omit<FaultRule, 'on'>, number, number]>([
  // The order itself tells what was carried out, so it is asked for once.
  ['carried out and its answer lost', { reset: 'after' }, 1_500, 2],
  ['never answered', { blackHole: true }, 31_000, 3],
])(
  'when a cancellation in flight was %s meanwhile, then it is in doubt, and done once',
  async (_, fault, ms, sends) => {
    let seen = 0;
    let stopped: (() => void) | undefined;
    const isStopped = new Promise<void>((resolve) => {
      stopped = resolve;
    });
    let child: ChildProcess | undefined;
    const rule: FaultRule = { on: 'cancel', ...fault };
    const take = (fits: (candidate: FaultRule) => boolean): FaultRule | undefined => {
      if (!fits({ on: 'cancel' }) || seen++ > 0) return undefined;
      child?.kill('SIGSTOP');
      stopped?.();
      return rule;
    };
    const folder = mkdtempSync(join(tmpdir(), 'csp-ledger-'));
    const ledgerPath = join(folder, 'ledger.jsonl');
    await inEmulatedSession(
      async (emulated) => {
        await signIn(emulated);
        const orders = ['f5c3b5ddb342', 'c403d91b21d2'];
        const words = [...orders, ...contoso, '--acknowledge', '--yes', '--reason', 'T37', '--expect-count', '2'];
        const run = start(emulated, ['cancel', ...words, '-o', 'json']);
        child = run.child;
        await isStopped;
        await goOnAfter(run.child, ms);
        const { exitCode, stdout } = await run.ended;
        const rows: readonly { readonly outcome: string }[] = JSON.parse(stdout());
        expect([exitCode, rows.map(({ outcome }) => outcome)]).toEqual([0, ['cancelled', 'cancelled']]);
        const effects = readFileSync(ledgerPath, 'utf8')
          .split('\n')
          .filter((line) => line.includes('"kind":"effect"'));
        expect([seen, effects.length]).toEqual([sends, 2]);
      },
      { faults: { take }, remembers: 'none', ledgerPath },
    );
    rmSync(folder, { recursive: true });
  },
);

test('when many requests wait for their turn meanwhile, then no burst follows', async () => {
  const arrived: number[] = [];
  let reached: (() => void) | undefined;
  const isUnderWay = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const take = (fits: (candidate: FaultRule) => boolean): FaultRule | undefined => {
    if (!fits({ on: 'reads' })) return undefined;
    arrived.push(performance.now());
    if (arrived.length === 14) reached?.();
    return undefined;
  };
  await inEmulatedSession(
    async (emulated) => {
      await signIn(emulated);
      arrived.length = 0;
      const run = start(emulated, ['list-software', '--all-customers', '-o', 'json']);
      await isUnderWay;
      run.child.kill('SIGSTOP');
      await goOnAfter(run.child, 6_000);
      const wentOn = performance.now();
      const { exitCode } = await run.ended;
      expect(exitCode).toBe(0);
      const after = arrived.filter((at) => at >= wentOn);
      // 500 a minute: eight at once, then one in 120 ms. Six seconds of silence would have saved up fifty.
      const inSecond = after.filter((at) => at < wentOn + 1_000).length;
      expect(after.length).toBeGreaterThan(20);
      expect(inSecond).toBeLessThanOrEqual(8 + 9 + 1);
    },
    { faults: { take } },
  );
});
