/** Users without a home, and folders that would not be kept. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from './session.ts';

let folder: string;
let job: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-folders-'));
  job = join(folder, 'job');
  mkdirSync(job);
  for (const path of [folder, job]) chmodSync(path, 0o777);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Env = Readonly<Record<string, string>>;

const csp = (env: Env, words: readonly string[], uid?: number) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: job,
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', ...env },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  return { status, stdout, stderr };
};

test.each([
  ['~ is expanded by nobody', { CSP_STATE_DIR: '~/csp-state' }, 'CSP_STATE_DIR'],
  ['a relative folder', { CSP_STATE_DIR: 'state' }, 'CSP_STATE_DIR'],
  ['an empty variable', { CSP_STATE_DIR: '' }, 'CSP_STATE_DIR'],
  ['settings in a relative folder', { CSP_CONFIG_DIR: 'config' }, 'CSP_CONFIG_DIR'],
])('the folder of a job is left alone: %s', (_what, env, name) => {
  const { status, stderr } = csp({ HOME: folder, ...env }, ['customers', '--limit', '1']);
  expect([status, stderr.includes(name), readdirSync(job)]).toEqual([2, true, []]);
  // Help needs no folder.
  expect(csp({ HOME: folder, ...env }, ['buy', '--help']).status).toBe(0);
});

test.each(['', 'home', '.'])('HOME=%s puts nothing into the current folder', (HOME) => {
  const kept = { CSP_STATE_DIR: join(folder, 'kept') };
  expect(csp({ HOME, ...kept }, ['customers', '--limit', '1']).status).toBe(0);
  expect(readdirSync(job)).toEqual([]);
});

/** A user of a container whom the system does not know. Only root may become one; for others the start itself fails. */
const asNobody = process.getuid?.() === 0 ? test : test.failing;

asNobody('a user without a home works in the two folders that are named', () => {
  const named = { CSP_STATE_DIR: join(folder, 's'), CSP_CONFIG_DIR: join(folder, 'c') };
  const { status, stderr } = csp(named, ['customers', '--limit', '1', '--ids'], 43_210);
  expect([status, stderr]).toEqual([0, '']);
});

asNobody('a user without a home is told what is missing, without a stack trace', () => {
  const { status, stderr } = csp({}, ['customers'], 43_210);
  expect(stderr).toMatch(/^Error: CSP_STATE_DIR is missing\.\nExpected: .*\n$/);
  expect(status).toBe(2);
});
