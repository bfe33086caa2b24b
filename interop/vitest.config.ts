import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    globalSetup: ['src/global-setup.ts'],
    // One file at a time: the servers share the machine's cores with the client.
    fileParallelism: false,
    testTimeout: 20_000,
    reporters: ['verbose'],
  },
});
