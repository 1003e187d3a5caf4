import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { Secret } from "@dev-github-tool/oauth";
import { expect, it } from "vitest";
import { plant } from "../../../../test/canary/ledger.ts";
import { testRuntime } from "../../../../test/canary/test-runtime.ts";
import { buildTimelinePage } from "../../src/commands/timeline/page.ts";
import { describeOrigin } from "../../src/commands/timeline/view.ts";
import { drawLife } from "../../src/flow/timeline.ts";
import { describeSignIn } from "../../src/sign-ins/describe-sign-in.ts";
import { captureOutput } from "../output/captured-stream.ts";
import { createSurroundings, startScene } from "../surroundings.ts";

const HOUR = 60 * 60_000;
const now = Date.parse("2026-03-10T12:00:00Z");

async function draw(until: number | undefined, columns = 60): Promise<string[]> {
  const { output, stdout } = captureOutput({ columns, env: { NO_COLOR: "1" } });
  for (const line of drawLife({ token: "access token", from: now - 2 * HOUR, until }, { now, columns })) {
    output.line(line);
  }
  await output.flush();
  return stdout.text().trimEnd().split("\n");
}

it("draws a token from its beginning to its end, with now where it is", async () => {
  const [mark = "", bar = "", legend = ""] = await draw(now + 6 * HOUR);
  expect(mark.indexOf("now")).toBe(bar.indexOf("●") - 1);
  expect(bar).toMatch(/^ {2}├─{13}●─{40}┤$/);
  expect(legend).toMatch(/^ {2}2 hours ago +in 6 hours$/);
});

it("keeps now inside of the bar of a token that has ended, and leaves one without an end open", async () => {
  expect((await draw(now - HOUR))[1]).toMatch(/^ {2}├─+●┤$/);
  expect((await draw(undefined))[1]).toMatch(/^ {2}├─+●(?:─ )+→$/);
});

it("tells of both tokens, of who stored them, and asks nobody", async () => {
  const { github, env, visit } = await startScene("approve", { expiring: true });
  const here = createSurroundings({ env, visit });
  await here.run("login");
  const sent = github.sandbox.journal.entries.length;
  const { stdout, exitCode } = await here.run("timeline", "--json");
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    source: "sign_in",
    accessToken: { expiresAt: expect.stringMatching(/Z$/), expiresInSeconds: expect.any(Number) },
    refreshToken: { expiresAt: expect.stringMatching(/Z$/) },
    storedBy: { occasion: "sign_in" },
  });
  const words = await here.run("timeline");
  expect(words.stdout).toMatch(/access token: +ends in 7 hours/);
  expect(words.stdout).toMatch(/stored: .*by you, when you signed in/);
  expect(github.sandbox.journal.entries).toHaveLength(sent);
});

it("is honest about a token without an end", async () => {
  const { env, visit } = await startScene();
  const here = createSurroundings({ env, visit });
  await here.run("login");
  expect((await here.run("timeline")).stdout).toContain("no expiry: ends only by revocation, or after a year unused");
  expect(JSON.parse((await here.run("timeline", "--json")).stdout)).toMatchObject({
    accessToken: { expiresAt: null, expiresInSeconds: null },
    refreshToken: null,
  });
});

it("names the process that renewed, and draws a page of it without a token on it", async () => {
  const scene = await startScene("approve", { expiring: true });
  const here = createSurroundings(scene);
  await here.run("login");
  scene.github.sandbox.clock.advance(9 * HOUR);
  const runtime = testRuntime({ now: () => Date.now() + 9 * HOUR });
  const later = createSurroundings({ ...scene, store: here.store, runtime });
  await later.run("profile");
  const stored = `by dgt, without asking you: process ${process.pid} on this machine`;
  expect((await later.run("timeline")).stdout).toContain(stored);
  expect(JSON.parse((await later.run("timeline", "--json")).stdout)).toMatchObject({
    storedBy: { pid: process.pid, machine: hostname(), occasion: "refresh" },
  });
  expect((await later.run("timeline", "--format", "html", "-o", "t.html")).exitCode).toBe(0);
  const page = readFileSync(join(later.cwd, "t.html"), "utf8");
  expect(page).toContain(stored);
  expect(page.match(/class="now"/g)).toHaveLength(2);
  expect(page).not.toMatch(/gh[a-z]_\w/);
});

it("names another machine by its name", () => {
  const signIn = describeSignIn({
    key: { issuer: "https://github.com", clientId: "x", account: "octo-lena" },
    record: {
      generation: 1,
      state: "active",
      tokens: {
        accessToken: new Secret(plant("access token")),
        tokenType: "bearer",
        scope: [],
        expiresAt: undefined,
        refreshToken: undefined,
        refreshTokenExpiresAt: undefined,
      },
      attributes: { signedInAt: now },
      writtenAt: now,
      writtenBy: { pid: 7, machine: "lighthouse", occasion: "sign_in" },
    },
  });
  const timeline = { kind: "sign_in", host: "github.com", now, writtenAt: now, signIn } as const;
  expect(describeOrigin(timeline)).toContainEqual([
    "stored",
    "just now (2026-03-10T12:00:00Z), by you, when you signed in: process 7 on lighthouse",
  ]);
  const page = buildTimelinePage(timeline);
  expect(page).toContain("The access token has no expiry: it ends only by revocation, or after a year unused.");
  expect(page).toContain('class="open"');
});

it.each([
  [["timeline", "--format", "svg"], "invalid_value"],
  [["timeline", "-o", "t.html"], "invalid_arguments"],
  [["timeline", "--json", "--format", "html"], "invalid_arguments"],
])("dgt %s is a mistake of usage", async (argv, code) => {
  const { exitCode, stderr } = await createSurroundings().run(...argv);
  expect({ exitCode, names: stderr.includes(code) }).toEqual({ exitCode: 64, names: true });
});

it("says that a sign-in is needed where there is none", async () => {
  const { env } = await startScene();
  expect((await createSurroundings({ env }).run("timeline")).exitCode).toBe(4);
});
