const { createTransformer } = require('@swc/jest');

const swc = createTransformer({
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs', ignoreDynamic: false },
  sourceMaps: 'inline',
});

// `open` and `clipboardy` declare names that the CommonJS wrapper already has.
const rename = (source) => source.replace(/\bconst (__dirname|__filename) =/g, 'var $1 =');

module.exports = {
  ...swc,
  process: (source, file, options) =>
    swc.process(file.includes('node_modules') ? rename(source) : source, file, options),
};
