/** The built program: `csp sandbox serve`, `exec` and `fault`, as partners' scripts use them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appGrant, cal, contoso, tenantId, textIn } from './emulator-bench.ts';

const program = join(__dirname, '../../dist/csp.cjs');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csp-serve-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = (...words: readonly string[]): ChildProcess =>
  spawn(process.execPath, [program, 'sandbox', ...words], {
    env: { PATH: process.env['PATH'] ?? '', CSP_STATE_DIR: folder, CSP_CONFIG_DIR: folder, CSP_LANG: 'en' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const run = async (...words: readonly string[]) => {
  const child = start(...words);
  const [out, error] = [collect(child, 'stdout'), collect(child, 'stderr')];
  const [code] = await once(child, 'close');
  return { code, stdout: out(), stderr: error() };
};

const collect = (child: ChildProcess, name: 'stdout' | 'stderr'): (() => string) => {
  let text = '';
  child[name]?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return () => text;
};

/** Serves until it is killed; resolves when it says its address. */
const serve = async (...words: readonly string[]) => {
  const child = start('serve', '-o', 'jsonl', ...words);
  const [chunk] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  const { url, environment } = JSON.parse(chunk.toString()) as { url: string; environment: object };
  return { child, url, environment };
};

const tokenAt = async (url: string): Promise<string> => {
  const answer = await fetch(`${url}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(appGrant),
  });
  return textIn(await answer.json(), 'access_token');
};

const post = async (url: string, token: string, path: string, body: object = {}): Promise<unknown> => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return (await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
};

test('it says its address and the environment to use, and ends well when it is told to', async () => {
  const { child, url, environment } = await serve();
  expect(environment).toEqual({
    CSP_BACKEND: 'partner-center',
    CSP_CLOUD: url,
    CSP_TENANT_ID: tenantId,
    CSP_CLIENT_ID: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect((await fetch(`${url}/devicelogin`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([0, null]);
});

test('without a format it prints lines that a shell can read', async () => {
  const child = start('serve');
  const [chunk] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(chunk.toString().replace(/:\d+'/, ":PORT'").split('\n').slice(0, 2)).toEqual([
    "export CSP_BACKEND='partner-center'",
    "export CSP_CLOUD='http://127.0.0.1:PORT'",
  ]);
});

test('the ledger holds every purchase that was answered, also after kill -9, and tokens hold over a restart', async () => {
  const ledger = join(folder, 'ledger.jsonl');
  const carts = `/v1/customers/${contoso}/carts`;
  const lineItems = [{ catalogItemId: cal, quantity: 1, termDuration: 'P3Y', billingCycle: 'one_time' }];
  const bought: string[] = [];
  let token = '';
  for (let round = 0; round < 2; round += 1) {
    const { child, url } = await serve('--ledger', ledger);
    token ||= await tokenAt(url);
    for (let count = 0; count < 3; count += 1) {
      const cart = await post(url, token, carts, { lineItems });
      const checkout = await post(url, token, `${carts}/${textIn(cart, 'id')}/checkout`);
      bought.push(textIn(checkout, 'orders', 0, 'id'));
    }
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  const lines = readFileSync(ledger, 'utf8').trim().split('\n');
  const entries = lines.map((text) => JSON.parse(text) as { readonly kind: string; readonly order?: string });
  expect(entries.filter(({ kind }) => kind === 'effect').map(({ order }) => order)).toEqual(bought);
  expect(new Set(bought).size).toBe(6);
});

test('faults are set before it runs and while it does', async () => {
  const added = await run('fault', 'add', '--on', 'token', '--status', '503', '--retry-after', '2', '--times', '1');
  expect(added).toEqual({ code: 0, stdout: '', stderr: 'Fault 1 is set.\n' });
  const { child, url } = await serve();
  const statusOf = async (): Promise<readonly unknown[]> => {
    const body = new URLSearchParams(appGrant);
    const { status, headers } = await fetch(`${url}/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body });
    return [status, headers.get('retry-after')];
  };
  expect([await statusOf(), await statusOf()]).toEqual([
    [503, '2'],
    [200, null],
  ]);
  const second = await run('fault', 'add', '--on', 'token', '--error', 'invalid_client', '-o', 'json');
  expect(JSON.parse(second.stdout)).toEqual({ number: 2, on: 'token', error: 'invalid_client', hits: 0 });
  expect(await statusOf()).toEqual([401, null]);
  const list = await run('fault', 'list', '-o', 'json');
  expect(JSON.parse(list.stdout)).toEqual([
    { number: 1, on: 'token', times: 1, status: 503, retryAfter: '2', hits: 1 },
    { number: 2, on: 'token', error: 'invalid_client', hits: 1 },
  ]);
  expect((await run('fault', 'clear')).stderr).toBe('Forgot 2 faults.\n');
  expect(await statusOf()).toEqual([200, null]);
  child.kill('SIGTERM');
  await once(child, 'close');
});

test('a line of a checkout is refused on request, and a customer has the limit that was named', async () => {
  await run('fault', 'add', '--on', 'checkout', '--refuse-line', '1', '--code', '800023', '--times', '1');
  const { child, url } = await serve('--customer-limit', '2');
  const token = await tokenAt(url);
  const carts = `/v1/customers/${contoso}/carts`;
  const line = { catalogItemId: cal, quantity: 1, termDuration: 'P3Y', billingCycle: 'one_time' };
  const cart = await post(url, token, carts, { lineItems: [line, line] });
  expect(await post(url, token, `${carts}/${textIn(cart, 'id')}/checkout`)).toMatchObject({
    orders: [{ lineItems: [{ lineItemNumber: 0 }] }],
    orderErrors: [{ orderGroupId: '0', code: 800023 }],
  });
  expect(await post(url, token, carts, { lineItems: [line] })).toMatchObject({ statusCode: 429 });
  expect(await run('fault', 'add', '--on', 'checkout', '--refuse-line', '-1')).toMatchObject({ code: 2 });
  child.kill('SIGTERM');
  await once(child, 'close');
});

test('forms of answers are named by their words, and two that exclude each other are refused', async () => {
  const { child, url } = await serve('--oddities', 'long-order-ids, etag');
  const orders = await fetch(`${url}/v1/customers/${contoso}/orders`, {
    headers: { authorization: `Bearer ${await tokenAt(url)}` },
  });
  const { items } = (await orders.json()) as { readonly items: readonly object[] };
  expect(items.every((order) => textIn(order, 'id').length === 33)).toBe(true);
  child.kill('SIGTERM');
  await once(child, 'close');
  const refused = await run('serve', '--oddities', 'etag,empty-etag');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('etag | empty-etag');
  expect(await run('serve', '--oddities', 'all')).toMatchObject({ code: 2 });
  expect(await run('fault', 'add', '--on', 'order', '--resource-status', '1')).toMatchObject({ code: 2 });
  const added = await run('fault', 'add', '--on', 'order', '--resource-status', 'pending_review', '-o', 'json');
  expect(JSON.parse(added.stdout)).toMatchObject({ on: 'order', resourceStatus: 'pending_review' });
});

test('a fault without an effect is refused, and so are a ledger that cannot be and a port that is taken', async () => {
  expect(await run('fault', 'add', '--on', 'cancel', '--times', '3')).toMatchObject({ code: 2 });
  const { child, url } = await serve();
  expect(await run('serve', '--port', new URL(url).port)).toMatchObject({ code: 7 });
  expect(await run('serve', '--ledger', join(folder, 'no', 'ledger'))).toMatchObject({ code: 10 });
  child.kill('SIGTERM');
  await once(child, 'close');
});

test('exec runs a command against it, with its own words, and ends as the command ends', async () => {
  const ask =
    'fetch(process.env.CSP_CLOUD + "/devicelogin").then(({ status }) => { console.log(status, process.argv[1]); process.exitCode = 7; })';
  expect(await run('exec', '--', process.execPath, '-e', ask, '--', '-o')).toEqual({
    code: 7,
    stdout: '200 -o\n',
    stderr: '',
  });
  expect(await run('exec', '--', 'sh', '-c', 'kill -TERM $$')).toMatchObject({ code: 143 });
});

test('with --tls it serves https with a certificate that only this user can read', async () => {
  const ask =
    'fetch(process.env.CSP_CLOUD + "/devicelogin").then(({ status, url }) => console.log(status, url.slice(0, 18)))';
  const words = ['exec', '--tls', '--', process.execPath, '-e', ask];
  expect(await run(...words)).toEqual({ code: 0, stdout: '200 https://127.0.0.1:\n', stderr: '' });
  const file = (name: string) => join(folder, name);
  expect([
    statSync(file('emulator-key.pem')).mode & 0o777,
    statSync(file('emulator-certificate.pem')).mode & 0o777,
  ]).toEqual([0o600, 0o600]);
  const kept = readFileSync(file('emulator-certificate.pem'), 'utf8');
  await run(...words);
  expect(readFileSync(file('emulator-certificate.pem'), 'utf8')).toBe(kept);
});

test.each([
  ['[\n  {"on": "cancel",}\n]', 'it is not a JSON object (at “}”).', 'Line 2, column 19. '],
  ['[{"on": "cancle", "status": 500}]', 'it holds no row that can be used (rules[0].on).', ''],
])('a plan of faults that is wrong: %j', async (text, what, where) => {
  const file = join(folder, 'faults.json');
  writeFileSync(file, text);
  expect(await run('serve', '--faults', file)).toEqual({
    code: 3,
    stdout: '',
    stderr: `Error: The file ${file} was refused: ${what}\n${where}Nothing was changed.\n`,
  });
});

test('a command that cannot be started ends as in a shell', async () => {
  expect(await run('exec', '--', 'no-such-command')).toEqual({
    code: 127,
    stdout: '',
    stderr: expect.stringMatching(/^Error: no-such-command could not be started \(ENOENT\)\.\n/),
  });
});
