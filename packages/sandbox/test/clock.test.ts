import { expect, test } from "vitest";
import { createSandbox } from "../src/index.ts";
import { codeFor, exchange, rest } from "./drive.ts";
import { dayMs, expiringSandbox, hourMs, signIn, statusWith } from "./token-drive.ts";

test("the clock is the system's until it is moved", () => {
  const { clock } = createSandbox();
  const before = Date.now();
  expect(clock.now()).toBeGreaterThanOrEqual(before);
  expect(clock.now()).toBeLessThanOrEqual(Date.now());
});

test("the clock goes on from wherever it was moved to", () => {
  let now = 1000;
  const { clock } = createSandbox({ now: () => now });
  clock.advance(500);
  expect(clock.now()).toBe(1500);
  clock.advance(-200);
  expect(clock.now()).toBe(1300);
  clock.set(5000);
  now += 7;
  expect(clock.now()).toBe(5007);
});

test("a moved clock is back after a reset", () => {
  const { sandbox } = expiringSandbox();
  sandbox.clock.advance(dayMs);
  sandbox.reset();
  expect(sandbox.clock.now()).toBe(Date.UTC(2026, 10, 1));
});

test("codes, tokens, rate windows, the journal and the Date header go by the clock", async () => {
  const { sandbox, app } = expiringSandbox();
  const { access } = await signIn(sandbox, app);
  const code = await codeFor(sandbox);
  const first = await rest(sandbox, "/user", { token: access });
  expect(first.headers.get("Date")).toBe("Sun, 01 Nov 2026 00:00:00 GMT");
  expect(first.headers.get("X-RateLimit-Used")).toBe("1");

  sandbox.clock.advance(hourMs);
  const second = await rest(sandbox, "/user", { token: access });
  expect(second.headers.get("Date")).toBe("Sun, 01 Nov 2026 01:00:00 GMT");
  expect(second.headers.get("X-RateLimit-Used")).toBe("1");
  expect(await exchange(sandbox, { code })).toHaveProperty("error", "bad_verification_code");
  expect(sandbox.journal.entries.at(-1)).toMatchObject({ decision: "code_expired", at: Date.UTC(2026, 10, 1, 1) });

  sandbox.clock.set(Date.UTC(2026, 10, 1, 8));
  expect(await statusWith(sandbox, access)).toBe(401);
  sandbox.clock.advance(-1);
  expect(await statusWith(sandbox, access)).toBe(200);
});

for (const wrong of [Number.NaN, Infinity, 9e15]) {
  test(`the clock cannot be moved by or to ${wrong}, and stays where it is`, () => {
    const { sandbox } = expiringSandbox();
    expect(() => sandbox.clock.advance(wrong)).toThrow(RangeError);
    expect(() => sandbox.clock.set(wrong)).toThrow(RangeError);
    expect(sandbox.clock.now()).toBe(Date.UTC(2026, 10, 1));
  });
}
