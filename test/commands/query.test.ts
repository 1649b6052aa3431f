/** `--query` of every command: refused before anything is read, an error where nothing was changed, else a warning. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contoso, twoLines, windowsServer } from '../operations/operations-bench.ts';
import { type CommandBench, command, type Scene } from './command-bench.ts';

const customer = '--customer contoso.onmicrosoft.com';
const purchase = `buy ${customer} --product DG7GMGF0DVT7 --sku 000C --quantity 5`;
const key = `get-key ${customer} --order f5c3b5ddb342 --version 2022 --language en-US --file-type "64 Bit, ISO"`;
const link = `copy-link ${customer} --order f5c3b5ddb342 --version 2022 --language en-US --file-type "64 Bit, ISO"`;
const willing = '--reason "Ordered twice" --acknowledge --yes';

/** Lists of one order and of one purchase. */
const files = ({ folder }: CommandBench) => {
  const [orders, purchases] = [join(folder, 'orders.csv'), join(folder, 'purchases.csv')];
  writeFileSync(orders, `order,customer\n${twoLines},${contoso.id}\n`);
  writeFileSync(purchases, `customer,product,sku,quantity\n${contoso.domain},DG7GMGF0DVT7,000C,5\n`);
  return { orders, purchases };
};

const changing = (bench: CommandBench): readonly string[] => [
  key,
  `${link} --print`,
  `${purchase} --yes`,
  `buy --file ${files(bench).purchases} --yes --again`,
  `cancel ${windowsServer} ${customer} ${willing}`,
  `cancel --file ${files(bench).orders} ${willing}`,
];

const reading = (bench: CommandBench): readonly string[] => [
  'customers',
  `catalog ${customer}`,
  `list-software ${customer}`,
  'list-software --all-customers',
  `orders ${customer}`,
  'policy list',
  'policy show 2022-10',
  `policy explain f5c3b5ddb342 ${customer}`,
  'activity',
  'activity --verify',
  'activity --chart',
  'runs list',
  'runs show last',
  'runs export last',
  'copy-link --expiring 365d',
  `support-request ${customer} --order f5c3b5ddb342 --reason x`,
  'support-request --list',
  'config list',
  'sandbox status',
  'doctor',
  'whoami',
  `${purchase} -n`,
  `buy --file ${files(bench).purchases} -n`,
  `cancel ${windowsServer} ${customer} -n`,
  `cancel --file ${files(bench).orders} --reason x -n`,
];

/** Nothing is asked of the service, and no journal opened. */
const untouched: Scene = {
  partner: () => {
    throw new Error('the service was asked');
  },
  journal: () => {
    throw new Error('the journal was opened');
  },
};

command('when a query cannot be read, then no command reads or changes anything', async (bench) => {
  for (const line of [...changing(bench), ...reading(bench)]) {
    for (const query of ['a..b', 'a.', "'open", 'lenght(@)', 'sort_by(@, a)']) {
      const { stdout, failure } = await bench.csp(`${line} --query "${query}"`, untouched);
      expect([line, query, stdout, failure]).toMatchObject([line, query, '', { code: 'queryInvalid' }]);
    }
  }
});

command(
  'when a query does not fit and nothing was changed, then it is an error and nothing is printed',
  async (bench) => {
    await bench.csp(`cancel --file ${files(bench).orders} ${willing}`);
    for (const line of reading(bench)) {
      const { stdout, stderr, failure } = await bench.csp(`${line} --query "abs(keys({a: to_array(@)})[0])"`);
      expect([line, stdout, failure]).toMatchObject([line, '', { code: 'queryInvalid', details: { function: 'abs' } }]);
      expect([line, stderr]).not.toEqual([line, expect.stringContaining('could not be applied')]);
    }
  },
);

command('when a query does not fit what was changed, then all of it comes with a warning', async (bench) => {
  for (const line of changing(bench)) {
    const { stdout, stderr, failure } = await bench.csp(`${line} --query "abs(keys({a: to_array(@)})[0])"`);
    expect([line, failure]).toEqual([line, null]);
    expect([line, JSON.parse(stdout)]).toEqual([line, expect.anything()]);
    expect([line, stderr]).toEqual([line, expect.stringContaining('--query could not be applied to this')]);
  }
});

command(
  'when a change was asked for and refused before it was sent, then a query that does not fit is an error',
  async (bench) => {
    await bench.csp(`cancel ${windowsServer} ${customer} ${willing}`);
    const line = `cancel ${windowsServer} ${customer} ${willing} --query "abs(keys({a: to_array(@)})[0])"`;
    const { stdout, failure } = await bench.csp(line);
    expect([stdout, failure]).toMatchObject(['', { code: 'queryInvalid' }]);
  },
);
