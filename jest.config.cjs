/** Sources and the ESM-only packages are turned into CommonJS by swc, node_modules included. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '^.+\\.(ts|js|mjs)$': '<rootDir>/test/swc-transform.cjs' },
  transformIgnorePatterns: [],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1'],
  },
  coverageProvider: 'babel',
  collectCoverageFrom: ['src/**/*.ts'],
  // Many tests wait for other processes; jest itself would leave one core of two idle.
  maxWorkers: '100%',
  // A hang is what this finds; how long a test takes depends on what else the machine does.
  testTimeout: 180_000,
};
