/** What people are told to run stays in the world that their flags chose, and runs as it stands. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CspError, type ErrorCode, exitCodeOf } from '../../src/core/errors.ts';
import { isHole } from '../../src/core/rules/holes.ts';
import { createSuggest } from '../../src/core/rules/suggestion.ts';
import { loadErrorTexts } from '../../src/locales/messages.ts';
import { errorJson } from '../../src/terminal/error-view.ts';
import { type CommandBench, createCommandBench, type Outcome } from './command-bench.ts';

const contoso = '--customer contoso.onmicrosoft.com';
const cal = '--product DG7GMGF0DVT7 --sku 000C --quantity 5 --yes';
const consent = '--reason x --acknowledge --yes';

/** Lines that end with a command to run. */
const lines: readonly { readonly line: string; readonly before?: string }[] = [
  { line: `cancel 3ab104f632ef ${contoso} ${consent}` },
  { line: `cancel 000000000000 ${contoso} ${consent}` },
  { line: 'cancel --file ORDERS.csv --plan-out PLAN.json' },
  { line: 'cancel --file ORDERS.csv --reason x --plan-out PLAN.json' },
  { line: `cancel --file CLOSED.csv ${consent}` },
  { line: `cancel --file CLOSED.csv ${consent} --try-anyway --fail-fast --concurrency 1` },
  { line: `buy ${contoso} ${cal}` },
  { line: `buy ${contoso} ${cal}`, before: `buy ${contoso} ${cal}` },
  { line: `buy ${contoso} --product NO-SUCH-PRODUCT --quantity 1 --yes` },
  { line: 'orders --customer nobody' },
  { line: `orders ${contoso} --order 000000000000` },
  { line: `get-key ${contoso} --order 000000000000` },
  { line: `copy-link ${contoso} --order 000000000000` },
  { line: `support-request ${contoso} --order f5c3b5ddb342 --reason x` },
  { line: 'policy show 1999-01' },
  { line: 'runs show 00000000' },
];

const world = { profile: 'acme', backend: 'sandbox' };
const flags = '--profile acme --backend sandbox';

const prepare = async (bench: CommandBench): Promise<(line: string) => string> => {
  await bench.csp('config set backend sandbox --profile acme');
  const rows = (orders: readonly string[]) =>
    `customer,order\n${orders.map((order) => `contoso.onmicrosoft.com,${order}\n`).join('')}`;
  writeFileSync(join(bench.folder, 'ORDERS.csv'), rows(['f5c3b5ddb342']));
  writeFileSync(join(bench.folder, 'CLOSED.csv'), rows(['3ab104f632ef', 'c403d91b21d2']));
  return (line) => line.replace(/(ORDERS\.csv|CLOSED\.csv|PLAN\.json)/g, `${bench.folder}/$1`);
};

/** On standard error, and as the hint and the message of the failure. */
const commandsIn = async ({ stderr, failure }: Outcome): Promise<readonly string[]> => {
  if (failure === null || typeof failure === 'number') return linesOf(stderr);
  const error = new CspError(failure.code as ErrorCode, failure.details as CspError['details']);
  const { hint, message } = JSON.parse(errorJson(error, await loadErrorTexts('en'), createSuggest(world))).error;
  return [...linesOf(`${stderr}\n${message}`), ...(hint === null ? [] : [hint])];
};

const linesOf = (text: string): readonly string[] =>
  [...text.matchAll(/^(?: {2})?(csp [a-z].*)$/gm)].map(([, line = '']) => line);

const lacksWords = (command: string): boolean => command.split(' ').some((word) => isHole(word.replaceAll("'", '')));

/** A question that a person answers is not asked for by a word that is missing. */
const questions = ['confirmationNeeded', 'acknowledgementNeeded'];

const isUsage = ({ failure }: Outcome): boolean =>
  typeof failure === 'number' ||
  (failure !== null && exitCodeOf(failure.code as ErrorCode) === 2 && !questions.includes(failure.code));

test.each(lines)('what is suggested keeps profile and backend, and runs: $line', async ({ line, before }) => {
  const bench = await createCommandBench();
  try {
    const place = await prepare(bench);
    if (before !== undefined) await bench.csp(`${before} ${flags}`);
    const commands = await commandsIn(await bench.csp(`${place(line)} ${flags}`));
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      expect(command.endsWith(` ${flags}`) ? flags : command).toBe(flags);
      const again = await bench.csp(command.slice('csp '.length).replaceAll("'", '"'));
      // What lacks something is refused for it, and nothing else is.
      expect([command, isUsage(again)]).toEqual([command, lacksWords(command)]);
    }
  } finally {
    await bench.close();
  }
});
