import { execFile } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import type { View } from '../../src/core/ports/environment.ts';
import { createOutput } from '../../src/terminal/output.ts';
import { createSink } from '../../src/terminal/sink.ts';
import { type Bundled, bundleScript } from './bundled-script.ts';
import { captureOutput } from './captured-output.ts';

const pipeTo = (stream: PassThrough) => ({ isTerminal: false, sink: createSink(stream, 'stdout', false) });

interface Row {
  readonly id: number;
}
const view: View<Row> = {
  json: ({ id }) => ({ id }),
  fields: ['id'],
  id: ({ id }) => String(id),
  columns: [
    { title: 'Id', cell: ({ id }) => String(id), priority: 1 },
    { title: 'Description', cell: () => 'x'.repeat(30), priority: 2 },
    { title: 'More', cell: () => 'y'.repeat(30), priority: 3 },
  ],
  empty: 'None.',
};

describe('the format', () => {
  test.each([
    [{}, 'tsv', false],
    [{ isTerminal: true }, 'table', true],
    [{ isTerminal: true, format: 'json' }, 'json', false],
    [{ format: 'table' }, 'table', false],
  ] as const)('of %j is %s', (options, format, isTable) => {
    const { output } = captureOutput(options);
    const isTerminal = 'isTerminal' in options;
    expect([output.format, output.isTable, output.stdoutIsTerminal]).toEqual([format, isTable, isTerminal]);
  });
});

describe('narration', () => {
  const narrated = async (narration: 'quiet' | 'normal' | 'verbose'): Promise<readonly string[]> => {
    const { output, stdout, stderr } = captureOutput({ narration });
    output.say(({ name }) => `Saying ${name}`, { name: 'a\nb' });
    output.warn(({ name }) => `Warning of ${name}`, { name: 'c\u001b[2J' });
    output.verbose(({ name }) => `Detail ${name}`, { name: 'd' });
    await output.flush();
    return [stdout(), ...stderr().split('\n')];
  };

  test('is on stderr, and never hostile', async () => {
    expect(await narrated('normal')).toEqual(['', 'Saying a\\u{a}b', 'Warning of c\\u{1b}[2J', '']);
  });
  test('leaves only warnings with --quiet', async () => {
    expect(await narrated('quiet')).toEqual(['', 'Warning of c\\u{1b}[2J', '']);
  });
  test('says more with --verbose', async () => {
    expect(await narrated('verbose')).toEqual(['', 'Saying a\\u{a}b', 'Warning of c\\u{1b}[2J', 'Detail d', '']);
  });
  test('tells which columns are not shown', async () => {
    const narrow = captureOutput({ isTerminal: true, width: 40 });
    const quiet = captureOutput({ isTerminal: true, width: 40, narration: 'quiet' });
    for (const { output } of [narrow, quiet]) await output.list(view, [{ id: 1 }]);
    expect([narrow.stderr(), quiet.stderr()]).toEqual(['Not shown: More.\n', '']);
  });
});

test('documents end with one line end, and a secret stands alone', async () => {
  const { output, stdout } = captureOutput();
  await output.document('one\n\ttwo');
  await output.document('three\n');
  await output.secret('AAAA-BBBB');
  expect(stdout()).toBe('one\n\ttwo\nthree\nAAAA-BBBB\n');
});

describe('streams', () => {
  const options = {
    stderr: () => ({ stream: new PassThrough(), hasColor: false }),
    width: 80,
    hasColor: false,
    narration: 'normal',
    messages: { queryFailed: () => '', droppedColumns: () => '' },
  } as const;
  const endless = async function* (made: { count: number }): AsyncGenerator<Row> {
    for (; made.count < 100_000; made.count += 1) yield { id: made.count };
  };

  test('no more rows are asked for than the reader takes', async () => {
    const stdout = new PassThrough();
    const made = { count: 0 };
    const listing = createOutput({ ...options, stdout: pipeTo(stdout), format: 'jsonl' }).list(view, endless(made));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const stopped = made.count;
    stdout.resume();
    expect([stopped < 5_000, await listing]).toEqual([true, 100_000]);
  });

  test('a reader that goes away while we wait for it does not hold up the work', async () => {
    const stdout = new PassThrough();
    const output = createOutput({ ...options, stdout: pipeTo(stdout), format: 'jsonl' });
    const listing = output.list(view, endless({ count: 0 }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    expect(await listing).toBe(100_000);
    await output.flush();
  });
});

describe('T61: real pipes', () => {
  const program = `
    import { createOutput } from './output.ts';
    import { createSink } from './sink.ts';
    const output = createOutput({
      stdout: { isTerminal: false, sink: createSink(process.stdout, 'stdout', false) }, stderr: () => ({ stream: process.stderr, hasColor: false }), format: 'jsonl', width: 80, narration: 'normal',
      hasColor: false, messages: { droppedColumns: () => '' },
    });
    const view = { json: (id) => ({ id: String(id).padStart(11, '0') }), fields: ['id'], id: String, columns: [], empty: '' };
    const rows = Array.from({ length: 100_000 }, (_, index) => index);
    const run = async () => {
      const count = await output.list(view, rows);
      output.say(({ count }) => count + ' rows', { count });
      await output.flush();
    };
    run().then(() => { process.exitCode = 6; }, (error) => {
      process.exitCode = error.exitCode;
      process.stderr.write(error.code + ' ' + JSON.stringify(error.details));
    });
  `;
  let script: Bundled;
  beforeAll(async () => {
    script = await bundleScript(program);
  });
  afterAll(() => script.remove());

  /** Runs a bash line in which `$CSP` is the program; it says the program's own exit code last. */
  const shell = async (line: string): Promise<readonly string[]> => {
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', line], {
      env: { ...process.env, CSP: `${process.execPath} ${script.path}` },
    });
    return [stdout.trim(), stderr.trim()];
  };

  test('2,000,000 bytes arrive at a slow reader', async () => {
    expect(await shell('$CSP | (sleep 1; wc -c); echo ${PIPESTATUS[0]}')).toEqual(['2100000\n6', '100000 rows']);
  });

  test('a reader that takes one line ends nothing: the work goes on, its exit code stands, no stack trace', async () => {
    expect(await shell('$CSP | head -1; echo ${PIPESTATUS[0]}')).toEqual(['{"id":"00000000000"}\n6', '100000 rows']);
  });

  test('a closed stderr ends nothing either', async () => {
    expect(await shell('{ $CSP 2>&1 >/dev/null | true; echo ${PIPESTATUS[0]}; }')).toEqual(['6', '']);
    expect(await shell('$CSP 2>&- | wc -l')).toEqual(['100000', '']);
  });

  test('a full disk is a failure of its own', async () => {
    expect(await shell('$CSP > /dev/full; echo $?')).toEqual([
      '10',
      '100000 rows\nstorageFailed {"path":"stdout","reason":"ENOSPC"}',
    ]);
  });
});
