/** Runs somebody's command with the emulator's environment, as a shell would: same terminal, its own exit code. */
import { spawn } from 'node:child_process';
import { CspError } from '../core/errors.ts';

/**
 * The exit code; 128 and the signal's number for a command that a signal ended. A SIGTERM is passed on; Ctrl-C reaches the
 * command by itself, and ends this process only when the command has ended. Fails with `commandNotStarted`.
 */
export const runCommand = (
  host: NodeJS.Process,
  [program = '', ...words]: readonly string[],
  env: { readonly [name: string]: string },
): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, words, { env: { ...host.env, ...env }, stdio: 'inherit' });
    const passOn = (): void => void child.kill('SIGTERM');
    const wait = (): void => {};
    host.on('SIGTERM', passOn).on('SIGINT', wait);
    const release = (): void => void host.off('SIGTERM', passOn).off('SIGINT', wait);
    child.on('error', (error: NodeJS.ErrnoException) => {
      release();
      reject(new CspError('commandNotStarted', { command: program, reason: error.code ?? error.message }, error));
    });
    child.on('close', (code, signal) => {
      release();
      resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15));
    });
  });
