import { expect, it } from "vitest";
import { drawLife } from "../../src/flow/timeline.ts";
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
    storedBy: "sign_in",
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

it("says that a sign-in is needed where there is none", async () => {
  const { env } = await startScene();
  expect((await createSurroundings({ env }).run("timeline")).exitCode).toBe(4);
});
