import { createSandbox, walkSignIn } from "@dev-github-tool/sandbox";
import { expect, test } from "vitest";
import { startProgram } from "./example-program.ts";

test("octo-lena signs in to my program", async () => {
  const sandbox = createSandbox();
  const github = await sandbox.listen();
  const program = await startProgram(github.url, sandbox.seed.apps[0]);
  const [lena] = sandbox.seed.people;

  const page = await walkSignIn({ url: program.url, ...lena, decision: "approve" });

  expect(await page.text()).toBe("Hello, octo-lena");
  expect(sandbox.journal.count({ decision: "token_issued" })).toBe(1);
  program.stop();
  await github.close();
});
