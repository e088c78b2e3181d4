import { defineConfig } from "vitest/config";

/** `npm run test:clients`: what `npm test` leaves out, since it installs clients of others from their registries. */
export default defineConfig({
  test: { include: ["test/clients/**/*.test.ts"], testTimeout: 30_000, hookTimeout: 60_000 },
});
