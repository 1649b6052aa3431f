import { directories } from '../../src/directories.ts';

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
      { CSP_STATE_DIR: 'D:\\s', CSP_CONFIG_DIR: '' },
      'win32',
      'C:\\u',
      'C:\\u\\AppData\\Roaming\\csp',
      'D:\\s',
    ],
  ] as const)('%s', (_what, env, platform, userHome, config, state) => {
    expect(directories(env, platform, userHome)).toEqual({ home: userHome, config, state });
  });
});
