import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Secret } from "@dev-github-tool/oauth";
import { expect, test } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { createSearch } from "../../../test/canary/search.ts";
import { createKey } from "../src/index.ts";
import { createVault, hubot, octocat, plantTokens } from "./vaults.ts";

/** Every byte in a vault's folder, under the names of its files. */
function bytesBeside(path: string): Map<string, Buffer> {
  const folder = dirname(path);
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

test("S-22: no token and no key is found in the database, its log or its index", async () => {
  const key = createKey();
  const secrets = [plant("access token"), plant("access token"), plant("access token")];
  const [first = "", second = "", third = ""] = secrets;
  const { store, path } = await createVault({ key });
  const search = createSearch([...secrets, key.reveal()].map((value) => ({ kind: "secret", value })));
  await store.put(octocat, {
    tokens: plantTokens({ accessToken: new Secret(first) }),
    attributes: { login: "octocat" },
  });
  const answer = await store.acquireLease(octocat, { generation: 1, durationMs: 60_000 });
  expect(answer.kind).toBe("acquired");
  if (answer.kind === "acquired") {
    await store.commit(answer.lease, plantTokens({ refreshToken: new Secret(second), accessToken: new Secret(third) }));
  }
  const files = bytesBeside(path);
  expect([...files.keys()].sort()).toEqual(["vault.db", "vault.db-shm", "vault.db-wal"]);
  expect(files.get("vault.db-wal")?.includes("octocat")).toBe(true);
  for (const [, bytes] of files) {
    expect(search(bytes)).toEqual([]);
    expect(answer.kind === "acquired" && bytes.includes(answer.lease.owner)).toBe(false);
  }
});

test("S-26: what was removed is overwritten, in the database and in its log", async () => {
  const { store, path, openFile } = await createVault();
  await store.put(octocat, { tokens: plantTokens(), attributes: { note: "remember me" } });
  await store.put(hubot, { tokens: plantTokens(), attributes: {} });
  const file = await openFile();
  const { tokens } = file.prepare("SELECT tokens FROM sign_ins WHERE head LIKE '%octocat%'").get([]) as {
    tokens: Buffer;
  };
  const holds = (): string[] =>
    [...bytesBeside(path)]
      .filter(([, bytes]) => bytes.includes(tokens) || bytes.includes("remember me"))
      .map(([name]) => name);
  file.exec("PRAGMA wal_checkpoint(FULL)");
  expect(holds()).toEqual(["vault.db", "vault.db-wal"]);
  expect(await store.remove(octocat, 1)).toBe(true);
  expect(holds()).toEqual([]);
  expect((await store.read(hubot))?.generation).toBe(1);
});

test("S-26: after a change of keys nothing sealed with the former key is left", async () => {
  const { store, path, openFile } = await createVault();
  await store.put(octocat, { tokens: plantTokens(), attributes: {} });
  const file = await openFile();
  const { tokens } = file.prepare("SELECT tokens FROM sign_ins").get([]) as { tokens: Buffer };
  file.exec("PRAGMA wal_checkpoint(FULL)");
  const holds = (): string[] =>
    [...bytesBeside(path)].filter(([, bytes]) => bytes.includes(tokens)).map(([name]) => name);
  expect(holds()).toEqual(["vault.db", "vault.db-wal"]);
  await store.changeKey(createKey());
  expect(holds()).toEqual([]);
});

test("errors and stores print neither tokens nor keys", async () => {
  const { inspect } = await import("node:util");
  const { store, key, reopen } = await createVault();
  await store.put(octocat, { tokens: plantTokens(), attributes: {} });
  const refusal = await reopen({ key: createKey() }).catch((error: unknown) => error);
  const printed = inspect([store, key, await store.read(octocat), refusal], { depth: 9, showHidden: true });
  expect(printed).toContain("[secret]");
  expect(printed).not.toContain(key.reveal());
});
