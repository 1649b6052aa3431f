/** A list with nothing in it: from another program it is a quiet day, from a file it is a mistake. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSession } from './session.ts';

const quiet = 'csp list-software --customer litware.onmicrosoft.com --deadline-within 1h';
const consent = '--customer litware.onmicrosoft.com --reason x --acknowledge --yes';

test('a nightly job does not fail on a day on which no deadline is near', () =>
  inSession(async ({ run }) => {
    for (const format of ['--ids', '-o json', '-o csv', '-o tsv', '-o jsonl']) {
      const ended = await run(`set -o pipefail; ${quiet} ${format} 2>/dev/null | csp cancel - ${consent}`);
      expect([format, ended.exitCode, ended.stdout]).toEqual([format, 0, '']);
      expect(ended.stderr).toContain('Standard input is empty: there is nothing to do.\n');
    }
    expect(await run(`printf '' | csp cancel - ${consent} -o json -q`)).toMatchObject({ exitCode: 0, stdout: '[]\n' });
    expect(await run("printf '' | csp buy --file - --yes")).toMatchObject({ exitCode: 0, stdout: '' });
    expect((await run(`printf '' | csp cancel - ${consent} --expect-count 3`)).exitCode).toBe(8);
  }));

test('the reports of a quiet day are written, day after day', () =>
  inSession(async ({ run }) => {
    for (const day of ['a', 'b']) {
      const ended = await run(`printf '' | csp cancel - ${consent} --results ${day}.csv --summary ${day}.md`);
      expect([ended.exitCode, ended.stderr.includes('finished')]).toEqual([0, false]);
      expect((await run(`grep -c 'every line is done' ${day}.md`)).stdout).toBe('1\n');
    }
  }));

test('a list that failed is no quiet day where the shell looks at it', () =>
  inSession(async ({ run }) => {
    const failing = 'csp list-software --customer nobody.example --ids';
    expect((await run(`set -o pipefail; ${failing} | csp cancel - ${consent}`)).exitCode).not.toBe(0);
  }));

test.each([
  'csp cancel --file empty.csv',
  'csp cancel - < empty.csv',
  'csp cancel - < /dev/null',
  'csp cancel --file rows.csv',
])('an empty list that no program wrote is refused: %s', (line) =>
  inSession(async ({ home, run }) => {
    writeFileSync(join(home, 'empty.csv'), '');
    writeFileSync(join(home, 'rows.csv'), 'order,customer\n');
    const { exitCode, stderr } = await run(`${line} ${consent} -o json`);
    expect([exitCode, JSON.parse(stderr.trim().split('\n').at(-1) ?? '').error.code]).toEqual([3, 'inputRefused']);
  }),
);
