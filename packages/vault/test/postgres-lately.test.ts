import { expect, test } from "vitest";
import { createLatelySeen } from "../src/postgres-lately.ts";

const row = { now: 1_000_000, currentKeyId: "0", keyIds: ["0"], mark: undefined, sealed: undefined };

test("a row is given back once, with the time of the database counted on", () => {
  const lately = createLatelySeen();
  const id = Buffer.from("a");
  lately.note(id, { ...row, seenAt: performance.now() - 1_500 });
  const recalled = lately.recall(Buffer.from("a"));
  expect(recalled?.now).toBeGreaterThanOrEqual(1_001_500);
  expect(recalled?.now).toBeLessThan(1_003_000);
  expect(lately.recall(id)).toBeUndefined();
  expect(lately.recall(Buffer.from("b"))).toBeUndefined();
});

test("a row that was seen long ago, or before a thousand others, is forgotten", () => {
  const lately = createLatelySeen();
  lately.note(Buffer.from("old"), { ...row, seenAt: performance.now() - 6_000 });
  expect(lately.recall(Buffer.from("old"))).toBeUndefined();
  for (let at = 0; at <= 1_000; at += 1) {
    lately.note(Buffer.from(`${at}`), { ...row, seenAt: performance.now() });
  }
  expect(lately.recall(Buffer.from("0"))).toBeUndefined();
  expect(lately.recall(Buffer.from("1"))).toBeDefined();
});
