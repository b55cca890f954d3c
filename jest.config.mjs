const shared = {
  testEnvironment: 'node',
  setupFiles: ['reflect-metadata'],
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', {
      jsc: {
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        target: 'es2022',
        keepClassNames: true,
      },
      module: { type: 'es6' },
    }],
  },
  // TypeScript writes './x.js' for './x.ts'; jest looks for the file as written.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
};

/** Four sizes by suffix: pure, one app on a real database, every app together, every app in a browser. */
export default {
  // Bounds a test that hangs, not how quick one is: a busy machine takes a while for a password's hash.
  testTimeout: 30_000,
  projects: [
    { ...shared, displayName: 'pure', testMatch: ['**/*.spec.ts'], testPathIgnorePatterns: [...shared.testPathIgnorePatterns, '\\.(db|e2e|browser)\\.spec\\.ts$'] },
    { ...shared, displayName: 'db', testMatch: ['**/*.db.spec.ts'], globalSetup: '<rootDir>/libs/testing/src/postgres.setup.mjs', globalTeardown: '<rootDir>/libs/testing/src/postgres.teardown.mjs' },
    { ...shared, displayName: 'e2e', testMatch: ['**/*.e2e.spec.ts'], globalSetup: '<rootDir>/libs/testing/src/postgres.setup.mjs', globalTeardown: '<rootDir>/libs/testing/src/postgres.teardown.mjs' },
    { ...shared, displayName: 'browser', testMatch: ['**/*.browser.spec.ts'], globalSetup: '<rootDir>/test/browser/browser.setup.mjs', globalTeardown: '<rootDir>/test/browser/browser.teardown.mjs' },
  ],
};
