// Three projects: the code beside its source, the repository against itself, and the product with everything real.

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Real processes of their own, which take seconds to start.
const withProcesses = ['practice/{postgres,systems}/**/*.test.ts', 'practice/drill-door.test.ts'];

export default defineConfig({
  test: {
    // Most of the time a test waits for a process, a timer or Slack.
    maxWorkers: Math.max(3, availableParallelism()),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'practice/**/*.test.ts'],
          exclude: withProcesses,
          // Nothing there changes what it imports, and to import everything anew for each file takes more time than the tests.
          isolate: false,
          unstubEnvs: true,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'product',
          include: ['test/{integration,crash,browser}/**/*.test.ts', ...withProcesses],
          // Whole processes on a shared machine: in CI one that fails is tried once more, and the report says so.
          retry: process.env['CI'] === undefined ? 0 : 1,
          globalSetup: ['test/support/postgres.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
