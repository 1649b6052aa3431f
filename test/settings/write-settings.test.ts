import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { bundleWorkers, type Workers } from '../state/worker-processes.ts';
import { createSettingsBench, failureOf, type SettingsBench } from './settings-bench.ts';

let bench: SettingsBench;
beforeEach(() => {
  bench = createSettingsBench();
});
afterEach(() => bench.remove());

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('when a setting is written', () => {
  test('then it is stored, nested by its dots, and counts at once', async () => {
    const settings = bench.open();
    await settings.write('lang', 'ja');
    await settings.write('contact.name', 'Aiko Tanaka');
    await settings.write('profiles.acme.contact.email', 'licensing@example.com');
    const file = {
      lang: 'ja',
      contact: { name: 'Aiko Tanaka' },
      profiles: { acme: { contact: { email: 'licensing@example.com' } } },
    };
    expect([bench.userFile(), settings.get('lang'), bench.open().get('contact.name')]).toEqual([
      file,
      'ja',
      'Aiko Tanaka',
    ]);
  });

  test('then folder and file are the user’s alone, whatever the umask and the file before', async () => {
    const umask = process.umask(0);
    await bench.open().write('lang', 'ja');
    const fresh = [modeOf(bench.config), ...readdirSync(bench.config).map((name) => modeOf(`${bench.config}/${name}`))];
    chmodSync(bench.userPath, 0o644);
    await bench.open().write('lang', 'ru');
    process.umask(umask);
    expect([fresh, modeOf(bench.userPath)]).toEqual([['700', '600', '600'], '600']);
  });

  test('then unknown keys of the file stay, and the project’s file is left alone', async () => {
    bench.userSays('{"future": {"a.b": [1, 2]}, "lang": "en"}');
    bench.projectSays('{"lang":"ru"}');
    await bench.open().write('lang', 'ja');
    expect(bench.userFile()).toEqual({ future: { 'a.b': [1, 2] }, lang: 'ja' });
    expect(bench.open().get('lang')).toBe('ru');
  });

  test.each([
    ['output', 'xml'],
    ['lang', 'de'],
    ['lang', 'JA'],
    ['input', 'no'],
    ['profile', 'a.b'],
    ['profile', '0'],
    ['cloud', 'http://127.0.0.1:99999'],
    ['cloud', 'http://127.0.0.1:65536/'],
    ['contact.name', ' '],
    ['contact.name', 'a\nb'],
    ['contact.email', 'aiko'],
    ['contact.phone', 'call me'],
    ['links.keysPortal', 'http://example.com'],
    ['links.keysPortal', 'https://…@example.com'],
    ['links.keysHelp', 'javascript:alert(1)'],
  ])('then %s = %j is refused', async (key, given) => {
    expect(await failureOf(() => bench.open().write(key, given))).toEqual({
      code: 'argumentInvalid',
      details: { flag: key, given, expected: expect.any(String) },
    });
    expect(existsSync(bench.config)).toBe(false);
  });

  test.each([
    ['links.keysPortal', 'https://portal.example.com/keys?x=1'],
    ['contact.email', 'aiko.tanaka@licensing.example.co.jp'],
    ['contact.phone', '+81 (3) 1234-5678'],
    ['contact.name', '田中 愛子'],
    ['output', 'jsonl'],
    ['cloud', 'http://127.0.0.1:65535'],
    ['cloud', 'https://[::1]:8443/'],
  ])('then %s = %j is taken', async (key, value) => {
    const settings = bench.open();
    await settings.write(key, value);
    expect(settings.get(key)).toBe(value);
  });

  test.each([
    'token',
    'refreshToken',
    'client_secret',
    'auth.password',
    'apiKey',
    'product-key',
    'profiles.acme.token',
  ])('then %s is refused as a secret', async (key) => {
    expect(await failureOf(() => bench.open().write(key, 'x'))).toEqual({
      code: 'secretInArgument',
      details: { flag: key },
    });
  });

  test('then a key that is none is refused', async () => {
    for (const key of ['colour', 'profiles.acme.lang', 'profiles.A B.contact.name', '__proto__.x', '']) {
      expect(await failureOf(() => bench.open().write(key, 'x'))).toMatchObject({
        code: 'settingUnknown',
        details: { key },
      });
    }
  });

  test('then a file that was damaged meanwhile is refused and kept', async () => {
    const settings = bench.open();
    bench.userSays('{"lang": ');
    expect(await failureOf(() => settings.write('lang', 'ja'))).toMatchObject({ code: 'inputRefused' });
    expect(() => bench.userFile()).toThrow('JSON');
  });

  test('then a file that cannot be written is named', async () => {
    const settings = bench.open({ exclusively: async (act) => act() });
    symlinkSync(`${bench.home}/gone`, bench.config);
    expect(await failureOf(() => settings.write('lang', 'ja'))).toEqual({
      code: 'storageFailed',
      details: { path: bench.userPath, reason: expect.stringContaining('mkdir') },
    });
  });
});

describe('when a setting is removed', () => {
  test('then the next place counts again', async () => {
    bench.userSays('{"lang": "ja", "contact": {"name": "A", "phone": "12345"}}');
    const settings = bench.open();
    await settings.unset('lang');
    await settings.unset('contact.name');
    expect([bench.userFile(), settings.get('lang')]).toEqual([{ contact: { phone: '12345' } }, 'en']);
  });

  test('then one that is not there is no failure, and one that is none of ours is', async () => {
    const settings = bench.open();
    await settings.unset('lang');
    expect(await failureOf(() => settings.unset('colour'))).toMatchObject({ code: 'settingUnknown' });
  });

  test('then a profile goes with all that is stored for it', async () => {
    bench.userSays('{"lang": "ja", "profiles": {"acme": {"backend": "sandbox", "contact": {"name": "A"}, "odd": 1}}}');
    const settings = bench.open();
    expect(settings.checkUnset('profiles.acme')).toEqual({ key: 'profiles.acme', isSet: true, profile: 'acme' });
    await settings.unset('profiles.acme');
    expect([bench.userFile(), settings.hasProfile('acme')]).toEqual([{ lang: 'ja', profiles: {} }, false]);
    expect(settings.checkUnset('profiles.acme')).toMatchObject({ isSet: false });
    expect(bench.open({ signedIn: () => ['acme'] }).hasProfile('acme')).toBe(true);
  });

  test('then unknown keys of the file can be removed', async () => {
    bench.userSays('{"colour": "x", "contact.name": "flat", "api": {"token": "abc"}, "lang": "ja"}');
    const settings = bench.open();
    for (const key of ['colour', 'contact\\.name', 'api.token']) await settings.unset(key);
    expect(bench.userFile()).toEqual({ api: {}, lang: 'ja' });
  });
});

describe('when several processes write at once', () => {
  let workers: Workers;
  beforeAll(async () => {
    workers = await bundleWorkers(`
      import { withFolderLock } from './folder-lock.ts';
      import { createSettings } from './settings.ts';
      const [config, name, hold] = process.argv.slice(2);
      const exclusively = async (act) => withFolderLock(config, () => {
        const result = act();
        if (hold) { process.stdout.write('held'); for (;;); }
        return result;
      });
      const open = () => createSettings({ env: {}, cwd: '/', directories: { home: '/', config, state: '' }, flags: {}, exclusively });
      (async () => {
        for (const key of ['name', 'email', 'phone']) {
          const value = { name, email: name + '@example.com', phone: '123456' }[key];
          await open().write('profiles.' + name + '.contact.' + key, value);
        }
      })();
    `);
  });
  afterAll(() => workers.remove());

  test('then eight of them lose nothing', async () => {
    const names = [...'abcdefgh'];
    const ends = await Promise.all(names.map((name) => workers.run(bench.config, name)));
    const contact = (name: string) => ({ contact: { name, email: `${name}@example.com`, phone: '123456' } });
    expect([ends, bench.userFile()]).toEqual([
      names.map(() => ({ code: 0, text: '' })),
      { profiles: Object.fromEntries(names.map((name) => [name, contact(name)])) },
    ]);
  });

  test('then one that is killed while it writes holds nobody up', async () => {
    const holder = workers.start(bench.config, 'killed', 'hold');
    if (holder.stdout) await once(holder.stdout, 'data');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const started = performance.now();
    await bench.open().write('lang', 'ja');
    expect(performance.now() - started).toBeLessThan(2000);
    expect(bench.userFile()).toEqual({ profiles: { killed: { contact: { name: 'killed' } } }, lang: 'ja' });
  });
});
