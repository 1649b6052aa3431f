/**
 * Bundles the program into `dist/`: CommonJS chunks that load each other when used, since a CommonJS start is the
 * fastest one on every Node. esbuild splits ES modules only, so each finished chunk is turned into CommonJS afterwards.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';
import { build, transform } from 'esbuild';

const root = import.meta.dirname;
const dist = join(root, 'dist');
const require = createRequire(import.meta.url);
const target = 'node20.17';
const languages = ['en', 'ja', 'zh-TW', 'ru'];

/** What a package gets instead of a dependency of its own. */
const standIns = [
  // cli-table3 measures every cell several times over, and string-width takes most of the time of a table.
  ['cli-table3', 'string-width', "module.exports = require('./src/terminal/text-width.ts').textWidth"],
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

/** The files of `dist/` by name, still to be written. */
const bundle = async () => {
  const result = await build({
    absWorkingDir: root,
    entryPoints: { csp: 'bin/csp.ts', main: 'src/main.ts' },
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target,
    minify: true,
    legalComments: 'none',
    external: ['@photostructure/sqlite'],
    plugins: [standInPlugin],
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const files = new Map();
  for (const { path, text } of result.outputFiles) {
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
    files.set(relative(dist, path), chunk.code);
  }
  failOn(result.warnings);
  files.set('THIRD-PARTY-LICENSES.txt', licenses(Object.keys(result.metafile.inputs)));
  return files;
};

/** A warning is how esbuild tells of an `import.meta` that CommonJS does not have. */
const failOn = (warnings) => {
  if (warnings.length > 0) throw new Error(`esbuild warned of ${warnings.length} thing(s), see above`);
};

/** Name, version and licence text of every package that gave code to the bundle. */
const licenses = (inputs) => {
  const names = new Set(inputs.map((path) => /(.*node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]));
  names.delete(undefined);
  const sections = [...names].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[sc]e/i.test(entry));
    const text = file === undefined ? '' : readFileSync(join(root, folder, file), 'utf8').trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
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

/** Help texts are asked for often and never change: the entry prints them from files, without loading the program. */
const prebuildHelp = async () => {
  const { helpTexts } = require(join(dist, 'main.cjs'));
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
program.set('csp.cjs', `#!/usr/bin/env node\n${program.get('csp.cjs').replace(/^#!.*\n/, '')}`);
for (const [name, contents] of fixtures()) program.set(name, contents);
write(program);
chmodSync(join(dist, 'csp.cjs'), 0o755);
const help = await prebuildHelp();
write(help);
removeAllBut(new Set([...program.keys(), ...help.map(([name]) => name)]));
