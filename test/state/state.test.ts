import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { State } from '../../src/core/ports/state.ts';
import { openDatabase } from '../../src/sqlite.ts';
import { openMemory } from '../../src/state/memory.ts';
import { failureOf } from '../settings/settings-bench.ts';
import { createFolder, eventOf, type Folder, production, recordOf, sandbox } from './state-bench.ts';
import { bundleWorkers, type Workers } from './worker-processes.ts';

let folder: Folder;
let state: State;
beforeEach(() => {
  folder = createFolder();
  state = openMemory(folder.database).state;
});
afterEach(async () => {
  await state.close();
  folder.remove();
});

const since = (day: number) => ({ since: Date.UTC(2026, 10, day) });
const on = (day: number) => ({ at: Date.UTC(2026, 10, day) });

describe('when an event is recorded', () => {
  test('then it is read as it was written, with its number, also by the next process', async () => {
    const bare = eventOf({ ...on(21), type: 'purchase', orderId: null, line: null, requestId: null, facts: {} });
    expect([await state.record(eventOf()), await state.record(bare)]).toEqual([1, 2]);
    await state.close();
    state = openMemory(folder.database).state;
    expect(await state.listEvents(sandbox, since(1))).toEqual([
      { ...eventOf(), sequence: 1 },
      { ...bare, sequence: 2 },
    ]);
  });

  test('then only its own environment knows it', async () => {
    await state.record(eventOf());
    await state.record(eventOf({ environment: production, facts: { reason: 'real' } }));
    expect(await state.listEvents(production, since(1))).toEqual([
      { ...eventOf({ environment: production, facts: { reason: 'real' } }), sequence: 2 },
    ]);
    expect(await state.listEvents('sandbox', since(1))).toEqual([]);
  });

  test('then instant, type and customer select, and the oldest comes first', async () => {
    await state.record(eventOf(on(22)));
    await state.record(eventOf({ ...on(20), type: 'cancel' }));
    await state.record(eventOf({ ...on(21), customerId: 'other' }));
    await state.record(eventOf({ ...on(21), type: 'link' }));
    const numbers = async (filter: Parameters<State['listEvents']>[1]) =>
      (await state.listEvents(sandbox, filter)).map(({ sequence }) => sequence);
    expect([
      await numbers(since(20)),
      await numbers(since(21)),
      await numbers({ since: Date.UTC(2026, 10, 21) + 1 }),
      await numbers({ ...since(1), type: 'cancel' }),
      await numbers({ ...since(1), customerId: 'other' }),
      await numbers({ ...since(1), type: 'cancel', customerId: 'other' }),
    ]).toEqual([[2, 3, 4, 1], [3, 4, 1], [1], [2], [3], []]);
  });

  test('then looking into a memory that is not there makes none', async () => {
    expect([await state.listEvents(sandbox, since(1)), await state.verify(), existsSync(folder.database)]).toEqual([
      [],
      { sound: true, events: 0 },
      false,
    ]);
  });

  test('then the file is the user’s alone', async () => {
    await state.record(eventOf());
    expect((statSync(folder.database).mode & 0o777).toString(8)).toBe('600');
  });
});

describe('when a secret is about to be stored', () => {
  test.each(['key', 'productKey', 'downloadUrl', 'link', 'accessToken', 'client_secret', 'Password'])(
    'then a fact called %s is refused',
    async (name) => {
      expect(await failureOf(() => state.record(eventOf({ facts: { [name]: 'x' } })))).toEqual({
        code: 'internal',
        details: { reason: `the fact “${name}” must not be stored` },
      });
      expect(await state.verify()).toEqual({ sound: true, events: 0 });
    },
  );

  const secrets = {
    key: 'VK7JG-NPHTM-C97JM-9MPGT-3V66T',
    lower: 'vk7jg-nphtm-c97jm-9mpgt-3v66t',
    spaced: 'VK7JG NPHTM C97JM 9MPGT 3V66T',
    link: 'https://download.sandbox.example/pr/server.iso?t=abcdef&d=50&e=1&h=deadbeef',
    token: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  };

  test('then it is cut out of what people and the service wrote', async () => {
    const reason = `for ${Object.values(secrets).join(', ')}`;
    const details = [
      { key: 'Note', value: reason },
      { key: 'ProductKey', value: 'anything' },
      { key: 'DownloadLink', value: null },
    ];
    await state.record(eventOf({ facts: { reason } }));
    await state.archiveAuditRecords(sandbox, [recordOf('1', { details })]);
    const cut = 'for [secret], [secret], [secret], https://download.sandbox.example/pr/server.iso?[secret] [secret]';
    expect((await state.listEvents(sandbox, since(1))).map(({ facts }) => facts)).toEqual([{ reason: cut }]);
    const archived = await state.listArchivedAuditRecords(sandbox, { from: 0, to: Date.UTC(2027, 0) });
    expect(archived.map((record) => record.details)).toEqual([
      [
        { key: 'Note', value: cut },
        { key: 'ProductKey', value: '[secret]' },
        { key: 'DownloadLink', value: null },
      ],
    ]);
    const bytes = readFileSync(folder.database, 'latin1');
    expect(Object.values(secrets).filter((secret) => bytes.includes(secret))).toEqual([]);
  });

  test.each([
    '12345678901234567890123456789012',
    '1234-5678-9012-3456-7890-1234-5678-9012',
    '1234 5678 9012 3456 7890 1234 5678 9012',
    '12345678-90123456-78901234-56789012',
    '0123456789abcdef0123456789abcdef',
    'VK7JGNPHTMC97JM9MPGT3V66T',
    'VK7JG\u2011NPHTM\u2011C97JM\u20119MPGT\u20113V66T',
  ])('then the key %s is cut out in any spelling', async (key) => {
    await state.record(eventOf({ facts: { reason: `Key:${key}-old`, ticket: key } }));
    const events = await state.listEvents(sandbox, since(1));
    expect(events.map(({ facts }) => facts)).toEqual([{ reason: 'Key:[secret]-old', ticket: '[secret]' }]);
  });

  test('then the entry’s own order id stays, and another text of its form does not', async () => {
    const orderId = 'oJMvVfgr4bSDQQV8o5mEhRtZaRADjPdr1';
    await state.record(eventOf({ orderId, facts: { reason: `${orderId}, not KOaf9I0R4DfGQgRBCdCgTnWtMAd3P1xN1` } }));
    const events = await state.listEvents(sandbox, since(1));
    expect(events.map(({ facts }) => facts)).toEqual([{ reason: `${orderId}, not [secret]` }]);
  });

  test.each([
    'ticket 6f9619ff-8b86-d011-b42d-00c04fc964ff, CASE-2026-11-21-000123, https://help.example/t/2026/11/21/server-2022-for-contoso-ltd',
    'Softwarelizenzbestandsverwaltungssystem, 3000000 TWD, 81-3-1234-5678-90-12-34-56-78',
    'Ordered twice, see https://tickets.example.com/browse?id=INC-1&view=full#t=1',
    'order 2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1 of cf3b0e37-be0b-4cdd-b584-d1a97d98a922',
    'these seven words could never match',
    'DG7GMGF0DWTL/0002, PO 12345-67890',
  ])('then “%s” stays as it is', async (reason) => {
    await state.record(eventOf({ facts: { reason } }));
    expect(await state.listEvents(sandbox, since(1))).toEqual([{ ...eventOf({ facts: { reason } }), sequence: 1 }]);
  });
});

describe('when audit records are archived', () => {
  test('then each is stored once in an environment', async () => {
    const records = [recordOf('a'), recordOf('b', on(21))];
    const added = [
      await state.archiveAuditRecords(sandbox, records),
      await state.archiveAuditRecords(sandbox, [...records, recordOf('c', on(22)), recordOf('c', on(22))]),
      await state.archiveAuditRecords(production, records),
      await state.archiveAuditRecords(sandbox, []),
    ];
    expect([added, await state.verify()]).toEqual([[2, 1, 2, 0], { sound: true, events: 5 }]);
  });

  test('then a range includes both of its ends, oldest first', async () => {
    const records = [recordOf('late', on(22)), recordOf('early', on(20)), recordOf('middle', on(21))];
    await state.archiveAuditRecords(sandbox, records);
    const between = (from: number, to: number) => state.listArchivedAuditRecords(sandbox, { from, to });
    const [late, early, middle] = records;
    expect([
      await between(Date.UTC(2026, 10, 20), Date.UTC(2026, 10, 22)),
      await between(Date.UTC(2026, 10, 20) + 1, Date.UTC(2026, 10, 22) - 1),
      await state.listArchivedAuditRecords(production, { from: 0, to: Date.UTC(2027, 0) }),
    ]).toEqual([[early, middle, late], [middle], []]);
  });

  test('then they are no events of this machine', async () => {
    await state.archiveAuditRecords(sandbox, [recordOf('a')]);
    expect(await state.listEvents(sandbox, since(1))).toEqual([]);
  });
});

describe('when the file is not as it should be', () => {
  test('then one of a newer csp is refused', async () => {
    const database = openDatabase(folder.database);
    database.script('PRAGMA user_version=99');
    database.close();
    expect(await failureOf(() => openMemory(folder.database).state.verify())).toEqual({
      code: 'storageTooNew',
      details: { path: folder.database, found: 99, supported: 2 },
    });
  });
});

describe('when eight processes remember at once', () => {
  let workers: Workers;
  beforeAll(async () => {
    workers = await bundleWorkers(`
      import { openMemory } from './state/memory.ts';
      const [path, name, count] = process.argv.slice(2);
      (async () => {
        const { state } = openMemory(path);
        for (let n = 0; n < Number(count); n += 1) {
          const about = { customerId: 'c', orderId: null, line: n, requestId: null, facts: {} };
          await state.record({ environment: 'e', at: n, actor: name, type: 'link', ...about });
          process.stdout.write('.');
        }
        await state.close();
      })();
    `);
  });
  afterAll(() => workers.remove());

  test('then nothing is lost and the chain is sound, from an empty path on', async () => {
    const names = [...'abcdefgh'];
    const path = `${folder.path}/new/activity.db`;
    const ends = await Promise.all(names.map((name) => workers.run(path, name, '25')));
    const { state: seen } = openMemory(path);
    const events = await seen.listEvents('e', { since: 0 });
    const written = events.map(({ actor, line }) => `${actor}${line}`).sort();
    expect([ends, await seen.verify(), written]).toEqual([
      names.map(() => ({ code: 0, text: '.'.repeat(25) })),
      { sound: true, events: 200 },
      names.flatMap((name) => Array.from({ length: 25 }, (_, n) => `${name}${n}`)).sort(),
    ]);
    await seen.close();
  });

  test('then what a killed one had finished is there', async () => {
    for (let round = 0; round < 10; round += 1) {
      const child = workers.start(folder.database, 'killed', '100000');
      let finished = 0;
      child.stdout?.on('data', (part: Buffer) => {
        finished += part.length;
        if (finished > 5 + round) child.kill('SIGKILL');
      });
      const before = (await state.listEvents('e', { since: 0 })).length;
      await once(child, 'close');
      const verdict = await state.verify();
      const kept = (await state.listEvents('e', { since: 0 })).length - before;
      // One event may have been stored although its process did not live to say so.
      expect([verdict.sound, kept - finished]).toEqual([true, kept === finished ? 0 : 1]);
    }
  });
});
