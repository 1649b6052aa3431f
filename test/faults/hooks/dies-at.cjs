/**
 * Loaded into `csp` with `--require`: aborts at the `DIES_AT` that it is told, in the middle of a run. The n-th time that it
 * comes by (`DIES_TIMES`), so that some intents are done by then. The product knows nothing of this.
 */
const http = require('node:http');

const at = process.env.DIES_AT;
let left = Number(process.env.DIES_TIMES ?? 1);

const isHere = (name) => {
  if (name !== at) return;
  left -= 1;
  if (left === 0) process.abort();
};

/** Which steps of intents the open transaction holds. */
let steps = new Set();
const lastWrites = (sql, values) => {
  if (/^\s*UPDATE intent SET/.test(sql)) steps.add(values[0]);
};

const watched = (DatabaseSync) =>
  class extends DatabaseSync {
    constructor(path, ...rest) {
      super(path, ...rest);
      this.isMemory = String(path).endsWith('activity.db');
    }
    exec(sql) {
      if (this.isMemory && /PRAGMA user_version=/.test(sql)) isHere('migration');
      if (sql !== 'COMMIT') {
        if (/^BEGIN/.test(sql)) steps = new Set();
        return super.exec(sql);
      }
      if (steps.has('sent')) isHere('before-intent');
      super.exec(sql);
      if (steps.has('cart')) isHere('after-cart');
      if (steps.has('sent')) isHere('after-intent');
      if (steps.has('done')) isHere('after-result');
      return undefined;
    }
    prepare(sql) {
      const statement = super.prepare(sql);
      return {
        run: (...values) => {
          lastWrites(sql, values);
          return statement.run(...values);
        },
        get: (...values) => statement.get(...values),
        all: (...values) => statement.all(...values),
      };
    }
  };

/** SQLite comes from Node, or from the add-on. */
const fromNode = process.getBuiltinModule;
if (fromNode !== undefined) {
  process.getBuiltinModule = (name) => {
    const found = fromNode.call(process, name);
    return name === 'node:sqlite' && found !== undefined
      ? { ...found, DatabaseSync: watched(found.DatabaseSync) }
      : found;
  };
}
const open = process.dlopen;
process.dlopen = (module, ...rest) => {
  open.call(process, module, ...rest);
  const { DatabaseSync } = module.exports;
  if (DatabaseSync !== undefined) module.exports = { ...module.exports, DatabaseSync: watched(DatabaseSync) };
};

const request = http.request;
http.request = (...args) => {
  const sent = request(...args);
  if (sent.method === 'PATCH' || sent.path.endsWith('/checkout')) {
    sent.on('finish', () => setImmediate(() => isHere('after-send')));
    sent.on('response', () => isHere('after-answer'));
  }
  return sent;
};

/** Rows leave for stdout by the descriptor. */
const fs = require('node:fs');
for (const name of ['writeSync', 'write']) {
  const write = fs[name];
  fs[name] = (file, ...rest) => {
    if (file === 1) isHere('report');
    return write(file, ...rest);
  };
}
const rename = fs.renameSync;
fs.renameSync = (...paths) => {
  isHere('report-file');
  return rename(...paths);
};
