import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { NetworkError } from "@dev-github-tool/oauth";
import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { testRuntime } from "../../../test/canary/test-runtime.ts";
import { dgtPath } from "../../../test/processes/dgt.ts";
import { createHome } from "../../../test/processes/home.ts";
import { runProcess } from "../../../test/processes/running-process.ts";
import type { Diagnosis } from "../src/commands/doctor/view.ts";
import { examine, signedIn } from "./examine.ts";
import { createSurroundings, startScene } from "./surroundings.ts";

describe("dgt doctor of the age of a code", () => {
  const signInSlowly = async (delayMs: number) => {
    const scene = await startScene();
    const isExchanged = () => scene.github.sandbox.journal.entries.some(({ path }) => path.endsWith("/access_token"));
    const runtime = testRuntime({ now: () => Date.now() + (isExchanged() ? delayMs : 0) });
    const { store } = await signedIn(scene, { runtime });
    return createSurroundings({ ...scene, store });
  };

  it("a code that was used at once", async () => {
    expect((await examine(await signInSlowly(0))).find("clock")).toMatchObject({
      mark: "ok",
      evidence: expect.stringMatching(/^right to the minute; the last sign-in had its tokens \d\.\d s after its code$/),
    });
  });

  it("a code that was kept for ninety seconds", async () => {
    const here = await signInSlowly(90_000);
    for (const flags of [[], ["--offline"]]) {
      expect((await examine(here, ...flags)).find("clock")).toMatchObject({
        mark: "warn",
        evidence: expect.stringMatching(/had its tokens 9\d\.\d s after its code/),
        reason: expect.stringMatching(/a code lives ten minutes/),
      });
    }
  });
});

describe("dgt doctor of the machine", () => {
  it("a proxy that is not there", async () => {
    const here = createSurroundings({
      env: { DGT_HOST: "github.example.com", HTTPS_PROXY: `http://me:${plant("access token")}@127.0.0.1:9` },
    });
    const { exitCode, find, likeliest } = await examine(here);
    expect(find("network")).toMatchObject({
      mark: "fail",
      code: "unreachable",
      evidence: expect.stringMatching(/HTTPS_PROXY=127\.0\.0\.1:9/),
    });
    expect({ exitCode, likeliest }).toEqual({ exitCode: 1, likeliest: "network" });
  });

  it.each([
    ["to another machine", "192.0.2.7 localhost", "localhost is 192.0.2.7 here"],
    ["to this machine and to another", "127.0.0.1 localhost\n192.0.2.7 localhost", "localhost is 192.0.2.7 here"],
  ])("a hosts file that sends localhost %s", async (_, hosts, evidence) => {
    const home = createHome();
    const path = join(home.path, "hosts");
    writeFileSync(path, `${hosts}\n`);
    // A namespace of mounts has a hosts file of its own.
    const withHosts = ["--mount", "sh", "-c", 'mount --bind "$0" /etc/hosts && exec "$@"', path];
    const { stdout } = await runProcess("unshare", {
      name: "dgt doctor with another hosts file",
      args: [...withHosts, process.execPath, dgtPath(), "doctor", "--offline", "--json"],
      home,
      env: { GITHUB_REDIRECT_URI: "http://localhost:8000/callback" },
    });
    const { checks }: Diagnosis = JSON.parse(stdout);
    expect(checks.find(({ id }) => id === "loopback")).toMatchObject({ mark: "fail", evidence });
  });

  it("proxy variables, which dgt uses and Node ignores", async () => {
    const { env } = await startScene();
    const here = createSurroundings({ env: { ...env, HTTP_PROXY: "http://127.0.0.1:9" } });
    expect((await examine(here)).find("network")).toMatchObject({
      mark: "ok",
      reason: expect.stringMatching(/Node 20 ignores proxy variables/),
    });
  });

  it("certificates that are not checked: nothing is sent", async () => {
    const { env, github } = await startScene();
    const here = createSurroundings({ env: { ...env, NODE_TLS_REJECT_UNAUTHORIZED: "0" } });
    expect((await examine(here)).find("network")).toMatchObject({ mark: "fail", code: "tls_verification_off" });
    expect(github.sandbox.journal.entries).toEqual([]);
  });

  it("no keyring, and no vault: a sign-in lasts for one command", async () => {
    expect((await examine(createSurroundings(), "--offline")).find("store")).toMatchObject({
      mark: "warn",
      evidence: "there is no keyring here (no session bus)",
      code: "keyring_needed",
    });
  });

  it("no network, no store, no configuration: every check says something", async () => {
    const runtime = testRuntime({
      fetch: async () => {
        throw new NetworkError("no connection could be made", { code: "unreachable", step: "API request" });
      },
    });
    const { exitCode, checks, likeliest } = await examine(createSurroundings({ runtime }));
    expect(exitCode).toBe(1);
    expect(likeliest).toBe("network");
    expect(checks.every(({ evidence }) => evidence !== "")).toBe(true);
  });

  it("--offline asks nobody, and the port that is asked is untouched", async () => {
    const { env, github } = await startScene();
    const { checks } = await examine(createSurroundings({ env }), "--offline");
    expect(checks.find(({ id }) => id === "network")).toMatchObject({ mark: "skipped" });
    expect(github.sandbox.journal.entries).toEqual([]);
  });
});
