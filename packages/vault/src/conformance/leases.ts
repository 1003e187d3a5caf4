import { deepEqual, equal, ok } from "node:assert/strict";
import { acquire, anyKey, anyTokens, type CaseOf, forged, LONG_MS, outwait, revealed } from "./bench.ts";

/** Who may refresh, and what is known of those who could. */
export const leaseCases: readonly CaseOf[] = [
  [
    "a lease is held by one, and the others are told until when",
    async ({ store, openAnother }) => {
      const key = anyKey();
      const { generation, tokens } = await store.put(key, { tokens: anyTokens(), attributes: {} });
      const { lease, record, lostSince } = await acquire(store, key, { generation });
      deepEqual(lease.key, key);
      equal(lease.generation, generation);
      deepEqual(revealed(record.tokens), revealed(tokens));
      equal(lostSince, undefined);
      for (const instance of [store, await openAnother()]) {
        const answer = await instance.acquireLease(key, { generation, durationMs: LONG_MS });
        equal(answer.kind, "held");
        if (answer.kind === "held") {
          const leftMs = answer.holder.until - Date.now();
          ok(leftMs > 0 && leftMs <= LONG_MS + 3_600_000, `the deadline is ${leftMs} ms away`);
        }
      }
    },
  ],
  [
    "readers are not kept waiting by a lease, nor are other sign-ins",
    async ({ store, openAnother }) => {
      const key = anyKey();
      const other = anyKey();
      const { generation } = await store.put(key, { tokens: anyTokens(), attributes: {} });
      const { generation: theirs } = await store.put(other, { tokens: anyTokens(), attributes: {} });
      await acquire(store, key, { generation });
      const another = await openAnother();
      equal((await another.read(key))?.generation, generation);
      equal((await another.list()).length, 2);
      await acquire(another, other, { generation: theirs });
    },
  ],
  [
    "who asks for an old generation, or for none, is told what is there now",
    async ({ store }) => {
      const key = anyKey();
      deepEqual(await store.acquireLease(key, { generation: 1, durationMs: LONG_MS }), {
        kind: "moved",
        record: undefined,
      });
      const seen = await store.put(key, { tokens: anyTokens(), attributes: {} });
      const newer = await store.put(key, { tokens: anyTokens(), attributes: {} });
      for (const generation of [seen.generation, newer.generation + 1]) {
        const answer = await store.acquireLease(key, { generation, durationMs: LONG_MS });
        equal(answer.kind, "moved");
        deepEqual(answer.kind === "moved" && revealed(answer.record?.tokens), revealed(newer.tokens));
      }
    },
  ],
  [
    "what the holder brings is there for everyone, and the lease is over",
    async ({ store, openAnother }) => {
      const key = anyKey();
      const { generation } = await store.put(key, { tokens: anyTokens(), attributes: {} });
      const { lease } = await acquire(store, key, { generation });
      const tokens = anyTokens();
      const committed = await store.commit(lease, tokens);
      equal(committed?.generation, generation + 1);
      const another = await openAnother();
      deepEqual(revealed((await another.read(key))?.tokens), revealed(tokens));
      equal(await store.commit(lease, anyTokens()), undefined);
      const next = await acquire(another, key, { generation: generation + 1 });
      equal(next.lostSince, undefined);
    },
  ],
  [
    "only who holds the lease can write, and a refused write changes nothing",
    async ({ store }) => {
      const key = anyKey();
      const { generation, tokens } = await store.put(key, { tokens: anyTokens(), attributes: {} });
      const { lease } = await acquire(store, key, { generation });
      for (const wrong of [forged(lease), { ...lease, generation: generation + 1 }, { ...lease, key: anyKey() }]) {
        equal(await store.commit(wrong, anyTokens()), undefined);
        await store.release(wrong, "unspent");
      }
      const now = await store.read(key);
      equal(now?.generation, generation);
      deepEqual(revealed(now?.tokens), revealed(tokens));
      equal((await store.acquireLease(key, { generation, durationMs: LONG_MS })).kind, "held");
      equal((await store.commit(lease, anyTokens()))?.generation, generation + 1);
    },
  ],
  [
    "a lease that was given back unspent leaves no trace",
    async ({ store, openAnother }) => {
      const key = anyKey();
      const { generation } = await store.put(key, { tokens: anyTokens(), attributes: {} });
      const { lease } = await acquire(store, key, { generation });
      await store.release(lease, "unspent");
      const next = await acquire(await openAnother(), key, { generation });
      equal(next.lostSince, undefined);
      equal(await store.commit(lease, anyTokens()), undefined);
    },
  ],
  [
    "a lease that was given back in doubt tells the next holder since when",
    async ({ store, openAnother }) => {
      const key = anyKey();
      const { generation, writtenAt } = await store.put(key, { tokens: anyTokens(), attributes: {} });
      const { lease } = await acquire(store, key, { generation });
      await store.release(lease, "unknown");
      const another = await openAnother();
      const next = await acquire(another, key, { generation });
      ok(next.lostSince !== undefined && next.lostSince >= writtenAt, "the doubt is forgotten");
      // The next one's own request did not get through: the doubt about the first remains.
      await another.release(next.lease, "unspent");
      const third = await acquire(store, key, { generation });
      equal(third.lostSince, next.lostSince);
      await store.commit(third.lease, anyTokens());
      equal((await acquire(store, key, { generation: generation + 1 })).lostSince, undefined);
    },
  ],
  [
    "a holder past its deadline is replaced, its answer counts as lost, and it can write no more",
    async ({ store, openAnother }) => {
      const key = anyKey();
      const { generation, writtenAt } = await store.put(key, { tokens: anyTokens(), attributes: {} });
      const late = await acquire(store, key, { generation, durationMs: 40 });
      const another = await openAnother();
      const next = await outwait(another, key, generation);
      equal(next.kind, "acquired");
      if (next.kind === "acquired") {
        ok(next.lostSince !== undefined && next.lostSince >= writtenAt, "the lost answer is forgotten");
        equal(await store.commit(late.lease, anyTokens()), undefined);
        await store.release(late.lease, "unspent");
        equal((await store.acquireLease(key, { generation, durationMs: LONG_MS })).kind, "held");
        const tokens = anyTokens();
        equal((await another.commit(next.lease, tokens))?.generation, generation + 1);
        equal(await store.commit(late.lease, anyTokens()), undefined);
        deepEqual(revealed((await store.read(key))?.tokens), revealed(tokens));
      }
    },
  ],
  [
    "a holder past its deadline that nobody replaced still brings what it got",
    async ({ store }) => {
      const key = anyKey();
      const { generation } = await store.put(key, { tokens: anyTokens(), attributes: {} });
      const { lease } = await acquire(store, key, { generation, durationMs: 1 });
      await new Promise((resolve) => setTimeout(resolve, 10));
      equal((await store.commit(lease, anyTokens()))?.generation, generation + 1);
    },
  ],
  [
    "a new sign-in ends the lease on the old one, and the doubt about it",
    async ({ store }) => {
      const key = anyKey();
      const { generation } = await store.put(key, { tokens: anyTokens(), attributes: {} });
      const { lease } = await acquire(store, key, { generation });
      const fresh = await store.put(key, { tokens: anyTokens(), attributes: {} });
      equal(await store.commit(lease, anyTokens()), undefined);
      await store.release(lease, "unknown");
      deepEqual(revealed((await store.read(key))?.tokens), revealed(fresh.tokens));
      equal((await acquire(store, key, fresh)).lostSince, undefined);
    },
  ],
  [
    "a removal ends the lease: a late holder does not bring back who signed out",
    async ({ store }) => {
      const key = anyKey();
      const { generation } = await store.put(key, { tokens: anyTokens(), attributes: {} });
      const { lease } = await acquire(store, key, { generation });
      equal(await store.remove(key, generation), true);
      equal(await store.commit(lease, anyTokens()), undefined);
      await store.release(lease, "unknown");
      equal(await store.read(key), undefined);
      deepEqual(await store.list(), []);
    },
  ],
  [
    "a sign-out that began during a refresh goes on after it, with the new tokens to revoke",
    async ({ store, openAnother }) => {
      const key = anyKey();
      const { generation } = await store.put(key, { tokens: anyTokens(), attributes: {} });
      const { lease } = await acquire(store, key, { generation });
      const another = await openAnother();
      equal(await another.markRevoking(key, generation), true);
      const tokens = anyTokens();
      const committed = await store.commit(lease, tokens);
      equal(committed?.state, "revoking");
      equal(await another.remove(key, generation), false);
      const left = await another.read(key);
      equal(left?.state, "revoking");
      deepEqual(revealed(left?.tokens), revealed(tokens));
      equal(await another.remove(key, generation + 1), true);
    },
  ],
];
