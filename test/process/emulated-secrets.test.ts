/** T56 through the REST: no token or client secret on a stream, in a command line, or in a file but the one for it. */
import { readFileSync } from 'node:fs';
import { byRefreshToken, fetchRefreshToken, inEmulatedSession } from './emulated-session.ts';
import { filesBelow, keptIn, leaksIn, secretsOf, watchCommandLines } from './leaks.ts';
import { program } from './session.ts';

const clientSecret = 'client-secret/canary+of=the test';
const contoso = '--customer contoso.onmicrosoft.com';
const software = `${contoso} --order f5c3b5ddb342 --version "Windows Server 2022 Standard 2022" --language en-US --file-type "64 Bit, ISO"`;
const noisy = { CSP_DEBUG: '1', NODE_DEBUG: 'http,https,net,tls,undici' };

const lines = [
  'csp whoami --debug -o json',
  'csp doctor --debug -o json',
  'csp customers --debug -o json',
  `csp orders ${contoso} --debug -o json`,
  'csp catalog --country US --debug -o json',
  `csp list-software ${contoso} --debug -o json`,
  `csp get-key ${software} --debug -o json`,
  `csp copy-link ${software} --debug -o json`,
  `csp buy ${contoso} --product DG7GMGF0DVT7 --sku 000C --quantity 2 --accept-unknown-price --yes --debug -o json`,
  `csp cancel c403d91b21d2 ${contoso} --acknowledge --yes --debug -o json`,
  `csp support-request ${contoso} --order f5c3b5ddb342 --reason x --debug`,
  `csp policy explain f5c3b5ddb342 ${contoso} --debug -o json`,
  'csp activity --event all --since 7d --debug -o json',
  'csp activity --sync --since 7d --debug',
  'csp config list --show-origin --debug',
  `csp get-key ${contoso} --order 000000000000 --debug`,
  'csp customers --debug > /dev/full',
  'csp orders --customer nobody.example --debug -o json',
];

test('T56: every command with --debug and Node’s own logs', () =>
  inEmulatedSession(async (emulated) => {
    const { session, url, faults } = emulated;
    const secrets = new Set([clientSecret]);
    const said: string[] = [];
    const run = async (line: string, input?: string): Promise<void> => {
      const env = { ...noisy, CSP_CLIENT_SECRET: clientSecret };
      const ended = await session.run(line, input === undefined ? { env } : { env, input });
      said.push(`${line}\n${ended.stdout}${ended.stderr}`);
      for (const secret of secretsOf(session)) secrets.add(secret);
    };
    const endWatch = watchCommandLines();
    let commandLines = '';
    try {
      const given = await fetchRefreshToken(url);
      secrets.add(given);
      await run(`csp login --service-principal --insecure-storage --debug`);
      await run(`csp login --service-principal --client-secret-stdin --insecure-storage --debug`, clientSecret);
      await run(`${byRefreshToken} --debug`, given);
      await run('csp config set downloads.contract 2018 --debug');
      for (const line of lines) await run(line);
      for (const error of ['invalid_grant', 'invalid_client', 'interaction_required']) {
        faults.push({ on: 'customers', status: 401 }, { on: 'token', error });
        await run('csp customers --debug -o json');
      }
      for (const fault of [{ status: 403 }, { html: true }, { cut: true }, { reset: 'before' }] as const) {
        faults.push({ on: 'orders', ...fault });
        await run(`csp orders ${contoso} --debug`);
      }
    } finally {
      commandLines = await endWatch();
    }
    const leaks = leaksIn(secrets);
    expect(secrets.size).toBeGreaterThanOrEqual(6);
    expect(said.filter((text) => leaks(text).length > 0).map((text) => text.split('\n')[0])).toEqual([]);
    expect(said.filter((text) => text.includes('HTTP ') && text.includes('NET '))).not.toEqual([]);
    expect(leaks(commandLines)).toEqual([]);
    expect(commandLines).toContain(program);
    const withSecrets = filesBelow(session.home).filter((file) => leaks(readFileSync(file, 'latin1')).length > 0);
    expect(withSecrets).toEqual([keptIn(session)]);
  }));
