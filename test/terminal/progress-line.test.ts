import { Writable } from 'node:stream';
import { loadMessages } from '../../src/locales/messages.ts';
import { createProgressLine } from '../../src/terminal/progress-line.ts';

const draw = async (width: number, steps: readonly (readonly [at: number, done: number])[]): Promise<string> => {
  let written = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      written += String(chunk);
      done();
    },
  });
  let now = 0;
  const clock = { now: () => now, sleep: async () => {} };
  const { text } = await loadMessages('en');
  const line = createProgressLine({ stream, width, clock, words: text.link.progress });
  for (const [at, done] of steps) {
    now = at;
    line.show(done, 100e6);
  }
  line.end();
  return written.replaceAll('\r\x1b[2K', '|');
};

test('the time left is told by what came in this run, and not told too often', async () => {
  const steps = [
    [0, 40e6],
    [100, 41e6],
    [1000, 50e6],
  ] as const;
  expect(await draw(80, steps)).toBe('|40.0 of 100.0 MB (40 %)|50.0 of 100.0 MB (50 %), 0:05 left|');
});

test('on a narrow terminal there is the share only', async () => {
  expect(await draw(10, [[0, 40e6]])).toBe('|40 %|');
});

test('what never began leaves nothing', async () => {
  expect(await draw(80, [])).toBe('');
});
