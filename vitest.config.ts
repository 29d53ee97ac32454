import { defineConfig } from 'vitest/config';

/** bare: what a machine with only Node runs. server: the same database tests and more on a PostGIS server. */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        test: {
          name: 'bare',
          include: ['test/{unit,sql,http,architecture}/**/*.test.ts'],
          globalSetup: ['test/support/embedded-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['test/{sql,http,server,real}/**/*.test.ts'],
          globalSetup: ['test/support/server-setup.ts'],
        },
      },
      { extends: true, test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'clients',
          include: ['test/clients/**/*.test.ts'],
          globalSetup: ['test/support/embedded-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['test/real/**/*.test.ts'],
          globalSetup: ['test/support/embedded-setup.ts'],
        },
      },
    ],
  },
});
