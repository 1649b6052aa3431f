/** Command lines that csp prints for people to run come from one place; see `src/core/rules/suggestion.ts`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commandNames } from '../../src/program.ts';

const root = resolve(__dirname, '../../src');

/** Static texts, the same in every world: `--help`, `csp help TOPIC`, and scripts of shells. */
const isHelp = (path: string): boolean =>
  /^locales\/[a-z-]+\/(?:help|run-help|topics)\.ts$/.test(path) || path === 'commands/completion.ts';

const inText = new RegExp(`['"\`“「«\\s(:：]csp (?:(?:${commandNames.join('|')})\\b|\\$\\{)`);

/** Comments, the examples of `--help`, names of commands in failures, and the reports of runs, which are no command lines. */
const isOther = (line: string): boolean =>
  /^\s*(?:\/\/|\/?\*)/.test(line) ||
  line.includes("'argumentMissing'") ||
  line.includes('`csp ${command}`, abilityCell');

/** The lines of a file without its examples. */
const linesOf = (text: string): readonly string[] =>
  text.replace(/^(?:export )?const examples\b[^=]*= (?:\[[\s\S]*?\];|\{[\s\S]*?^\};)/gm, '').split('\n');

test('no text and no command builds a command line of its own', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(300);
  const found = files
    .filter((path) => !isHelp(path))
    .flatMap((path) =>
      linesOf(readFileSync(join(root, path), 'utf8'))
        .filter((line) => inText.test(line) && !isOther(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
  // The trace names the version, not a command.
  expect(found.filter((line) => !line.includes('csp ${version}, node'))).toEqual([]);
});

test('what is looked for would be found', () => {
  for (const line of [
    '  why: `Look:\\n  csp runs show ${d.runId}`,',
    "say('csp orders --customer x')",
    'x: `“csp login”`',
  ])
    expect(inText.test(line) && !isOther(line)).toBe(true);
});
