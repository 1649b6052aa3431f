/** T53: what names do to the question of a bulk command: nothing. */

import { runInTerminal } from '../process/terminal.ts';
import { inBench } from './bench.ts';
import { hostileOutput } from './invariants.ts';
import { isSend } from './ledger.ts';
import { orderFile } from './world.ts';

const hostileName = `Good\rEvil\b\b\b\b\u001b[1A\u001b]0;title\u0007\u202Eelbon${'x'.repeat(300)}`;

test('T53: the count and the money stand in the question, whatever the customer is called', async () => {
  await inBench({ orders: 6, customers: 2, customerName: hostileName }, async (bench) => {
    bench.write('orders.csv', orderFile(bench.orders));
    const line = 'csp cancel --file orders.csv --reason mistake --acknowledge';
    const { sent, questions, exitCode } = await runInTerminal(bench, line, { answers: ['6'], env: { CI: '' } });
    expect(exitCode).toBe(0);
    // The question runs on to a second line of the screen.
    const shown = (questions[0] ?? []).map((text) => text.replaceAll('\u00a0', ' '));
    const asked = shown
      .slice(shown.findIndex((text) => text.startsWith('? ')))
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim();
    expect(asked).toBe(
      '? This cancels 6 orders of 2 customers, estimated credit USD 7,056.00. Type the number of orders to go on:',
    );
    // Prompts and progress use escapes of their own; nothing of a name gets through.
    const named = sent
      .split('\n')
      .filter((shown) => /Good|Evil|elbon|title/.test(shown))
      .join('\n');
    expect(hostileOutput(new Map([['the terminal', named.replace(/\u001b\[[0-9;?]*[A-Za-z]|\r/g, '')]]))).toEqual([]);
    expect(bench.ledger().filter(isSend).length).toBe(6);
    await bench.check();
  });
});
