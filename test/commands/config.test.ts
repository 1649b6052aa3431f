/** `csp config`: settings in a file of the user's own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellsOf, command } from './command-bench.ts';

command(
  'when a setting is stored, then it is read back, listed with its origin, and removed again',
  async ({ csp, folder }) => {
    const path = join(folder, 'config', 'config.json');
    expect(await csp('config get contact.email')).toMatchObject({ stdout: '', stderr: '', failure: null });
    expect(await csp('config set contact.email licensing@example.com')).toMatchObject({
      stdout: '',
      stderr: `Stored contact.email in ${path}.\n`,
      failure: null,
    });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ contact: { email: 'licensing@example.com' } });
    expect((await csp('config get contact.email')).stdout).toBe('licensing@example.com\n');
    const rows = JSON.parse((await csp('config list --show-origin -o json')).stdout) as readonly { key: string }[];
    expect(rows.filter(({ key }) => key === 'contact.email' || key === 'backend' || key === 'contact.name')).toEqual([
      { key: 'backend', value: 'sandbox', origin: 'default', source: null },
      { key: 'contact.name', value: null, origin: 'unset', source: null },
      { key: 'contact.email', value: 'licensing@example.com', origin: 'user', source: path },
    ]);
    expect((await csp('config unset contact.email')).stderr).toBe(`Removed contact.email from ${path}.\n`);
    expect((await csp('config get contact.email')).stdout).toBe('');
  },
);

command('when it is a dry run, then nothing is stored, and nobody is told that it was', async ({ csp }) => {
  const outcome = await csp('config set contact.email licensing@example.com --dry-run');
  expect(outcome.failure).toBeNull();
  expect((await csp('config get contact.email')).stdout).toBe('');
  expect(outcome.stderr).not.toContain('Stored');
  await csp('config set contact.email licensing@example.com');
  expect((await csp('config unset contact.email -n')).stderr).not.toContain('Removed');
  expect((await csp('config get contact.email')).stdout).toBe('licensing@example.com\n');
});

command('when settings are listed, then without origins unless they are asked for', async ({ csp }) => {
  const [first] = JSON.parse((await csp('config list -o json')).stdout) as readonly object[];
  expect(Object.keys(first ?? {})).toEqual(['key', 'value']);
  const table = await csp('config list --show-origin', { columns: 200, answers: [] });
  const rows = cellsOf(table.stdout);
  expect(rows[0]).toEqual(['Setting', 'Value', 'Origin']);
  expect(rows).toContainEqual(['backend', 'sandbox', 'default']);
});

command('when a key or value is no good, then it is refused and what is possible is said', async ({ csp }) => {
  const failure = async (words: string) => (await csp(`config ${words}`)).failure;
  expect(await failure('get colour')).toMatchObject({ code: 'settingUnknown', details: { key: 'colour' } });
  expect(await failure('set colour red')).toMatchObject({ code: 'settingUnknown' });
  expect(await failure('set lang de')).toMatchObject({ code: 'argumentInvalid', details: { given: 'de' } });
  expect(await failure('set token abc')).toEqual({ code: 'secretInArgument', details: { flag: 'token' } });
  expect(await failure('set lang')).toMatchObject({ code: 'argumentMissing', details: { flag: 'VALUE' } });
});
