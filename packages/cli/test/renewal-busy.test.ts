import { openSqliteStore, readKeyFile } from "@dev-github-tool/vault";
import { expect, it, onTestFinished } from "vitest";
import { testRuntime } from "../../../test/canary/test-runtime.ts";
import { createKeyFile, createPerson, startLeaseHolder } from "./signed-in-process.ts";
import { createSurroundings, expectFailure, startScene } from "./surroundings.ts";

const EIGHT_HOURS_MS = 8 * 3_600_000;

it("another process that renews for too long is named, nothing is sent beside it, and its end is enough", async () => {
  const scene = await startScene("approve", { expiring: true });
  const { DGT_VAULT_KEY_FILE: keyPath } = createKeyFile();
  const path = `${createPerson({}).home.path}/vault.db`;
  let offsetMs = 0;
  let isHurried = false;
  const base = testRuntime();
  const runtime = {
    ...base,
    now: () => base.now() + offsetMs,
    // While nothing is sent, waiting takes no time, and the clock goes on.
    sleep: async (ms: number, signal?: AbortSignal) => {
      offsetMs += isHurried ? ms : 0;
      await base.sleep(isHurried ? 0 : ms, signal);
    },
  };
  const store = await openSqliteStore({ path, key: readKeyFile({ path: keyPath }), now: () => runtime.now() });
  onTestFinished(() => store.close());
  const here = createSurroundings({ ...scene, runtime, store });
  await here.run("login");
  offsetMs += EIGHT_HOURS_MS;
  scene.github.sandbox.clock.advance(EIGHT_HOURS_MS);

  const other = startLeaseHolder({ path, keyPath, durationMs: 2 * EIGHT_HOURS_MS });
  await other.waitFor(/acquired/);
  isHurried = true;
  const waitedSince = runtime.now();
  await expectFailure(here, ["repos"], {
    exitCode: 1,
    code: "renewal_busy",
    says: new RegExp(`failed at the token storage: another process \\(${other.pid}\\) is renewing the sign-in$`, "m"),
    next: /run the same command again.*end that process, if it hangs/,
  });
  expect(runtime.now() - waitedSince).toBeGreaterThanOrEqual(30_000);
  const { journal } = scene.github.sandbox;
  expect(journal.count({ grant: "refresh_token" })).toBe(0);
  expect(here.opened).toHaveLength(1);
  expect((await here.kept()).map(({ record }) => record.state)).toEqual(["active"]);

  isHurried = false;
  other.kill("SIGKILL");
  await other.finished;
  expect(await here.run("repos")).toMatchObject({ exitCode: 0 });
  expect(journal.count({ grant: "refresh_token" })).toBe(1);
});
