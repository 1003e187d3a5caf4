import { type Secret, TokenStoreError } from "@dev-github-tool/oauth";
import { describe, expect, test } from "vitest";
import { createKey } from "../src/index.ts";
import { createVault, hubot, octocat, plantTokens } from "./vaults.ts";

const corrupt = expect.objectContaining({ name: "TokenStoreError", code: "corrupt" });

describe("S-01: every single bit", () => {
  test.for(["head", "tokens", "lease", "id", "generation"] as const)(
    "of a record's %s is seen to be flipped",
    async (column) => {
      const { store, openFile } = await createVault();
      const { generation } = await store.put(octocat, {
        tokens: plantTokens(),
        attributes: { login: "octocat", id: 1 },
      });
      await store.acquireLease(octocat, { generation, durationMs: 60_000 });
      const file = await openFile();
      const row = file.prepare(`SELECT ${column} AS value FROM sign_ins`).get([]) as {
        value: Buffer | string | number;
      };
      const isNumber = typeof row.value === "number";
      const original = isNumber ? numberBytes(Number(row.value)) : Buffer.from(row.value as string);
      const write = file.prepare(`UPDATE sign_ins SET ${column} = ?`);
      const put = (bytes: Buffer): unknown =>
        write.run([isNumber ? Number(bytes.readBigUInt64BE()) : column === "head" ? bytes.toString("latin1") : bytes]);
      const undetected: number[] = [];
      for (let bit = 0; bit < (isNumber ? 53 : original.length * 8); bit += 1) {
        const flipped = Buffer.from(original);
        const at = isNumber ? 7 - (bit >>> 3) : bit >>> 3;
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7));
        put(flipped);
        await store.read(octocat).then(
          () => undetected.push(bit),
          (error) => expect(error).toEqual(corrupt),
        );
      }
      expect(undetected).toEqual([]);
      put(original);
      expect((await store.read(octocat))?.generation).toBe(generation);
    },
  );
});

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

describe("a damaged record", () => {
  test("S-01: is left as it is, and does not keep others from being read", async () => {
    const { store, openFile } = await createVault();
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    await store.put(hubot, { tokens: plantTokens(), attributes: {} });
    const file = await openFile();
    file.exec("UPDATE sign_ins SET tokens = zeroblob(100) WHERE head LIKE '%octocat%'");
    await expect(store.read(octocat)).rejects.toEqual(corrupt);
    await expect(store.acquireLease(octocat, { generation: 1, durationMs: 1_000 })).rejects.toEqual(corrupt);
    expect((await store.read(hubot))?.generation).toBe(1);
    const { tokens } = file.prepare("SELECT tokens FROM sign_ins WHERE head LIKE '%octocat%'").get([]) as {
      tokens: Buffer;
    };
    expect(tokens).toEqual(Buffer.alloc(100));
  });

  test("S-01: whose very name cannot be read is an error of the list, unless the list is to tell of it and go on", async () => {
    const { store, openFile } = await createVault();
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    await store.put(hubot, { tokens: plantTokens(), attributes: {} });
    for (const head of ["nothing of it", JSON.stringify({ ...octocat, account: "somebody" })]) {
      (await openFile()).exec(`UPDATE sign_ins SET head = '${head}' WHERE head NOT LIKE '%hubot%'`);
      await expect(store.list()).rejects.toEqual(corrupt);
      const told: unknown[] = [];
      expect(await store.list({ onDamaged: (error) => told.push(error) })).toEqual([hubot]);
      expect(told).toEqual([corrupt]);
    }
  });

  test("can be removed, and is gone with the next sign-in", async () => {
    const { store, openFile } = await createVault();
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    await store.put(hubot, { tokens: plantTokens(), attributes: {} });
    (await openFile()).exec("UPDATE sign_ins SET tokens = zeroblob(100)");
    expect((await store.put(octocat, { tokens: plantTokens(), attributes: {} })).generation).toBe(2);
    expect((await store.read(octocat))?.generation).toBe(2);
    expect(await store.remove(hubot, 1)).toBe(true);
    expect(await store.read(hubot)).toBeUndefined();
  });
});

describe("S-05: sealed bytes that were moved do not open", () => {
  const copied = "CREATE TEMP TABLE old AS SELECT * FROM sign_ins; UPDATE sign_ins SET";
  const fromOther = "FROM old WHERE old.id <> sign_ins.id";

  test.for([
    ["to another account", `${copied} tokens = old.tokens ${fromOther}`],
    ["to another account, with the names", `${copied} head = old.head, tokens = old.tokens ${fromOther}`],
    ["from the lease to the tokens", "UPDATE sign_ins SET tokens = lease"],
    ["from the tokens to the lease", "UPDATE sign_ins SET lease = tokens"],
    ["to another generation", "UPDATE sign_ins SET generation = generation + 1"],
  ] as const)("%s", async ([, sql]) => {
    const { store, openFile } = await createVault();
    for (const key of [octocat, hubot]) {
      const { generation } = await store.put(key, { tokens: plantTokens(), attributes: {} });
      await store.acquireLease(key, { generation, durationMs: 60_000 });
    }
    (await openFile()).exec(sql);
    await expect(store.read(octocat)).rejects.toEqual(corrupt);
    await expect(store.read(hubot)).rejects.toEqual(corrupt);
  });

  test("into another vault with the same key, under another name", async () => {
    const { store, openFile } = await createVault();
    await store.put(octocat, { tokens: plantTokens(), attributes: { admin: 0 } });
    (await openFile()).exec(`UPDATE sign_ins SET head = replace(head, '"admin":0', '"admin":1')`);
    await expect(store.read(octocat)).rejects.toEqual(corrupt);
  });
});

describe("S-04: keys", () => {
  test("a vault sealed with another key says so, and stays as it is", async () => {
    const { store, reopen } = await createVault();
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    await expect(reopen({ key: createKey() })).rejects.toMatchObject({
      code: "key_missing",
      message: expect.stringMatching(/sealed with the key [0-9a-f]{16}, which was not given/),
    });
    expect((await store.read(octocat))?.generation).toBe(1);
  });

  test("a key that is still being read is waited for, and what keeps it from being read is the error", async () => {
    const { store, reopen, key } = await createVault();
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    const later = new Promise<Secret>((resolve) => setImmediate(resolve, key));
    expect((await (await reopen({ key: later })).read(octocat))?.generation).toBe(1);
    const missing = new TokenStoreError("there is no key file", { code: "key_missing" });
    await expect(reopen({ key: Promise.reject(missing) })).rejects.toBe(missing);
  });

  test("a change of keys keeps every sign-in and every doubt, and retires the former key", async () => {
    const { store, reopen, key } = await createVault();
    const tokens = plantTokens();
    await store.put(octocat, { tokens, attributes: { id: 1 } });
    await store.put(hubot, { tokens: plantTokens(), attributes: {} });
    const held = await store.acquireLease(hubot, { generation: 1, durationMs: 60_000 });
    const next = createKey();
    const both = await reopen({ key, otherKeys: [next] });
    const former = await reopen();
    await store.changeKey(next);
    for (const instance of [store, both, await reopen({ key: next }), await reopen({ key: next, otherKeys: [key] })]) {
      const record = await instance.read(octocat);
      expect(record?.tokens.accessToken.reveal()).toBe(tokens.accessToken.reveal());
      expect(record?.attributes).toEqual({ id: 1 });
      expect((await instance.acquireLease(hubot, { generation: 1, durationMs: 1 })).kind).toBe("held");
    }
    for (const attempt of [
      former.read(octocat),
      former.put(octocat, { tokens: plantTokens(), attributes: {} }),
      reopen(),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: "key_missing" });
    }
    expect(held.kind === "acquired" && (await both.commit(held.lease, plantTokens()))).toMatchObject({ generation: 2 });
    expect((await (await reopen({ key: next })).read(hubot))?.generation).toBe(2);
  });

  test("who has both keys writes with the one the vault has now", async () => {
    const { store, reopen, key } = await createVault();
    const next = createKey();
    const both = await reopen({ key, otherKeys: [next] });
    await both.put(octocat, { tokens: plantTokens(), attributes: {} });
    await store.changeKey(next);
    await both.put(hubot, { tokens: plantTokens(), attributes: {} });
    expect(await (await reopen({ key: next })).list()).toHaveLength(2);
    expect((await (await reopen({ key: next })).read(hubot))?.generation).toBe(1);
  });

  test("a change that meets a damaged record changes nothing, and does not end what comes after", async () => {
    const { store, reopen, openFile } = await createVault();
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    await store.put(hubot, { tokens: plantTokens(), attributes: {} });
    (await openFile()).exec("UPDATE sign_ins SET tokens = zeroblob(100) WHERE head LIKE '%octocat%'");
    await expect(store.changeKey(createKey())).rejects.toEqual(corrupt);
    expect((await (await reopen()).read(hubot))?.generation).toBe(1);
    expect((await store.put(octocat, { tokens: plantTokens(), attributes: {} })).generation).toBe(2);
  });
});
