import { expect, test } from "vitest";
import { inBatches } from "../src/postgres-batches.ts";

test("questions of one moment go in one statement, and those that come meanwhile in the next ones", async () => {
  const sent: number[][] = [];
  let answer = (): void => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const ask = inBatches(async (questions: readonly number[]) => {
    sent.push([...questions]);
    await answered;
    return questions.map((question) => 10 * question);
  });
  const first = Array.from({ length: 3 }, (_, at) => ask(at));
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  const later = Array.from({ length: 250 }, (_, at) => ask(100 + at));
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(sent.map(({ length }) => length)).toEqual([3, 100]);
  answer();
  expect(await Promise.all([...first, ...later])).toEqual([
    0,
    10,
    20,
    ...Array.from({ length: 250 }, (_, at) => 1_000 + 10 * at),
  ]);
  expect(sent.map(({ length }) => length)).toEqual([3, 100, 100, 50]);
});

test("a question that the server objects to fails alone", async () => {
  const objection = Object.assign(new Error("a page is damaged"), { code: "XX001" });
  const ask = inBatches(async (questions: readonly number[]) => {
    if (questions.includes(7)) {
      throw objection;
    }
    return questions;
  });
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, at) => ask(at)));
  expect(outcomes.flatMap(({ status }, at) => (status === "rejected" ? [at] : []))).toEqual([7]);
});

test("questions whose connection was lost fail together, since nobody knows what became of them", async () => {
  let statements = 0;
  const ask = inBatches(async (_questions: readonly number[]): Promise<readonly number[]> => {
    statements += 1;
    throw new Error("Connection terminated unexpectedly");
  });
  const outcomes = await Promise.allSettled([ask(1), ask(2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(statements).toBe(1);
});
