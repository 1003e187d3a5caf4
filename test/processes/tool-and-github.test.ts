import { walkSignIn } from "@dev-github-tool/sandbox";
import { expect, test } from "vitest";
import { startTestGitHub } from "../canary/test-github.ts";
import { startDgt } from "./dgt.ts";
import { createFakeBrowser } from "./fake-browser.ts";

test("the tool in a process, a GitHub and a browser beside it go through a login together", async () => {
  const github = await startTestGitHub();
  const browser = createFakeBrowser();
  const [app] = github.sandbox.seed.apps;
  const [person] = github.sandbox.seed.people;
  const dgt = startDgt(["login"], {
    env: {
      ...browser.env,
      DGT_HOST: github.url,
      GITHUB_CLIENT_ID: app?.clientId ?? "",
      GITHUB_CLIENT_SECRET: app?.clientSecret ?? "",
    },
  });
  const [url = ""] = (await browser.launched()).arguments;
  await walkSignIn({ url, login: person?.login ?? "", password: person?.password ?? "", decision: "approve" });
  dgt.endInput();
  expect(await dgt.finished).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(person?.login ?? "?") });
  expect(github.sandbox.journal.entries.map(({ status }) => status)).toContain(200);
});
