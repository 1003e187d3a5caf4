import { createSandbox } from "@dev-github-tool/sandbox";
import { expect, test } from "vitest";
import { refreshAt } from "./example-program.ts";

test("my program asks again when the answer to a refresh is lost", async () => {
  const sandbox = createSandbox({ tokens: { rotation: "strict", graceMs: 10_000 } });
  const [app] = sandbox.seed.apps;
  const { refreshToken } = sandbox.issueTokens({ login: "octo-lena", ...app, scope: "offline_access" });
  const lost = sandbox.faults.add({ operation: "oauth/access-token", fault: "drop-after-commit" });

  const tokens = await refreshAt(sandbox.fetch, app, refreshToken);

  expect(tokens).toHaveProperty("access_token");
  expect(lost.hits).toBe(1);
  expect(sandbox.journal.count({ grant: "refresh_token", decision: "refreshed" })).toBe(1);
});
