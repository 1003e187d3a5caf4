import { expect, test } from "vitest";
import { shareConnection } from "../src/postgres-connection.ts";

const connection = shareConnection({ query: async () => ({ rows: [] }) });

test("whoever finds other writes in between tries a few times, however slow the machine is, and then says so", async () => {
  let attempts = 0;
  const work = async () => {
    attempts += 1;
    return attempts < 5 ? undefined : { answer: attempts };
  };
  expect(await connection.patiently(-1, work)).toBe(5);
  attempts = Number.NEGATIVE_INFINITY;
  await expect(connection.patiently(-1, work)).rejects.toMatchObject({ code: "unavailable" });
});

test("whoever cannot reach the database is told so as soon as the patience ends", async () => {
  let attempts = 0;
  const work = async () => {
    attempts += 1;
    throw new Error("Connection terminated unexpectedly");
  };
  await expect(connection.patiently(-1, work)).rejects.toMatchObject({ code: "unavailable" });
  expect(attempts).toBe(1);
});
