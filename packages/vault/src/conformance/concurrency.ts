import { deepEqual, equal } from "node:assert/strict";
import { anyKey, anyTokens, type CaseOf, LONG_MS, pause, revealed } from "./bench.ts";

const INSTANCES = 6;

/** What holds when many do it at once. */
export const concurrencyCases: readonly CaseOf[] = [
  [
    "of many who ask at once, one gets the lease",
    async ({ openAnother }) => {
      const instances = await Promise.all(Array.from({ length: INSTANCES }, openAnother));
      const key = anyKey();
      const { generation } = (await instances[0]?.put(key, { tokens: anyTokens(), attributes: {} })) ?? {
        generation: 0,
      };
      const answers = await Promise.all(
        instances.flatMap((store) =>
          Array.from({ length: 4 }, () => store.acquireLease(key, { generation, durationMs: LONG_MS })),
        ),
      );
      equal(answers.filter(({ kind }) => kind === "acquired").length, 1);
      equal(answers.filter(({ kind }) => kind === "held").length, answers.length - 1);
    },
  ],
  [
    "of many writes at once, none is lost and none gets another's generation",
    async ({ openAnother }) => {
      const instances = await Promise.all(Array.from({ length: INSTANCES }, openAnother));
      const key = anyKey();
      const records = await Promise.all(
        instances.flatMap((store) =>
          Array.from({ length: 4 }, () => store.put(key, { tokens: anyTokens(), attributes: {} })),
        ),
      );
      const newest = records.reduce((one, other) => (one.generation > other.generation ? one : other));
      equal(new Set(records.map(({ generation }) => generation)).size, records.length);
      for (const store of instances) {
        deepEqual(revealed((await store.read(key))?.tokens), revealed(newest.tokens));
      }
    },
  ],
  [
    "many who refresh in turn refresh each generation once",
    async ({ openAnother }) => {
      const rounds = 10;
      const instances = await Promise.all(Array.from({ length: INSTANCES }, openAnother));
      const key = anyKey();
      const { generation: first } = (await instances[0]?.put(key, { tokens: anyTokens(), attributes: {} })) ?? {
        generation: 0,
      };
      const refreshed: number[] = [];
      await Promise.all(
        instances.map(async (store) => {
          let generation = first;
          while (generation < first + rounds) {
            const answer = await store.acquireLease(key, { generation, durationMs: LONG_MS });
            if (answer.kind === "acquired") {
              equal(answer.lostSince, undefined);
              const record = await store.commit(answer.lease, anyTokens());
              refreshed.push(generation);
              equal(record?.generation, generation + 1);
            } else if (answer.kind === "held") {
              await pause(2);
            }
            generation = (await store.read(key))?.generation ?? 0;
          }
        }),
      );
      deepEqual(
        refreshed.sort((a, b) => a - b),
        Array.from({ length: rounds }, (_, at) => first + at),
      );
    },
  ],
  [
    "of many who remove at once, one does",
    async ({ openAnother }) => {
      const instances = await Promise.all(Array.from({ length: INSTANCES }, openAnother));
      const key = anyKey();
      const { generation } = (await instances[0]?.put(key, { tokens: anyTokens(), attributes: {} })) ?? {
        generation: 0,
      };
      const removed = await Promise.all(instances.map((store) => store.remove(key, generation)));
      equal(removed.filter((did) => did).length, 1);
    },
  ],
  [
    "a sign-out and a refresh at once end in one of two ways: nothing, or new tokens that are to be revoked",
    async ({ openAnother }) => {
      const [one, other] = await Promise.all([openAnother(), openAnother()]);
      for (let round = 0; round < 10; round += 1) {
        const key = anyKey();
        const { generation } = await one.put(key, { tokens: anyTokens(), attributes: {} });
        const answer = await one.acquireLease(key, { generation, durationMs: LONG_MS });
        equal(answer.kind, "acquired");
        const [committed, removed] = await Promise.all([
          answer.kind === "acquired" ? one.commit(answer.lease, anyTokens()) : undefined,
          other.markRevoking(key, generation).then((marked) => marked && other.remove(key, generation)),
        ]);
        const left = await other.read(key);
        equal(removed, committed === undefined);
        deepEqual(revealed(left?.tokens), revealed(committed?.tokens));
      }
    },
  ],
];
