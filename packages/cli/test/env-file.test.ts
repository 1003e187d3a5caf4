import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { runProcess } from "../../../test/processes/running-process.ts";
import { createSurroundings, type Surroundings, startScene } from "./surroundings.ts";

/** Surroundings whose folder has the credentials in its `.env`. */
async function withEnvFile(changes: Readonly<Record<string, string>> = {}): Promise<Surroundings> {
  const { env, visit } = await startScene();
  const { DGT_HOST, ...credentials } = env;
  const here = createSurroundings({ env: { DGT_HOST }, visit });
  const lines = Object.entries({ ...credentials, ...changes }).map(([name, value]) => `${name}=${value}`);
  writeFileSync(join(here.cwd, ".env"), `${lines.join("\n")}\n`, { mode: 0o600 });
  return here;
}

describe("A2: the .env of the current folder", () => {
  it("is read, and nothing is warned of when it is kept to oneself", async () => {
    const here = await withEnvFile();
    const { exitCode, stderr } = await here.run("login");
    expect(exitCode).toBe(0);
    expect(stderr).not.toContain("warning:");
  });

  it("is warned of when other users can read it", async () => {
    const here = await withEnvFile();
    chmodSync(join(here.cwd, ".env"), 0o644);
    expect((await here.run("login")).stderr).toContain(
      "warning: .env holds a secret and can be read by other users: chmod 600 .env",
    );
  });

  it("is warned of when Git tracks it", async () => {
    const here = await withEnvFile();
    // Only the name is tracked here: the content would stay behind in the repository.
    for (const args of [["init"], ["add", "--intent-to-add", ".env"]]) {
      await runProcess("git", { args, cwd: here.cwd, name: "git" });
    }
    expect((await here.run("login")).stderr).toContain("warning: .env holds a secret and is tracked by Git");
  });

  it("counts for less than the environment", async () => {
    const { env, visit } = await startScene();
    const here = createSurroundings({ env, visit });
    const other = `GITHUB_CLIENT_ID=Ov23liSomeOtherApp00\nGITHUB_CLIENT_SECRET=${plant("client secret")}\n`;
    writeFileSync(join(here.cwd, ".env"), other, { mode: 0o644 });
    const { exitCode, stderr } = await here.run("login");
    expect(exitCode).toBe(0);
    expect(stderr).not.toContain("warning:");
  });

  it("cannot choose the host, nor bring a token: a folder is not trusted with that", async () => {
    const here = await withEnvFile({ DGT_HOST: "http://127.0.0.1:9", DGT_TOKEN: plant("access token") });
    expect(await here.run("repos")).toMatchObject({ exitCode: 4 });
    expect(await here.run("login")).toMatchObject({ exitCode: 0 });
  });

  it("in the folder of the person's own configuration serves every folder that has none of its own", async () => {
    const { env, visit } = await startScene();
    const { DGT_HOST, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET } = env;
    const configuration = mkdtempSync(join(tmpdir(), "config-"));
    const own = join(configuration, "dgt", ".env");
    mkdirSync(dirname(own));
    onTestFinished(() => rmSync(own));
    writeFileSync(own, `GITHUB_CLIENT_ID=${GITHUB_CLIENT_ID}\nGITHUB_CLIENT_SECRET=${GITHUB_CLIENT_SECRET}\n`, {
      mode: 0o600,
    });
    const here = createSurroundings({ env: { DGT_HOST, XDG_CONFIG_HOME: configuration }, visit });
    writeFileSync(join(here.cwd, ".env"), "DATABASE=of-the-project\n");
    const kept = await here.run("login");
    expect(kept.exitCode).toBe(0);
    expect(kept.stderr).not.toContain("warning:");

    chmodSync(own, 0o640);
    expect((await here.run("login")).stderr).toContain(
      `warning: ${own} holds a secret and can be read by other users: chmod 600 ${own}`,
    );
    // One that names an app is taken whole: an id from here and a secret from there would fit nobody.
    writeFileSync(join(here.cwd, ".env"), `GITHUB_CLIENT_ID=${GITHUB_CLIENT_ID}\n`);
    expect(await here.run("login")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("[client_secret_missing]"),
    });
  });

  it("with quotes and spaces around its values is read as Node reads it", async () => {
    const { env, visit } = await startScene();
    const { DGT_HOST, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET } = env;
    const here = createSurroundings({ env: { DGT_HOST }, visit });
    const text = `# the app\nGITHUB_CLIENT_ID = "${GITHUB_CLIENT_ID}"\nGITHUB_CLIENT_SECRET='${GITHUB_CLIENT_SECRET}'\r\n`;
    writeFileSync(join(here.cwd, ".env"), text, { mode: 0o600 });
    expect(await here.run("login")).toMatchObject({ exitCode: 0 });
  });
});

it("A2: the repository keeps a .env from being committed, and has an example of one that is", async () => {
  const cwd = fileURLToPath(new URL("../../..", import.meta.url));
  const git = (...args: string[]) => runProcess("git", { args, cwd, name: "git" });
  expect((await git("check-ignore", "--no-index", ".env", "lessons/.env", ".env.local")).stdout).toBe(
    ".env\nlessons/.env\n.env.local\n",
  );
  expect((await git("check-ignore", "--no-index", ".env.example")).stdout).toBe("");
  expect((await git("ls-files", ".env", ".env.example")).stdout).toBe(".env.example\n");
});
