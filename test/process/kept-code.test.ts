/** The compiled code that one run keeps for the next: used when it is sound and ours, never a reason to fail. */
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { inSession, type Session } from './session.ts';

/** The files with kept code, below the state folder. */
const keptIn = (home: string): readonly string[] => {
  const folder = join(home, 'state', 'code');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.code'))
    .map((name) => join(folder, name));
};

/** Runs a command, changes what it kept, runs it again. */
const runTwice = (change: (path: string) => void) =>
  inSession(async ({ home, run }: Session) => {
    const first = await run('csp customers');
    const [path = ''] = keptIn(home);
    change(path);
    const second = await run('csp customers');
    const { size, mode } = statSync(path);
    return { first, second, size, mode: (mode & 0o777).toString(8) };
  });

test('when a command has run, then its code is kept for this user alone, one file a command and format', () =>
  inSession(async ({ home, run }) => {
    await run('csp customers; csp customers -o json; csp customers --limit 1');
    const kept = keptIn(home);
    expect(kept.map((path) => [path.split('/').at(-1), (statSync(path).mode & 0o777).toString(8)]).sort()).toEqual([
      ['customers.json.code', '600'],
      ['customers.pipe.code', '600'],
    ]);
  }));

test.each<readonly [string, (path: string) => void]>([
  [
    'damaged in many places',
    (path) =>
      writeFileSync(
        path,
        readFileSync(path).map((byte, at) => (at % 997 ? byte : byte ^ 90)),
      ),
  ],
  ['cut', (path) => writeFileSync(path, readFileSync(path).subarray(0, 5_000))],
  ['empty', (path) => writeFileSync(path, '')],
  ['text', (path) => writeFileSync(path, 'no code at all, and long enough to be read')],
])('when kept code is %s, then the command runs as before and keeps it anew', async (_, change) => {
  const { first, second, size } = await runTwice(change);
  expect(second).toEqual(first);
  expect(size).toBeGreaterThan(100_000);
});

test('when others may write kept code, then it is not used but replaced', async () => {
  const { first, second, mode } = await runTwice((kept) => chmodSync(kept, 0o666));
  expect([second, mode]).toEqual([first, '600']);
});

test('when kept code is a symbolic link, then it is not followed', async () => {
  const { first, second } = await runTwice((kept) => {
    unlinkSync(kept);
    symlinkSync('/dev/zero', kept);
  });
  expect(second).toEqual(first);
});

test('when nothing can be kept, then the command runs all the same', () =>
  inSession(async ({ run }) => {
    const { exitCode, stderr } = await run('mkdir state && touch state/code && csp customers');
    expect([exitCode, stderr]).toEqual([0, '']);
  }));

test('words that are no command, flags and formats leave no code behind, and old builds and broken files go', () =>
  inSession(async ({ home, run }) => {
    const names = (): readonly string[] => keptIn(home).map((path) => path.split('/').at(-1) ?? '');
    await run('csp custmers; csp -x; csp --nope; csp customers -o xml; csp customers -o pipe; csp csp; csp help buyy');
    expect(names()).toEqual(['csp.pipe.code', 'customers.pipe.code', 'help.pipe.code']);
    const code = join(home, 'state', 'code');
    const [build = ''] = readdirSync(code);
    mkdirSync(join(code, '0123456789abcdef-v20.0.0-x64'));
    writeFileSync(join(code, build, 'orders.json.code.4711'), 'left by a process that was killed');
    await run('csp -o json customers; csp orders --customer nobody');
    expect(readdirSync(code)).toEqual([build]);
    expect(readdirSync(join(code, build)).toSorted()).toEqual([
      'csp.json.code',
      'csp.pipe.code',
      'customers.pipe.code',
      'help.pipe.code',
      'orders.pipe.code',
    ]);
  }));
