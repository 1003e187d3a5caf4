import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RefreshPolicy } from "@dev-github-tool/oauth";
import type { TokenPolicy } from "@dev-github-tool/sandbox";
import { createKey } from "@dev-github-tool/vault";
import { onTestFinished } from "vitest";
import { recordSecret } from "../../canary/ledger.ts";
import { startTestGitHub } from "../../canary/test-github.ts";
import { testRuntime } from "../../canary/test-runtime.ts";
import { startProcess } from "../../processes/running-process.ts";
import { bundleWorker } from "./bundle-worker.ts";
import { createFarm, type Farm, HOUR_MS } from "./farm.ts";

/** A server that follows RFC 9700: each refresh token once, and the end of the sign-in for whoever sends one twice. */
export const STRICT: Partial<TokenPolicy> = { rotation: "strict", accessLifetimeMs: HOUR_MS };

let program: Promise<string> | undefined;

/** A farm whose processes and secrets the canary watches, until the test ends. */
export async function startFarm({
  tokens = STRICT,
  policy = {},
}: {
  readonly tokens?: Partial<TokenPolicy>;
  readonly policy?: RefreshPolicy;
} = {}): Promise<Farm> {
  program ??= bundleWorker();
  const { sandbox, url } = await startTestGitHub({ tokens });
  const vaultKey = createKey().reveal();
  recordSecret(vaultKey, { kind: "key of the vault" });
  const farm = await createFarm({
    sandbox,
    url,
    folder: mkdtempSync(join(tmpdir(), "farm-")),
    vaultKey,
    program: await program,
    launch: (path) => startProcess(process.execPath, { args: [path], name: "a worker of the token farm" }),
    policy,
    runtime: testRuntime(),
  });
  onTestFinished(() => farm.close());
  return farm;
}
