import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runDgt, startDgt } from "../../../test/processes/dgt.ts";
import { createHome } from "../../../test/processes/home.ts";
import { startKeyring } from "../../../test/processes/keyring.ts";
import { runProcess } from "../../../test/processes/running-process.ts";
import { startScene } from "./surroundings.ts";

/** Signs in to the tool as its users have it, with the keyring that `env` leads to. */
async function logIn(env: Readonly<Record<string, string>>, visit: (url: string) => Promise<unknown>) {
  const dgt = startDgt(["login"], { env });
  const [url] = await dgt.waitFor(/^http:\S+authorize\S+$/m, "stderr");
  await visit(url);
  return dgt.finished;
}

describe("the keyring of the system", () => {
  it("keeps a sign-in from one command to the next, until it is ended", async () => {
    const scene = await startScene();
    const keyring = await startKeyring();
    const env = { ...scene.env, ...keyring.env };
    const login = await logIn(env, scene.visit);
    expect(login.stderr).toMatch(/read:user · kept in an encrypted file, its key\s+in the system keyring/);
    expect(login.exitCode).toBe(0);

    const { DGT_HOST } = scene.env;
    const { home } = login;
    const repos = await runDgt(["repos", "-L", "1", "--json", "nameWithOwner"], {
      env: { DGT_HOST: DGT_HOST ?? "", ...keyring.env },
      home,
    });
    expect(repos).toMatchObject({ exitCode: 0, stdout: '[{"nameWithOwner":"octo-lena/tide-tables"}]\n', stderr: "" });

    expect(await runDgt(["logout"], { env, home })).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("GitHub has ended the token of octo-lena, and its copy here is gone."),
    });
    expect(await runDgt(["repos"], { env, home })).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining("[login_needed]"),
    });
  });

  it("holds the key of the vault, and no trace of the trial that proved it", async () => {
    const scene = await startScene();
    const keyring = await startKeyring();
    await logIn({ ...scene.env, ...keyring.env }, scene.visit);
    const script = `
      const { findCredentials } = require("@napi-rs/keyring");
      console.log(JSON.stringify(findCredentials("dgt").map(({ account }) => account)));`;
    const { stdout } = await runProcess(process.execPath, {
      args: ["-e", script],
      env: keyring.env,
      cwd: join(import.meta.dirname, ".."),
      name: "a look into the keyring",
    });
    expect(JSON.parse(stdout)).toEqual(["vault-key"]);
  });
});

describe("without a keyring", () => {
  it("a sign-in lasts for one run, and the tool says so and why before the browser opens", async () => {
    const scene = await startScene();
    const dgt = startDgt(["-R", "octo-lena/tide-tables"], { env: scene.env });
    const [url] = await dgt.waitFor(/^http:\S+authorize\S+$/m, "stderr");
    expect(dgt.stderr).toContain("kept for this command only: there is no keyring here (no session bus)");
    await scene.visit(url);
    const { exitCode, stderr, home } = await dgt.finished;
    expect(exitCode).toBe(0);
    expect(stderr).toContain("kept in memory, for this command only");
    expect(await runDgt(["repos"], { env: scene.env, home })).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining("[keyring_needed]"),
    });
  });

  it("a session bus that never answers does not hang the tool, and starts nothing", async () => {
    const home = createHome();
    const path = join(home.path, "bus");
    const bus = createServer();
    await new Promise<void>((resolve) => bus.listen(path, resolve));
    onTestFinished(() => {
      bus.close();
    });
    const startedAt = performance.now();
    const outcome = await runDgt(["repos"], { home, env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` } });
    expect(outcome).toMatchObject({ exitCode: 4, stderr: expect.stringContaining("the session bus does not answer") });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it("a session bus that is gone is the same", async () => {
    const scene = await startScene();
    const session = await runProcess("dbus-run-session", {
      args: [
        "--",
        "sh",
        "-c",
        'exec "$0" "$@"',
        process.execPath,
        "-e",
        "console.log(process.env.DBUS_SESSION_BUS_ADDRESS)",
      ],
      name: "a bus that is gone",
    });
    const outcome = await runDgt(["repos"], { env: { ...scene.env, DBUS_SESSION_BUS_ADDRESS: session.stdout.trim() } });
    expect(outcome).toMatchObject({ exitCode: 4, stderr: expect.stringContaining("[keyring_needed]") });
  });
});
