const { createTransformer } = require('@swc/jest');

module.exports = createTransformer({
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs', ignoreDynamic: false },
  sourceMaps: 'inline',
});
