/** Bulk runs that are interrupted, whose reader leaves, and whose list comes through a pipe. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Emulated, inEmulatedSession, signIn } from './emulated-session.ts';
import { inSession, program, type Session } from './session.ts';

const agreed = ['--reason', 'Ordered twice', '--acknowledge', '--yes'];
const orders = ['c403d91b21d2', 'f5c3b5ddb342', 'dc57d9c30646'];

const writeOrders = ({ home }: Session): void =>
  writeFileSync(
    join(home, 'orders.csv'),
    ['customer,order', ...orders.map((order) => `contoso.onmicrosoft.com,${order}`), ''].join('\n'),
  );

/** `2 cancelled`, a row each. */
const outcomesIn = (stdout: string): readonly string[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((row) => JSON.parse(row))
    .map(({ inputLine, outcome }) => `${inputLine} ${outcome}`);

const line = ['cancel', '--file', 'orders.csv', ...agreed, '-o', 'jsonl'];

/** Begins the run, one order after the other; a signal can be sent once the emulator has met all of its faults. */
const begin = ({ session, faults }: Emulated) => {
  const files = ['--results', 'rows.csv', '--summary', 'page.md'];
  const child = spawn(process.execPath, [program, ...line, '--concurrency', '1', ...files], {
    cwd: session.home,
    env: session.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.stderr += chunk.toString();
  });
  return {
    inTheMiddle: async (): Promise<void> => {
      while (faults.length > 0 && child.exitCode === null) await pause(10);
    },
    interrupt: (): boolean => child.kill('SIGINT'),
    ended: once(child, 'close').then(([exitCode]) => ({ exitCode, ...said })),
  };
};

test('when it is interrupted in the middle, then what is on its way is finished, the rest is left, and the same command does it', async () => {
  await inEmulatedSession(async (emulated) => {
    const { session, faults } = emulated;
    await signIn(emulated);
    writeOrders(session);
    faults.push({ on: 'cancel', latencyMs: 1 }, { on: 'cancel', latencyMs: 1_000 });
    const run = begin(emulated);
    await run.inTheMiddle();
    run.interrupt();
    const { exitCode, stdout, stderr } = await run.ended;
    expect([exitCode, outcomesIn(stdout)]).toEqual([130, ['2 cancelled', '3 cancelled', '4 not-tried']]);
    const [last = '', error = ''] = stderr.trimEnd().split('\n').slice(-2);
    expect(last).toMatch(/^Run [0-9a-f]{8}: 2 done, 1 left, 0 in doubt: run the same command again to go on\.$/);
    expect(JSON.parse(error)).toMatchObject({ error: { code: 'interrupted', exitCode: 130, retryable: true } });
    const kept = readFileSync(join(session.home, 'rows.csv'), 'utf8').trimEnd().split('\n');
    expect([kept.length, existsSync(join(session.home, 'page.md'))]).toEqual([4, true]);
    const again = await session.csp(line);
    expect([again.exitCode, outcomesIn(again.stdout)]).toEqual([0, ['2 cancelled', '3 cancelled', '4 cancelled']]);
  });
});

test('when it is interrupted twice, then it ends at once, and what was on its way is looked at later', async () => {
  await inEmulatedSession(async (emulated) => {
    const { session, faults } = emulated;
    await signIn(emulated);
    writeOrders(session);
    faults.push({ on: 'cancel', latencyMs: 1 }, { on: 'cancel', blackHole: true });
    const run = begin(emulated);
    await run.inTheMiddle();
    const at = performance.now();
    // A signal that comes while the one before it is still waiting to be seen is not seen itself.
    const more = setInterval(run.interrupt, 200);
    expect((await run.ended).exitCode).toBe(130);
    clearInterval(more);
    // After one signal alone it would have waited five seconds for the answer.
    expect(performance.now() - at).toBeLessThan(4_000);
    const again = await session.csp(line);
    expect([again.exitCode, outcomesIn(again.stdout)]).toEqual([0, ['2 cancelled', '3 cancelled', '4 cancelled']]);
  });
});

test('T61: when the reader of its rows leaves, then the run is finished all the same', async () => {
  await inSession(async (session) => {
    writeOrders(session);
    const { stdout } = await session.run(
      `csp cancel --file orders.csv --reason x --acknowledge --yes -q -o jsonl | head -n 0; echo "\${PIPESTATUS[0]}"; csp runs list -o json --query "[].orders.done"`,
    );
    expect(stdout.replace(/\s/g, '')).toBe('0[3]');
  });
});

test('when one command lists lines and the next cancels what it reads, then exactly these lines are cancelled', async () => {
  await inSession(async (session) => {
    const contoso = '--customer contoso.onmicrosoft.com';
    const ids = `csp list-software ${contoso} --cancellable --kind subscription --ids`;
    const listed = (await session.run(ids)).stdout.trimEnd().split('\n');
    const { stdout, exitCode } = await session.run(
      `${ids} | csp cancel - ${contoso} --reason x --acknowledge --yes -o json --query "[].[orderId, line, outcome]"`,
    );
    const rows: readonly (readonly [string, number, string])[] = JSON.parse(stdout);
    expect([exitCode, rows.map(([orderId, number]) => `${orderId}/${number}`)]).toEqual([0, listed]);
    expect(new Set(rows.map(([, , outcome]) => outcome))).toEqual(new Set(['cancelled']));
    expect((await session.run(ids)).stdout).toBe('');
    const empty = await session.run(`${ids} | csp cancel - ${contoso} --reason x --acknowledge --yes -o json`);
    expect([empty.exitCode, empty.stdout.trim()]).toEqual([0, '[]']);
  });
});
