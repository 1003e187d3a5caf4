import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { report } from "./example.ts";
import { signedIn } from "./signed-in.ts";

const read = (path: string) => readFile(new URL(path, import.meta.url), "utf8");

it("the README's example is the one that runs here", async () => {
  expect(await read("../README.md")).toContain(await read("example.ts"));
  const { github, tokens } = await signedIn();
  const lines = await report(tokens.accessToken.reveal(), github.url);
  expect(lines).toHaveLength(6);
  expect(lines[0]).toBe("signed in as octo-lena");
});
