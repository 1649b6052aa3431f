/** Who may import whom, and which file is the door to which package. The house rules in words: CONTRIBUTING.md. */

const anyOf = (...patterns) => `^src/(${patterns.join('|')})`;
const core = 'core/';
const words = ['core/rules/', 'core/ports/', 'core/errors\\.ts$'];

/** Each folder with the places in `src` that it may import; whatever is not named here may not. */
const arrows = {
  'core/ports/': words,
  'core/operations/': [core],
  'state/': ['state/', core, 'sqlite\\.ts$', 'digest\\.ts$'],
  'input/': ['input/', core, 'digest\\.ts$'],
  'backends/sandbox/': ['backends/sandbox/', 'input/', core, 'sqlite\\.ts$', 'digest\\.ts$'],
  'backends/partner-center/': ['backends/partner-center/', core, 'digest\\.ts$'],
  'download/': ['download/', core, 'digest\\.ts$', 'backends/partner-center/(http-client|proxy|retry-after)\\.ts$'],
  'emulator/': ['emulator/', 'backends/sandbox/', core, 'sqlite\\.ts$', 'digest\\.ts$', 'settings/json-fault\\.ts$'],
  'terminal/': ['terminal/', 'locales/', ...words],
  'locales/': ['locales/', 'terminal/format\\.ts$', ...words],
  settings: ['settings', 'directories\\.ts$', 'language\\.ts$', 'sqlite\\.ts$', 'make-folder\\.ts$', ...words],
  'commands/': ['commands/', core, 'terminal/format\\.ts$', 'locales/'],
  'sqlite\\.ts$': ['core/errors\\.ts$', 'make-folder\\.ts$'],
  'digest\\.ts$': ['digest\\.ts$'],
};

/** Each package with the only places that may import it. A package that is not named here has no door. */
const doors = {
  '@photostructure/sqlite': ['sqlite\\.ts$'],
  chalk: ['terminal/palette\\.ts$'],
  'cli-table3': ['terminal/table\\.ts$'],
  commander: ['commands/', 'program\\.ts$', 'main\\.ts$', 'read-flags\\.ts$', 'usage-error\\.ts$'],
  conf: ['settings'],
  'csv-parse': ['input/read-table\\.ts$'],
  'csv-stringify': ['terminal/csv-format\\.ts$'],
  'get-east-asian-width': ['terminal/text-width\\.ts$'],
  got: ['backends/partner-center/http'],
  'https-proxy-agent': ['backends/partner-center/proxy\\.ts$'],
  inquirer: ['terminal/prompter\\.ts$'],
  luxon: ['core/rules/time-words\\.ts$', 'backends/'],
  oauth4webapi: ['backends/partner-center/sign-in/'],
  selfsigned: ['emulator/certificate\\.ts$'],
  valibot: ['backends/partner-center/schemas'],
  yaml: ['terminal/yaml-format\\.ts$'],
};

const inPackage = (name) => `node_modules/(@types/)?${name}/`;

module.exports = {
  forbidden: [
    {
      name: 'core/rules',
      severity: 'error',
      from: { path: anyOf('core/rules/') },
      to: { path: '^src/', pathNot: anyOf('core/rules/', 'core/errors\\.ts$', 'core/ports/') },
    },
    {
      name: 'core/errors',
      severity: 'error',
      from: { path: anyOf('core/error(s|-details)\\.ts$', 'core/unknown-details\\.ts$') },
      to: {
        path: '^src/',
        pathNot: anyOf('core/rules/', 'core/ports/', 'core/error-details\\.ts$', 'core/unknown-details\\.ts$'),
      },
    },
    {
      name: 'types of ports',
      severity: 'error',
      comment: 'Rules and errors speak of what a port hands over, and never run one.',
      from: { path: anyOf('core/rules/', 'core/errors\\.ts$') },
      to: { path: anyOf('core/ports/'), dependencyTypesNot: ['type-only'] },
    },
    ...Object.entries(arrows).map(([folder, allowed]) => ({
      name: folder.replace(/\/$|\\\.ts\$$/, ''),
      severity: 'error',
      from: { path: anyOf(folder) },
      to: { path: '^src/', pathNot: anyOf(...allowed) },
    })),
    ...Object.entries(doors).map(([name, allowed]) => ({
      name: `door to ${name}`,
      severity: 'error',
      from: { path: '^(bin|src)/', pathNot: anyOf(...allowed) },
      to: { path: inPackage(name) },
    })),
    {
      name: 'package without a door',
      severity: 'error',
      from: { path: '^(bin|src)/' },
      to: { path: 'node_modules/', pathNot: Object.keys(doors).map(inPackage) },
    },
    {
      name: 'core reaches no outside',
      severity: 'error',
      comment: 'Files, processes and the network are behind ports.',
      from: { path: anyOf(core) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'http is spoken by the emulator, the service, downloads and the return of a sign-in only',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: anyOf('emulator/', 'download/http\\.ts$', 'backends/partner-center/(http|sign-in/)'),
      },
      to: { path: '^(node:)?http$', dependencyTypes: ['core'] },
    },
    {
      name: 'no circles',
      severity: 'error',
      comment: 'Types may refer to each other: nothing is loaded for them.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no orphans',
      severity: 'error',
      comment: 'What the entry does not reach is dead.',
      from: { path: '^bin/' },
      to: { path: '^src/', reachable: false },
    },
    {
      name: 'no tests in the product',
      severity: 'error',
      from: { path: '^(bin|src)/' },
      to: { path: '^(test|fixtures)/' },
    },
    { name: 'everything is found', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
