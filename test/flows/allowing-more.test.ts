import { type SeedPerson, walkSignIn } from "@dev-github-tool/sandbox";
import { expect, it } from "vitest";
import { startTestGitHub } from "../canary/test-github.ts";
import type { ProcessInTerminal } from "../processes/terminal.ts";
import { createToolUser, personOf, readAuthorizationUrl } from "./tool-user.ts";

const PRIVATE = "octo-lena/pocket-lighthouse";
const question = /Show private repositories too\?/;

/** Says yes, and approves as somebody. */
async function allow(dgt: ProcessInTerminal, person: SeedPerson): Promise<void> {
  await dgt.waitForScreen(question);
  dgt.type("y");
  await walkSignIn({ url: await readAuthorizationUrl(dgt), ...person, decision: "approve" });
}

it("D1: the main run asks for more when the repository it was given is hidden, shows it then, and does not ask again", async () => {
  const github = await startTestGitHub();
  const lena = createToolUser(github);
  await lena.signIn(personOf(github));
  const dgt = lena.start("-R", PRIVATE);
  await allow(dgt, personOf(github));
  expect((await dgt.finished).exitCode).toBe(0);
  const screen = await dgt.screen();
  expect(screen).toMatch(/Open issues · octo-lena\/pocket-lighthouse[\s\S]*✓ Done\./);
  expect(screen.match(new RegExp(question, "g"))).toHaveLength(1);
});

it("D1: of two people it is the named one who is asked, whoever used the tool last", async () => {
  const github = await startTestGitHub();
  const [lena, kai] = [personOf(github, "octo-lena"), personOf(github, "coral-kai")];
  const both = createToolUser(github);
  await both.signIn(lena);
  await both.signIn(kai);
  const dgt = both.start("issues", "-R", PRIVATE, "--account", "octo-lena");
  await allow(dgt, lena);
  expect((await dgt.finished).exitCode).toBe(0);
  const screen = await dgt.screen();
  expect(screen).toContain("In the browser, go on as octo-lena");
  expect(screen).not.toContain("another account than before");
  const scopes = (await both.kept()).map(({ key, record }) => [key.account, record.tokens.scope]);
  expect(Object.fromEntries(scopes)).toEqual({ "octo-lena": ["read:user", "repo"], "coral-kai": ["read:user"] });
});

it("D1: where the wrong person's token cannot be ended, that is said, with the page that ends it", async () => {
  const github = await startTestGitHub();
  const lena = createToolUser(github);
  await lena.signIn(personOf(github));
  github.sandbox.faults.add({ operation: "apps/delete-token", fault: "status-503", times: 5 });
  const dgt = lena.start("issues", "-R", PRIVATE);
  await allow(dgt, personOf(github, "coral-kai"));
  expect((await dgt.finished).exitCode).toBe(1);
  const screen = (await dgt.screen()).replaceAll(/\s+/g, " ");
  expect(screen).toContain("GitHub could not be told to end the token that is not kept");
  expect(screen).toContain(`${github.url}/settings/connections/applications/`);
  expect(screen).toContain("[other_account]");
});
