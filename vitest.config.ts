import { defineConfig } from 'vitest/config';

/** Tests of the source itself; `npm run check` runs these alone. */
const staticTests = [
  'packages/server/tests/architecture.test.ts',
  'packages/server/tests/generated-files.test.ts',
  'packages/server/tests/orcid-guide.test.ts',
];

const limits = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    maxWorkers: 2,
    // A worker goes on to the next file as it is: what it has loaded and compiled serves all of them.
    isolate: false,
    projects: [
      { test: { ...limits, name: 'static', include: staticTests } },
      {
        test: {
          ...limits,
          name: 'behaviour',
          globalSetup: 'packages/server/tests/support/database-template.ts',
          include: ['packages/*/src/**/*.test.ts', 'packages/*/tests/**/*.test.ts'],
          exclude: staticTests,
        },
      },
    ],
  },
});
