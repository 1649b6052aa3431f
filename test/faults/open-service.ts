/** Starts the emulator's process, bundled once for all tests of a file. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../process/session.ts';
import type { ServiceOrder, ServiceReply, ServiceSetting } from './service-process.ts';

export interface Service {
  readonly url: string;
  tell(order: ServiceOrder): Promise<void>;
  close(): Promise<void>;
}

const fastClock = join(__dirname, 'hooks', 'fast-clock.cjs');

/** What gives a process the fast clock of a test. */
export const clockEnv = (speed: number, epoch: number): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--require ${fastClock}`,
  FAULTS_SPEED: String(speed),
  FAULTS_EPOCH: String(epoch),
});

let bundled: Promise<string> | undefined;

const bundle = async (): Promise<string> => {
  const path = join(mkdtempSync(join(tmpdir(), 'csp-service-')), 'service.cjs');
  await build({
    entryPoints: [join(__dirname, 'service-process.ts')],
    bundle: true,
    external: ['@photostructure/sqlite'],
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
    outfile: path,
  });
  return path;
};

afterAll(async () => {
  if (bundled !== undefined) rmSync(join(await bundled, '..'), { recursive: true, force: true });
  bundled = undefined;
});

export const openService = async (
  setting: ServiceSetting,
  clock: Readonly<Record<string, string>>,
): Promise<Service> => {
  bundled ??= bundle();
  const child = spawn(process.execPath, [await bundled], {
    env: { ...process.env, ...clock, NODE_PATH: join(root, 'node_modules'), FAULTS_SETTING: JSON.stringify(setting) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { url = '' } = await nextReply(child);
  return {
    url,
    tell: async (order) => {
      const answered = nextReply(child);
      child.send(order);
      await answered;
    },
    close: () =>
      new Promise((resolve) => {
        child.on('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
};

const nextReply = (child: ChildProcess): Promise<ServiceReply> =>
  new Promise((resolve, reject) => {
    const isGone = (code: number | null): void => reject(new Error(`the emulator ended with ${code}`));
    child.once('close', isGone);
    child.once('message', (reply: ServiceReply) => {
      child.off('close', isGone);
      if (reply.error === undefined) resolve(reply);
      else reject(new Error(reply.error));
    });
  });
