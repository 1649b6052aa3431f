import { isCspError } from '../../src/core/errors.ts';
import { cacheFolder, directories } from '../../src/directories.ts';
import { usableDirectories } from '../../src/usable-directories.ts';

const home = '/home/aiko';

describe('when folders are looked for', () => {
  test.each([
    ['Linux has XDG defaults', {}, 'linux', home, '/home/aiko/.config/csp', '/home/aiko/.local/state/csp'],
    [
      'XDG variables move them',
      { XDG_CONFIG_HOME: '/x/config', XDG_STATE_HOME: '/x/state' },
      'linux',
      home,
      '/x/config/csp',
      '/x/state/csp',
    ],
    [
      'relative XDG values are ignored, empty ones too',
      { XDG_CONFIG_HOME: 'x', XDG_STATE_HOME: '' },
      'linux',
      home,
      '/home/aiko/.config/csp',
      '/home/aiko/.local/state/csp',
    ],
    [
      'other Unixes are like Linux',
      {},
      'freebsd',
      '/usr/home/aiko',
      '/usr/home/aiko/.config/csp',
      '/usr/home/aiko/.local/state/csp',
    ],
    [
      'macOS has Library, and no XDG',
      { XDG_CONFIG_HOME: '/x' },
      'darwin',
      '/Users/aiko',
      '/Users/aiko/Library/Preferences/csp',
      '/Users/aiko/Library/Application Support/csp',
    ],
    [
      'Windows has its two AppData',
      { APPDATA: 'D:\\Roaming', LOCALAPPDATA: 'D:\\Local' },
      'win32',
      'C:\\Users\\aiko',
      'D:\\Roaming\\csp',
      'D:\\Local\\csp',
    ],
    [
      'Windows without variables has them in the home folder',
      {},
      'win32',
      'C:\\Users\\aiko',
      'C:\\Users\\aiko\\AppData\\Roaming\\csp',
      'C:\\Users\\aiko\\AppData\\Local\\csp',
    ],
    [
      'our own variables win',
      { CSP_CONFIG_DIR: '/c', CSP_STATE_DIR: '/s', XDG_CONFIG_HOME: '/x' },
      'linux',
      home,
      '/c',
      '/s',
    ],
    [
      'one of our own leaves the other',
      { CSP_STATE_DIR: 'D:\\s' },
      'win32',
      'C:\\u',
      'C:\\u\\AppData\\Roaming\\csp',
      'D:\\s',
    ],
  ] as const)('%s', (_what, env, platform, userHome, config, state) => {
    expect(directories(env, platform, userHome)).toEqual({ home: userHome, config, state });
  });
});

const refusal = (...given: Parameters<typeof usableDirectories>): unknown => {
  try {
    return usableDirectories(...given);
  } catch (error) {
    return isCspError(error) && { code: error.code, ...error.details };
  }
};

describe('when a folder would not be kept', () => {
  test.each([
    ['~ that nobody expands', { CSP_STATE_DIR: '~/csp-state' }, 'linux', 'CSP_STATE_DIR', '~/csp-state'],
    ['a folder of the moment', { CSP_STATE_DIR: '.csp-state' }, 'linux', 'CSP_STATE_DIR', '.csp-state'],
    ['an empty variable of a script', { CSP_STATE_DIR: '' }, 'linux', 'CSP_STATE_DIR', ''],
    ['a blank one', { CSP_CONFIG_DIR: '  ' }, 'linux', 'CSP_CONFIG_DIR', ''],
    ['settings in a folder of the moment', { CSP_CONFIG_DIR: 'config' }, 'darwin', 'CSP_CONFIG_DIR', 'config'],
    ['a relative path on Windows', { CSP_STATE_DIR: 'state' }, 'win32', 'CSP_STATE_DIR', 'state'],
  ] as const)('%s is refused', (_what, env, platform, flag, given) => {
    const expected = platform === 'win32' ? 'C:\\…' : '/…';
    expect(refusal(env, platform, home)).toEqual({ code: 'argumentInvalid', flag, given, expected });
  });
});

describe('when a user has no home folder', () => {
  const both = { CSP_CONFIG_DIR: '/c', CSP_STATE_DIR: '/s' };
  test('our two variables are enough', () => {
    expect(usableDirectories(both, 'linux', undefined)).toEqual({ home: undefined, config: '/c', state: '/s' });
  });
  test('so are those of the platform', () => {
    const xdg = { XDG_CONFIG_HOME: '/x', XDG_STATE_HOME: '/y' };
    expect(usableDirectories(xdg, 'linux', undefined)).toMatchObject({ config: '/x/csp', state: '/y/csp' });
  });
  test.each(['linux', 'darwin', 'win32'] as const)('on %s it is said which one is missing', (platform) => {
    const missing = (flag: string) => ({ code: 'argumentMissing', flag, command: '' });
    expect(refusal({}, platform, undefined)).toEqual(missing('CSP_STATE_DIR'));
    const { CSP_STATE_DIR } = platform === 'win32' ? { CSP_STATE_DIR: 'C:\\s' } : both;
    expect(refusal({ CSP_STATE_DIR }, platform, undefined)).toEqual(missing('CSP_CONFIG_DIR'));
  });
});

test.each([
  ['Linux', {}, 'linux', home, '/home/aiko/.cache/csp'],
  ['Linux with XDG', { XDG_CACHE_HOME: '/x/cache' }, 'linux', home, '/x/cache/csp'],
  ['a relative XDG', { XDG_CACHE_HOME: 'cache' }, 'linux', home, '/home/aiko/.cache/csp'],
  ['macOS', { XDG_CACHE_HOME: '/x' }, 'darwin', '/Users/aiko', '/Users/aiko/Library/Caches/csp'],
  ['Windows', { LOCALAPPDATA: 'D:\\L' }, 'win32', 'C:\\Users\\aiko', 'D:\\L\\csp-cache'],
  ['Windows without variables', {}, 'win32', 'C:\\Users\\aiko', 'C:\\Users\\aiko\\AppData\\Local\\csp-cache'],
  ['no home', {}, 'linux', undefined, undefined],
] as const)('the cache of %s is apart from its state', (_what, env, platform, userHome, cache) => {
  expect(cacheFolder(env, platform, userHome)).toBe(cache);
  const { state } = directories(env, platform, userHome);
  expect(cache === undefined || !cache.startsWith(`${state}/`)).toBe(true);
});
