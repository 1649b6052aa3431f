/** Progress: a bar on a terminal, a line a minute in a log, with a guess of what is left. */
import { PassThrough } from 'node:stream';
import type { Progress, ProgressMessage } from '../../src/core/ports/environment.ts';
import { loadMessages } from '../../src/locales/messages.ts';
import { createProgress } from '../../src/terminal/progress.ts';

const open = async (columns: number | null, given?: ProgressMessage) => {
  const clock = { at: 0, now: (): number => clock.at };
  const stream = new PassThrough({ encoding: 'utf8' });
  const lines: string[] = [];
  const size = { columns: columns ?? 0 };
  const message = given ?? (await loadMessages('en')).text.software.progress;
  const terminal = columns === null ? null : { stream, columns: () => size.columns };
  let look = (): void => undefined;
  const repeat = (act: () => void) => {
    look = act;
    return () => {
      look = () => undefined;
    };
  };
  const progress = createProgress({ clock, message, terminal, say: (line) => lines.push(line), repeat });
  const sent = (): string => String(stream.read() ?? '');
  const line = (at: number, done: number, total: number | null = 500): string => {
    clock.at = at;
    progress.show(done, total);
    return sent().replace('\r\u001b[K', '');
  };
  return { clock, progress, lines, tick: () => look(), sent, stream, line, size };
};

/** A customer each `ms` milliseconds. */
const run = ({ clock, progress }: { clock: { at: number }; progress: Progress }, ms: number, to: number): void => {
  for (let done = 0; done <= to; done += 1) {
    clock.at = done * ms;
    progress.show(done, 500);
  }
};

test('on a terminal the bar is drawn anew a few times a second, and goes without a trace', async () => {
  const bench = await open(80);
  run(bench, 125, 4);
  const bar = `[${'.'.repeat(20)}]   0 %  `;
  expect(bench.sent()).toBe(
    `${bar}0 of 500 customers\r\u001b[K${bar}2 of 500 customers\r\u001b[K${bar}4 of 500 customers`,
  );
  bench.progress.clear();
  bench.progress.clear();
  expect(bench.sent()).toBe('\r\u001b[K');
});

test('while nothing comes, it is looked at all the same, until it is over', async () => {
  for (const columns of [80, null]) {
    const { progress, clock, lines, sent, tick } = await open(columns);
    progress.show(1, 500);
    sent();
    progress.hide();
    sent();
    for (clock.at = 1_000; clock.at <= 120_000; clock.at += 1_000) tick();
    const drawn = sent().split('\r\u001b[K').length;
    expect(columns === null ? lines : drawn).toEqual(columns === null ? Array(2).fill('0 %  1 of 500 customers') : 1);
    progress.clear();
    clock.at = 500_000;
    tick();
    expect([sent(), lines.length]).toEqual([columns === null ? '' : '\r\u001b[K', columns === null ? 2 : 0]);
  }
});

test('after some seconds it says how long it takes', async () => {
  const { line } = await open(80);
  const bar = (filled: number): string => `[${'#'.repeat(filled)}${'.'.repeat(20 - filled)}]`;
  expect([
    line(0, 0),
    line(4_999, 12),
    line(5_999, 12),
    line(60_000, 250),
    line(90_000, 499),
    line(91_000, 500),
  ]).toEqual([
    `${bar(0)}   0 %  0 of 500 customers`,
    `${bar(0)}   2 %  12 of 500 customers`,
    `${bar(0)}   2 %  12 of 500 customers, about 4 minutes left`,
    `${bar(10)}  50 %  250 of 500 customers, about 1 minute left`,
    `${bar(19)}  99 %  499 of 500 customers, less than a minute left`,
    `${bar(20)} 100 %  500 of 500 customers, less than a minute left`,
  ]);
});

test('what was done before took no time now', async () => {
  const message = (await loadMessages('en')).text.link.progress;
  const { line } = await open(80, (d) => message({ ...d, total: d.total ?? d.done }));
  const bar = `[${'#'.repeat(16)}....]  80 %  `;
  expect([line(0, 4e9, 5e9), line(1_000, 4.02e9, 5e9), line(10_000, 4.04e9, 5e9)]).toEqual([
    `${bar}4000.0 of 5000.0 MB`,
    `${bar}4020.0 of 5000.0 MB`,
    `${bar}4040.0 of 5000.0 MB, about 4 minutes left`,
  ]);
});

test('where nobody watches there is a line a minute', async () => {
  const bench = await open(null);
  run(bench, 1_000, 130);
  expect(bench.lines).toEqual([
    '12 %  60 of 500 customers, about 7 minutes left',
    '24 %  120 of 500 customers, about 6 minutes left',
  ]);
});

test('a terminal that is narrow, or gets narrow, is told less; without a total there is the count', async () => {
  const { line, size } = await open(40);
  line(0, 0);
  const told = [40, 35, 20].map((columns, at) => {
    size.columns = columns;
    return line((at + 1) * 1_000, 50);
  });
  expect(told).toEqual(['[#.........]  10 %  50 of 500 customers', ' 10 %  50 of 500 customers', '10 %']);
  expect(line(60_000, 1, null)).toBe('1 customer');
});

test('a terminal that has gone away is no failure', async () => {
  const { stream, progress, clock } = await open(80);
  stream.destroy(new Error('EIO'));
  progress.show(0, 500);
  clock.at = 60_000;
  progress.show(1, 500);
  await new Promise((resolve) => setImmediate(resolve));
  expect(stream.destroyed).toBe(true);
});

test.each([
  ['ja', '顧客 500 件中 12 件、残り約 2 分', '500.0 MB 中 12.0 MB、残り 1 分未満'],
  ['zh-TW', '500 位客戶，已讀取 12 位，大約還要 2 分鐘', '12.0 / 500.0 MB，剩下不到 1 分鐘'],
  ['ru', '12 из 500\u00a0клиентов, осталось около 2\u00a0минут', '12.0 из 500.0 МБ, осталось меньше минуты'],
] as const)('in %s', async (lang, customers, bytes) => {
  const { software, link } = (await loadMessages(lang)).text;
  expect(software.progress({ done: 12, total: 500, minutesLeft: 2 })).toBe(customers);
  expect(link.progress({ done: 12e6, total: 500e6, minutesLeft: 0 })).toBe(bytes);
});
