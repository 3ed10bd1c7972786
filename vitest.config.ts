import { defineConfig } from 'vitest/config';

/** Full counts of histories, mutations and switches; `npm run test:long` sets it. */
const long = process.env.BESIDE_LONG === '1';

export default defineConfig({
  test: {
    // The zone of this machine is left alone: what depends on a zone passes it in.
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          environment: 'node',
          // Simulated pages of all sites, damaged again and again, outgrow the usual heap.
          execArgv: ['--max-old-space-size=8192'],
          testTimeout: long ? 600_000 : 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'stores',
          include: ['tests/stores/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          // Ceph takes half a minute to begin.
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.{ts,tsx}'],
          environment: 'node',
          globalSetup: ['tests/harness/setup.ts'],
          // One browser at a time: what is driven from outside must not wait for another's turn.
          fileParallelism: false,
          testTimeout: long ? 900_000 : 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'pages',
          include: ['tests/pages/**/*.test.{ts,tsx}'],
          environment: 'node',
          // Saved pages and drawn states, many hundreds, none of which depends on when it is looked at.
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
          testTimeout: long ? 900_000 : 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
