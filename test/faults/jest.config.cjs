/** The tests of faults take minutes and stand apart: `npm run test:faults`. */
const { join } = require('node:path');

module.exports = {
  ...require('../../jest.config.cjs'),
  rootDir: join(__dirname, '../..'),
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['<rootDir>/test/faults/**/*.faults.ts'],
  testTimeout: 600_000,
};
