/** The completion script in a real bash: it registers itself and answers with what the program offers. */
import { openSession } from './session.ts';

const session = openSession();
afterAll(() => session.close());

/** What bash offers in place of the last word. */
const completed = async (...words: readonly string[]): Promise<readonly string[]> => {
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const { stdout, stderr } = await session.run(
    `source <(csp completion bash); COMP_WORDS=(csp ${quoted}); COMP_CWORD=${words.length}; _csp; printf '%s\\n' "\${COMPREPLY[@]}"`,
  );
  expect(stderr).toBe('');
  return stdout.trimEnd().split('\n');
};

test('it is registered for csp', async () => {
  const { stdout } = await session.run('source <(csp completion bash); complete -p csp');
  expect(stdout).toBe('complete -o default -F _csp csp\n');
});

test.each([
  [['comp'], ['completion']],
  [['c'], ['cancel', 'catalog', 'completion', 'config', 'copy-link', 'customers']],
  [
    ['sandbox', ''],
    ['as', 'clock', 'download', 'exec', 'fault', 'import', 'reset', 'seed', 'serve', 'status'],
  ],
  [['sandbox', 'clock', 's'], ['set']],
  [['list-software', '--ki'], ['--kind']],
  [['list-software', '--kind', 'p'], ['perpetual']],
  [
    ['--lang', ''],
    ['en', 'ja', 'ru', 'zh-TW'],
  ],
  [['-o', 'json', 'cust'], ['customers']],
  [['completion', 'z'], ['zsh']],
])('%j', async (words, expected) => {
  expect(await completed(...words)).toEqual(expected);
});

test('it opens nothing: no sandbox, no settings', async () => {
  await completed('list-software', '--');
  expect((await session.run("find . -name '*.db' -o -name 'config*'")).stdout).toBe('');
});
