/**
 * T56 on the way of companies: through a proxy that wants a password, to the hosts of the global cloud, behind which stands
 * an emulator over TLS; and when the program ends in the middle of a request.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCertificate, startProxy } from '../edge/tls-service.ts';
import { inEmulatedSession } from './emulated-session.ts';
import { filesBelow, keptIn, leaksIn, secretsOf } from './leaks.ts';

const hosts = ['login.microsoftonline.com', 'api.partnercenter.microsoft.com'];
const clientSecret = 'client-secret/canary+of=the test';
const password = 'proxy-password/canary+of=the test';
const noisy = { CSP_DEBUG: '1', NODE_DEBUG: 'http,https,net,tls,undici' };
const ending = { NODE_OPTIONS: `--require ${join(__dirname, 'ended-in-request.cjs')}` };

test('no secret is printed through a proxy, by an exception that nobody catches, or by an abort', async () => {
  const tls = await createCertificate(hosts);
  await inEmulatedSession(
    async ({ session, url }) => {
      const proxy = await startProxy(Number(new URL(url).port));
      const authority = join(session.home, 'authority.pem');
      writeFileSync(authority, tls.cert);
      const env = {
        ...noisy,
        CSP_CLOUD: 'global',
        HTTPS_PROXY: `http://agent:${encodeURIComponent(password)}@127.0.0.1:${proxy.port}`,
        NODE_EXTRA_CA_CERTS: authority,
      };
      const secrets = new Set([password, clientSecret]);
      const said: string[] = [];
      const run = async (line: string, more: object = {}, input?: string): Promise<number> => {
        const ended = await session.run(line, { env: { ...env, ...more }, ...(input === undefined ? {} : { input }) });
        said.push(`${line}\n${ended.stdout}${ended.stderr}`);
        for (const secret of secretsOf(session)) secrets.add(secret);
        return ended.exitCode;
      };
      const codes = [
        await run('csp login --service-principal --client-secret-stdin --insecure-storage --debug', {}, clientSecret),
        await run('csp customers --debug -o json'),
        await run('csp customers --debug -o json', { ...ending, ENDED_BY: 'throw' }),
        await run('ulimit -c 0; csp customers --debug -o json', { ...ending, ENDED_BY: 'abort' }),
      ];
      await proxy.close();
      codes.push(await run('csp customers --debug -o json --timeout 3s'));
      expect(codes).toEqual([0, 0, 1, 134, 7]);
      expect(new Set(proxy.connected.map(([target]) => target))).toEqual(new Set(hosts.map((host) => `${host}:443`)));
      const leaks = leaksIn(secrets);
      expect(secrets.size).toBeGreaterThanOrEqual(3);
      expect(said.filter((text) => leaks(text).length > 0).map((text) => [text.split('\n')[0], leaks(text)])).toEqual(
        [],
      );
      expect(said[2]).toContain('nobody catches this');
      const withSecrets = filesBelow(session.home).filter((file) => leaks(readFileSync(file, 'latin1')).length > 0);
      expect(withSecrets).toEqual([keptIn(session)]);
    },
    { tls, names: hosts },
  );
});
