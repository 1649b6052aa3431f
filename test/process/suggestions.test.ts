/** What people are told to run stays in the world that their flags chose, and runs as it stands. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isHole } from '../../src/core/rules/holes.ts';
import { inSession, type Session } from './session.ts';

const contoso = '--customer contoso.onmicrosoft.com';
const cal = '--product DG7GMGF0DVT7 --sku 000C --quantity 5 --yes';

/** Lines that end with a command to run. Each in a fresh sandbox. */
const lines = [
  `csp cancel 3ab104f632ef ${contoso} --reason x --acknowledge --yes`,
  `csp cancel ORDER-1 ${contoso} --reason x --acknowledge --yes`,
  'csp cancel --file orders.csv --plan-out plan.json',
  'csp cancel --file orders.csv --reason x --plan-out plan.json',
  'csp cancel --file orders.csv --reason x --acknowledge --yes --try-anyway',
  'csp cancel --file closed.csv --reason x --acknowledge --yes --try-anyway --fail-fast --concurrency 1',
  `csp buy ${contoso} ${cal}`,
  `csp buy ${contoso} ${cal} -q; csp buy ${contoso} ${cal}`,
  `csp buy ${contoso} --product NO-SUCH-PRODUCT --quantity 1 --yes`,
  'csp orders --customer nobody',
  'csp customers --search nobody -q; csp list-software --customer o',
  `csp orders ${contoso} --order 000000000000`,
  `csp get-key ${contoso} --order 000000000000`,
  `csp copy-link ${contoso} --order 000000000000`,
  `csp support-request ${contoso} --order f5c3b5ddb342 --reason x`,
  'csp policy show 1999-01',
  'csp runs show 00000000',
  'csp catalog --country ZZ --search x; csp customers --query "[?"',
];

const commandsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|\n)(?:Try: | {2})?(csp [a-z].*)(?=\n)/g)].map(([, line = '']) => line);

const prepare = ({ home }: Session): void => {
  writeFileSync(join(home, 'orders.csv'), 'customer,order\ncontoso.onmicrosoft.com,f5c3b5ddb342\n');
  const closed = ['3ab104f632ef', 'c403d91b21d2'].map((order) => `contoso.onmicrosoft.com,${order}\n`);
  writeFileSync(join(home, 'closed.csv'), `customer,order\n${closed.join('')}`);
};

const world = '--profile acme --backend sandbox';
const inWorld = (line: string): string => line.replaceAll(/\bcsp [a-z-]+/g, `$& ${world}`);

const isOfNoWorld = (command: string): boolean => /^csp (?:help|sandbox)\b|--help/.test(command);
const lacksWords = (command: string): boolean => command.split(' ').some((word) => isHole(word.replaceAll("'", '')));

test.each(lines)('what is suggested keeps profile and backend, and runs: %s', (line) =>
  inSession(async (session) => {
    const { run } = session;
    prepare(session);
    await run('csp config set backend sandbox --profile acme');
    const { stderr } = await run(`${inWorld(line)} > /dev/null`);
    const { stderr: again } = await run(
      `csp sandbox reset --yes -q; rm -f plan.json; ${inWorld(line)} -o json > /dev/null`,
    );
    const last = again.trim().split('\n').at(-1) ?? '';
    const hint: unknown = last.startsWith('{') ? JSON.parse(last).error.hint : null;
    const commands = [...commandsIn(stderr), ...(typeof hint === 'string' ? [hint] : [])];
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      expect([isOfNoWorld(command) || command.endsWith(` ${world}`), command]).toEqual([true, command]);
      const { exitCode } = await run(`${command} > /dev/null 2>&1`);
      // What lacks something is refused for it, and nothing else is.
      expect([command, exitCode === 2]).toEqual([command, lacksWords(command)]);
    }
  }),
);
