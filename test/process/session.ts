/** The built program as people and scripts run it: in a shell, in an empty home, with nothing of this machine's own. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(__dirname, '../..');
export const program = join(root, 'dist/csp.cjs');

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  /** 128 + n after signal n, as a shell says it. */
  readonly exitCode: number;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What stands on standard input; without it there is none. */
  readonly input?: string;
}

export interface Session {
  /** An empty folder, home and working folder at once, but for `fixtures`, a link to ours. State and settings go into `state` and `config`. */
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs a line of shell in which `csp` is the built program. */
  readonly run: (line: string, options?: RunOptions) => Promise<Ended>;
  /** Runs the program alone, without a shell. */
  readonly csp: (words: readonly string[], options?: RunOptions) => Promise<Ended>;
  readonly close: () => void;
}

/** A session on the machine's own clock; `env` is added to the few variables that a process needs. */
export const openSession = (env: Readonly<Record<string, string>> = {}): Session => {
  const folder = mkdtempSync(join(tmpdir(), 'csp-process-'));
  const home = join(folder, 'home');
  const bin = join(folder, 'bin');
  mkdirSync(home);
  mkdirSync(bin);
  symlinkSync(join(root, 'fixtures'), join(home, 'fixtures'));
  writeFileSync(join(bin, 'csp'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, { mode: 0o755 });
  const own = {
    HOME: home,
    PATH: `${bin}:/usr/bin:/bin`,
    TERM: 'xterm-256color',
    // A zone of its own: a time that is shown in the machine's zone is seen at once.
    TZ: 'Asia/Kathmandu',
    CSP_STATE_DIR: join(home, 'state'),
    CSP_CONFIG_DIR: join(home, 'config'),
    ...env,
  };
  const start = (file: string, words: readonly string[], options: RunOptions = {}): Promise<Ended> =>
    run(file, words, home, { ...own, ...options.env }, options.input);
  return {
    home,
    env: own,
    run: (line, options) => start('bash', ['-c', line], options),
    csp: (words, options) => start(process.execPath, [program, ...words], options),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** Variables that stop the clock of every process at `now` and make its ids the same each time; see `fixed-run.cjs`. */
export const fixedAt = (now: number): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--require ${join(__dirname, 'fixed-run.cjs')}`,
  FIXED_NOW: String(now),
});

/** Opens a session, hands it on and closes it again. */
export const inSession = async <T>(
  act: (session: Session) => Promise<T>,
  env?: Readonly<Record<string, string>>,
): Promise<T> => {
  const session = openSession(env);
  try {
    return await act(session);
  } finally {
    session.close();
  }
};

const signals: Readonly<Record<string, number>> = { SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGTERM: 15 };

const run = (
  file: string,
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  input: string | undefined,
): Promise<Ended> =>
  new Promise((settle, fail) => {
    const child = spawn(file, words, { cwd, env, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', fail);
    child.on('close', (code, signal) =>
      settle({
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
        exitCode: code ?? 128 + (signals[signal ?? ''] ?? 0),
      }),
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
