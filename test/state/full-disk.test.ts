import type { Journal } from '../../src/core/ports/journal.ts';
import { openDatabase } from '../../src/sqlite.ts';
import { openMemory } from '../../src/state/memory.ts';
import { intentsOf, runOf } from './journal-bench.ts';
import { createFolder, type Folder } from './state-bench.ts';
import { bundleWorkers, type Workers } from './worker-processes.ts';

let folder: Folder;
let workers: Workers;
beforeAll(async () => {
  folder = createFolder();
  workers = await bundleWorkers(`
    import { openDatabase } from './sqlite.ts';
    import { openMemory } from './state/memory.ts';
    const [path] = process.argv.slice(2);
    const codeOf = (step) => step.then(() => 'ok', (error) => error.code);
    (async () => {
      const { state, journal } = openMemory(path);
      const runs = await journal();
      const advance = (number) => codeOf(runs.advance('aaaaaaaa', { number, state: 'sent', at: number, requestId: 'r' + number }));
      let number = 0;
      let codes = [];
      while (!codes.includes('storageFailed') && number < 400) {
        codes = await Promise.all([1, 2, 3, 4].map((offset) => advance(number + offset)));
        if (!codes.includes('storageFailed')) number += 4;
      }
      const check = openDatabase(path);
      const { integrity_check: integrity } = check.get('PRAGMA integrity_check');
      const { sent } = await runs.countStates('aaaaaaaa');
      const verdict = await state.verify();
      check.script('DELETE FROM filler');
      check.close();
      const after = await Promise.all([1, 2, 3, 4].map((offset) => advance(number + offset)));
      await state.close();
      console.log(JSON.stringify({ number, codes, integrity, sent, sound: verdict.sound, after }));
    })();
  `);
});
afterAll(() => {
  workers.remove();
  folder.remove();
});

const withJournal = async <T>(act: (journal: Journal) => Promise<T>): Promise<T> => {
  const { state, journal } = openMemory(folder.database);
  try {
    return await act(await journal());
  } finally {
    await state.close();
  }
};

test('T78: on a full disk the first failed commit fails all of its steps, nothing is harmed, and with room it goes on', async () => {
  await withJournal((journal) => journal.createRun(runOf('aaaaaaaa'), intentsOf(400), []));
  const database = openDatabase(folder.database);
  database.script('CREATE TABLE filler (text TEXT)');
  database.run('INSERT INTO filler VALUES (?)', 'x'.repeat(100_000));
  const size = database.get<{ bytes: number }>(
    'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
  );
  database.close();
  const { text } = await workers.runLimited((size?.bytes ?? 0) + 20_000, folder.database);
  const told = JSON.parse(text) as { readonly number: number; readonly sent: number };
  const refused = ['storageFailed', 'storageFailed', 'storageFailed', 'storageFailed'];
  const fine = ['ok', 'ok', 'ok', 'ok'];
  expect(told).toEqual({
    number: told.sent,
    sent: told.sent,
    codes: refused,
    integrity: 'ok',
    sound: true,
    after: fine,
  });
  expect([told.sent > 0, told.sent < 400]).toEqual([true, true]);
  expect((await withJournal((journal) => journal.countStates('aaaaaaaa'))).sent).toBe(told.sent + 4);
});
