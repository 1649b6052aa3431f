/** Lists of purchases in real processes: bought once, though the journal is lost, killed half-way or run under another name. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSession, program, type Session } from './session.ts';

const header = 'customer,product,sku,quantity';
interface Item {
  readonly customerDomain: string;
  readonly productId: string;
  readonly skuId: string;
  /** In cents. */
  readonly price: number;
}

/** So many things with a price, each of another SKU or for another customer, in one currency. */
const itemsOf = async ({ run }: Session, count: number): Promise<readonly Item[]> => {
  const read = async <T>(line: string): Promise<readonly T[]> => JSON.parse((await run(`${line} -o json`)).stdout);
  const customers = await read<{ readonly domain: string; readonly country: string }>('csp customers');
  const offers = await read<Item & { readonly unitPrice: { readonly amount: string } | null }>(
    'csp catalog --country US --kind perpetual',
  );
  const items = customers
    .filter(({ country }) => country === 'US')
    .flatMap(({ domain }) =>
      offers.flatMap(({ productId, skuId, unitPrice }) =>
        unitPrice === null
          ? []
          : [{ customerDomain: domain, productId, skuId, price: Math.round(Number(unitPrice.amount) * 100) }],
      ),
    );
  expect(items.length).toBeGreaterThan(count);
  return items.slice(0, count);
};

const write = ({ home }: Session, name: string, items: readonly Item[]): void => {
  const lines = items.map(({ customerDomain, productId, skuId }) => `${customerDomain},${productId},${skuId},7`);
  writeFileSync(join(home, name), [header, ...lines, ''].join('\n'));
};

/** How often each of them was ordered, seven at a time. */
const bought = async ({ run }: Session, items: readonly Item[]): Promise<readonly number[]> => {
  const { stdout } = await run('csp list-software --all-customers --kind perpetual -o json');
  const lines: readonly (Item & { readonly quantity: number })[] = JSON.parse(stdout);
  return items.map(
    (item) =>
      lines.filter(
        ({ customerDomain, productId, skuId, quantity }) =>
          customerDomain === item.customerDomain &&
          productId === item.productId &&
          skuId === item.skuId &&
          quantity === 7,
      ).length,
  );
};

const each = (count: number, times: number): readonly number[] => Array.from({ length: count }, () => times);
const last = (stderr: string): { readonly [name: string]: unknown } =>
  JSON.parse(stderr.trim().split('\n').at(-1) ?? '').error;
const buy = 'csp buy --yes -q -o json';

test('T19: where the journal is lost half-way, likely repetitions stop the list, and --again=skip buys the others', async () => {
  await inSession(async (session) => {
    const items = await itemsOf(session, 20);
    write(session, 'first.csv', items.slice(0, 10));
    write(session, 'all.csv', items);
    expect((await session.run(`${buy} --file first.csv`)).exitCode).toBe(0);
    rmSync(join(session.home, 'state/activity.db'));
    const stopped = await session.run(`${buy} --file all.csv`);
    expect([stopped.exitCode, last(stopped.stderr)['code']]).toEqual([8, 'repeatPurchase']);
    expect(stopped.stderr.match(/^ {2}Line \d+:/gm)).toHaveLength(10);
    expect(await bought(session, items)).toEqual([...each(10, 1), ...each(10, 0)]);
    const skipped = await session.run(`${buy} --file all.csv --again=skip`);
    const rows: readonly { readonly outcome: string; readonly orderId: string }[] = JSON.parse(skipped.stdout);
    const outcomes = rows.map(({ outcome }) => outcome);
    // Each of them names the order that it would repeat.
    expect(new Set(rows.map(({ orderId }) => orderId ?? '')).size).toBe(20);
    expect([skipped.exitCode, outcomes]).toEqual([
      0,
      [...Array(10).fill('already-ordered'), ...Array(10).fill('ordered')],
    ]);
    expect(await bought(session, items)).toEqual(each(20, 1));
  });
});

test('T70: the same list under another name is stopped, and bought again with --again', async () => {
  await inSession(async (session) => {
    const items = await itemsOf(session, 4);
    write(session, 'one.csv', items.slice(0, 3));
    expect((await session.run(`${buy} --file one.csv`)).exitCode).toBe(0);
    write(session, 'two.csv', items);
    expect((await session.run(`${buy} --file two.csv`)).exitCode).toBe(8);
    expect(await bought(session, items)).toEqual([1, 1, 1, 0]);
    expect((await session.run(`${buy} --file two.csv --again`)).exitCode).toBe(0);
    expect(await bought(session, items)).toEqual([2, 2, 2, 1]);
  });
});

test('T71: a list that is dearer than the limit, or priced in another currency, buys nothing', async () => {
  await inSession(async (session) => {
    const items = await itemsOf(session, 3);
    write(session, 'list.csv', items);
    const cents = items.reduce((sum, { price }) => sum + 7 * price, 0);
    const asMoney = (amount: number): string => (amount / 100).toFixed(2);
    const dear = await session.run(`${buy} --file list.csv --max-total ${asMoney(cents - 1)} --currency USD`);
    expect([dear.exitCode, last(dear.stderr)]).toMatchObject([
      8,
      {
        code: 'priceAboveLimit',
        details: { price: { amount: asMoney(cents) }, limit: { amount: asMoney(cents - 1) } },
      },
    ]);
    const other = await session.run(`${buy} --file list.csv --max-total 999999 --currency EUR`);
    expect([other.exitCode, last(other.stderr)['code']]).toEqual([8, 'currencyMismatch']);
    expect(await bought(session, items)).toEqual(each(3, 0));
    const enough = await session.run(`${buy} --file list.csv --max-total ${asMoney(cents)} --currency USD`);
    expect([enough.exitCode, await bought(session, items)]).toEqual([0, each(3, 1)]);
  });
});

test('a list whose process is killed again and again is bought once', async () => {
  await inSession(async (session) => {
    const items = await itemsOf(session, 25);
    write(session, 'list.csv', items);
    const words = [program, 'buy', '--file', 'list.csv', '--yes', '-q', '-o', 'json', '--concurrency', '2'];
    for (let ms = 60; ms <= 300; ms += 20) {
      const child = spawn(process.execPath, words, { cwd: session.home, env: session.env, stdio: 'ignore' });
      const timer = setTimeout(() => child.kill('SIGKILL'), ms);
      await once(child, 'close');
      clearTimeout(timer);
    }
    const ended = await session.run(`${buy} --file list.csv`);
    expect([ended.exitCode, await bought(session, items)]).toEqual([0, each(25, 1)]);
    expect((await session.run('csp activity --verify')).exitCode).toBe(0);
  });
});
