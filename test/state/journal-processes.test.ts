import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Journal } from '../../src/core/ports/journal.ts';
import type { State } from '../../src/core/ports/state.ts';
import { migrate, openDatabase } from '../../src/sqlite.ts';
import { openMemory } from '../../src/state/memory.ts';
import { migrations } from '../../src/state/schema.ts';
import { at, intentsOf, runOf } from './journal-bench.ts';
import { createFolder, type Folder } from './state-bench.ts';
import { bundleWorkers, type Workers } from './worker-processes.ts';

let folder: Folder;
let state: State;
let journal: Journal;
beforeEach(async () => {
  folder = createFolder();
  const memory = openMemory(folder.database);
  state = memory.state;
  journal = await memory.journal();
});
afterEach(async () => {
  await state.close();
  folder.remove();
});

/** A program that has the journal at its first argument as `journal`, and the words after it as `words`. */
const bundle = (act: string): Promise<Workers> =>
  bundleWorkers(`
    import { openMemory } from './state/memory.ts';
    import { copyFileSync } from 'node:fs';
    import { setFlagsFromString } from 'node:v8';
    import { runInNewContext } from 'node:vm';
    const [path, ...words] = process.argv.slice(2);
    const say = (text) => process.stdout.write(text + '\\n');
    const at = ${at};
    (async () => {
      const memory = openMemory(path);
      const journal = await memory.journal();
      ${act}
    })();
  `);

/** Resolves with what a process writes next. */
const nextWords = async (child: ReturnType<Workers['start']>): Promise<string> => {
  if (child.stdout === null) throw new Error('nothing to read from');
  const [part] = (await once(child.stdout, 'data')) as [Buffer];
  return String(part).trim();
};

describe('when two processes want one run', () => {
  let workers: Workers;
  beforeAll(async () => {
    workers = await bundle(`
      const isLocked = (await journal.tryLock(words[0])) !== undefined;
      // This function ends here; nothing refers to the lock any more, and what nothing refers to is collected.
      setFlagsFromString('--expose-gc');
      const collect = runInNewContext('gc');
      setTimeout(collect, 1);
      setTimeout(() => say(isLocked ? 'locked' : 'refused'), 30);
      if (isLocked) setInterval(() => {}, 1000);
    `);
  });
  afterAll(() => workers.remove());

  test('then one is alone with it until it is released', async () => {
    const lock = await journal.tryLock('aaaaaaaa');
    const refused = await workers.run(folder.database, 'aaaaaaaa');
    const again = await journal.tryLock('aaaaaaaa');
    const other = await journal.tryLock('bbbbbbbb');
    lock?.release();
    const freed = await journal.tryLock('aaaaaaaa');
    freed?.release();
    other?.release();
    expect([refused, again, other !== undefined, freed !== undefined]).toEqual([
      { code: 0, text: 'refused\n' },
      undefined,
      true,
      true,
    ]);
  });

  test('then the system frees it when its holder is killed', async () => {
    const child = workers.start(folder.database, 'aaaaaaaa');
    const words = await nextWords(child);
    const before = await journal.tryLock('aaaaaaaa');
    child.kill('SIGKILL');
    await once(child, 'close');
    const after = await journal.tryLock('aaaaaaaa');
    after?.release();
    expect([words, before, after !== undefined]).toEqual(['locked', undefined, true]);
  });

  test('then folder and file are the user’s alone', async () => {
    const lock = await journal.tryLock('aaaaaaaa');
    lock?.release();
    const [file = ''] = readdirSync(join(folder.path, 'runs'));
    const modes = ['runs', `runs/${file}`].map((name) => statSync(join(folder.path, name)).mode & 0o777);
    expect([modes, existsSync(folder.database)]).toEqual([[0o700, 0o600], false]);
  });
});

describe('when a process dies in the middle of a run', () => {
  let workers: Workers;
  beforeAll(async () => {
    workers = await bundle(`
      const work = async (first) => {
        for (let number = Number(words[0]) + first; number <= Number(words[0]) + 500; number += 8) {
          const requestId = 'request ' + number;
          await journal.advance('aaaaaaaa', { number, state: 'sent', at, requestId });
          await journal.advance('aaaaaaaa', { number, state: 'done', at });
          say(String(number));
        }
      };
      await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(work));
    `);
  });
  afterAll(() => workers.remove());

  test('then what it had waited for is there, at most eight are in doubt, and the chain is sound', async () => {
    await journal.createRun(runOf('aaaaaaaa'), intentsOf(5000), []);
    let inDoubt = 0;
    for (let round = 0; round < 10; round += 1) {
      const child = workers.start(folder.database, String(500 * round));
      let said = '';
      child.stdout?.on('data', (part: Buffer) => {
        said += String(part);
        if (said.length > 20 + 40 * round) child.kill('SIGKILL');
      });
      await once(child, 'close');
      const finished = said.split('\n').slice(0, -1).map(Number);
      const missing: number[] = [];
      for (const number of finished) {
        if ((await journal.getIntent('aaaaaaaa', number))?.state !== 'done') missing.push(number);
      }
      const { sent } = await journal.countStates('aaaaaaaa');
      const verdict = await state.verify();
      expect([missing, sent - inDoubt <= 8, verdict.sound]).toEqual([[], true, true]);
      inDoubt = sent;
    }
  });

  test('then several at once lose nothing of each other', async () => {
    await journal.createRun(runOf('aaaaaaaa'), intentsOf(40), []);
    const short = await bundle(`
      const steps = Array.from({ length: 10 }, (_, index) => Number(words[0]) * 10 + index + 1);
      for (const number of steps) await journal.advance('aaaaaaaa', { number, state: 'sent', at, requestId: 'r' + number });
      await Promise.all(steps.map((number) => journal.advance('aaaaaaaa', { number, state: 'done', at })));
      await memory.state.close();
    `);
    const ends = await Promise.all(['0', '1', '2', '3'].map((word) => short.run(folder.database, word)));
    short.remove();
    expect([ends.map(({ code }) => code), (await journal.countStates('aaaaaaaa')).done, await state.verify()]).toEqual([
      [0, 0, 0, 0],
      40,
      { sound: true, events: 81 },
    ]);
  });
});

describe('when a memory from before runs is brought up to date', () => {
  let workers: Workers;
  beforeAll(async () => {
    workers = await bundle(`
      const copies = Array.from({ length: 25 }, (_, index) => words[0] + '/' + index + '.db');
      for (const copy of copies) copyFileSync(path, copy);
      say('ready');
      for (const copy of copies) {
        await openMemory(copy).state.verify();
        say('done');
      }
    `);
  });
  afterAll(() => workers.remove());

  test('T93: then it is done wholly or not at all, in 100 kills', async () => {
    const old = join(folder.path, 'old.db');
    const database = openDatabase(old);
    migrate(database, migrations.slice(0, 1));
    database.close();
    const seen = { before: 0, after: 0 };
    const wrong: unknown[] = [];
    for (let round = 0; round < 100; round += 1) {
      const child = workers.start(old, folder.path);
      let said = 0;
      child.stdout?.on('data', (part: Buffer) => {
        said += String(part).trim().split('\n').length;
        // Among the first migrations, here and there between two of them.
        if (said > round % 5) setTimeout(() => child.kill('SIGKILL'), round % 7);
      });
      await once(child, 'close');
      for (const name of readdirSync(folder.path).filter((found) => /^\d+\.db$/.test(found))) {
        const copy = openDatabase(join(folder.path, name));
        const version = copy.get<{ user_version: number }>('PRAGMA user_version')?.user_version;
        const tables = copy.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
        const check = copy.get<{ integrity_check: string }>('PRAGMA integrity_check')?.integrity_check;
        copy.close();
        const found = `${version} ${tables.map((table) => table.name).join()} ${check}`;
        if (found === '1 entry,head ok') seen.before += 1;
        else if (found === '2 entry,head,intent,line,run ok') seen.after += 1;
        else wrong.push({ round, name, found });
      }
    }
    expect([wrong, seen.before > 0, seen.after > 0]).toEqual([[], true, true]);
  });
});
