/** Reports: written piece by piece, over an earlier one of their own and over nothing else. */
import {
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
import { join } from 'node:path';
import { createOutFiles } from '../../src/terminal/out-files.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'csp-reports-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const outFiles = createOutFiles(() => 'new-id');
const inDirectory = (name: string): string => join(directory, name);
const isOwn = (beginning: string): boolean => beginning.startsWith('run ab\n');

async function* pieces(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

test('when nothing is there, then the pieces are, for their owner only', async () => {
  const path = inDirectory('r.txt');
  expect(await outFiles.writeReport(path, pieces('run ab\n', '', '名\n'), isOwn)).toBe(path);
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777, readdirSync(directory)]).toEqual([
    'run ab\n名\n',
    0o600,
    ['r.txt'],
  ]);
});

test('when an earlier report is there, then it is replaced as a whole, whatever its mode was', async () => {
  const path = inDirectory('r.txt');
  writeFileSync(path, `run ab\n${'x'.repeat(200_000)}`, { mode: 0o644 });
  await outFiles.checkReport(path, isOwn);
  await outFiles.writeReport(path, ['run ab\n'], isOwn);
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['run ab\n', 0o600]);
});

test.each<[string, (path: string) => void]>([
  ['another file', (path) => writeFileSync(path, 'run cd\n')],
  ['an empty file', (path) => writeFileSync(path, '')],
  ['a folder', (path) => mkdirSync(path)],
  [
    'a link to an earlier report',
    (path) => {
      writeFileSync(inDirectory('own'), 'run ab\n');
      symlinkSync(inDirectory('own'), path);
    },
  ],
])('when %s is there, then nothing is written', async (_what, make) => {
  const path = inDirectory('r.txt');
  make(path);
  const before = readdirSync(directory);
  await expect(outFiles.checkReport(path, isOwn)).rejects.toMatchObject({ code: 'fileExists', exitCode: 8 });
  await expect(outFiles.writeReport(path, ['run ab\n'], isOwn)).rejects.toMatchObject({ code: 'fileExists' });
  expect(readdirSync(directory)).toEqual(before);
});

test('when the rows break off, then the earlier report stays and no part is left behind', async () => {
  const path = inDirectory('r.txt');
  writeFileSync(path, 'run ab\nold\n');
  async function* broken(): AsyncGenerator<string> {
    yield 'run ab\nnew\n';
    throw Object.assign(new Error('gone'), { code: 'EIO' });
  }
  await expect(outFiles.writeReport(path, broken(), isOwn)).rejects.toMatchObject({
    code: 'storageFailed',
    details: { reason: 'EIO' },
  });
  expect([readFileSync(path, 'utf8'), readdirSync(directory)]).toEqual(['run ab\nold\n', ['r.txt']]);
});

test('when the folder does not exist, then that is known before', async () => {
  await expect(outFiles.checkReport(inDirectory('nowhere/r.txt'), isOwn)).rejects.toMatchObject({
    code: 'storageFailed',
    details: { reason: 'ENOENT' },
  });
});

test('when the file is the page of the CI job, then the report is appended to what is there', async () => {
  const path = inDirectory('step-summary');
  const inJob = createOutFiles(() => 'new-id', path);
  writeFileSync(path, 'from another step\n');
  await inJob.checkReport(path, isOwn);
  await inJob.writeReport(path, pieces('run ab\n', 'rows\n'), isOwn);
  expect(readFileSync(path, 'utf8')).toBe('from another step\nrun ab\nrows\n');
  writeFileSync(inDirectory('other'), 'mine\n');
  await expect(inJob.writeReport(inDirectory('other'), ['x'], isOwn)).rejects.toMatchObject({ code: 'fileExists' });
});

test('a folder is made for its owner only; one that is there stays as it is, and a file is none', async () => {
  const path = inDirectory('requests');
  expect([await outFiles.makeFolder(path), statSync(path).mode & 0o777]).toEqual([path, 0o700]);
  writeFileSync(join(path, 'file'), '');
  expect([await outFiles.makeFolder(path), readdirSync(path)]).toEqual([path, ['file']]);
  await expect(outFiles.makeFolder(join(path, 'file'))).rejects.toMatchObject({ code: 'fileExists' });
});
