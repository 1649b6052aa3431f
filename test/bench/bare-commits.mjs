/** What bare SQLite does with the rows of a run: all of them at once, then two commits an order, each waited for. */
import { join } from 'node:path';
import { loadSqlite } from './run-world.mjs';

const atOnce = 100;
const hash = 'a'.repeat(64);
const environment = '0a1b2c3d';
const at = 1_795_000_000_000;

const insertIntent = `INSERT INTO intent (run, number, claim, state, entry, target, customer_id, customer_name, order_id,
  shown_as, lines, is_whole, facts) VALUES (?, ?, ?, 'ready', 1, ?, ?, ?, ?, ?, '[0]', 1, ?)`;
const facts = JSON.stringify({ credit: ['1234.50', 'EUR'], cancelBy: at, deadlineSource: 'edition' });

/** The same tables, rollback journal and `synchronous=FULL`, in one process. `slice` answers how many orders it did. */
export const openBareCommits = async (folder) => {
  const { openDatabase, migrate, migrations } = await loadSqlite(folder);
  const database = openDatabase(join(folder, 'bare.db'));
  migrate(database, migrations);
  database.run("INSERT INTO run VALUES (?, 'cancel', '', '', NULL, '', 0, NULL, NULL, NULL, '{}')", environment);
  let last = 0;
  let sequence = 0;

  const create = (number) => {
    const customer = `${String(number % 1_000).padStart(8, '0')}-be0b-4cdd-b584-d1a97d98a922`;
    const order = `${String(number).padStart(9, '0')}-VgDAXMxypQPPnTquuXhKVK_`;
    const claim = String(number).padStart(16, '0');
    const words = [`${customer}|${order}`, customer, 'contoso00001.onmicrosoft.com', order, 'c403d91b21d2', facts];
    database.run(insertIntent, environment, number, claim, ...words);
    database.run('INSERT INTO line VALUES (?, ?, ?, NULL, ?)', environment, number, number, claim);
  };
  const step = (number, state, more, change, ...values) =>
    database.transaction(() => {
      sequence += 1;
      const body = JSON.stringify({ number, state, ...more });
      database.run(
        "INSERT INTO entry VALUES (?, ?, 'intent', ?, NULL, ?, ?)",
        ...[sequence, environment, at, body, hash],
      );
      database.run('REPLACE INTO head VALUES (1, ?, ?)', sequence, hash);
      database.run(
        `UPDATE intent SET ${change}, entry = ? WHERE number = ? AND run = ?`,
        ...values,
        sequence,
        number,
        environment,
      );
    });

  return {
    slice: (ms) => {
      const ends = performance.now() + ms;
      let done = 0;
      while (performance.now() < ends) {
        const first = last + 1;
        last += atOnce;
        database.transaction(() => {
          for (let number = first; number <= last; number += 1) create(number);
        });
        for (let number = first; number <= last; number += 1) {
          const requestId = `${String(number).padStart(8, '0')}-be0b-4cdd-b584-d1a97d98a922`;
          const sent = "state = 'sent', attempts = 1, epoch = 1, first_sent_at = ?, last_sent_at = ?, request_id = ?";
          step(number, 'sent', { requestId }, sent, at, at, requestId);
          const settled = "state = 'done', evidence = 'answer', settled_at = ?";
          step(number, 'done', { failure: null, evidence: 'answer' }, settled, at);
        }
        done += atOnce;
      }
      return done;
    },
    close: () => database.close(),
  };
};
