/** Processes that share one file keep to the limit together; one that dies holds nothing; a file of no use stops nobody. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Pace, paceAt } from '../../src/backends/partner-center/limiter-pace.ts';
import { openLimitFile } from '../../src/limit-file.ts';
import { openDatabase } from '../../src/sqlite.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-limits-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const pace: Pace = { seenAt: 1_000, nextAt: 1_100.25, slowed: { perMinute: 250, since: 900 }, closings: { c: 2_000 } };

/** What is known, read without a change. */
const knownIn = (path: string, environment: string): Pace | undefined => {
  const store = openLimitFile(path, environment);
  try {
    return store.change((known) => ({ pace: known ?? pace, result: known }));
  } finally {
    store.close();
  }
};

test('what one knows the next one reads, of the same environment only', () => {
  const path = join(folder, 'state', 'limits.db');
  expect([knownIn(path, 'a'), knownIn(path, 'a'), knownIn(path, 'b')]).toEqual([undefined, pace, undefined]);
});

test.each([
  ['a closing until 2036', { ...pace, seenAt: 0, closings: { partner: 2_092_000_000_000 } }],
  ['a wild slot', { ...pace, nextAt: 1e300 }],
])('%s that was remembered is over within a quarter of an hour', (_what, wild) => {
  const path = join(folder, 'limits.db');
  const store = openLimitFile(path, 'a');
  store.change(() => ({ pace: wild, result: undefined }));
  const now = 1_800_000_000_000;
  const seen = paceAt(knownIn(path, 'a'), now);
  expect(Math.max(...Object.values(seen.closings), 0)).toBeLessThanOrEqual(now + 15 * 60_000);
  expect(paceAt(seen, now + 15 * 60_000).closings).toEqual({});
  expect(seen.nextAt).toBeLessThanOrEqual(now + 16 * 60_000);
  store.close();
});

test.each([
  '',
  'null',
  '[]',
  '{}',
  '{"seenAt":1,"nextAt":null,"slowed":null,"closings":{}}',
  '{"seenAt":1,"nextAt":2,',
])('a pace that is none is replaced: %s', (text) => {
  const path = join(folder, 'limits.db');
  expect(knownIn(path, 'a')).toBeUndefined();
  const database = openDatabase(path, {});
  database.run('UPDATE pace SET known = ?', text);
  database.close();
  expect([knownIn(path, 'a'), knownIn(path, 'a')]).toEqual([undefined, pace]);
});

test.each([
  ['damaged', (path: string) => writeFileSync(path, 'no database at all, but long enough to look like one'.repeat(40))],
  ['a folder', (path: string) => mkdirSync(path)],
])('where the file is %s, a process goes by what it knows itself', (_what, spoil) => {
  const path = join(folder, 'limits.db');
  spoil(path);
  const store = openLimitFile(path, 'a');
  const read = (): Pace | undefined => store.change((known) => ({ pace: known ?? pace, result: known }));
  expect([read(), read()]).toEqual([undefined, pace]);
  store.close();
});

const perMinute = 600;
const requests = 100;

test('two processes keep the pace of one, and one of them that is killed holds nothing', async () => {
  const entry = join(folder, 'transport.cjs');
  const contents = `export { createHttp } from './src/backends/partner-center/http.ts';
    export { openLimitFile } from './src/limit-file.ts';
    export { Secret } from './src/core/rules/secret.ts';`;
  const stdin = { contents, resolveDir: join(__dirname, '../..') };
  const external = ['@photostructure/sqlite'];
  await build({ stdin, outfile: entry, bundle: true, external, platform: 'node', format: 'cjs', logLevel: 'error' });

  const arrivals: { readonly name: string; readonly at: number }[] = [];
  const server = createServer(({ headers }, response) => {
    arrivals.push({ name: String(headers['ms-correlationid']), at: performance.now() });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    server.emit('arrival');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await once(server, 'arrival');
  };
  const namesSince = (from: number): readonly string[] =>
    [...new Set(arrivals.slice(from).map(({ name }) => name))].sort();
  /** Arrivals a minute, of so many from that one on. */
  const paceFrom = async (from: number, count: number): Promise<number> => {
    await until(() => arrivals.length > from + count);
    return (count * 60_000) / ((arrivals[from + count]?.at ?? 0) - (arrivals[from]?.at ?? 0));
  };

  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const children = ['one', 'other'].map((name): ChildProcess => {
    const given = { entry, baseUrl, name, limits: join(folder, 'limits.db'), requestsPerMinute: perMinute };
    const words = [join(__dirname, 'limit-child.mjs'), JSON.stringify(given)];
    const env = { ...process.env, NODE_PATH: join(__dirname, '../../node_modules') };
    return spawn(process.execPath, words, { env, stdio: 'inherit' });
  });
  try {
    await until(() => namesSince(0).length === 2);
    const together = await paceFrom(arrivals.length - 1, requests);
    children[1]?.kill('SIGKILL');
    const killedAt = arrivals.length - 1;
    const alone = await paceFrom(killedAt, requests / 2);
    for (const found of [together, alone]) {
      expect(found).toBeGreaterThan(perMinute * 0.95);
      // A burst that has not been used up yet is within the limit too.
      expect(found).toBeLessThan(perMinute * 1.15);
    }
    expect(namesSince(killedAt + 5)).toEqual(['one']);
  } finally {
    for (const child of children) child.kill('SIGKILL');
    server.closeAllConnections();
    server.close();
  }
});
