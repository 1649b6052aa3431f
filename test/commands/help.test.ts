/** `csp help TOPIC` and `csp completion SHELL`: texts without a world behind them. */
import { exitCodes } from '../../src/core/errors.ts';
import { acts } from '../../src/core/rules/roles.ts';
import { command } from './command-bench.ts';

const topics = ['environment', 'exit-codes', 'output', 'auth', 'roles', 'policies', 'flags'];

command('when a topic is asked for, then there is a text in every language', async ({ csp }) => {
  for (const lang of ['en', 'ja', 'zh-TW', 'ru'] as const) {
    for (const topic of topics) {
      const { stdout, stderr, failure } = await csp(`help ${topic}`, { lang });
      expect([failure, stderr]).toEqual([null, '']);
      expect(stdout.length).toBeGreaterThan(100);
      expect(stdout).not.toMatch(/undefined|\[object|NaN|\{config\}|\{state\}/);
    }
  }
});

command('when exit codes are asked for, then every one has its line', async ({ csp }) => {
  const { stdout } = await csp('help exit-codes');
  const lines = stdout.split('\n').filter((line) => /^ *\d+ {2}/.test(line));
  expect(lines.map((line) => line.trim().split(/ +/).slice(0, 2))).toEqual(
    Object.entries(exitCodes).map(([name, code]) => [String(code), name]),
  );
});

command(
  'when roles are asked for, then every act is there with its roles; flags, with every global flag',
  async ({ csp }) => {
    const roles = (await csp('help roles')).stdout;
    for (const act of acts) expect(roles).toMatch(new RegExp(`^ {2}${act} `, 'm'));
    const flags = (await csp('help flags')).stdout;
    for (const flag of [
      '--output',
      '--query',
      '--yes',
      '--dry-run',
      '--no-input',
      '--lang',
      '--timeout',
      '--version',
    ]) {
      expect(flags).toContain(flag);
    }
  },
);

command('when there is no such topic, then those that there are are named', async ({ csp }) => {
  expect((await csp('help nothing')).failure).toEqual({ code: 'topicNotFound', details: { query: 'nothing', topics } });
  expect((await csp('help constructor')).failure).toMatchObject({ code: 'topicNotFound' });
});

command('when a command’s help is asked for, then in both ways, and without running it', async ({ csp }) => {
  const [long, short] = [await csp('help cancel'), await csp('cancel --help')];
  expect(long).toEqual(short);
  expect(long.failure).toBe(0);
  expect(long.stdout).toMatch(/^Usage: csp cancel \[options\] \[order\.\.\.\]\n/);
  expect((await csp('help sandbox clock set')).stdout).toMatch(/^Usage: csp sandbox clock set \[options\] <time>\n/);
  expect((await csp('')).stdout).toMatch(/^Usage: csp /);
  expect(await csp('--version')).toMatchObject({ stdout: '1.2.3\n', failure: 0 });
});

command('when a completion script is asked for, then it hands the words to __complete', async ({ csp }) => {
  for (const shell of ['bash', 'zsh', 'fish', 'pwsh'])
    expect((await csp(`completion ${shell}`)).stdout).toMatch(/csp __complete '?--'? /);
  expect((await csp('completion tcsh')).failure).toEqual({
    code: 'argumentInvalid',
    details: { flag: 'SHELL', given: 'tcsh', expected: 'bash, zsh, fish, pwsh' },
  });
});
