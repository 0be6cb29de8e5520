import { defineConfig } from 'vitest/config';

const inOneProcess = { maxWorkers: 2, fileParallelism: true };

export default defineConfig({
  test: {
    ...inOneProcess,
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts', 'practice/**/*.test.ts'] } },
      { test: { name: 'contract', include: ['test/contract/**/*.test.ts'] } },
      {
        test: {
          name: 'product',
          include: ['test/{integration,crash,browser}/**/*.test.ts'],
          globalSetup: ['test/support/postgres.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
