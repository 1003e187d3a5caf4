import { describe, test } from "vitest";
import { createMemoryStore, tokenStoreConformance } from "../src/index.ts";

describe("S-27: the store in memory", () => {
  const cases = tokenStoreConformance(async () => {
    const store = createMemoryStore();
    return { open: async () => store };
  });
  test.for(cases.map(({ title, run }) => [title, run] as const))("%s", ([, run]) => run());
});
