/** What the surroundings decide: language, colour, folders; and what they never change. */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixedAt, inSession, openSession } from './session.ts';
import { runInTerminal } from './terminal.ts';

const session = openSession(fixedAt(Date.UTC(2026, 10, 21)));
const { run } = session;
afterAll(() => session.close());

const contoso = '--customer contoso.onmicrosoft.com';
const labels = { en: 'Error:', ja: 'エラー:', 'zh-TW': '錯誤', ru: 'Ошибка:' } as const;

test.concurrent.each([
  ['nothing said', '', {}, 'en'],
  ['--lang', '--lang ja', { CSP_LANG: 'ru' }, 'ja'],
  ['CSP_LANG', '', { CSP_LANG: 'ru', LANG: 'ja_JP.UTF-8' }, 'ru'],
  ['LC_ALL before LANG', '', { LC_ALL: 'zh_TW.UTF-8', LANG: 'ja_JP.UTF-8' }, 'zh-TW'],
  ['LANG', '', { LANG: 'ja_JP.UTF-8' }, 'ja'],
  ['a locale that we do not speak', '', { LANG: 'fr_FR.UTF-8' }, 'en'],
  ['the C locale', '', { LC_ALL: 'C' }, 'en'],
] as const)('language by %s', async (_, flags, env, lang) => {
  // Without a shell, which would complain about locales that this machine does not have.
  const { stderr } = await session.csp(['orders', '--customer', 'nobody', ...flags.split(' ').filter(Boolean)], {
    env,
  });
  expect(stderr.startsWith(labels[lang])).toBe(true);
});

test.concurrent.each([
  `csp list-software ${contoso} -o json`,
  'csp policy show 2021-06 -o json',
  `csp policy explain f5c3b5ddb342 ${contoso} -o jsonl`,
  `csp support-request ${contoso} --order f5c3b5ddb342 --reason x -o json --query "{a: problemType, b: missing}"`,
  `csp cancel 3ab104f632ef ${contoso} --dry-run -q -o json`,
  'csp orders --customer nobody -o json 2>&1',
  'csp config get output -o json 2>&1; csp config list --fields key -o csv',
])('in every language the same bytes: %s', async (line) => {
  const ended = await Promise.all(['en', 'ja', 'zh-TW', 'ru'].map((lang) => run(line, { env: { CSP_LANG: lang } })));
  expect(ended.map(({ stdout }) => stdout)).toEqual(ended.map(() => ended[0]?.stdout));
  expect(ended[0]?.stdout).not.toBe('');
});

const isColoured = (text: string): boolean => text.includes('\u001b[3');

test.each([
  ['', {}, true],
  ['', { NO_COLOR: '1' }, false],
  ['', { CSP_ACCESSIBLE: '1' }, false],
  ['', { TERM: 'dumb' }, false],
  ['--color never', {}, false],
  ['--color always', { NO_COLOR: '1' }, true],
])('colour on a terminal: %s %j', async (flags, env, expected) => {
  const table = await runInTerminal(session, `csp list-software ${contoso} ${flags}`, { env });
  const failure = await runInTerminal(session, `csp orders --customer nobody ${flags}`, { env });
  expect([isColoured(table.sent), isColoured(failure.sent)]).toEqual([expected, expected]);
});

test.each([
  ['', {}, false],
  ['', { FORCE_COLOR: '1' }, true],
  ['', { FORCE_COLOR: '0' }, false],
  ['--color always', {}, true],
])('colour in a pipe: %s %j', async (flags, env, expected) => {
  const { stdout } = await run(`csp list-software ${contoso} -o table ${flags}`, { env });
  const { stderr } = await run(`csp orders --customer nobody ${flags}`, { env });
  expect([isColoured(stdout), isColoured(stderr)]).toEqual([expected, expected]);
});

test.each(['json', 'jsonl', 'csv', 'tsv', 'yaml'])('%s has no colour whatever is asked', async (format) => {
  const { stdout } = await run(`csp list-software ${contoso} -o ${format} --color always`, {
    env: { FORCE_COLOR: '3' },
  });
  expect(stdout).not.toContain('\u001b');
});

test('folders and files belong to the person alone, whatever the umask', () =>
  inSession(async ({ home, run: shell }) => {
    await shell(
      'umask 000; csp config set lang en; csp cancel c403d91b21d2 --customer contoso.onmicrosoft.com --reason x --acknowledge --yes',
    );
    const modes = ['state', 'state/sandbox.db', 'state/activity.db', 'config', 'config/config.json'].map((path) => [
      path,
      (statSync(join(home, path)).mode & 0o777).toString(8),
    ]);
    expect(Object.fromEntries(modes)).toEqual({
      state: '700',
      'state/sandbox.db': '600',
      'state/activity.db': '600',
      config: '700',
      'config/config.json': '600',
    });
  }));

test('without variables the folders are those of the platform', () =>
  inSession(async ({ home, run: shell }) => {
    await shell('unset CSP_STATE_DIR CSP_CONFIG_DIR; csp customers; csp config set lang en');
    const kept = ['.local/state/csp/sandbox.db', '.config/csp/config.json'].map((path) =>
      statSync(join(home, path)).isFile(),
    );
    expect(kept).toEqual([true, true]);
  }));

test.each([
  ['a file stands in the way', (home: string) => writeFileSync(join(home, 'state'), '')],
  [
    'the database is damaged',
    (home: string) => {
      mkdirSync(join(home, 'state'));
      writeFileSync(join(home, 'state/sandbox.db'), 'This is no database. '.repeat(100));
    },
  ],
  ['the database is a folder', (home: string) => mkdirSync(join(home, 'state/sandbox.db'), { recursive: true })],
])('storage that fails: %s', (_, spoil) =>
  inSession(async ({ home, run: shell }) => {
    spoil(home);
    const { stdout, stderr, exitCode } = await shell('csp customers -o json');
    expect({ stdout, code: JSON.parse(stderr).error.code, exitCode }).toEqual({
      stdout: '',
      code: 'storageFailed',
      exitCode: 10,
    });
  }),
);

test('a state folder that cannot be made is told', () =>
  inSession(async ({ run: shell }) => {
    const { stderr, exitCode } = await shell('csp customers -o json', { env: { CSP_STATE_DIR: '/dev/null/state' } });
    expect({ code: JSON.parse(stderr).error.code, exitCode }).toEqual({ code: 'storageFailed', exitCode: 10 });
  }));

test('a working folder that has been deleted is in the way of relative paths only', () =>
  inSession(async ({ home, run: shell }) => {
    const folders = { CSP_STATE_DIR: join(home, 'state'), CSP_CONFIG_DIR: join(home, 'config') };
    // The shell that starts the program complains on its own.
    const gone = async (line: string) => {
      const ended = await shell(`mkdir gone && cd gone && rmdir ../gone && ${line}`, { env: folders });
      return { ...ended, stderr: ended.stderr.replace(/^sh: .*\n/gm, '') };
    };
    const request = `csp support-request ${contoso} --order 3ab104f632ef --reason x --out-file request.txt -o json`;
    const listed = await gone('csp customers --limit 1 --ids; csp config set lang ja; csp --help > ../help; csp -V');
    expect(listed).toEqual({
      stdout: expect.stringMatching(/^[0-9a-f-]{36}\n\d+\.\d+\.\d+\n$/),
      stderr: `Stored lang in ${join(home, 'config/config.json')}.\n`,
      exitCode: 0,
    });
    const refused = await gone(request);
    expect([JSON.parse(refused.stderr).error.details, refused.exitCode]).toEqual([
      { path: 'request.txt', reason: 'ENOENT' },
      10,
    ]);
    expect((await gone('csp sandbox import sold.csv --yes -o json')).exitCode).toBe(3);
  }));

test.each([
  ['CSP_LANG', 'csp customers -o json', { CSP_LANG: 'xx' }],
  ['lang (HOME/config/config.json)', 'csp customers -o json', {}],
])('a language that we do not speak is told: %s', (flag, line, env) =>
  inSession(async ({ home, run: shell }) => {
    mkdirSync(join(home, 'config'));
    writeFileSync(join(home, 'config/config.json'), '{"lang": "xx", "color": "blue"}');
    const { stderr, exitCode } = await shell(line, { env });
    const { code, details } = JSON.parse(stderr).error;
    expect([code, details.flag, details.given, exitCode]).toEqual([
      'argumentInvalid',
      flag.replace('HOME', home),
      'xx',
      2,
    ]);
    const mended = await shell('csp config set lang ja; csp config unset color; csp customers --limit 1 --ids');
    expect(mended).toMatchObject({ stderr: expect.stringMatching(/^Stored.*\n.*color.*\n$/), exitCode: 0 });
  }),
);
