import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findEntries } from "../src/catalogue/find-entries.ts";
import { checks } from "../src/commands/doctor/checks/all.ts";
import { examine } from "./examine.ts";
import { createSurroundings, type Surroundings } from "./surroundings.ts";

describe("dgt doctor of an authorization URL", () => {
  const url = (changes: Readonly<Record<string, string | undefined>>): string => {
    const parameters = {
      client_id: "Ov23liAnyAppAtAll0000",
      redirect_uri: "http://127.0.0.1/callback",
      scope: "read:user",
      state: "s".repeat(43),
      code_challenge: "c".repeat(43),
      code_challenge_method: "S256",
      ...changes,
    };
    const present = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `https://github.com/login/oauth/authorize?${new URLSearchParams(present)}`;
  };
  const here = (env = {}): Surroundings => createSurroundings({ env });

  it.each([
    [{ code_challenge: undefined, code_challenge_method: undefined }, /sends no code_challenge/],
    [{ code_challenge_method: "plain" }, /is not S256/],
    [{ code_challenge: "short" }, /code_challenge of 5 characters/],
    [{ state: undefined }, /sends no state/],
    [{ state: "1234" }, /a state of 4 characters/],
    [{ client_secret: "not-here" }, /client_secret in the address/],
    [{ response_type: "token" }, /response_type asks for a token/],
  ])("%j", async (changes, evidence) => {
    const { exitCode, find } = await examine(here(), "--offline", url(changes));
    expect(find("state-and-pkce")).toMatchObject({ mark: "fail", evidence: expect.stringMatching(evidence) });
    expect(exitCode).toBe(1);
  });

  it.each([
    ["repos", "scope=repo", /also allows to change all of them/],
    ["user:read", "scope=read:user", /read:user is/],
    ["read:user xyzzyx", "dgt explain invalid_scope", /leaves out what it does not know/],
  ])("the scope %s", async (scope, command, reason) => {
    const { find } = await examine(here(), "--offline", url({ scope }));
    expect(find("scopes")).toMatchObject({ mark: "fail", command, reason: expect.stringMatching(reason) });
  });

  it("no scope at all, which brings back everything", async () => {
    const { find } = await examine(here(), "--offline", url({ scope: undefined }));
    expect(find("scopes")).toMatchObject({ mark: "warn", reason: expect.stringMatching(/ever granted/) });
  });

  it.each([
    [
      "http://127.0.0.1:8000/callback",
      "http://127.0.0.1:8000/callback/",
      "warn",
      /exact matching refuses this, with wildcard matching accepts/,
    ],
    ["http://127.0.0.1/callback", "http://127.0.0.1:9/callback", "ok", /may differ: on GitHub, and by RFC 8252/],
    [
      "http://localhost/callback",
      "http://localhost:9/callback",
      "warn",
      /exact matching accepts this.* strict servers/,
    ],
    ["http://127.0.0.1/callback", "http://localhost/callback", "fail", /wildcard matching refuses/],
    ["http://127.0.0.1/callback", "https://127.0.0.1/callback", "fail", /wildcard matching refuses/],
    ["http://127.0.0.1/callback", "http://127.0.0.1/callbackextra", "fail", /wildcard matching refuses/],
  ])("registered %s, used %s", async (registered, used, mark, reason) => {
    const { find } = await examine(here({ GITHUB_REDIRECT_URI: registered }), "--offline", url({ redirect_uri: used }));
    expect(find("redirect")).toMatchObject({ mark, reason: expect.stringMatching(reason) });
  });

  it("something that is no address", async () => {
    expect(await here().run("doctor", "now")).toMatchObject({ exitCode: 64, stdout: "" });
  });
});

it("docs/doctor.md lists every check, in the order in which they are shown", () => {
  const page = readFileSync(new URL("../../../docs/doctor.md", import.meta.url), "utf8");
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, id]) => id);
  expect(listed).toEqual(checks.map(({ id }) => id));
});

it("every code that a check names is one that dgt explain knows", () => {
  const folder = new URL("../src/commands/doctor/checks/", import.meta.url);
  const named = readdirSync(folder).flatMap((file) =>
    [...readFileSync(new URL(file, folder), "utf8").matchAll(/code: "([^"]+)"/g)].map(([, code = ""]) => code),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((code) => findEntries(code).length === 0)).toEqual([]);
});
