import { expect, test } from "vitest";
import { openConnection } from "../src/connection.ts";
import { createVault, newPath, octocat, plantTokens } from "./vaults.ts";

test("S-24: who finds the vault locked waits without keeping the program from its work, and then writes", async () => {
  const { store, openFile } = await createVault();
  const file = await openFile();
  file.exec("BEGIN IMMEDIATE");
  let isDone = false;
  const writing = store.put(octocat, { tokens: plantTokens(), attributes: {} }).finally(() => {
    isDone = true;
  });
  const gaps: number[] = [];
  for (let at = 0; at < 40; at += 1) {
    const startedAt = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 1));
    gaps.push(performance.now() - startedAt);
  }
  expect(isDone).toBe(false);
  const median = gaps.sort((a, b) => a - b)[gaps.length / 2] ?? 0;
  expect(median).toBeLessThan(30);
  file.exec("COMMIT");
  expect((await writing).generation).toBe(1);
});

test("readers, and those who are told to wait, are not kept from it by a lock", async () => {
  const { store, openFile } = await createVault();
  await store.put(octocat, { tokens: plantTokens(), attributes: {} });
  await store.acquireLease(octocat, { generation: 1, durationMs: 60_000 });
  const file = await openFile();
  file.exec("BEGIN IMMEDIATE");
  expect((await store.read(octocat))?.generation).toBe(1);
  expect(await store.list()).toEqual([octocat]);
  expect((await store.acquireLease(octocat, { generation: 1, durationMs: 60_000 })).kind).toBe("held");
  expect((await store.acquireLease(octocat, { generation: 7, durationMs: 60_000 })).kind).toBe("moved");
  file.exec("ROLLBACK");
});

test("a closed store says so, and can be closed twice", async () => {
  const { store } = await createVault();
  await store.close();
  await store.close();
  await expect(store.read(octocat)).rejects.toMatchObject({ code: "unavailable", message: "the store is closed" });
});

test("writes are on the disk before they are answered, and what is freed is overwritten", async () => {
  const { store, path } = await createVault();
  expect(store).toBeDefined();
  const { openVault } = await import("../src/schema.ts");
  const { createCipherKey } = await import("../src/cipher.ts");
  const { createKey } = await import("../src/index.ts");
  const connection = await openVault(path, createCipherKey(createKey()));
  expect(connection.get("PRAGMA synchronous")).toMatchObject({ synchronous: 2 });
  expect(connection.get("PRAGMA secure_delete")).toMatchObject({ secure_delete: 1 });
  expect(connection.get("PRAGMA journal_mode")).toMatchObject({ journal_mode: "wal" });
  connection.close();
});

test("a file that SQLite cannot open is unavailable", async () => {
  await expect(openConnection(`${newPath()}/vault.db`)).rejects.toMatchObject({
    name: "TokenStoreError",
    code: "unavailable",
    message: "the store cannot be opened",
  });
});
