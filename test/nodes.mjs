/**
 * Runs the tests of the parts that depend on what a Node brings along on the oldest Node that we support and on each later
 * line: `npm run test:nodes [-- [--results FOLDER] [VERSION…]]`. The newest, and whichever is named, also runs all tests of
 * the built program; the oldest runs its transcripts, as `npm test` runs the rest on its line. Each Node comes from its npm package.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const root = dirname(import.meta.dirname);
const supported = ['20.17.0', '22.23.3', '24.21.0', '26.10.0'];
const parts = ['sandbox', 'state', 'rules', 'edge', 'exam/sandbox'];
/** The tests of the built program that a Node runs. */
const programTests = { [supported[0]]: ['process/transcripts'], [supported.at(-1)]: ['process'] };

const run = (command, args, env = process.env) =>
  spawnSync(command, args, { cwd: root, env, stdio: 'inherit' }).status === 0;

/** The path of a Node, fetched into `.cache/` once. */
const nodeOf = (version) => {
  const { platform, arch } = process;
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
  const folder = join(root, '.cache', 'nodes', version);
  const path = join(folder, 'node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node');
  const install = ['install', '--prefix', folder, '--ignore-scripts', '--no-save', '--silent', `${name}@${version}`];
  if (!existsSync(path) && !run('npm', install)) throw new Error(`${name}@${version} could not be installed`);
  return path;
};

const { values, positionals } = parseArgs({ options: { results: { type: 'string' } }, allowPositionals: true });
const failed = [];
for (const version of positionals.length > 0 ? positionals : supported) {
  console.log(`Node ${version}`);
  const node = nodeOf(version);
  const results =
    values.results === undefined ? [] : ['--json', `--outputFile=${join(values.results, `node-${version}.json`)}`];
  const program = positionals.length > 0 ? ['process'] : (programTests[version] ?? []);
  const tests = [...program, ...parts].map((name) => `test/${name}`);
  // What the tests start by the name `node` is the same one.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  if (!run(node, ['node_modules/jest/bin/jest.js', ...tests, ...results], env)) failed.push(version);
}
if (failed.length > 0) console.error(`Failed on Node ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
