import { describe, expect, it } from "vitest";
import { runProcess } from "../../../test/processes/running-process.ts";
import { createSurroundings, expectFailure, type Surroundings, startScene } from "./surroundings.ts";

const repository = ["-R", "octo-lena/tide-tables"];

async function signedIn(): Promise<Surroundings> {
  const here = createSurroundings(await startScene());
  expect(await here.run("login")).toMatchObject({ exitCode: 0 });
  return here;
}

describe("dgt repos", () => {
  it("prints rows for a program when it is read by one: tabs, no header, whole cells, exact times", async () => {
    const here = await signedIn();
    const { stdout, exitCode } = await here.run("repos", "-L", "3");
    expect(exitCode).toBe(0);
    expect(stdout.split("\n")).toEqual([
      "octo-lena/tide-tables\tHigh and low water for any harbor, offline.\tTypeScript\t128\tpublic\t2026-10-31T18:42:00Z",
      "tidepool-labs/kelp-forest\tA content-addressed store that grows like kelp 🌿\tRust\t2310\tpublic\t2026-10-30T20:17:00Z",
      "octo-lena/morning-swim\t\t—\t\tpublic\t2026-10-29T06:30:00Z",
      "",
    ]);
  });

  it("prints JSON with the fields that were named, in their order, and says nothing else", async () => {
    const here = await signedIn();
    const { stdout, stderr } = await here.run(
      "repos",
      "-L",
      "1",
      "--json",
      "stargazerCount,nameWithOwner,primaryLanguage",
    );
    expect(stdout).toBe(
      '[{"stargazerCount":128,"nameWithOwner":"octo-lena/tide-tables","primaryLanguage":{"name":"TypeScript"}}]\n',
    );
    expect(stderr).toBe("");
  });

  it("prints all documented fields when none is named", async () => {
    const here = await signedIn();
    const [row] = JSON.parse((await here.run("repos", "-L", "1", "--json")).stdout);
    const help = (await here.run("repos", "--help")).stdout;
    const documented = /JSON fields:\n([\s\S]*?)\n\n/
      .exec(help)?.[1]
      ?.split(",")
      .map((field) => field.trim());
    expect(Object.keys(row)).toEqual(documented);
  });

  it("needs a sign-in", async () => {
    await expectFailure(createSurroundings(), ["repos"], {
      exitCode: 4,
      code: "login_needed",
      says: /nobody is signed in to github\.com/,
      next: /dgt login/,
    });
  });
});

describe("dgt issues and dgt prs", () => {
  it("list open ones unless told otherwise", async () => {
    const here = await signedIn();
    for (const [command, states] of [
      ["issues", ["OPEN", "CLOSED"]],
      ["prs", ["OPEN", "CLOSED", "MERGED"]],
    ] as const) {
      const list = async (...argv: string[]): Promise<{ state: string }[]> =>
        JSON.parse((await here.run(command, ...repository, "-L", "100", "--json", "state", ...argv)).stdout);
      expect(new Set((await list()).map(({ state }) => state))).toEqual(new Set(["OPEN"]));
      expect((await list("-s", "closed")).map(({ state }) => state)).not.toContain("OPEN");
      expect(new Set((await list("-s", "all")).map(({ state }) => state))).toEqual(new Set(states));
    }
  });

  it("take the repository from the folder's origin, when it points to the same GitHub", async () => {
    const here = await signedIn();
    const git = (...args: string[]) => runProcess("git", { args, cwd: here.cwd, name: "git" });
    await git("init");
    await git("remote", "add", "origin", `${here.host}/octo-lena/tide-tables.git`);
    expect(await here.run("issues", "-L", "1")).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("octo-lena/tide-tables"),
    });
    await git("remote", "set-url", "origin", "https://elsewhere.example/octo-lena/tide-tables.git");
    await expectFailure(here, ["issues"], {
      exitCode: 64,
      code: "repository_needed",
      says: /origin does not point to 127\.0\.0\.1/,
      next: /-R owner\/name/,
    });
  });

  it("show a deleted account as ghost in a table and as null in JSON", async () => {
    const here = await signedIn();
    const all = ["prs", "-R", "tidepool-labs/kelp-forest", "-s", "all", "-L", "100"];
    const rows: { author: unknown; number: number }[] = JSON.parse(
      (await here.run(...all, "--json", "author,number")).stdout,
    );
    const orphan = rows.find(({ author }) => author === null);
    expect(orphan).toBeDefined();
    expect((await here.run(...all)).stdout).toMatch(new RegExp(`^${orphan?.number}\\t.*\\tghost\\t`, "m"));
  });

  it("an empty list is no error", async () => {
    const here = await signedIn();
    const outcome = await here.run("issues", "-R", "octo-lena/morning-swim", "-s", "closed", "--json", "number");
    expect(outcome).toMatchObject({ exitCode: 0, stderr: "" });
    expect(JSON.parse(outcome.stdout)).toEqual(expect.any(Array));
  });
});

describe("command lines that cannot be understood", () => {
  it.each([
    [["isues"], "unknown_command", /there is no command "isues"/, /dgt issues/],
    [["accounts"], "unknown_command", /there is no command "accounts"/, /dgt status/],
    [["status", "octo-lena"], "invalid_arguments", /takes options only/, /dgt status --help/],
    [["issues", "--limt", "5"], "invalid_arguments", /unknown option '--limt'/, /--limit/],
    [["issues", ...repository, "-L", "0"], "invalid_value", /-L takes a whole number from 1/, /-L 30/],
    [["issues", ...repository, "-L", "1e9"], "invalid_value", /-L takes a whole number from 1/, /-L 30/],
    [["issues", ...repository, "-s", "opened"], "invalid_value", /-s takes open, closed or all/, /-s all/],
    [["issues", "octo-lena/tide-tables"], "invalid_arguments", /takes options only/, /-R owner\/name/],
    [["repos", "--host", "http://github.example"], "invalid_value", /the host is neither/, /--host/],
    [["repos", "--host", "github.example/path"], "invalid_value", /the host is neither/, /--host/],
    [["issues", "-R"], "invalid_arguments", /argument missing/, /--help/],
    [["help", "isues"], "unknown_command", /there is no command "isues"/, /dgt issues/],
  ])("%j", async (argv, code, says, next) => {
    await expectFailure(createSurroundings(), argv, { exitCode: 64, code, says, next });
  });

  it("an unknown JSON field brings the list and the nearest one", async () => {
    const { exitCode, stdout, stderr } = await createSurroundings().run(
      "issues",
      ...repository,
      "--json",
      "number,titel",
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: "" });
    const { error } = JSON.parse(stderr);
    expect(error).toMatchObject({ code: "unknown_field", next: ["--json number,title", "dgt issues --help"] });
    expect(error.message).toContain("number, title, state, url, author, labels, createdAt, updatedAt");
  });
});
