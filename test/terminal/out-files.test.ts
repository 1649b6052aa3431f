import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createOutFiles } from '../../src/terminal/out-files.ts';
import { bundleScript } from './bundled-script.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'csp-out-files-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const outFiles = createOutFiles(() => 'new-id');
const inDirectory = (name: string): string => join(directory, name);

describe('T57: a new file', () => {
  test.each([0o000, 0o022, 0o777])('is for its owner only, whatever the umask (%p)', async (mask) => {
    const before = process.umask(mask);
    try {
      const path = inDirectory('key.txt');
      expect(await outFiles.writeNew(path, 'AAAA-BBBB 名\n')).toBe(path);
      expect([statSync(path).mode & 0o7777, readFileSync(path, 'utf8'), readdirSync(directory)]).toEqual([
        0o600,
        'AAAA-BBBB 名\n',
        ['key.txt'],
      ]);
    } finally {
      process.umask(before);
    }
  });

  test('may be named relative to the working directory', async () => {
    const path = inDirectory('key.txt');
    expect(await outFiles.writeNew(relative(process.cwd(), path), 'x')).toBe(path);
  });

  const refused = async (path: string): Promise<unknown> =>
    outFiles.writeNew(path, 'new').catch((error: unknown) => error);

  test('does not replace a file', async () => {
    const path = inDirectory('key.txt');
    writeFileSync(path, 'old');
    expect(await refused(path)).toMatchObject({ code: 'fileExists', exitCode: 8, details: { path } });
    expect([readFileSync(path, 'utf8'), readdirSync(directory)]).toEqual(['old', ['key.txt']]);
  });

  test.each(['target.txt', 'nowhere.txt'])('does not follow a symbolic link to %s', async (target) => {
    const path = inDirectory('key.txt');
    writeFileSync(inDirectory('target.txt'), 'old');
    symlinkSync(inDirectory(target), path);
    expect(await refused(path)).toMatchObject({ code: 'fileExists', details: { path } });
    expect([readFileSync(inDirectory('target.txt'), 'utf8'), readdirSync(directory)]).toEqual([
      'old',
      ['key.txt', 'target.txt'],
    ]);
  });

  test('does not replace a directory', async () => {
    mkdirSync(inDirectory('key.txt'));
    expect(await refused(inDirectory('key.txt'))).toMatchObject({ code: 'fileExists' });
  });

  test.each([
    ['nowhere/key.txt', 'ENOENT'],
    ['file/key.txt', 'ENOTDIR'],
    [`${'x'.repeat(300)}`, 'ENAMETOOLONG'],
  ])('cannot be %s: %s', async (name, reason) => {
    writeFileSync(inDirectory('file'), '');
    const path = inDirectory(name);
    expect(await refused(path)).toMatchObject({ code: 'storageFailed', exitCode: 10, details: { path, reason } });
    expect(readdirSync(directory)).toEqual(['file']);
  });

  test('is one of two when both are written at once', async () => {
    const path = inDirectory('key.txt');
    let id = 0;
    const racing = createOutFiles(() => {
      id += 1;
      return `id-${id}`;
    });
    const results = await Promise.allSettled(['a', 'b', 'c'].map((text) => racing.writeNew(path, text)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(readdirSync(directory)).toEqual(['key.txt']);
  });

  test('is not there under its name after a crash half-way', async () => {
    const script = await bundleScript(`
      import { createOutFiles } from './out-files.ts';
      const big = 'x'.repeat(100_000_000);
      console.log('started');
      createOutFiles(() => 'new-id').writeNew(process.argv[2], big).then(() => console.log('written'));
    `);
    const path = inDirectory('key.txt');
    const child = spawn(process.execPath, [script.path, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const closed = once(child, 'close');
    const temporary = inDirectory('.key.txt.new-id.tmp');
    let said = '';
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString();
    });
    while (!existsSync(temporary) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 1));
    child.kill('SIGKILL');
    await closed;
    script.remove();
    expect([said, existsSync(path), statSync(temporary).mode & 0o777]).toEqual(['started\n', false, 0o600]);
  });
});
