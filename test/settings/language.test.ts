import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLanguage } from '../../src/language.ts';
import { localeLanguage } from '../../src/settings/locale-language.ts';

describe('when the machine has a locale', () => {
  test.each([
    ['ja_JP.UTF-8', 'ja'],
    ['ja', 'ja'],
    ['JA_jp.eucJP', 'ja'],
    ['ru_RU.KOI8-R', 'ru'],
    ['ru_UA@x', 'ru'],
    ['zh_TW.UTF-8', 'zh-TW'],
    ['zh_HK', 'zh-TW'],
    ['zh-Hant', 'zh-TW'],
    ['zh_Hant_HK', 'zh-TW'],
    ['zh_MO', 'zh-TW'],
    ['zh_CN.UTF-8', 'en'],
    ['zh_Hans_TW', 'en'],
    ['zh', 'en'],
    ['de_DE.UTF-8', 'en'],
    ['en_GB', 'en'],
    ['C', 'en'],
    ['C.UTF-8', 'en'],
    ['POSIX', 'en'],
    ['jam_JM', 'en'],
    ['__proto__', 'en'],
  ])('then %s means %s', (locale, lang) => {
    expect(localeLanguage({ LANG: locale })).toEqual({ lang, variable: 'LANG' });
  });

  test.each([
    [{}, 'en', null],
    [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'ja_JP' }, 'ja', 'LANG'],
    [{ LC_MESSAGES: 'ru_RU', LANG: 'ja_JP' }, 'ru', 'LC_MESSAGES'],
    [{ LC_ALL: 'C', LC_MESSAGES: 'ru_RU', LANG: 'ja_JP' }, 'en', 'LC_ALL'],
  ])('then the first variable that is set decides: %j', (env, lang, variable) => {
    expect(localeLanguage(env)).toEqual({ lang, variable });
  });
});

describe('when several places name a language', () => {
  let folder = '';
  let config = '';
  let project = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'csp-language-'));
    config = join(folder, 'config');
    project = join(folder, 'project');
    mkdirSync(config);
    mkdirSync(join(project, 'deep', 'down'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const language = (env: object, ...argv: readonly string[]) =>
    readLanguage({ CSP_CONFIG_DIR: config, ...env }, argv, join(project, 'deep', 'down'));
  const userSays = (text: string) => writeFileSync(join(config, 'config.json'), text);
  const projectSays = (text: string) => writeFileSync(join(project, '.csprc.json'), text);

  test('then flag, variable, project, user and locale follow each other', () => {
    const seen = [language({})];
    seen.push(language({ LANG: 'ja_JP.UTF-8' }));
    userSays('{"lang": "ru"}');
    seen.push(language({ LANG: 'ja_JP.UTF-8' }));
    projectSays('{"lang": "zh-TW"}');
    seen.push(language({ LANG: 'ja_JP.UTF-8' }));
    seen.push(language({ CSP_LANG: 'ja' }));
    seen.push(language({ CSP_LANG: 'ja' }, 'buy', '--lang', 'ru'));
    expect(seen).toEqual(['en', 'ja', 'ru', 'zh-TW', 'ja', 'ru']);
  });

  test.each([
    [['--lang', 'ja'], 'ja'],
    [['--lang=zh-TW', 'buy'], 'zh-TW'],
    [['--lang', 'ja', '--lang=ru'], 'ru'],
    [['buy', '--', '--lang', 'ja'], 'en'],
    [['--lang'], 'en'],
    [['--lang', 'xx'], 'en'],
    [['--lang=__proto__'], 'en'],
    [['--language', 'ja'], 'en'],
  ])('then the words %j give %s', (argv, lang) => {
    expect(language({}, ...argv)).toBe(lang);
  });

  test.each(['{"lang": ', '', '[]', '"ja"', 'null', '{"lang": 7}', '{"lang": "xx"}', '{"lang": null}', '\u0000'])(
    'then files that hold %j are passed over',
    (text) => {
      userSays(text);
      projectSays(text);
      expect(language({ LANG: 'ja_JP' })).toBe('ja');
    },
  );

  test('then a byte order mark and an unreadable file do not matter', () => {
    mkdirSync(join(project, 'deep', '.csprc.json'));
    userSays('\uFEFF{"lang": "ru"}');
    expect(language({})).toBe('ru');
  });
});
