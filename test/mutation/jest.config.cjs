/** What is asked of every change to a rule: the tests of the rules alone, in the copy that StrykerJS makes. */
const { testMatch: _, ...config } = require('../../jest.config.cjs');

module.exports = {
  ...config,
  rootDir: '../..',
  // Zones run a bundle in other processes, where no mutant is switched on.
  testMatch: ['<rootDir>/test/rules/**/*.test.ts'],
  testPathIgnorePatterns: ['cancellation-zones'],
  testTimeout: 60_000,
};
