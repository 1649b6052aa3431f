import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../../src/make-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'csp-folder-'));
afterAll(() => rmSync(folder, { recursive: true }));

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test('when several folders are missing, then all are made for this user alone', () => {
  const path = join(folder, 'a', 'b', 'c');
  makeFolder(path);
  makeFolder(path);
  expect([path, join(folder, 'a', 'b'), join(folder, 'a')].map(modeOf)).toEqual(['700', '700', '700']);
});

test('when a parent takes no folders, then it fails instead of trying for ever', () => {
  expect(() => makeFolder('/proc/csp/state')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});

test('when a parent is a file, then it fails', () => {
  expect(() => makeFolder('/dev/null/state')).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
});
