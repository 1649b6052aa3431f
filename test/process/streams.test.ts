/** T61: every byte arrives at a slow reader, and a reader that leaves is no accident. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixedAt, openSession } from './session.ts';

// Credits shrink from second to second: on a clock that stands still two lists are the same.
const session = openSession(fixedAt(Date.UTC(2026, 10, 21)));
const { run } = session;
beforeAll(() => run('csp sandbox seed --orders 4000'));
afterAll(() => session.close());

const everything = 'csp list-software --all-customers -o json';

test('two million bytes arrive at a reader that is slow to begin', async () => {
  await run(`${everything} > all`);
  const written = readFileSync(join(session.home, 'all'));
  expect(written.length).toBeGreaterThan(2_000_000);
  expect(Array.isArray(JSON.parse(written.toString()))).toBe(true);
  const { stdout } = await run(`${everything} | (sleep 1; sha256sum) ; sha256sum < all`);
  const [piped, direct] = stdout.split('\n');
  expect(piped).toBe(direct);
});

test.each(['jsonl', 'json', 'csv', 'tsv', 'yaml', 'table'])(
  '%s into head -n 1 ends quietly, and well',
  async (format) => {
    const line = `csp list-software --all-customers -o ${format} -q | head -n 1 > first; echo "\${PIPESTATUS[0]}"`;
    expect(await run(line)).toEqual({ stdout: '0\n', stderr: '', exitCode: 0 });
  },
);

test('help into a closed pipe ends quietly', async () => {
  expect(await run('csp --help | true; echo "${PIPESTATUS[0]}"')).toEqual({ stdout: '0\n', stderr: '', exitCode: 0 });
});

test('help that the program itself writes ends quietly too, every time', async () => {
  const { stdout, stderr } = await run(
    'for i in {1..200}; do csp --lang ja --help | true; echo "${PIPESTATUS[0]}"; done | sort | uniq -c | tr -s " "',
  );
  expect({ stdout, stderr }).toEqual({ stdout: ' 200 0\n', stderr: '' });
});

test('help on a full disk is told', async () => {
  expect((await run('csp --lang ja --help > /dev/full')).exitCode).toBe(10);
});

test('work goes on when nobody reads its report', async () => {
  const cancel = 'csp cancel c403d91b21d2 --customer contoso.onmicrosoft.com --reason x --acknowledge --yes -q -o json';
  expect(await run(`${cancel} | true; echo "\${PIPESTATUS[0]}"`)).toEqual({
    stdout: '0\n',
    stderr: 'SANDBOX · nothing here is real\n',
    exitCode: 0,
  });
  const { stdout } = await run(
    `csp list-software --customer contoso.onmicrosoft.com --status cancel-pending --fields orderId,line`,
  );
  expect(stdout).toBe('2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1\t0\n2y6dF_rVgDAXMxypQPPnTquuXhKVK_3N1\t1\n');
});

test('a full disk is told', async () => {
  const { stderr, exitCode } = await run('csp customers -o json > /dev/full');
  expect({ error: JSON.parse(stderr).error, exitCode }).toEqual({
    error: expect.objectContaining({ code: 'storageFailed', details: { path: 'stdout', reason: 'ENOSPC' } }),
    exitCode: 10,
  });
});

test('closed streams do no harm', async () => {
  expect(await run('csp customers --limit 1 --ids <&-')).toEqual({
    stdout: 'd7f1f601-f19a-4f01-b392-5cadb0112e71\n',
    stderr: '',
    exitCode: 0,
  });
  expect(await run('csp sandbox status --fields orders -o json 2>&- | wc -l')).toMatchObject({ exitCode: 0 });
});

test.each([
  ['a wrong flag', 'csp customers --nope -o json', 2],
  ['a missing file', 'csp sandbox import missing.csv --yes -o json', 3],
  ['a rule', 'csp cancel 3ab104f632ef --customer contoso.onmicrosoft.com --acknowledge --yes --reason x -o json', 6],
  [
    'a wrong amount',
    'csp buy --customer contoso.onmicrosoft.com --product DG7GMGF0DVT7 --sku 000C --quantity 1 --max-total 1 --currency USD -y -o json',
    8,
  ],
  ['an unknown customer', 'csp orders --customer nobody -o json', 11],
])('with a machine format the last line on stderr is the error: %s', async (_, line, expected) => {
  const { stderr, exitCode } = await run(line);
  const { error } = JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '');
  expect({ exitCode, told: error.exitCode, fields: Object.keys(error) }).toEqual({
    exitCode: expected,
    told: expected,
    fields: ['code', 'message', 'hint', 'exitCode', 'retryable', 'requestId', 'correlationId', 'details'],
  });
});
