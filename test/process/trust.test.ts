/** T35 as a person meets it: a sign-in made while all was well, then a certificate that does not hold. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCertificate, startProxy, startTlsService } from '../edge/tls-service.ts';
import { inEmulatedSession } from './emulated-session.ts';

const hosts = ['login.microsoftonline.com', 'api.partnercenter.microsoft.com'];
const lines = [
  'csp customers -o json',
  'csp cancel c403d91b21d2 --customer contoso.onmicrosoft.com --acknowledge --yes --reason x -o json',
];
const errorOf = (stderr: string) => JSON.parse(stderr.trim().split('\n').at(-1) ?? '').error;

test('T35 a certificate that does not hold ends every command with 8, and nothing is sent', async () => {
  const [good, expired, other, unknown] = [
    await createCertificate(hosts),
    await createCertificate(hosts, -30, -1),
    await createCertificate('other.test'),
    await createCertificate(hosts),
  ];
  await inEmulatedSession(
    async ({ session, url }) => {
      /** The global cloud behind a proxy, whose certificates `authority` has signed. */
      const through = (port: number, authority: string) => {
        const path = join(session.home, 'authority.pem');
        writeFileSync(path, authority);
        return { CSP_CLOUD: 'global', HTTPS_PROXY: `http://127.0.0.1:${port}`, NODE_EXTRA_CA_CERTS: path };
      };
      const proxy = await startProxy(Number(new URL(url).port));
      const env = through(proxy.port, good.cert);
      const login = 'csp login --service-principal --client-secret-stdin --insecure-storage';
      expect((await session.run(login, { env, input: 'of the test' })).exitCode).toBe(0);
      expect((await session.run('csp customers', { env })).exitCode).toBe(0);
      await proxy.close();

      for (const [certificate, authority, reason] of [
        [expired, expired, 'CERT_HAS_EXPIRED'],
        [other, other, 'ERR_TLS_CERT_ALTNAME_INVALID'],
        [unknown, good, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
      ] as const) {
        const service = await startTlsService(certificate);
        const way = await startProxy(service.port);
        for (const line of lines) {
          const { exitCode, stderr } = await session.run(line, { env: through(way.port, authority.cert) });
          expect([exitCode, errorOf(stderr)]).toMatchObject([8, { code: 'tlsRefused', details: { reason } }]);
        }
        expect(service.asked()).toBe(0);
        await way.close();
        await service.close();
      }
    },
    { tls: good, names: hosts },
  );
});
