/** Large and endless lists: read or refused in little time and memory, from files, FIFOs and pipes. */
import { execFileSync } from 'node:child_process';
import { createWriteStream, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { row, toText } from '../sandbox/reconciliation-text.ts';
import { bundleReader, type Outcome, type ReaderProcess } from './reader-process.ts';

let reader: ReaderProcess;
beforeAll(async () => {
  reader = await bundleReader();
});
afterAll(() => reader.remove());

/** Time is the processor's, so that a busy machine does not count. */
const expectLittle = ({ cpuSeconds, peakMegabytes }: Outcome): void => {
  expect(cpuSeconds).toBeLessThan(5);
  expect(peakMegabytes).toBeLessThan(250);
};

/** Writes as much as the reader takes. */
const feed = async (pieces: Iterable<string>): Promise<Outcome> => {
  const { child, outcome } = reader.start('-');
  if (child.stdin === null) throw new Error('no pipe');
  await pipeline(Readable.from(pieces), child.stdin).catch(() => {});
  return outcome;
};

function* repeated(piece: string, times: number): Generator<string> {
  for (let count = 0; count < times; count += 1) yield piece;
}

const ids = (count: number): string =>
  Array.from({ length: count }, (_, index) => `a${String(index).padStart(11, '0')}\n`).join('');

test('T40: 50,000 rows of a reconciliation file', async () => {
  const path = join(reader.folder, 'reconciliation.csv');
  const rows = Array.from({ length: 50_000 }, (_, index) =>
    row({ OrderId: `a${index}`, CustomerName: '"縮小", Ltd.\n', SubscriptionId: 'x'.repeat(300) }),
  );
  writeFileSync(path, toText(rows));
  const outcome = await reader.start(path).outcome;
  expect(outcome).toMatchObject({ rows: 50_000 });
  expectLittle(outcome);
});

test('T40, T49: 50,000 JSON lines through a pipe', async () => {
  const outcome = await feed(Array.from({ length: 50_000 }, (_, index) => `{"order":"a${index}","customer":"x"}\n`));
  expect(outcome).toMatchObject({ rows: 50_000 });
  expectLittle(outcome);
});

test('T50: a file of five gigabytes', async () => {
  const path = join(reader.folder, 'sparse');
  writeFileSync(path, 'order\n');
  truncateSync(path, 5_000_000_000);
  const outcome = await reader.start(path).outcome;
  expect(outcome).toMatchObject({ rows: 'tooLarge', line: null });
  expectLittle(outcome);
});

test.each([
  ['ids', ids(1000), '', 'tooManyRows', 100_001],
  ['a table', ids(1000), 'order\n', 'tooManyRows', 100_002],
  ['JSON lines', '{"order":"a"}\n'.repeat(1000), '', 'tooManyRows', 100_001],
  ['a JSON array', '"a",\n'.repeat(1000), '[', 'tooManyRows', 100_001],
  ['blank lines', '\n'.repeat(1000), 'a\n', 'tooManyRows', 100_001],
])('T50: ten million rows of %s', async (_, thousand, start, reason, line) => {
  const outcome = await feed(
    (function* () {
      yield start;
      yield* repeated(thousand, 10_000);
    })(),
  );
  expect(outcome).toMatchObject({ rows: reason, line });
  expectLittle(outcome);
});

const megabyte = 'x'.repeat(1_000_000);

test.each([
  ['of a table', 'order,reason\na,"', megabyte],
  ['of a table, in lines', 'order,reason\na,"', megabyte.replace(/x{100}/g, '$&\n')],
  ['of commas', 'order,reason\na', ','.repeat(1_000_000)],
  ['of JSON', '\n[{"order":"', megabyte],
  ['of JSON, with spaces', '\n[{', megabyte.replace(/x{100}/g, '\n')],
  ['of a line of JSON', '{"order":"a"}\n{"order":"', megabyte],
])('T50: one field of a hundred megabytes %s', async (_, start, piece) => {
  const outcome = await feed(
    (function* () {
      yield start;
      yield* repeated(piece, 100);
    })(),
  );
  expect(outcome).toMatchObject({ rows: 'tooLarge', line: 2 });
  expectLittle(outcome);
});

test('T49: a list through a FIFO', async () => {
  const path = join(reader.folder, 'fifo');
  execFileSync('mkfifo', [path]);
  const { outcome } = reader.start(path);
  await pipeline(
    Readable.from(['order,cust', 'omer\r', '\nc403d91b21d2,x\r\n', 'f5c3b5ddb342,y']),
    createWriteStream(path),
  );
  expect(await outcome).toMatchObject({ rows: 2, line: null });
});

test('what is refused is refused at once, whoever still holds the pipe', async () => {
  const { child, outcome } = reader.start('-');
  child.stdin?.write(`order,price\n${'a,1\n'.repeat(9)}`);
  expect(await outcome).toMatchObject({ rows: 'columnUnknown', line: 1 });
  child.stdin?.destroy();
});
