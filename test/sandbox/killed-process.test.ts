import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../src/sqlite.ts';
import { bundleScript, type Scripts } from './child-process.ts';
import { contoso, openTestSandbox } from './open-test-sandbox.ts';

/** Buys and cancels until it is killed; says each order once its purchase is answered, then once its cancellation is. */
const body = `
  const { writeSync } = await import('node:fs');
  const cal = { catalogItemId: 'DG7GMGF0DVT7:000C:DG7GMGF0FVZM', quantity: 3, term: 'P3Y', billingCycle: 'one_time' } as const;
  for (;;) {
    const cart = await backend.createCart('${contoso}', [cal, cal], randomUUID());
    const [order] = (await backend.checkoutCart('${contoso}', cart.id, randomUUID())).orders;
    const id = order === undefined ? '' : order.id;
    writeSync(1, 'bought ' + id + '\\n');
    await backend.requestCancel({ customerId: '${contoso}', orderId: id, lines: 'all', requestId: randomUUID() });
    writeSync(1, 'cancelled ' + id + '\\n');
  }`;

const rounds = 12;

let scripts: Scripts;
beforeAll(async () => {
  scripts = await bundleScript(body);
});
afterAll(() => scripts.remove());

test('after kill -9 in the middle of writes every answer still holds, and no order is half there', async () => {
  const path = join(scripts.folder, 'sandbox.db');
  openTestSandbox(path, { now: Date.now() }).backend.close();
  const lines: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const child = scripts.start(path);
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    // From its first answer on, at another point of its work in each round.
    if (child.stdout) await once(child.stdout, 'data');
    await sleep(5 + round * 7);
    child.kill('SIGKILL');
    await once(child, 'close');
    lines.push(...Buffer.concat(chunks).toString('utf8').split('\n').slice(0, -1));
  }
  const acknowledged = (word: string): readonly string[] =>
    lines.filter((line) => line.startsWith(word)).map((line) => line.slice(word.length + 1));
  expect(acknowledged('bought').length).toBeGreaterThanOrEqual(rounds);

  const database = openDatabase(path);
  expect(database.all<{ integrity_check: string }>('PRAGMA integrity_check').map((row) => row.integrity_check)).toEqual(
    ['ok'],
  );
  expect(database.all('PRAGMA foreign_key_check')).toEqual([]);
  const halves = database.all<{ id: string }>(
    `SELECT o.id FROM orders o JOIN audit_record a ON a.order_id = o.id AND a.operation_type = 'create_order'
      WHERE (SELECT count(*) FROM order_line l WHERE l.order_id = o.id) <> 2
         OR (SELECT count(*) FROM order_line l WHERE l.order_id = o.id AND cancelled_at IS NOT NULL)
            <> (SELECT count(*) FROM audit_record r WHERE r.order_id = o.id AND r.operation_type = 'update_order')`,
  );
  expect(halves).toEqual([]);
  database.close();

  const { backend } = openTestSandbox(path, { now: Date.now() });
  for (const id of acknowledged('bought')) expect((await backend.getOrder(contoso, id)).lineItems).toHaveLength(2);
  for (const id of acknowledged('cancelled')) expect((await backend.getOrder(contoso, id)).status).toBe('cancelled');
  await backend.close();
});
