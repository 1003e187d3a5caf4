import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    environment: "node",
    globalSetup: ["test/canary/global-setup.ts", "test/processes/global-setup.ts"],
    setupFiles: ["test/canary/worker-setup.ts"],
  },
});
