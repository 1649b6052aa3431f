/**
 * Bundles the program into `dist/`: CommonJS chunks that load each other when used, since a CommonJS start is the
 * fastest one on every Node. esbuild splits ES modules only, so each finished chunk is turned into CommonJS afterwards.
 */

import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';
import { runInThisContext } from 'node:vm';
import { build, transform } from 'esbuild';

const root = import.meta.dirname;
const dist = join(root, 'dist');
const target = 'node20.17';
const languages = ['en', 'ja', 'zh-TW', 'ru'];

/** What a package gets instead of a dependency of its own. */
const standIns = [
  // cli-table3 measures every cell several times over, and string-width takes most of the time of a table.
  ['cli-table3', 'string-width', "module.exports = require('./src/terminal/text-width.ts').textWidth"],
  // Only for commands that are programs of their own; loading it takes longer than the rest of commander.
  ['commander', 'node:child_process', 'module.exports = {}'],
  // Only for colours that a table is asked for by name; ours come from chalk.
  ['cli-table3', '@colors/colors/safe', "throw new Error('tables name no colours')"],
  // Only for settings with a JSON schema; without it conf starts in two thirds of the time.
  ['conf', 'ajv/dist/2020.js', 'export const Ajv2020 = undefined'],
  ['conf', 'ajv-formats', 'export default {}'],
  // Only for prompts that open an editor; its tables of old encodings are two thirds of inquirer's size.
  ['@inquirer/prompts', '@inquirer/editor', 'export default undefined'],
].map(([importer, name, contents]) => ({ importer, name, contents }));

const standInPlugin = {
  name: 'stand-ins',
  setup({ onResolve, onLoad }) {
    for (const { importer, name, contents } of standIns) {
      onResolve({ filter: new RegExp(`^${name}$`) }, (asked) =>
        packageOf(asked.importer) === importer
          ? { path: name, namespace: 'stand-in', pluginData: contents }
          : undefined,
      );
    }
    onLoad({ filter: /.*/, namespace: 'stand-in' }, ({ pluginData }) => ({ contents: pluginData, resolveDir: root }));
  },
};

/** The name of the package that a file belongs to; undefined for our own. */
const packageOf = (path) => /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1].replace('\\', '/');

/** Not everybody has them, so they are not part of the bundle. */
const packages = ['@napi-rs/keyring', '@photostructure/sqlite', '@photostructure/sqlite/package.json'];

const shared = {
  absWorkingDir: root,
  outdir: dist,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target,
  minify: true,
  legalComments: 'none',
  write: false,
  logLevel: 'warning',
};

/** The entry by itself: it must not wait for a second file before it can answer `--help`. */
const bundleEntry = async (programText) => {
  const buildId = createHash('sha256').update(programText).digest('hex').slice(0, 16);
  const { outputFiles, warnings } = await build({
    ...shared,
    entryPoints: { csp: 'bin/csp.ts' },
    format: 'cjs',
    define: { __CSP_BUILD__: JSON.stringify(buildId) },
  });
  failOn(warnings);
  return outputFiles[0].text;
};

const exam = `
export { CspError } from '../../src/core/errors.ts';
export { Secret } from '../../src/core/rules/secret.ts';
export { backendExam } from './backend-exam.ts';
export { statesAll } from './exam-bench.ts';
export { openSandboxBench } from './sandbox-bench.ts';`;

/** For authors of backends: the exam, with a sandbox to build upon. It stands in `dist` as it does here, for it finds the seed from there. */
const bundleExam = async () => {
  const { outputFiles, warnings } = await build({
    ...shared,
    stdin: { contents: exam, loader: 'ts', resolveDir: join(root, 'test', 'exam') },
    format: 'cjs',
    external: packages,
  });
  failOn(warnings);
  return outputFiles[0].text;
};

/** The files of `dist/` by name, still to be written. */
const bundle = async () => {
  const { outputFiles, metafile, warnings } = await build({
    ...shared,
    entryPoints: { main: 'src/main.ts' },
    chunkNames: '[name]-[hash]',
    splitting: true,
    format: 'esm',
    external: packages,
    plugins: [standInPlugin],
    metafile: true,
  });
  failOn(warnings);
  const chunks = new Map();
  for (const { path, text } of outputFiles) {
    const chunk = await transform(text, {
      format: 'cjs',
      platform: 'node',
      target,
      minify: true,
      supported: { 'dynamic-import': false },
      sourcefile: basename(path),
      logLevel: 'warning',
    });
    failOn(chunk.warnings);
    chunks.set(basename(path), chunk.code);
  }
  const files = pack(chunks, metafile);
  files.set('csp.cjs', `#!/usr/bin/env node\n${await bundleEntry(files.get('program.js'))}`);
  files.set(join('test', 'exam', 'backend-exam.cjs'), await bundleExam());
  keep('meta.json', JSON.stringify(metafile));
  files.set('THIRD-PARTY-LICENSES.txt', licenses(Object.keys(metafile.inputs)));
  return files;
};

/**
 * What most runs do without keeps files of its own: packages, the real service, the emulator, languages other than
 * English, lists of orders and purchases with their reports, and the import, whose words in other alphabets would also
 * make V8 take twice the room for all the rest.
 */
const isRare = (input) =>
  /^src\/(locales\/(?!en\/)[a-z-]+\/|backends\/(sandbox\/reconciliation|partner-center\/(?!tokens\/signed-in))|emulator\/)/.test(
    input,
  ) ||
  /^src\/terminal\/jmespath\//.test(input) ||
  /^src\/(account-guard|connect-partner-center|diagnosis|load-backend|limit-file)\.ts$|^src\/input\//.test(input) ||
  /^src\/commands\/((cancel|buy)-file|runs|run-[a-z]+|support-requests-of-run)\.ts$/.test(input) ||
  (input.includes('node_modules/') && !/node_modules\/(commander|cli-table3|chalk|get-east-asian-width)\//.test(input));

/**
 * One file for all chunks of our own: to find, read and compile twenty files takes longer than to skip the functions of
 * one. Each chunk is a function that is compiled when it is first required; the rare ones are functions in files.
 */
const pack = (chunks, { outputs }) => {
  const isApart = (name) => Object.keys(outputs[`dist/${name}`].inputs).some(isRare);
  const asFunction = (code) => `(require,module,exports)=>{${code}}`;
  const [apart, packed] = [[], []];
  for (const [name, code] of chunks) (isApart(name) ? apart : packed).push([name, asFunction(code)]);
  // Read as Latin-1, which is fastest; one letter beyond it would also make V8 hold all of it in twice the room.
  const strange = packed.find(([, code]) => /[^\t\n\r -~]/.test(code));
  if (strange !== undefined) throw new Error(`${strange[0]} holds letters beyond ASCII; write them as escapes`);
  const table = packed.map(([name, code]) => `${JSON.stringify(`./${name}`)}:${code}`).join(',\n');
  return new Map([
    ['program.js', packedFile(table)],
    ...apart.map(([name, code]) => [name, `"use strict";module.exports=${code}`]),
  ]);
};

/** A function, for `load-program.ts` hands the text to V8 as it is: to wrap it there would copy it once more. */
const packedFile = (table) => `(function(exports,require){"use strict";
const load=require,chunks={${table}},loaded={};
const chunk=(id)=>{
  if(!id.startsWith("./"))return load(id);
  if(loaded[id])return loaded[id].exports;
  const module=loaded[id]={exports:{}};
  (chunks[id]||load(id))(chunk,module,module.exports);
  return module.exports;
};
chunk.resolve=load.resolve;
exports.loaded=loaded;
const program=()=>chunk("./main.cjs");
exports.main=(...words)=>program().main(...words);
exports.helpTexts=(...words)=>program().helpTexts(...words);
})`;

/** What is not part of the program: which source went into which chunk, for the test of what each command loads. */
const keep = (name, contents) => {
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(join(root, '.cache', name), contents);
};

/** A warning is how esbuild tells of an `import.meta` that CommonJS does not have. */
const failOn = (warnings) => {
  if (warnings.length > 0) throw new Error(`esbuild warned of ${warnings.length} thing(s), see above`);
};

/**
 * Name, version and licence text of every package that gave code to the bundle. One that is published without the text has
 * that of a neighbour from the same repository under the same licence; without one there is no build.
 */
const licenses = (inputs) => {
  const names = new Set(inputs.map((path) => /(.*node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]));
  names.delete(undefined);
  const packages = [...names].sort().map((folder) => {
    const { name, version, license, repository } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[sc]e/i.test(entry));
    const text = file === undefined ? '' : readFileSync(join(root, folder, file), 'utf8').trim();
    return { name, version, license, text, source: repository?.url };
  });
  const textOf = ({ name, license, source, text }) => {
    const found = text || packages.find((one) => one.text && one.license === license && one.source === source)?.text;
    if (!found || (!text && source === undefined)) throw new Error(`${name} comes without its licence`);
    return found;
  };
  const sections = packages.map((one) => `${one.name} ${one.version} (${one.license})\n\n${textOf(one)}\n`);
  return sections.join(`\n${'-'.repeat(80)}\n\n`);
};

/** The seed of the sandbox's world. */
const fixtures = () => {
  const folder = join(root, 'fixtures', 'sandbox');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(root, path), readFileSync(path)]);
};

const loadPacked = (path) => {
  const exports = {};
  runInThisContext(readFileSync(path, 'latin1'))(exports, createRequire(path));
  return exports;
};

/** Help texts are asked for often and never change: the entry prints them from files, without loading the program. */
const prebuildHelp = async () => {
  const { helpTexts } = loadPacked(join(dist, 'program.js'));
  if (helpTexts === undefined) throw new Error('src/main.ts exports no helpTexts(language): no help texts were built');
  const files = [];
  for (const language of languages) {
    for (const [name, text] of Object.entries(await helpTexts(language)))
      files.push([join('help', language, `${name}.txt`), text]);
  }
  return files;
};

const write = (files) => {
  for (const [name, contents] of files) {
    mkdirSync(dirname(join(dist, name)), { recursive: true });
    writeFileSync(join(dist, name), contents);
  }
};

/** Old files go last, so that a program which runs meanwhile still finds its chunks. */
const removeAllBut = (kept) => {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isKept = entry.isDirectory()
      ? [...kept].some((name) => join(dist, name).startsWith(path + sep))
      : kept.has(relative(dist, path));
    if (!isKept) rmSync(path, { recursive: true, force: true });
  }
};

const program = await bundle();
for (const [name, contents] of fixtures()) program.set(name, contents);
write(program);
chmodSync(join(dist, 'csp.cjs'), 0o755);
const help = await prebuildHelp();
write(help);
removeAllBut(new Set([...program.keys(), ...help.map(([name]) => name)]));
