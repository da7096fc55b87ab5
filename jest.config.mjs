/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  globalSetup: './tests/support/global-setup.mjs',
  globalTeardown: './tests/support/global-teardown.mjs',
  testSequencer: './tests/support/longest-first.mjs',
  testTimeout: 180000,
  // Two cores are what a small machine has: by default Jest would leave one of them idle.
  maxWorkers: '100%',
  // Modules of each test file stay in its process; one that has grown is replaced before the next file.
  workerIdleMemoryLimit: '1GB',
  coverageProvider: 'v8',
  collectCoverageFrom: ['server/**/*.ts', '!server/main.ts'],
}
