/** T57: files with secrets in them are new, private and whole. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { inSession, type Session } from './session.ts';

const getKey =
  'csp get-key --customer contoso.onmicrosoft.com --order f5c3b5ddb342 --version 2022 --language en-US --file-type "64 Bit, ISO"';

const codeOf = async ({ run }: Session, line: string): Promise<readonly [string, number]> => {
  const { stderr, exitCode } = await run(`${line} -q -o json`);
  return [stderr === '' ? '' : JSON.parse(stderr).error.code, exitCode];
};

test('a new file is readable by its owner only, whatever the umask', () =>
  inSession(async (session) => {
    const { stdout } = await session.run(`umask 000; ${getKey} --out-file key.txt -q; ${getKey} --reveal`);
    const path = join(session.home, 'key.txt');
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    expect(stdout.endsWith(readFileSync(path, 'utf8'))).toBe(true);
  }));

test('what is there already stays as it is, links too', () =>
  inSession(async (session) => {
    const at = (name: string): string => join(session.home, name);
    writeFileSync(at('old.txt'), 'old');
    symlinkSync(at('old.txt'), at('link.txt'));
    symlinkSync(at('nowhere.txt'), at('dangling.txt'));
    mkdirSync(at('folder'));
    for (const name of ['old.txt', 'link.txt', 'dangling.txt', 'folder']) {
      expect([name, ...(await codeOf(session, `${getKey} --out-file ${name}`))]).toEqual([name, 'fileExists', 8]);
    }
    expect(readFileSync(at('old.txt'), 'utf8')).toBe('old');
    expect([existsSync(at('nowhere.txt')), lstatSync(at('dangling.txt')).isSymbolicLink()]).toEqual([false, true]);
  }));

test('a folder that is not there is told before a key is taken', () =>
  inSession(async (session) => {
    expect(await codeOf(session, `${getKey} --out-file missing/key.txt`)).toEqual(['storageFailed', 10]);
    expect((await session.run('csp activity --event key --since 1d --ids')).stdout).toBe('');
  }));

test('nothing half-written is left behind', () =>
  inSession(async (session) => {
    await session.run(
      `${getKey} --out-file key.txt; ${getKey} --out-file key.txt; ${getKey} --out-file missing/key.txt`,
    );
    expect(
      readdirSync(session.home)
        .filter((name) => name !== '.cache')
        .sort(),
    ).toEqual(['fixtures', 'key.txt', 'state']);
  }));
