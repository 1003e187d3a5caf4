import { openSqliteStore, readKeyFile } from "@dev-github-tool/vault";
import { describe, expect, it } from "vitest";
import { testRuntime } from "../../../test/canary/test-runtime.ts";
import { createKeyFile, createPerson } from "./signed-in-process.ts";
import { createSurroundings, expectFailure, startScene } from "./surroundings.ts";

const EIGHT_HOURS_MS = 8 * 3_600_000;

describe("tokens that end are renewed without a word", () => {
  it("after a restart, when GitHub takes the old one no more: exactly one refresh, and no browser", async () => {
    const scene = await startScene("approve", { expiring: true });
    const person = createPerson({ ...scene.env, ...createKeyFile() });
    await person.logIn(scene.visit);
    scene.github.sandbox.clock.advance(EIGHT_HOURS_MS);
    expect(await person.dgt(["repos", "--json", "url"])).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await person.dgt(["profile", "--json", "login"])).toMatchObject({ exitCode: 0, stderr: "" });
    expect(scene.github.sandbox.journal.count({ grant: "refresh_token" })).toBe(1);
  });

  it("ahead of their end, by two processes at the same instant: one refresh, and nobody is refused", async () => {
    const scene = await startScene("approve", { expiring: true });
    const keyFile = createKeyFile();
    const person = createPerson({ ...scene.env, ...keyFile });
    await person.logIn(scene.visit);
    await moveEnd(person.vaultPath, { keyPath: keyFile.DGT_VAULT_KEY_FILE, expiresAt: Date.now() - 1 });
    const outcomes = await Promise.all([
      person.dgt(["repos", "--json", "url"]),
      person.dgt(["profile", "--json", "login"]),
    ]);
    expect(outcomes.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual([
      { exitCode: 0, stderr: "" },
      { exitCode: 0, stderr: "" },
    ]);
    const { journal } = scene.github.sandbox;
    expect(journal.count({ grant: "refresh_token" })).toBe(1);
    expect(journal.count({ status: 401 })).toBe(0);
  });

  it("by two processes whose token is refused at the same instant: one refresh", async () => {
    const scene = await startScene("approve", { expiring: true });
    const person = createPerson({ ...scene.env, ...createKeyFile() });
    await person.logIn(scene.visit);
    scene.github.sandbox.clock.advance(EIGHT_HOURS_MS);
    const outcomes = await Promise.all([person.dgt(["repos"]), person.dgt(["repos"]), person.dgt(["profile"])]);
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(scene.github.sandbox.journal.count({ grant: "refresh_token" })).toBe(1);
  });

  it("in the main run, whose requests run side by side: one refresh", async () => {
    const scene = await startScene("approve", { expiring: true });
    const here = createSurroundings(scene);
    await here.run("login");
    scene.github.sandbox.clock.advance(EIGHT_HOURS_MS);
    expect(await here.run("-R", "octo-lena/tide-tables")).toMatchObject({ exitCode: 0 });
    expect(here.opened).toHaveLength(1);
    expect(scene.github.sandbox.journal.count({ grant: "refresh_token" })).toBe(1);
  });
});

describe("a renewal that does not succeed", () => {
  async function signIn() {
    const scene = await startScene("approve", { expiring: true });
    let offsetMs = 0;
    const base = testRuntime();
    const runtime = { ...base, now: () => base.now() + offsetMs };
    const here = createSurroundings({ ...scene, runtime });
    await here.run("login");
    return {
      scene,
      here,
      runtime,
      advance: (ms: number) => {
        offsetMs += ms;
        scene.github.sandbox.clock.advance(ms);
      },
    };
  }

  it("because it was revoked ends the sign-in, with the sentence that says so, and begins no other", async () => {
    const { scene, here, advance } = await signIn();
    scene.github.sandbox.reset();
    advance(EIGHT_HOURS_MS);
    await expectFailure(here, ["repos"], {
      exitCode: 4,
      code: "connection_ended",
      says: /Your connection to GitHub has ended/,
      next: /dgt login/,
    });
    expect(here.opened).toHaveLength(1);
    expect(await here.kept()).toEqual([]);
  });

  it("because the network is down keeps the sign-in", async () => {
    const { scene, here, advance } = await signIn();
    advance(EIGHT_HOURS_MS);
    scene.github.sandbox.faults.add({ operation: "oauth/access-token", fault: "status-503" });
    await expectFailure(here, ["repos"], {
      exitCode: 7,
      code: "renewal_failed",
      says: /could not renew the sign-in now/,
      next: /again/,
    });
    expect((await here.kept()).map(({ record }) => record.state)).toEqual(["active"]);
    expect(await here.run("repos")).toMatchObject({ exitCode: 0 });
  });

  it("for want of the app's secret says so, sends nothing, and keeps the sign-in", async () => {
    const { scene, here, runtime, advance } = await signIn();
    advance(EIGHT_HOURS_MS);
    const { DGT_HOST } = scene.env;
    const without = createSurroundings({ env: { DGT_HOST }, store: here.store, runtime });
    await expectFailure(without, ["repos"], {
      exitCode: 1,
      code: "client_secret_missing",
      says: /has to be renewed, with the secret of its app/,
      next: /GITHUB_CLIENT_SECRET/,
    });
    expect(scene.github.sandbox.journal.count({ grant: "refresh_token" })).toBe(0);
    expect(await here.kept()).toHaveLength(1);
  });
});

/** Makes the one sign-in of a vault end at another time, as far as the client can tell. */
async function moveEnd(path: string, { keyPath, expiresAt }: { keyPath: string; expiresAt: number }): Promise<void> {
  const store = await openSqliteStore({ path, key: await readKeyFile({ path: keyPath }) });
  for (const key of await store.list()) {
    const record = await store.read(key);
    if (record !== undefined) {
      await store.put(key, { ...record, tokens: { ...record.tokens, expiresAt } });
    }
  }
  await store.close();
}
