/** Who may speak to the emulator: no page of a browser, under no name that was made to lead here. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appGrant, type Bench, openBench, tenantId } from '../emulator/emulator-bench.ts';

let bench: Bench;
let ledger: string;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csp-callers-'));
  ledger = join(folder, 'ledger.jsonl');
  bench = await openBench({ ledgerPath: ledger });
});
afterEach(async () => {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const tokenPath = `/${tenantId}/oauth2/v2.0/token`;
/** How many requests the emulator let in. */
const letIn = (): number => (existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n').length - 1 : 0);

type Headers = { readonly [name: string]: string | readonly string[] };

/** A sign-in with headers that a browser or a stranger would send; `Host` as it stands there. */
const post = async (headers: Headers, method = 'POST', path = tokenPath): Promise<number | undefined> => {
  const port = Number(new URL(bench.url).port);
  const form = new URLSearchParams(appGrant).toString();
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const sent = request({ host: '127.0.0.1', port, method, path, headers: { ...type, ...headers } as never });
  sent.end(method === 'POST' ? form : undefined);
  const [answer] = await once(sent, 'response');
  answer.resume();
  return answer.statusCode;
};

test('a name that leads here and is not this machine’s own gets 421, whatever it asks for', async () => {
  const port = new URL(bench.url).port;
  const names = [
    'evil.example',
    '127.0.0.1.nip.io',
    'localhost.evil.example',
    '127.0.0.2',
    '0.0.0.0',
    '[::ffff:127.0.0.1]',
  ];
  for (const host of names.flatMap((name) => [name, `${name}:${port}`]))
    for (const [method, path] of [
      ['POST', tokenPath],
      ['GET', '/v1/customers'],
      ['GET', '/nothing'],
    ] as const)
      expect([host, path, await post({ Host: host }, method, path)]).toEqual([host, path, 421]);
  for (const host of ['127.0.0.1', '127.0.0.1:1', `127.0.0.1:0${Number(port) + 1}`, `me@127.0.0.1:${port}`])
    expect([host, await post({ Host: host })]).toEqual([host, 421]);
  expect(letIn()).toBe(0);
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`])
    expect([host, await post({ Host: host })]).toEqual([host, 200]);
});

test('what a page sends is refused, under the right name too', async () => {
  const Host = new URL(bench.url).host;
  for (const page of [
    { Origin: 'https://evil.example' },
    { Origin: 'http://127.0.0.1:1' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' },
    { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'cors' },
  ])
    expect([page, await post({ Host, ...page })]).toEqual([page, 403]);
  expect(letIn()).toBe(0);
  const own = { Host, Origin: bench.url, 'Sec-Fetch-Site': 'same-origin' };
  expect(await post(own)).toBe(200);
  const click = { Host, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
  expect(await post(click, 'GET', '/devicelogin')).toBe(200);
});

const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
const withBrowser = browser === undefined ? test.skip : test;

withBrowser('a page in a real browser, under a name that was bent to this machine, reaches nothing', async () => {
  const port = new URL(bench.url).port;
  const page = `<script>
    const form = new URLSearchParams(${JSON.stringify(appGrant)});
    const targets = ['http://rebound.example:${port}', 'http://127.0.0.1:${port}'];
    Promise.allSettled(targets.map((at) => fetch(at + '${tokenPath}', { method: 'POST', body: form, mode: 'no-cors' })))
      .then(() => fetch('/done', { method: 'POST' }));
  </script>`;
  const asked: string[] = [];
  const stranger = createServer((at, response) => {
    asked.push(`${at.method} ${at.url}`);
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(page);
  });
  stranger.listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  const start = `http://stranger.example:${(stranger.address() as AddressInfo).port}/`;
  const words = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--virtual-time-budget=20000',
  ];
  const resolver = '--host-resolver-rules=MAP * 127.0.0.1';
  const child = spawn(browser ?? '', [...words, `--user-data-dir=${folder}/profile`, resolver, '--dump-dom', start]);
  await once(child, 'close');
  stranger.close();
  expect(asked).toContain('POST /done');
  expect(letIn()).toBe(0);
});
