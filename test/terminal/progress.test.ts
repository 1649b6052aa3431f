/** Progress: rewritten on a terminal, a line a minute in a log, with a guess of what is left. */
import { PassThrough } from 'node:stream';
import type { Progress } from '../../src/core/ports/environment.ts';
import { loadMessages } from '../../src/locales/messages.ts';
import { createProgress } from '../../src/terminal/progress.ts';

const open = async (columns: number | null) => {
  const clock = { at: 0, now: (): number => clock.at };
  const stream = new PassThrough({ encoding: 'utf8' });
  const lines: string[] = [];
  const progress = createProgress({
    clock,
    message: (await loadMessages('en')).text.software.progress,
    terminal: columns === null ? null : { stream, columns },
    say: (line) => lines.push(line),
  });
  const sent = (): string => String(stream.read() ?? '');
  return { clock, progress, lines, sent, stream };
};

/** A customer each `ms` milliseconds. */
const run = ({ clock, progress }: { clock: { at: number }; progress: Progress }, ms: number, to: number): void => {
  for (let done = 1; done <= to; done += 1) {
    clock.at = done * ms;
    progress.show(done, 500);
  }
};

test('on a terminal the line is written anew twice a second, and goes without a trace', async () => {
  const bench = await open(80);
  run(bench, 250, 4);
  expect(bench.sent()).toBe('2 of 500 customers\r\u001b[K4 of 500 customers');
  bench.progress.clear();
  bench.progress.clear();
  expect(bench.sent()).toBe('\r\u001b[K');
});

test('after some seconds it says how long it takes', async () => {
  const bench = await open(80);
  const line = (at: number, done: number): string => {
    bench.clock.at = at;
    bench.progress.show(done, 500);
    return bench.sent().replace('\r\u001b[K', '');
  };
  expect([line(4_999, 12), line(5_999, 12), line(60_000, 250), line(90_000, 499), line(91_000, 500)]).toEqual([
    '12 of 500 customers',
    '12 of 500 customers, about 4 minutes left',
    '250 of 500 customers, about 1 minute left',
    '499 of 500 customers, less than a minute left',
    '500 of 500 customers, less than a minute left',
  ]);
});

test('where nobody watches there is a line a minute', async () => {
  const bench = await open(null);
  run(bench, 1_000, 130);
  expect(bench.lines).toEqual([
    '60 of 500 customers, about 7 minutes left',
    '120 of 500 customers, about 6 minutes left',
  ]);
});

test('a line that a terminal is too narrow for is left out, and without a total there is the count', async () => {
  const narrow = await open(20);
  run(narrow, 3_000, 5);
  expect(narrow.sent()).toBe('1 of 500 customers\r\u001b[K');
  const endless = await open(80);
  endless.clock.at = 60_000;
  endless.progress.show(1, null);
  expect(endless.sent()).toBe('1 customer');
});

test('a terminal that has gone away is no failure', async () => {
  const { stream, progress, clock } = await open(80);
  stream.destroy(new Error('EIO'));
  clock.at = 60_000;
  progress.show(1, 500);
  await new Promise((resolve) => setImmediate(resolve));
  expect(stream.destroyed).toBe(true);
});

test.each([
  ['ja', '顧客 500 件中 12 件、残り約 2 分'],
  ['zh-TW', '500 位客戶，已讀取 12 位，大約還要 2 分鐘'],
  ['ru', '12 из 500\u00a0клиентов, осталось около 2\u00a0минут'],
] as const)('in %s', async (lang, line) => {
  const { progress } = (await loadMessages(lang)).text.software;
  expect(progress({ done: 12, total: 500, minutesLeft: 2 })).toBe(line);
});
