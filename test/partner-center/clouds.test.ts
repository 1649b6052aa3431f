/** The clouds that a setting may name: the list, and this very machine. */
import { findCloud } from '../../src/backends/partner-center/clouds.ts';
import { createSettingsBench } from '../settings/settings-bench.ts';

test.each([
  ['global', 'global', 'https://api.partnercenter.microsoft.com'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['https://localhost:443/', 'https://localhost', 'https://localhost'],
  ['http://[::1]:8080/', 'http://[::1]:8080', 'http://[::1]:8080'],
])('%s is a cloud, and may be set', (given, name, apiOrigin) => {
  expect(findCloud(given)).toMatchObject({ name, apiOrigin });
  const bench = createSettingsBench();
  expect(bench.open({ env: { CSP_CLOUD: given } }).get('cloud')).toBe(given);
  bench.remove();
});

test.each([
  'http://me:secret@127.0.0.1:8080',
  'http://127.0.0.1:8080/v1',
  'http://127.0.0.1:8080/?',
  'http://127.0.0.1.example',
  'ftp://127.0.0.1',
  'constructor',
])('%s is none', (given) => expect(findCloud(given)).toBeUndefined());
