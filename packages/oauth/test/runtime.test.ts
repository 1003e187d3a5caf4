import { systemRuntime } from "@dev-github-tool/oauth";
import { describe, expect, it } from "vitest";

describe("sleep", () => {
  it("resolves after its time", async () => {
    const before = performance.now();
    await systemRuntime.sleep(20);
    expect(performance.now() - before).toBeGreaterThanOrEqual(19);
  });
  it("rejects with the reason of a signal that aborts, before or while it sleeps", async () => {
    const abort = new AbortController();
    const asleep = systemRuntime.sleep(60_000, abort.signal);
    abort.abort(new Error("enough"));
    await expect(asleep).rejects.toThrow("enough");
    await expect(systemRuntime.sleep(60_000, abort.signal)).rejects.toThrow("enough");
  });
  it("of more than a timer can hold does not end at once", async () => {
    const abort = new AbortController();
    const asleep = systemRuntime.sleep(15_897_600_000, abort.signal).then(
      () => "woke",
      () => "aborted",
    );
    await systemRuntime.sleep(20);
    abort.abort();
    expect(await asleep).toBe("aborted");
  });
});
