/** The emulator under `--timeout`: it ends when it says so. */
import { inSession } from './session.ts';

test('when the time of csp sandbox serve is up, then it is said and the server ends', async () => {
  await inSession(async ({ run }) => {
    const { stdout, stderr, exitCode } = await run('timeout --foreground -s KILL 15 csp sandbox serve --timeout 1s');
    expect({ exitCode, stdout }).toEqual({ exitCode: 7, stdout: expect.stringContaining('CSP_CLOUD=') });
    expect(stderr).toContain('1 second');
  });
});
