import { expect, test } from "vitest";
import { createSandbox, type Profile } from "../src/index.ts";
import { createBrowser, readText } from "./browser.ts";
import { beginDevice, poll } from "./device-drive.ts";
import { appOf, lena } from "./drive.ts";
import { secondMs } from "./token-drive.ts";

const hourMs = 3600 * secondMs;

function deviceSandbox(switches: Partial<Profile> = {}) {
  const sandbox = createSandbox({ now: () => Date.UTC(2026, 10, 1), switches });
  return { sandbox, app: sandbox.seed.apps[0] };
}

test("A-07: polls faster than the interval get slow_down with five seconds more each time", async () => {
  const { sandbox, app } = deviceSandbox();
  const codes = await beginDevice(sandbox, app);
  const answers = [];
  for (const waitMs of [0, 4000, 9000, 14_000, 20_000]) {
    sandbox.clock.advance(waitMs);
    const { status, body } = await poll(sandbox, app, codes);
    answers.push([status, body.error, body.interval]);
  }
  expect(answers).toEqual([
    [200, "authorization_pending", undefined],
    [200, "slow_down", 10],
    [200, "slow_down", 15],
    [200, "slow_down", 20],
    [200, "authorization_pending", undefined],
  ]);
});

/** Polls until the first interval is kept `patience` times, waiting as a client would that was told to slow down once. */
async function errorsOf(switches: Partial<Profile>, waitsSeconds: readonly number[]): Promise<readonly unknown[]> {
  const { sandbox, app } = deviceSandbox(switches);
  const codes = await beginDevice(sandbox, app);
  const errors = [];
  for (const seconds of waitsSeconds) {
    sandbox.clock.advance(seconds * secondMs);
    errors.push((await poll(sandbox, app, codes)).body.error);
  }
  return errors;
}

test("device flow, polling: octokit goes back to its first interval after slow_down, and GitHub's manner lets it", async () => {
  const octokit = [0, 3, 12, 5, 5];
  const [pending, slow] = ["authorization_pending", "slow_down"];
  expect(await errorsOf({}, octokit)).toEqual([pending, slow, pending, pending, pending]);
  expect(await errorsOf({ slowDownLasts: true }, octokit)).toEqual([pending, slow, pending, slow, slow]);
});

test("device flow, polling: gh waits a fifth longer than asked, and two fifths after slow_down", async () => {
  const [pending, slow] = ["authorization_pending", "slow_down"];
  for (const slowDownLasts of [false, true]) {
    expect(await errorsOf({ slowDownLasts }, [6, 4, 14, 14])).toEqual([pending, slow, pending, pending]);
  }
});

test("A-07: fifty wrong codes in an hour are the end of all typing, right codes included", async () => {
  const { sandbox, app } = deviceSandbox();
  const codes = await beginDevice(sandbox, app);
  const browser = createBrowser(sandbox);
  await browser.visit("/login/device");
  await browser.visit((await browser.submit("/login", { ...lena, decision: "sign-in" })).headers.get("Location") ?? "");
  const type = async (user_code: string) => browser.submit("/login/device", { user_code, decision: "continue" });
  for (let count = 0; count < 50; count += 1) expect((await type("BCDF-GHJK")).status).toBe(422);
  const refused = await type(codes.user_code);
  expect(refused.status).toBe(422);
  expect(await readText(refused)).toContain("Too many codes");
  sandbox.clock.advance(hourMs);
  const later = await beginDevice(sandbox, app);
  expect((await type(later.user_code)).status).toBe(303);
});

test("A-07: fifty right codes in an hour are an app's limit, and no other app's", async () => {
  const { sandbox, app } = deviceSandbox();
  const browser = createBrowser(sandbox);
  await browser.visit("/login/device");
  await browser.visit((await browser.submit("/login", { ...lena, decision: "sign-in" })).headers.get("Location") ?? "");
  const typeFor = async (each: typeof app) => {
    const { user_code } = await beginDevice(sandbox, each);
    return (await browser.submit("/login/device", { user_code, decision: "continue" })).status;
  };
  for (let count = 0; count < 50; count += 1) expect(await typeFor(app)).toBe(303);
  expect(await typeFor(app)).toBe(422);
  expect(await typeFor(appOf(sandbox, "Ov23liExpiring000004"))).toBe(303);
});

test("A-07: user codes have eight of twenty consonants, more than 34 bits", async () => {
  const { sandbox, app } = deviceSandbox();
  const letters = new Set<string>();
  for (let count = 0; count < 200; count += 1) {
    const { user_code } = await beginDevice(sandbox, app);
    expect(user_code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    for (const letter of user_code.replace("-", "")) letters.add(letter);
  }
  expect([...letters].sort().join("")).toBe("BCDFGHJKLMNPQRSTVWXZ");
  expect(8 * Math.log2(letters.size)).toBeGreaterThan(34);
});

test("A-07: a user code serves once, for the browser it was typed in", async () => {
  const { sandbox, app } = deviceSandbox();
  const codes = await beginDevice(sandbox, app, "repo");
  const [victim, thief] = [createBrowser(sandbox), createBrowser(sandbox)];
  for (const browser of [victim, thief]) {
    await browser.visit("/login/device");
    const signedIn = await browser.submit("/login", { ...lena, decision: "sign-in" });
    await browser.visit(signedIn.headers.get("Location") ?? "");
  }
  const next = await victim.submit("/login/device", { user_code: codes.user_code, decision: "continue" });
  const confirm = next.headers.get("Location") ?? "";
  expect((await thief.open(confirm)).status).toBe(403);
  const transaction = new URL(confirm).searchParams.get("transaction") ?? "";
  expect((await thief.submit("/login/device/confirm", { transaction, decision: "approve" })).status).toBe(403);
  await victim.visit(confirm);
  expect((await victim.submit("/login/device/confirm", { csrf: "0".repeat(32), decision: "approve" })).status).toBe(
    403,
  );
  expect((await victim.submit("/login/device/confirm", { decision: "maybe" })).status).toBe(403);
  expect((await victim.submit("/login/device/confirm", { decision: "approve" })).status).toBe(200);
  expect((await victim.submit("/login/device/confirm", { decision: "approve" })).status).toBe(403);
  expect((await thief.submit("/login/device", { user_code: codes.user_code })).status).toBe(422);
});
