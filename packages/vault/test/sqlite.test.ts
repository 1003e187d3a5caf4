import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "vitest";
import { createKey, openSqliteStore, tokenStoreConformance } from "../src/index.ts";

describe("S-27: the store in SQLite", () => {
  const cases = tokenStoreConformance(async () => {
    const path = join(mkdtempSync(join(tmpdir(), "vault-")), "vault.db");
    const key = createKey();
    return { open: () => openSqliteStore({ path, key }) };
  });
  test.for(cases.map(({ title, run }) => [title, run] as const))("%s", ([, run]) => run());
});
