/** What the built program says of a client secret: where it may stand, and that it is kept where it is. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSession, type RunOptions } from '../process/session.ts';
import { clientId, startEntra, tenantId } from './entra-server.ts';

const login = async (flags: string, options?: RunOptions): Promise<readonly [exitCode: number, stderr: string]> => {
  const entra = await startEntra();
  const env = { CSP_CLOUD: entra.origin, CSP_TENANT_ID: tenantId, CSP_CLIENT_ID: clientId };
  try {
    return await inSession(async (session) => {
      writeFileSync(join(session.home, 'secret.txt'), 'canary\n');
      const { exitCode, stderr } = await session.run(`csp login --service-principal ${flags}`, options);
      return [exitCode, stderr];
    }, env);
  } finally {
    await entra.close();
  }
};

const inFile = 'are NOT encrypted: they are in ~/config/tokens/default.json, which only you can read.';

test.each<readonly [string, string, RunOptions, string]>([
  ['standard input', '--client-secret-stdin', { input: 'canary' }, `Tokens and the client secret ${inFile}`],
  ['a file', '--client-secret-file secret.txt', {}, `Tokens ${inFile}`],
  ['a variable', '', { env: { CSP_CLIENT_SECRET: 'canary' } }, `Tokens ${inFile}`],
])('a secret from %s', async (_, flags, options, expected) => {
  const [exitCode, stderr] = await login(`${flags} --insecure-storage`, options);
  expect([exitCode, stderr.split('\n')[1]?.replace(/(?<=in )\S+(?=\/config\/)/, '~')]).toEqual([0, expected]);
});

test('a secret that is nowhere: every place for it is named', async () => {
  expect(await login('')).toEqual([
    2,
    'Error: CSP_CLIENT_SECRET is missing.\nExpected: the client secret in this variable, or by --client-secret-stdin or --client-secret-file.\n',
  ]);
});

test.each([
  ['--client-secret-stdin', 'argumentsConflict'],
  ['--client-secret-file none.txt', 'argumentsConflict'],
  ['--certificate-file none.pem', 'argumentsConflict'],
  ['--device-code --client-secret-file none.txt', 'argumentsConflict'],
  ['--refresh-token-stdin --certificate-file none.pem', 'argumentsConflict'],
])('a secret that no way takes is refused, and no browser waited for: %s', (flags, code) =>
  inSession(async (session) => {
    const { exitCode, stderr } = await session.run(`csp login ${flags} -o json`, { input: '' });
    expect([exitCode, JSON.parse(stderr).error.code]).toEqual([2, code]);
  }),
);
