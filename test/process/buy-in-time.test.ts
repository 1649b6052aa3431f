/** A purchase that is looked for does not outlast `--max-duration`, and the same command finds it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inEmulatedSession, signIn } from './emulated-session.ts';
import type { Session } from './session.ts';

const row = 'contoso.onmicrosoft.com,DG7GMGF0DWTL,0001,1';
const files = ['buy', '--file', 'buy.csv', '--yes', '--accept-unknown-price', '-o', 'jsonl'];

const countOrders = async ({ run }: Session): Promise<number> =>
  Number((await run('csp orders --customer contoso.onmicrosoft.com -o json --query "length(@)"')).stdout);

test('when the time is up while a purchase is looked for, then the run ends, and the same command finds it', async () => {
  await inEmulatedSession(
    async (emulated) => {
      const { session, faults } = emulated;
      await signIn(emulated);
      writeFileSync(join(session.home, 'buy.csv'), ['customer,product,sku,quantity', row, ''].join('\n'));
      const before = await countOrders(session);
      faults.push({ on: 'checkout', reset: 'after' });
      const running = session.csp([...files, '--max-duration', '3s']);
      while (faults.length > 0) await pause(10);
      // From now on nobody can see what the customer has.
      for (let count = 0; count < 9; count += 1) faults.push({ on: 'orders', blackHole: true });
      const cut = await running;
      const error = JSON.parse(cut.stderr.trimEnd().split('\n').at(-1) ?? '').error;
      expect([cut.exitCode, error.code, error.retryable]).toEqual([7, 'timeout', true]);
      expect(cut.stderr).toContain('1 in doubt: run the same command again');
      faults.length = 0;
      const again = await session.csp(files);
      expect([again.exitCode, JSON.parse(again.stdout).outcome]).toEqual([0, 'ordered']);
      expect((await countOrders(session)) - before).toBe(1);
    },
    { remembers: 'none' },
  );
});
