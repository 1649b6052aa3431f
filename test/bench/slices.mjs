/**
 * A program against a loop in this process, in slices of the same minute: the program is stopped while the loop has its
 * turn, so that what others do to the machine and its disk falls on both.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

/**
 * Runs the program to its end. `slice` works for about so many milliseconds and answers how much it did. Returns how long
 * the program ran, in seconds, and how much a second the loop did.
 */
export const runBeside = async ({ node, args, env }, slice, sliceMs = 1_000) => {
  let [done, loopMs, programMs] = [0, 0, 0];
  const takeTurn = async () => {
    const began = performance.now();
    done += await slice(sliceMs);
    loopMs += performance.now() - began;
  };
  await takeTurn();
  const child = spawn(node, args, { env: { ...environment, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const closed = once(child, 'close');
  for (let isOver = false; !isOver; ) {
    const began = performance.now();
    isOver = await Promise.race([closed.then(() => true), sleep(2 * sliceMs, false)]);
    programMs += performance.now() - began;
    if (isOver) break;
    child.kill('SIGSTOP');
    await takeTurn();
    child.kill('SIGCONT');
  }
  if (child.exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${child.exitCode}\n${said}`);
  return { seconds: programMs / 1_000, perSecond: (done * 1_000) / loopMs };
};
