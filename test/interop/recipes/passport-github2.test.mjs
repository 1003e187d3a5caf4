import { equal } from "node:assert/strict";
import { startSandbox } from "@dev-github-tool/sandbox";
import { test } from "vitest";
import { startProgram } from "./passport-program.mjs";

test("a program that uses passport-github2", async () => {
  const github = await startSandbox();
  const [{ clientId, clientSecret }] = github.seed.apps;
  const program = await startProgram({ github: github.url, clientId, clientSecret });
  const { response } = await github.signIn({ url: `${program.url}/callback`, as: "coral-kai" });
  program.stop();
  await github.close();
  equal(await response.text(), "Hello, coral-kai");
});
