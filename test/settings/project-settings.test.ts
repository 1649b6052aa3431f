/** What a project's file may set: how things look, and guards only tighter. */
import { createSettingsBench, failureOf, type SettingsBench } from './settings-bench.ts';

let bench: SettingsBench;
beforeEach(() => {
  bench = createSettingsBench();
});
afterEach(() => bench.remove());

describe('when a project’s file would loosen what guards', () => {
  test.each([
    ['{"backend": "sandbox"}', 'backend'],
    ['{"cloud": "http://127.0.0.1:8080"}', 'cloud'],
    ['{"tenant": "evil.example"}', 'tenant'],
    ['{"clientId": "01234567-89ab-cdef-0123-456789abcdef"}', 'clientId'],
    ['{"contact": {"email": "me@evil.example"}}', 'contact.email'],
    ['{"contact": {"name": "Me"}}', 'contact.name'],
    ['{"contact": {"phone": "12345"}}', 'contact.phone'],
    ['{"downloads": {"contract": "2018"}}', 'downloads.contract'],
    ['{"links": {"keysPortal": "https://evil.example"}}', 'links.keysPortal'],
    ['{"links": {"keysHelp": "https://evil.example"}}', 'links.keysHelp'],
    ['{"debug": true}', 'debug'],
    ['{"input": false}', 'input'],
    ['{"protected": false}', 'protected'],
    ['{"protected": "maybe"}', 'protected'],
    ['{"profiles": {"acme": {"protected": false}}}', 'profiles.acme.protected'],
  ])('then %s is refused by name, and counts for nothing', async (text, key) => {
    bench.userSays('{"protected": true, "profiles": {"acme": {"protected": true}}}');
    const before = bench.open();
    const own = before.get(key);
    bench.projectSays(text);
    const settings = bench.open();
    expect(await failureOf(() => settings.checkProject())).toEqual({
      code: 'settingNotForProject',
      details: {
        key,
        file: bench.projectPath,
        ...(key === 'protected' ? { only: 'true' } : {}),
        keys: ['output', 'lang', 'color', 'requestsPerMinute', 'protected', 'profile', 'progress'],
      },
    });
    expect([settings.get(key), settings.list().find(({ origin }) => origin === 'refused')]).toEqual([
      own,
      expect.objectContaining({ key, source: bench.projectPath }),
    ]);
    expect(await failureOf(() => before.checkProject())).toBe('did not fail');
  });

  test.each([
    ['500', undefined, '70', '70'],
    ['500', undefined, '900', '500'],
    ['90', undefined, '100', '90'],
    ['90', '60', '70', '60'],
    ['60', '90', '70', '70'],
  ])('then of %s (profile: %s) and the project’s %s the lower counts: %s', (user, ofProfile, project, counts) => {
    const profiles = { acme: { backend: 'sandbox', requestsPerMinute: ofProfile ?? null } };
    bench.userSays(JSON.stringify({ requestsPerMinute: user, profile: 'acme', profiles }));
    bench.projectSays(JSON.stringify({ requestsPerMinute: Number(project) }));
    expect(bench.open().get('requestsPerMinute')).toBe(counts);
  });

  test('then it may protect, and say how things look', async () => {
    bench.projectSays('{"protected": true, "lang": "ja", "output": "json", "color": "never", "progress": false}');
    const settings = bench.open();
    settings.checkProject();
    const seen = ['protected', 'lang', 'output', 'color', 'progress'].map(settings.get);
    expect(seen).toEqual(['true', 'ja', 'json', 'never', 'false']);
  });
});
