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

command('when it is a dry run, then nothing is stored, and nobody is told that it was', async ({ csp, folder }) => {
  const path = join(folder, 'config', 'config.json');
  const outcome = await csp('config set contact.email licensing@example.com --dry-run');
  expect(outcome).toMatchObject({ stderr: `Dry run: contact.email would be stored in ${path}.\n`, failure: null });
  expect((await csp('config get contact.email')).stdout).toBe('');
  expect((await csp('config set contact.email nobody --dry-run')).failure).toMatchObject({ code: 'argumentInvalid' });
  await csp('config set contact.email licensing@example.com');
  expect((await csp('config unset contact.email -n')).stderr).toBe(
    `Dry run: contact.email would be removed from ${path}.\n`,
  );
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

command('when a profile is named, then it is its setting that is stored and removed', async ({ csp, folder }) => {
  const path = join(folder, 'config', 'config.json');
  const file = () => JSON.parse(readFileSync(path, 'utf8'));
  await csp('config set contact.name Everybody');
  expect((await csp('config set --profile acme contact.name Aiko')).stderr).toBe(
    `Stored profiles.acme.contact.name in ${path}.\n`,
  );
  expect(file()).toEqual({ contact: { name: 'Everybody' }, profiles: { acme: { contact: { name: 'Aiko' } } } });
  expect((await csp('config get contact.name --profile acme')).stdout).toBe('Aiko\n');
  expect((await csp('config get contact.name')).stdout).toBe('Everybody\n');
  expect((await csp('config set --profile acme lang ja')).failure).toMatchObject({
    code: 'settingUnknown',
    details: { key: 'profiles.acme.lang' },
  });
  expect((await csp('config set --profile Acme! contact.name Aiko')).failure).toMatchObject({
    code: 'argumentInvalid',
    details: { flag: '--profile', given: 'Acme!' },
  });
  expect((await csp('config unset contact.name --profile acme')).stderr).toBe(
    `Removed profiles.acme.contact.name from ${path}.\n`,
  );
  expect((await csp('config get contact.name')).stdout).toBe('Everybody\n');
});

command('when a setting is removed twice, then the second time says that it was not set', async ({ csp, folder }) => {
  const path = join(folder, 'config', 'config.json');
  await csp('config set lang ja');
  const told = [(await csp('config unset lang')).stderr, (await csp('config unset lang')).stderr];
  expect(told).toEqual([`Removed lang from ${path}.\n`, `lang is not set in ${path}; nothing to remove.\n`]);
});

command('when a profile is removed, then all of it goes, and what still chooses it is told', async ({ csp }) => {
  await csp('config set backend sandbox --profile acme');
  await csp('config set contact.name "Aiko Tanaka" --profile acme');
  await csp('config set profile acme');
  const { stderr, failure } = await csp('config unset profiles.acme');
  expect([failure, stderr.split('\n').slice(1)]).toEqual([
    null,
    ['The setting profile still names acme. To choose none: csp config unset profile', ''],
  ]);
  expect((await csp('config list -o json')).stdout).not.toContain('profiles.acme');
  expect((await csp('config unset profiles.acme')).stderr).toContain('nothing to remove');
});
