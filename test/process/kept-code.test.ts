/** The compiled code that one run keeps for the next: used when it is sound and ours alone, never a reason to fail. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openKeptCode } from '../../src/kept-code.ts';
import { inSession, root, type Session } from './session.ts';

/** The files with kept code, below the platform's cache folder. */
const keptIn = (home: string): readonly string[] => {
  const folder = join(home, '.cache', 'csp', 'code');
  if (!existsSync(folder)) return [];
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

/** Puts code there that says POISON and ends, as sound as V8 and the file's own checks could wish. */
const poison = (path: string): void => {
  const script = `
    const { readFileSync, writeFileSync } = require('node:fs');
    const { Script } = require('node:vm');
    const [path, program] = process.argv.slice(1);
    const kept = readFileSync(path);
    let end = kept.indexOf(10);
    while (kept[end] === 10) end += 1;
    const text = '(function(exports){exports.main=async()=>{process.stdout.write("POISON");return 0}})';
    const own = new Script(text.padEnd(readFileSync(program, 'latin1').length), { filename: program });
    const made = {};
    own.runInThisContext()(made);
    made.main().then(() => {
      const code = own.createCachedData();
      writeFileSync(path, Buffer.concat([kept.subarray(0, end), code, code]), { mode: 0o600 });
    });`;
  const made = spawnSync(process.execPath, ['-e', script, path, join(root, 'dist/program.js')]);
  expect(made.status).toBe(0);
};

test('code that is this user’s alone is what runs: the poison of these tests is one', async () => {
  const { second } = await runTwice(poison);
  expect(second.stdout).toBe('POISON');
});

test.each<readonly [string, (path: string, home: string) => void, string]>([
  ['that others may read, as git leaves them', (path) => chmodSync(path, 0o644), ''],
  ['that others may write', (path) => chmodSync(path, 0o666), ''],
  ['in a folder that a group may write to', (_, home) => chmodSync(join(home, '.cache'), 0o775), ''],
  ['in a folder that everybody may write to', (_, home) => chmodSync(join(home, '.cache/csp/code'), 0o777), ''],
  ['and the run is one of a CI job', () => {}, 'CI=true '],
])('a stranger’s code in a file %s is not run', (_, change, before) =>
  inSession(async ({ home, run }) => {
    const first = await run('csp customers');
    const [path = ''] = keptIn(home);
    poison(path);
    change(path, home);
    expect(await run(`${before}csp customers`)).toEqual(first);
    // Out of a CI job what failed is gone, and what took its place is ours.
    if (before === '' && existsSync(path)) expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  }),
);

test('the state folder holds no code, also where it is named as the cache; nor does a CI job leave any', () =>
  inSession(async ({ home, run }) => {
    await run('XDG_CACHE_HOME="$CSP_STATE_DIR" csp customers; CI=1 csp customers');
    const all = readdirSync(join(home, 'state'), { recursive: true, encoding: 'utf8' });
    expect([all.filter((name) => name.endsWith('.code')), keptIn(home)]).toEqual([[], []]);
  }));

test('whichever bit of kept code is another, it is not used, and the file is gone', () =>
  inSession(async ({ home, run }) => {
    await run('csp customers');
    const [path = ''] = keptIn(home);
    const [, build = ''] = /([0-9a-f]+)-v[^/]*$/.exec(join(path, '..')) ?? [];
    const sound = readFileSync(path);
    const kept = openKeptCode({ XDG_CACHE_HOME: join(home, '.cache') }, build, 'customers.pipe');
    const isUsed = (bytes: Buffer): boolean => {
      writeFileSync(path, bytes, { mode: 0o600 });
      return kept?.read() !== undefined;
    };
    expect(isUsed(sound)).toBe(true);
    for (let n = 0; n < 400; n++) {
      const at = n < 100 ? n : Math.floor((sound.length * (n - 100)) / 300);
      const flipped = Buffer.from(sound);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (n % 8));
      expect([at, isUsed(flipped), existsSync(path)]).toEqual([at, false, false]);
    }
    for (const length of [0, 1, 63, 64, sound.length - 1, sound.length - 2])
      expect([length, isUsed(sound.subarray(0, length)), existsSync(path)]).toEqual([length, false, false]);
    // Of another program, however sound.
    writeFileSync(path.replace('customers', 'orders'), sound, { mode: 0o600 });
    expect(openKeptCode({ XDG_CACHE_HOME: join(home, '.cache') }, build, 'orders.pipe')?.read()).toBeUndefined();
  }));

test('when kept code is a symbolic link, then it is not followed', async () => {
  const { first, second } = await runTwice((kept) => {
    unlinkSync(kept);
    symlinkSync('/dev/zero', kept);
  });
  expect(second).toEqual(first);
});

test('when nothing can be kept, then the command runs all the same', () =>
  inSession(async ({ run }) => {
    const { exitCode, stderr } = await run('touch .cache && csp customers');
    expect([exitCode, stderr]).toEqual([0, '']);
  }));

test('words that are no command, flags and formats leave no code behind, and old builds and broken files go', () =>
  inSession(async ({ home, run }) => {
    const names = (): readonly string[] => keptIn(home).map((path) => path.split('/').at(-1) ?? '');
    await run('csp custmers; csp -x; csp --nope; csp customers -o xml; csp customers -o pipe; csp csp; csp help buyy');
    expect(names()).toEqual(['csp.pipe.code', 'customers.pipe.code', 'help.pipe.code']);
    const code = join(home, '.cache', 'csp', 'code');
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
