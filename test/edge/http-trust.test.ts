/** T35: whom the transport trusts; and the proxies that the environment names. In processes of their own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { findProxy } from '../../src/backends/partner-center/proxy.ts';
import { cancel, read } from './edge-bench.ts';
import { createCertificate, startProxy, startTlsService } from './tls-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'csp-trust-'));
const entry = join(folder, 'http.cjs');
const root = join(__dirname, '../..');

beforeAll(async () => {
  await build({
    stdin: {
      contents: `export { createHttp } from './src/backends/partner-center/http.ts';
        export { Secret } from './src/core/rules/secret.ts';`,
      resolveDir: root,
    },
    outfile: entry,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (baseUrl: string, env: { readonly [name: string]: string }, calls: readonly object[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const words = [join(__dirname, 'http-child.mjs'), JSON.stringify({ entry, baseUrl, calls })];
    const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('close', (code) => {
      if (code === 0)
        resolve(
          out
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line)),
        );
      else reject(new Error(err));
    });
  });

const trusting = (cert: string): { readonly NODE_EXTRA_CA_CERTS: string } => {
  const path = join(folder, 'authority.pem');
  writeFileSync(path, cert);
  return { NODE_EXTRA_CA_CERTS: path };
};

const refused = (host: string, reason: string) => ({ code: 'tlsRefused', host, reason });

test.each([
  ['signed by itself', 'localhost', -1, 30, false, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['expired', 'localhost', -30, -1, true, 'CERT_HAS_EXPIRED'],
  ['of another host', 'other.test', -1, 30, true, 'ERR_TLS_CERT_ALTNAME_INVALID'],
])('T35 a certificate %s is refused, and nothing is sent', async (_, hostname, from, to, isTrusted, reason) => {
  const certificate = await createCertificate(hostname, from, to);
  const service = await startTlsService(certificate);
  const env = isTrusted ? trusting(certificate.cert) : {};
  const ends = await run(`https://localhost:${service.port}`, env, [read, cancel]);
  const expected = refused(`localhost:${service.port}`, reason);
  expect([ends, service.asked()]).toEqual([[expected, expected], 0]);
  await service.close();
});

test('T35 with certificate checks switched off writes do not start, and reads check all the same', async () => {
  const certificate = await createCertificate('localhost');
  const service = await startTlsService(certificate);
  const host = `localhost:${service.port}`;
  const ends = await run(`https://${host}`, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, [read, cancel]);
  const expected = [refused(host, 'DEPTH_ZERO_SELF_SIGNED_CERT'), refused(host, 'NODE_TLS_REJECT_UNAUTHORIZED=0')];
  expect([ends, service.asked()]).toEqual([expected, 0]);
  await service.close();
});

test('a certificate authority of the company’s own is trusted when NODE_EXTRA_CA_CERTS names it', async () => {
  const certificate = await createCertificate('localhost');
  const service = await startTlsService(certificate);
  const ends = await run(`https://localhost:${service.port}`, trusting(certificate.cert), [read, cancel]);
  expect([ends, service.asked()]).toEqual([[{ status: 200 }, { status: 200 }], 2]);
  await service.close();
});

test('a proxy is gone through, once for many calls, and certificates are checked behind it', async () => {
  const certificate = await createCertificate('api.csp.test');
  const service = await startTlsService(certificate);
  const proxy = await startProxy(service.port);
  const env = { HTTPS_PROXY: `http://user:pass@127.0.0.1:${proxy.port}` };
  const credentials = `Basic ${Buffer.from('user:pass').toString('base64')}`;
  expect(await run('https://api.csp.test', { ...env, ...trusting(certificate.cert) }, [read, read, cancel])).toEqual([
    { status: 200 },
    { status: 200 },
    { status: 200 },
  ]);
  expect(proxy.connected).toEqual([['api.csp.test:443', credentials]]);
  expect(await run('https://api.csp.test', env, [read])).toEqual([
    refused('api.csp.test', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
  ]);
  await proxy.close();
  await service.close();
});

test('what a proxy says is not taken for the service’s word', async () => {
  const proxy = await startProxy(0, 403);
  const ends = await run('https://api.csp.test', { https_proxy: `127.0.0.1:${proxy.port}` }, [cancel]);
  expect(ends).toEqual([{ code: 'unavailable', host: 'api.csp.test', reason: 'PROXY_403', retryAt: null }]);
  await proxy.close();
});

const api = 'https://api.csp.test';

test.each([
  [api, { HTTPS_PROXY: 'http://proxy.test:8080' }, 'http://proxy.test:8080/'],
  [api, { https_proxy: 'proxy.test:8080', HTTPS_PROXY: 'http://other.test' }, 'http://proxy.test:8080/'],
  [api, {}, undefined],
  [api, { HTTPS_PROXY: '' }, undefined],
  [api, { HTTP_PROXY: 'http://proxy.test' }, undefined],
  [api, { HTTPS_PROXY: 'http://proxy.test', NO_PROXY: 'api.csp.test' }, undefined],
  [api, { HTTPS_PROXY: 'http://proxy.test', no_proxy: 'other.test, .csp.test' }, undefined],
  [api, { HTTPS_PROXY: 'http://proxy.test', NO_PROXY: 'other.test CSP.test:443' }, undefined],
  [api, { HTTPS_PROXY: 'http://proxy.test', NO_PROXY: '*' }, undefined],
  [api, { HTTPS_PROXY: 'http://proxy.test', NO_PROXY: 'sp.test,api.csp.test:8443' }, 'http://proxy.test/'],
  ['https://localhost:8443', { HTTPS_PROXY: 'http://proxy.test' }, undefined],
  ['http://127.0.0.1:8080', { HTTPS_PROXY: 'http://proxy.test', HTTP_PROXY: 'http://proxy.test' }, undefined],
])('the proxy for %s with %j', (url, env, expected) => {
  expect(findProxy(new URL(url), env)?.href).toBe(expected);
});

test('a proxy of another kind is refused, without its password', () => {
  const act = (): unknown => findProxy(new URL(api), { HTTPS_PROXY: 'socks5://user:pass@proxy.test' });
  expect(act).toThrow(
    expect.objectContaining({
      details: { flag: 'HTTPS_PROXY', given: 'socks5://…', expected: 'http://HOST:PORT' },
    }),
  );
});
