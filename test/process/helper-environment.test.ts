/** T56: programs that help csp are handed no secret in their environment. */
import { helperEnvironment } from '../../src/core/rules/helper-environment.ts';

test('a helper finds its way, and gets neither secrets nor tokens nor what steers Node', () => {
  const needed = {
    PATH: '/bin',
    HOME: '/h',
    DISPLAY: ':0',
    DBUS_SESSION_BUS_ADDRESS: 'unix:x',
    SystemRoot: 'C:',
    LC_ALL: 'C',
  };
  const others = Object.fromEntries(
    'CSP_CLIENT_SECRET ACTIONS_ID_TOKEN_REQUEST_TOKEN GITHUB_TOKEN CI_JOB_TOKEN SYSTEM_ACCESSTOKEN AWS_SECRET_ACCESS_KEY NODE_OPTIONS NODE_DEBUG CSP_DEBUG HTTPS_PROXY'
      .split(' ')
      .map((name) => [name, 'canary']),
  );
  expect(helperEnvironment({ ...needed, ...others })).toEqual(needed);
});
