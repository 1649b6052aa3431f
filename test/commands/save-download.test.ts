import { command } from './command-bench.ts';

const asked = 'copy-link --customer contoso.onmicrosoft.com --order f5c3b5ddb342 --download .';

command('behind a link of the embedded sandbox there is no file, and none is taken', async ({ csp }) => {
  expect((await csp(asked)).failure).toEqual({ code: 'downloadNotReal', details: {} });
  const { stdout } = await csp('copy-link --expiring 365d -o json');
  expect(JSON.parse(stdout)).toEqual([]);
});

command('the file or the link, not both', async ({ csp }) => {
  expect((await csp(`${asked} --print --message`)).failure).toEqual({
    code: 'argumentsConflict',
    details: { flags: ['--download', '--print', '--message'] },
  });
});
