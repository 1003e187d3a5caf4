import { walkSignIn } from "@dev-github-tool/sandbox";
import { describe, expect, it } from "vitest";
import { startTestGitHub } from "../canary/test-github.ts";
import { launchChromium } from "../processes/chromium.ts";
import { press, signInOn } from "./github-pages.ts";
import { createToolUser, personOf, readAuthorizationUrl, type ToolUser } from "./tool-user.ts";

const PRIVATE = "octo-lena/pocket-lighthouse";
const question = /Show private repositories too\?/;

/** What a sign-in is, for comparing it before and after. */
async function onlySignIn(lena: ToolUser) {
  const [one, ...others] = await lena.kept();
  expect(others).toEqual([]);
  return {
    account: one?.key.account,
    id: one?.record.attributes.accountId,
    scope: one?.record.tokens.scope,
    token: one?.record.tokens.accessToken.reveal(),
  };
}

async function startSignedIn() {
  const github = await startTestGitHub();
  const lena = createToolUser(github);
  await lena.signIn(personOf(github, "octo-lena"));
  return { github, lena, before: await onlySignIn(lena) };
}

describe("Checkpoint 2: what happens when a token without `repo` meets a private repository?", () => {
  it("the tool says what is granted and what is needed, the person allows more in the browser, and the command goes on", async () => {
    const { github, lena, before } = await startSignedIn();
    expect(before.scope).toEqual(["read:user"]);

    const dgt = lena.start("issues", "-R", PRIVATE);
    await dgt.waitForScreen(question);
    const asked = (await dgt.screen()).replaceAll(/\s+/g, " ");
    expect(asked).toContain(`${PRIVATE}: it does not exist, or it is private`);
    expect(asked).toContain("GitHub answers 404 to both");
    expect(asked).toContain("granted: read:user; private ones need: repo");
    expect(asked).toContain("which also allows changes");
    expect(asked).not.toContain("login/oauth/authorize");
    dgt.type("y");

    const url = await readAuthorizationUrl(dgt);
    expect(new URL(url).searchParams.get("scope")).toBe("read:user repo");
    expect((await dgt.screen()).replaceAll(/\s+/g, " ")).toContain("also allows to change all of them: push code");
    const page = await (await launchChromium()).newPage();
    await page.goto(url);
    await signInOn(page, personOf(github, "octo-lena"));
    const consent = await page.getByRole("main").textContent();
    expect(consent).toContain("repo");
    expect(consent).toContain("read and write");
    await press(page, "Authorize");
    await page.getByRole("heading", { name: "You are connected" }).waitFor();

    expect((await dgt.finished).exitCode).toBe(0);
    expect(await dgt.screen()).toMatch(
      /Connected as octo-lena[\s\S]*STATE[\s\S]*shown of octo-lena\/pocket-lighthouse/,
    );
    const after = await onlySignIn(lena);
    expect(after).toMatchObject({ account: "octo-lena", id: before.id, scope: ["read:user", "repo"] });
    expect(after.token).not.toBe(before.token);

    const again = await lena.run("issues", "-R", PRIVATE);
    expect(again).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(`shown of ${PRIVATE}`) });
    expect(again.stdout.trim().split("\n").length).toBeGreaterThan(1);
    const refused = github.sandbox.journal.entries.filter(({ status }) => status === 404);
    expect(refused.map(({ path, scopes }) => ({ path: path.replace(/\?.*/, ""), scopes }))).toEqual([
      { path: `/api/v3/repos/${PRIVATE}/issues`, scopes: ["read:user"] },
    ]);
  });

  it("without a terminal nobody is asked: the same words, the command that asks for more, and exit code 5", async () => {
    const { github, lena, before } = await startSignedIn();
    const requests = github.sandbox.journal.count({ operation: "oauth/authorize" });
    const { exitCode, stdout, stderr } = await lena.run("issues", "-R", PRIVATE);
    expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: "" });
    expect(stderr.replaceAll(/\s+/g, " ")).toMatch(
      /HTTP 404 why: .*GitHub answers 404 to both \(granted: read:user; private ones need: repo\)\. \[not_found\].* next: check the name, or dgt login --private $/,
    );
    const asJson = await lena.run("prs", "-R", PRIVATE, "--json", "number");
    expect(asJson).toMatchObject({ exitCode: 5, stdout: "" });
    expect(JSON.parse(asJson.stderr).error).toMatchObject({
      code: "not_found",
      next: ["check the name", "dgt login --private"],
    });
    expect(github.sandbox.journal.count({ operation: "oauth/authorize" })).toBe(requests);
    expect(await onlySignIn(lena)).toEqual(before);
  });

  it("somebody else who approves in the browser is turned away: their token is ended, and the sign-in stays", async () => {
    const { github, lena, before } = await startSignedIn();
    // Kai may see the repository, so that only the account is wrong.
    const kai = personOf(github, "coral-kai");
    const dgt = lena.start("issues", "-R", PRIVATE);
    await dgt.waitForScreen(question);
    dgt.type("y");
    const page = await (await launchChromium()).newPage();
    await page.goto(await readAuthorizationUrl(dgt));
    await signInOn(page, kai);
    await press(page, "Authorize");

    expect((await dgt.finished).exitCode).toBe(1);
    const screen = (await dgt.screen()).replaceAll(/\s+/g, " ");
    expect(screen).toContain("octo-lena was asked, and coral-kai approved in the browser");
    expect(screen).toMatch(/left as it is, and the new token was not kept\. \[other_account\] next: /);
    expect(screen).not.toContain("Connected as coral-kai");
    expect(await onlySignIn(lena)).toEqual(before);
    const ended = github.sandbox.journal.entries.filter(({ operation }) => operation === "apps/delete-token");
    expect(ended).toEqual([expect.objectContaining({ status: 204 })]);
    expect(await lena.run("profile", "--json", "login")).toMatchObject({ stdout: '{"login":"octo-lena"}\n' });
  });

  it("whoever presses Cancel in the browser keeps the sign-in there was", async () => {
    const { github, lena, before } = await startSignedIn();
    const dgt = lena.start("issues", "-R", PRIVATE);
    await dgt.waitForScreen(question);
    dgt.type("y");
    const page = await walkSignIn({
      url: await readAuthorizationUrl(dgt),
      ...personOf(github, "octo-lena"),
      decision: "cancel",
    });
    expect(await page.text()).toMatch(/a sign-in from before stays as it is/);

    expect((await dgt.finished).exitCode).toBe(2);
    expect((await dgt.screen()).replaceAll(/\s+/g, " ")).toMatch(
      /declined in the browser.*\[access_denied\] next: run the same command again, and press Authorize$/,
    );
    expect(await onlySignIn(lena)).toEqual(before);
    expect((await lena.run("profile")).exitCode).toBe(0);
  });

  it("whoever says no is sent nowhere, and reads how it can be had later", async () => {
    const { github, lena, before } = await startSignedIn();
    const requests = github.sandbox.journal.count({ operation: "oauth/authorize" });
    const dgt = lena.start("issues", "-R", PRIVATE);
    await dgt.waitForScreen(question);
    dgt.type("\r");
    expect((await dgt.finished).exitCode).toBe(5);
    expect(await dgt.screen()).toMatch(/next: .*dgt login --private$/);
    expect(github.sandbox.journal.count({ operation: "oauth/authorize" })).toBe(requests);
    expect(await onlySignIn(lena)).toEqual(before);
  });
});
