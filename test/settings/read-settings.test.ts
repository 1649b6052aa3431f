import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectSettings } from '../../src/settings/settings-paths.ts';
import { createSettingsBench, failureOf, type SettingsBench } from './settings-bench.ts';

let bench: SettingsBench;
beforeEach(() => {
  bench = createSettingsBench();
});
afterEach(() => bench.remove());

const rowOf = (key: string, changes?: Parameters<SettingsBench['open']>[0]) =>
  bench
    .open(changes)
    .list()
    .find((row) => row.key === key);

describe('when nothing is set', () => {
  test('then every setting is listed, with its default', () => {
    const none = { value: null, origin: 'unset', source: null };
    const byDefault = (value: string) => ({ value, origin: 'default', source: null });
    expect(bench.open().list()).toEqual([
      { key: 'output', ...none },
      { key: 'lang', ...byDefault('en') },
      { key: 'color', ...byDefault('auto') },
      { key: 'backend', ...byDefault('sandbox') },
      { key: 'cloud', ...byDefault('global') },
      { key: 'tenant', ...none },
      { key: 'clientId', ...none },
      { key: 'requestsPerMinute', ...byDefault('500') },
      { key: 'protected', ...byDefault('false') },
      { key: 'profile', ...none },
      { key: 'input', ...byDefault('true') },
      { key: 'progress', ...byDefault('true') },
      { key: 'debug', ...byDefault('false') },
      { key: 'contact.name', ...none },
      { key: 'contact.email', ...none },
      { key: 'contact.phone', ...none },
      { key: 'downloads.contract', ...byDefault('none') },
      { key: 'links.keysPortal', ...byDefault('https://go.microsoft.com/fwlink/p/?linkid=842054') },
      { key: 'links.keysHelp', ...byDefault('https://go.microsoft.com/fwlink/p/?linkid=2152525') },
    ]);
  });

  test('then the paths are known and nothing was created', () => {
    const { path, statePath } = bench.open();
    expect({ path, statePath }).toEqual({ path: bench.userPath, statePath: join(bench.home, 'state') });
    expect(() => bench.userFile()).toThrow('ENOENT');
  });

  test('then the language comes from the locale, and says so', () => {
    expect(rowOf('lang', { env: { LANG: 'ja_JP.UTF-8' } })).toEqual({
      key: 'lang',
      value: 'ja',
      origin: 'default',
      source: 'LANG',
    });
  });
});

describe('when several places set the same', () => {
  test('then flag, variable, project, profile and user follow each other', () => {
    const seen = [rowOf('requestsPerMinute')];
    bench.userSays('{"requestsPerMinute": 90, "profiles": {"acme": {"requestsPerMinute": 80}}}');
    seen.push(rowOf('requestsPerMinute'));
    seen.push(rowOf('requestsPerMinute', { flags: { profile: 'acme' } }));
    bench.projectSays('{"requestsPerMinute": 70}');
    seen.push(rowOf('requestsPerMinute', { flags: { profile: 'acme' } }));
    seen.push(rowOf('requestsPerMinute', { env: { CSP_REQUESTS_PER_MINUTE: '600' } }));
    seen.push(rowOf('backend', { env: { CSP_BACKEND: 'sandbox' }, flags: { backend: 'partner-center' } }));
    const row = { key: 'requestsPerMinute' };
    expect(seen).toEqual([
      { ...row, value: '500', origin: 'default', source: null },
      { ...row, value: '90', origin: 'user', source: bench.userPath },
      { ...row, value: '80', origin: 'profile', source: bench.userPath },
      { ...row, value: '70', origin: 'project', source: bench.projectPath },
      { ...row, value: '600', origin: 'environment', source: 'CSP_REQUESTS_PER_MINUTE' },
      { key: 'backend', value: 'partner-center', origin: 'flag', source: '--backend' },
    ]);
  });

  test.each([
    ['output', { CSP_OUTPUT: 'json' }, 'json', 'CSP_OUTPUT'],
    ['lang', { CSP_LANG: 'ru' }, 'ru', 'CSP_LANG'],
    ['profile', { CSP_PROFILE: 'acme' }, 'acme', 'CSP_PROFILE'],
    ['input', { CSP_NO_INPUT: '1' }, 'false', 'CSP_NO_INPUT'],
    ['debug', { CSP_DEBUG: '1' }, 'true', 'CSP_DEBUG'],
    ['color', { CSP_ACCESSIBLE: '1' }, 'never', 'CSP_ACCESSIBLE'],
    ['color', { FORCE_COLOR: '1' }, 'always', 'FORCE_COLOR'],
    ['color', { FORCE_COLOR: '1', CSP_ACCESSIBLE: '1' }, 'never', 'CSP_ACCESSIBLE'],
    ['color', { FORCE_COLOR: '0' }, 'never', 'FORCE_COLOR'],
    ['color', { FORCE_COLOR: '1', NO_COLOR: '1' }, 'never', 'NO_COLOR'],
  ])('then %s is read from %j', (key, env, value, source) => {
    expect(rowOf(key, { env })).toEqual({ key, value, origin: 'environment', source });
  });

  test('then empty variables count as unset', () => {
    const env = { CSP_OUTPUT: '', CSP_LANG: '', NO_COLOR: '', FORCE_COLOR: '', CSP_NO_INPUT: '', LANG: '' };
    expect(bench.open({ env }).list()).toEqual(bench.open().list());
  });

  test('then a flag that says no is named as it was typed', () => {
    expect(rowOf('input', { flags: { input: false, yes: true } })).toEqual({
      key: 'input',
      value: 'false',
      origin: 'flag',
      source: '--no-input',
    });
  });
});

describe('when a project has a file', () => {
  test('then the nearest one counts', () => {
    bench.projectSays('{"lang": "ja", "output": "json"}');
    const nearer = join(bench.home, 'work', 'deep', '.csprc.json');
    writeFileSync(nearer, '{"lang": "ru"}');
    expect([rowOf('lang')?.source, rowOf('output')?.value]).toEqual([nearer, null]);
  });

  test('then one above the home folder does not count', () => {
    bench.projectSays('{"lang": "ja"}');
    const home = join(bench.home, 'work', 'deep');
    const directories = { home, config: bench.config, state: '' };
    expect(rowOf('lang', { directories })?.value).toBe('en');
    expect(rowOf('lang', { directories, cwd: bench.home })?.value).toBe('en');
  });

  test('then one that a stranger left in an open folder does not count', () => {
    bench.projectSays('{"lang": "ja"}');
    const work = join(bench.home, 'work');
    const { uid } = statSync(bench.projectPath);
    const find = () => [uid, uid + 1].map((user) => findProjectSettings(work, bench.home, user));
    const seen = find();
    chmodSync(work, 0o777);
    expect([seen, find()]).toEqual([
      [bench.projectPath, bench.projectPath],
      [bench.projectPath, undefined],
    ]);
  });
});

describe('when values are asked for', () => {
  test('then nested names, numbers and booleans are read as text, null as nothing', () => {
    bench.userSays('{"contact": {"name": "Aiko Tanaka", "phone": 81312345678}, "input": false, "output": null}');
    const settings = bench.open();
    expect(['contact.name', 'contact.phone', 'input', 'output', 'contact.email'].map(settings.get)).toEqual([
      'Aiko Tanaka',
      '81312345678',
      'false',
      undefined,
      undefined,
    ]);
  });

  test('then a key that is none is refused', async () => {
    const { details } = (await failureOf(() => bench.open().get('colour'))) as { details: { keys: string[] } };
    expect(details).toEqual({
      key: 'colour',
      keys: bench
        .open()
        .list()
        .map(({ key }) => key),
    });
    expect(await failureOf(() => bench.open().get('__proto__'))).toMatchObject({ code: 'settingUnknown' });
    expect(await failureOf(() => bench.open().get('profiles.acme.lang'))).toMatchObject({ code: 'settingUnknown' });
  });

  test.each([
    [{ flags: { output: 'xml' } }, 'output', '--output', 'xml'],
    [{ env: { CSP_LANG: 'de' } }, 'lang', 'CSP_LANG', 'de'],
    [{ env: { CSP_PROFILE: 'a.b' } }, 'profile', 'CSP_PROFILE', 'a.b'],
  ])('then %j is refused, naming the flag or the variable', async (changes, key, flag, given) => {
    const failure = await failureOf(() => bench.open(changes).get(key));
    expect(failure).toEqual({ code: 'argumentInvalid', details: { flag, given, expected: expect.any(String) } });
  });

  test('then a password in an address is repeated nowhere', async () => {
    const changes = { env: { CSP_CLOUD: 'http://me:p@ssw0rd@127.0.0.1:8080' } };
    expect(await failureOf(() => bench.open(changes).get('cloud'))).toEqual({
      code: 'argumentInvalid',
      details: { flag: 'CSP_CLOUD', given: 'http://…@127.0.0.1:8080', expected: expect.any(String) },
    });
    expect(rowOf('cloud', changes)?.value).toBe('http://…@127.0.0.1:8080');
    const set = () => bench.open().write('cloud', 'http://me:p@ssw0rd@127.0.0.1:8080');
    expect(await failureOf(set)).toMatchObject({ details: { given: 'http://…@127.0.0.1:8080' } });
  });

  test('then a value in a file is refused, naming the file, and still listed', async () => {
    bench.projectSays('{"color": "maybe"}');
    bench.userSays('{"links": {"keysPortal": "http://example.com"}}');
    expect(await failureOf(() => bench.open().get('color'))).toEqual({
      code: 'argumentInvalid',
      details: { flag: `color (${bench.projectPath})`, given: 'maybe', expected: 'auto, always, never' },
    });
    expect(await failureOf(() => bench.open().get('links.keysPortal'))).toEqual({
      code: 'argumentInvalid',
      details: { flag: `links.keysPortal (${bench.userPath})`, given: 'http://example.com', expected: 'https://…' },
    });
    expect(rowOf('color')?.value).toBe('maybe');
  });

  test('then a profile gives its own contact and leaves the rest', () => {
    bench.userSays(
      '{"contact": {"name": "Me", "phone": "12345"}, "profiles": {"acme": {"contact": {"name": "Acme"}}}}',
    );
    const settings = bench.open({ env: { CSP_PROFILE: 'acme' } });
    expect(['contact.name', 'contact.phone', 'profiles.acme.contact.name'].map(settings.get)).toEqual([
      'Acme',
      '12345',
      'Acme',
    ]);
    expect(bench.open().get('contact.name')).toBe('Me');
  });

  test('then a profile that does not exist is refused where it would matter, and nowhere else', async () => {
    bench.userSays('{"profiles": {"acme": {"backend": "sandbox"}, "null": {"backend": "partner-center"}}}');
    const settings = bench.open({ flags: { profile: 'amce' } });
    const details = { profile: 'amce', source: '--profile', profiles: ['acme', 'null'] };
    const failure = { code: 'profileUnknown', details };
    expect([await failureOf(() => settings.get('backend')), settings.get('lang')]).toEqual([failure, 'en']);
    expect(bench.open().get('backend')).toBe('sandbox');
  });

  test('then a profile that signed in exists, also without a setting of its own', async () => {
    const signedIn = () => ['new'];
    expect(bench.open({ flags: { profile: 'new' }, signedIn }).get('backend')).toBe('sandbox');
    const other = bench.open({ flags: { profile: 'other' }, signedIn });
    expect(await failureOf(() => other.get('backend'))).toEqual({
      code: 'profileUnknown',
      details: { profile: 'other', source: '--profile', profiles: ['new'] },
    });
  });

  test('then a new profile may be named by the person who signs in, and not by a project', async () => {
    bench.projectSays('{"profile": "new"}');
    const changes = { takesNewProfile: true };
    expect(bench.open({ ...changes, flags: { profile: 'newer' } }).get('cloud')).toBe('global');
    expect(await failureOf(() => bench.open(changes).get('cloud'))).toEqual({
      code: 'profileUnknown',
      details: { profile: 'new', source: bench.projectPath, profiles: [] },
    });
  });
});

describe('when a file holds what is no setting', () => {
  test('then it is listed as unknown, and what looks secret is not shown', () => {
    bench.userSays(
      '{"colour": "x", "api": {"token": "abc"}, "contact.name": "flat", "profiles": {"acme": {"lang": "ja"}}}',
    );
    bench.projectSays('{"max": 3, "profiles": {"acme": {"contact": {"name": "A"}}}, "list": [1]}');
    const unknown = (key: string, value: string, source: string) => ({ key, value, origin: 'unknown', source });
    const rows = bench.open().list();
    const refused = { key: 'profiles.acme.contact.name', value: 'A', origin: 'refused', source: bench.projectPath };
    expect(rows.filter(({ origin }) => origin === 'refused')).toEqual([refused]);
    expect(rows.filter(({ origin }) => origin === 'unknown')).toEqual([
      unknown('max', '3', bench.projectPath),
      unknown('list', '[1]', bench.projectPath),
      unknown('colour', 'x', bench.userPath),
      unknown('api.token', '[secret]', bench.userPath),
      unknown('contact\\.name', 'flat', bench.userPath),
      unknown('profiles.acme.lang', 'ja', bench.userPath),
    ]);
  });
});

describe('when a file is damaged', () => {
  test.each([
    ['{\n  "lang": "ja",\n}', { line: 3, column: 1, reason: 'json', found: '}' }],
    ['', { line: 1, column: 1, reason: 'json', found: '' }],
    ['  ["lang"]', { line: 1, column: 1, reason: 'json', found: '["lang"]' }],
    [Buffer.from([0x7b, 0xff, 0x7d]), { line: null, column: null, reason: 'encoding', found: '' }],
  ])('then %j is refused, with file, line and column', async (contents, details) => {
    writeFileSync(bench.projectPath, contents);
    expect(await failureOf(() => bench.open())).toEqual({
      code: 'inputRefused',
      details: { file: bench.projectPath, ...details },
    });
  });

  test('then a folder in its place is refused', async () => {
    mkdirSync(bench.userPath, { recursive: true });
    expect(await failureOf(() => bench.open())).toEqual({
      code: 'inputRefused',
      details: { file: bench.userPath, line: null, column: null, reason: 'unreadable', found: 'EISDIR' },
    });
  });

  test('then a byte order mark is no damage', () => {
    bench.userSays('\uFEFF{"lang": "ja"}');
    expect(bench.open().get('lang')).toBe('ja');
  });
});
