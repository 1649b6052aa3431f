/** What `csp buy` says to try next can be pasted: each command runs as it is printed. */
import { openSession } from './session.ts';

const session = openSession();
afterAll(() => session.close());

const buy = 'csp buy --customer contoso.onmicrosoft.com';
const cal = '--product DG7GMGF0DVT7 --sku 000C --quantity 5';

beforeAll(() => session.run(`${buy} ${cal} --yes`));

const errorOf = (stderr: string) => JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '').error;

test.each([
  [`${buy} ${cal} --yes`, 8],
  [`${buy} --product NOPE --quantity 1 --yes`, 11],
  [`${buy} --product DG7GMGF0DVT7 --sku NOPE --quantity 1 --yes`, 11],
  [`csp buy --customer nobody ${cal} --yes`, 11],
  [`csp buy --customer 'Northwind Traders' ${cal} --yes`, 2],
  [`${buy} ${cal} --queue`, 2],
  ['csp buy --customer cohowinery.onmicrosoft.com --product DZH318Z0BQ36 --sku 004G --quantity 1 --yes', 6],
])('%s', async (line, code) => {
  const { stderr, exitCode } = await session.run(`${line} -q -o json`);
  const { hint } = errorOf(stderr);
  expect(exitCode).toBe(code);
  expect((await session.run(hint)).exitCode).toBe(0);
});

test('each of the SKUs that are offered can be given as it is printed, and so can what is expected', async () => {
  const { stderr } = await session.run(`${buy} --product DG7GMGF0DVT7 --quantity 5 --again -n -o json`);
  const skus: readonly string[] = errorOf(stderr).details.choices;
  expect(skus).toHaveLength(4);
  const words = ['--product', 'DG7GMGF0DVT7', '--quantity', '5', '--again', '-n', '--currency', 'USD'];
  const limit = await session.csp([...buy.split(' ').slice(1), ...words, '--max-total', '1,5', '-o', 'json']);
  const { expected } = errorOf(limit.stderr).details;
  for (const sku of skus) {
    const ended = await session.csp([...buy.split(' ').slice(1), ...words, '--max-total', expected, '--sku', sku]);
    expect(ended.exitCode).toBe(0);
  }
});
