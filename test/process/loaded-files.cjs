/** Loaded into a process with `--require`: when it ends, the files of the program that it has loaded go into `LOADED_FILES`. */
const { writeFileSync } = require('node:fs');

process.on('exit', () => writeFileSync(process.env.LOADED_FILES, Object.keys(require.cache).join('\n')));
