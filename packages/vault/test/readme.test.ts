import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { startKeyring } from "../../../test/processes/keyring.ts";
import { runProcess } from "../../../test/processes/running-process.ts";
import { newPath } from "./vaults.ts";

const read = (path: string) => readFile(new URL(path, import.meta.url), "utf8");

test("the README's example is the one that runs here", async () => {
  expect(await read("../README.md")).toContain(await read("example.fixture.ts"));
  const program = `Promise.all([import("./example.fixture.ts"), import("@dev-github-tool/oauth")]).then(([{ keepTokens }, { Secret }]) =>
    keepTokens(${JSON.stringify(newPath())}, { accessToken: new Secret("example"), tokenType: "bearer" }).then(console.log))`;
  const { stdout, stderr } = await runProcess(process.execPath, {
    args: ["--conditions=source", "--import", import.meta.resolve("tsx"), "-e", program],
    cwd: import.meta.dirname,
    env: (await startKeyring()).env,
    name: "the README's example",
  });
  expect({ stdout, stderr }).toEqual({ stdout: "generation 1: [secret]\n", stderr: "" });
});
