import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { profiles } from "../src/oauth/profiles.ts";

const page = readFileSync(new URL("../../../docs/sandbox.md", import.meta.url), "utf8");

/** Rows of the table of switches: name, value in each profile. */
const rows = [...page.matchAll(/^\| `(\w+)` \| (`?[\w:]+`?) \| (`?[\w:]+`?) \|/gm)].map(([, name, github, strict]) => ({
  name,
  github: bare(github),
  strict: bare(strict),
}));

function bare(cell = ""): string {
  return cell.replaceAll("`", "");
}

test("docs/sandbox.md lists every switch with its value in both profiles", () => {
  for (const [name, value] of Object.entries(profiles.github)) {
    const row = rows.find((each) => each.name === name);
    expect([name, row?.github]).toEqual([name, String(value)]);
    expect([name, row?.strict]).toEqual([name, String(Reflect.get(profiles.strict, name))]);
  }
  expect(rows.map(({ name }) => name).filter((name) => !Object.hasOwn(profiles.github, name ?? ""))).toEqual([]);
});
