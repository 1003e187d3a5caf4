import { startSandbox } from "@dev-github-tool/sandbox";
import { expect, test } from "vitest";
import { startProgram } from "./example-program.ts";

test("octo-lena signs in to my program", async () => {
  const github = await startSandbox();
  const program = await startProgram(github.url, github.seed.apps[0]);

  const { response } = await github.signIn({ url: program.url, as: "octo-lena", approve: true });

  expect(await response.text()).toBe("Hello, octo-lena");
  expect(github.journal.count({ decision: "token_issued" })).toBe(1);
  program.stop();
  await github.close();
});
