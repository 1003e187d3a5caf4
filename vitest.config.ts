import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    environment: "node",
    // One for each core: by default a core is left idle, and most tests wait for processes.
    maxWorkers: "100%",
    // Real processes and browsers on two busy cores: a limit for what hangs, not for what is slow.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: ["test/canary/global-setup.ts", "test/processes/global-setup.ts"],
    setupFiles: ["test/canary/worker-setup.ts", "packages/sandbox/test/judge-all-answers.ts"],
  },
});
