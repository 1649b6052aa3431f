/** `npm run record` against the emulator: who may, what is written, and that nothing of the partner or its customers is in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSession, root, type Session } from '../process/session.ts';

const record = `'${process.execPath}' '${join(root, 'test/record/record.mjs')}'`;
const login = 'echo any | csp login --service-principal --client-secret-stdin --insecure-storage -q 2> login.txt';
const through = (session: Session, line: string) =>
  session.run(`csp sandbox exec --ledger ledger.jsonl -- sh -c "${line}"`);

test('without the word or without a sign-in nothing is recorded', () =>
  inSession(async (session) => {
    const [unsaid, unsigned] = [
      await through(session, record),
      await through(session, `${record} --backend partner-center`),
    ];
    expect([unsaid, unsigned]).toEqual([
      { exitCode: 2, stdout: '', stderr: 'Nothing was recorded: say --backend partner-center.\n' },
      { exitCode: 2, stdout: '', stderr: 'Nothing was recorded: sign in first, with csp login.\n' },
    ]);
    expect(readdirSync(session.home)).not.toContain('recorded');
  }));

test('answers keep their shape and lose what tells of whom they are; only reads are sent', () =>
  inSession(async (session) => {
    const { exitCode, stdout, stderr } = await through(session, `${login}; ${record} --backend partner-center`);
    expect([exitCode, stderr]).toEqual([0, '']);
    const recorded = join(session.home, 'recorded');
    const files = readdirSync(recorded);
    expect(stdout.trimEnd().split('\n')).toHaveLength(files.length);
    const text = files.map((file) => readFileSync(join(recorded, file), 'utf8')).join('');
    const customers = JSON.parse((await session.run('csp customers -o json')).stdout) as {
      id: string;
      name: string;
    }[];
    const told = ['onmicrosoft', '@', 'http', 'Bearer', ...customers.flatMap(({ id, name }) => [id, name])];
    expect(told.filter((part) => text.includes(part))).toEqual([]);
    expect(JSON.parse(readFileSync(join(recorded, 'order.json'), 'utf8'))).toMatchObject({
      status: 200,
      body: {
        id: expect.stringMatching(/^text-\d+$/),
        status: expect.stringMatching(/^[a-z]+$/),
        creationDate: '2020-01-02T03:04:05.1111111Z',
      },
    });
    expect(files).toEqual(
      expect.arrayContaining(['kinds.json', 'audit-keys.json', 'audit-last-day-counts.json', 'all-subscriptions.json']),
    );
    const kinds = JSON.parse(readFileSync(join(recorded, 'kinds.json'), 'utf8')) as readonly object[];
    expect(kinds[0]).toMatchObject({ hoursOfTerm: expect.any(Number), status: expect.stringMatching(/^[a-z]+$/) });
    const requests = readFileSync(join(session.home, 'ledger.jsonl'), 'utf8').trimEnd().split('\n');
    const methods = requests.map((line) => JSON.parse(line)).filter(({ operation }) => operation !== 'token');
    expect(new Set(methods.map(({ method }) => method))).toEqual(new Set(['GET']));
  }));
