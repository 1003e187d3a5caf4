import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import type { TokenKey } from "@dev-github-tool/oauth";
import { Secret } from "@dev-github-tool/oauth";
import { acquire, anyKey, anyTokens, type CaseOf, revealed } from "./bench.ts";

/** What names of accounts, apps and servers can look like. No two of them are the same. */
const names: readonly string[] = [
  "",
  "octocat",
  "Octocat",
  "../../x",
  "a/b",
  "a\\b",
  "a\0b",
  "NUL",
  "con",
  "x".repeat(300),
  "🐙",
  "\u00e9",
  "e\u0301",
  "\ud800",
  "\ud801",
  "\ufffd",
  "'; DROP TABLE tokens;--",
  "%s%n$1?1",
  '"',
  "__proto__",
  " octocat",
  "octocat\n",
];

/** What a store does with the record of a sign-in. */
export const recordCases: readonly CaseOf[] = [
  [
    "a sign-in that was never written is not there",
    async ({ store }) => {
      equal(await store.read(anyKey()), undefined);
      deepEqual(await store.list(), []);
    },
  ],
  [
    "what was written is read back by every instance",
    async ({ store, openAnother }) => {
      const key = anyKey();
      const tokens = anyTokens();
      const attributes = { login: "octocat", id: 583_231, empty: "", name: "Zoë 🐙\n" };
      const before = Date.now();
      const written = await store.put(key, { tokens, attributes });
      for (const record of [written, await store.read(key), await (await openAnother()).read(key)]) {
        deepEqual(revealed(record?.tokens), revealed(tokens));
        equal(record?.generation, written.generation);
        equal(record?.state, "active");
        deepEqual({ ...record?.attributes }, { login: "octocat", id: 583_231, empty: "", name: "Zoë 🐙\n" });
        equal(record?.writtenAt, written.writtenAt);
      }
      ok(written.generation >= 1 && Number.isSafeInteger(written.generation));
      ok(
        Math.abs(written.writtenAt - before) < 3_600_000,
        "the time of writing is not in milliseconds since the epoch",
      );
    },
  ],
  [
    "what a server did not say stays unsaid, and what it said is not rounded",
    async ({ store }) => {
      const bare = {
        scope: undefined,
        expiresAt: undefined,
        refreshToken: undefined,
        refreshTokenExpiresAt: undefined,
      };
      const variants = [bare, { scope: [] }, { expiresAt: 0 }, { scope: ["a b", "", "ü"] }, { expiresAt: 1_799_999.5 }];
      const long = { accessToken: new Secret("x".repeat(10_240)) };
      for (const overrides of [...variants, long]) {
        const key = anyKey();
        const tokens = anyTokens(overrides);
        await store.put(key, { tokens, attributes: {} });
        deepEqual(revealed((await store.read(key))?.tokens), revealed(tokens));
      }
    },
  ],
  [
    "S-20, S-21: names of any kind are kept apart, and come back as they were",
    async ({ store }) => {
      const keys: TokenKey[] = names.flatMap((name) => [
        anyKey({ account: name }),
        anyKey({ account: "a", clientId: `c${name}` }),
        anyKey({ account: "a", issuer: `i${name}` }),
      ]);
      const written = new Map<TokenKey, unknown>();
      for (const key of keys) {
        const tokens = anyTokens();
        await store.put(key, { tokens, attributes: {} });
        written.set(key, revealed(tokens));
        equal(await store.read({ ...key, clientId: `${key.clientId}'s other` }), undefined);
      }
      for (const [key, tokens] of written) {
        deepEqual(revealed((await store.read(key))?.tokens), tokens, JSON.stringify(key));
      }
      const sorted = (list: readonly TokenKey[]): string[] =>
        list.map(({ issuer, clientId, account }) => JSON.stringify([issuer, clientId, account])).sort();
      deepEqual(sorted(await store.list()), sorted(keys));
    },
  ],
  [
    "every write is a generation further",
    async ({ store }) => {
      const key = anyKey();
      const first = await store.put(key, { tokens: anyTokens(), attributes: { at: 1 } });
      const second = await store.put(key, { tokens: anyTokens(), attributes: { at: 2 } });
      equal(second.generation, first.generation + 1);
      const { lease } = await acquire(store, key, second);
      const third = await store.commit(lease, anyTokens());
      equal(third?.generation, second.generation + 1);
      deepEqual({ ...(await store.read(key))?.attributes }, { at: 2 });
    },
  ],
  [
    "a sign-in after a removal is a generation further too: who knew the old one cannot touch the new",
    async ({ store, openAnother }) => {
      const key = anyKey();
      const old = await store.put(key, { tokens: anyTokens(), attributes: {} });
      equal(await store.remove(key, old.generation), true);
      const fresh = await (await openAnother()).put(key, { tokens: anyTokens(), attributes: {} });
      ok(fresh.generation > old.generation);
      equal(await store.remove(key, old.generation), false);
      equal(await store.markRevoking(key, old.generation), false);
      notEqual(await store.read(key), undefined);
    },
  ],
  [
    "compare and clear: who has not seen the newest write removes nothing",
    async ({ store, openAnother }) => {
      const key = anyKey();
      const other = anyKey();
      await store.put(other, { tokens: anyTokens(), attributes: {} });
      const seen = await store.put(key, { tokens: anyTokens(), attributes: {} });
      const newer = await (await openAnother()).put(key, { tokens: anyTokens(), attributes: {} });
      equal(await store.remove(key, seen.generation), false);
      deepEqual(revealed((await store.read(key))?.tokens), revealed(newer.tokens));
      equal(await store.remove(key, newer.generation), true);
      equal(await store.read(key), undefined);
      equal(await store.remove(key, newer.generation), false);
      deepEqual(await store.list(), [other]);
    },
  ],
  [
    "a sign-out is marked, without a new generation, by whoever has seen the newest write",
    async ({ store, openAnother }) => {
      const key = anyKey();
      const seen = await store.put(key, { tokens: anyTokens(), attributes: { login: "octocat" } });
      const newer = await store.put(key, { tokens: anyTokens(), attributes: { login: "octocat" } });
      equal(await store.markRevoking(key, seen.generation), false);
      equal((await store.read(key))?.state, "active");
      equal(await store.markRevoking(key, newer.generation), true);
      equal(await store.markRevoking(key, newer.generation), true);
      const marked = await (await openAnother()).read(key);
      equal(marked?.state, "revoking");
      equal(marked?.generation, newer.generation);
      deepEqual(revealed(marked?.tokens), revealed(newer.tokens));
      equal((await store.put(key, { tokens: anyTokens(), attributes: {} })).state, "active");
      equal(await store.markRevoking(anyKey(), 1), false);
    },
  ],
];
