/** A cancellation that is ended half-way, by its time or by a signal: what was done is told, the rest was not tried. */
import { join } from 'node:path';
import { inSession } from './session.ts';

const orders = ['c403d91b21d2', 'f5c3b5ddb342', '2d2f6be21174', 'dc57d9c30646', '3f43ecea0135', 'a39d20709a3c/1'];
const slow = { NODE_OPTIONS: `--require ${join(__dirname, 'slow-steps.cjs')}` };

test.each([
  ['--timeout', (words: string) => `${words} --timeout 6s`, 'timeout', 7],
  [
    'Ctrl-C',
    (words: string) => `timeout --foreground -s INT 6 ${words.replace('csp', '"$(command -v csp)"')}`,
    'interrupted',
    130,
  ],
  [
    'SIGTERM',
    (words: string) => `timeout --foreground 6 ${words.replace('csp', '"$(command -v csp)"')}`,
    'terminated',
    143,
  ],
] as const)(
  'when %s ends it between two orders, then every order has its rows and the same command goes on',
  async (_way, end, code, exit) => {
    await inSession(async ({ run }) => {
      const words = `csp cancel ${orders.join(' ')} --customer contoso.onmicrosoft.com --reason x --acknowledge --yes --concurrency 1 -o json`;
      await run('csp sandbox status');
      const { stdout, stderr } = await run(end(words), { env: slow });
      const rows: readonly { outcome: string; code: string | null }[] = JSON.parse(stdout);
      const outcomes = rows.map((row) => `${row.outcome} ${row.code}`);
      const done = outcomes.filter((outcome) => outcome === 'cancelled null').length;
      expect([done > 0, done < rows.length, rows.length]).toEqual([true, true, 6]);
      expect(outcomes.slice(done)).toEqual(Array(6 - done).fill('not-tried null'));
      expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '').error).toMatchObject({ code, exitCode: exit });

      const again = await run(words);
      const after: readonly { outcome: string }[] = JSON.parse(again.stdout);
      expect(after.map(({ outcome }) => outcome)).toEqual([
        ...Array(done).fill('cancelled'),
        ...Array(6 - done).fill('cancelled'),
      ]);
      expect(again.exitCode).toBe(0);
    });
  },
);
