import type { Mutant } from "./mutant.ts";

const refresher = "packages/oauth/src/refresher.ts";
const entry = "packages/vault/src/entry.ts";
const farm = "test/tokens/farm";

/** What only processes that are raced, killed and frozen can show. */
export const processMutants: readonly Mutant[] = [
  {
    threat: "X-60",
    file: entry,
    defence: 'held !== undefined && verdict !== "dead" && until > now',
    without: "held !== undefined && until < 0",
    test: `${farm}/rotation.test.ts`,
  },
  {
    threat: "X-60",
    file: entry,
    defence:
      '  if (entry?.record.generation !== generation) {\n    return { answer: { kind: "moved", record: entry?.record } };',
    without: '  if (entry === undefined) {\n    return { answer: { kind: "moved", record: undefined } };',
    test: `${farm}/rotation.test.ts`,
  },
  {
    threat: "X-60",
    file: "packages/vault/src/connection.ts",
    defence: "    write: (work) =>\n",
    without: "    write: patiently,\n    together: (work) =>\n",
    test: "packages/vault/test/processes.test.ts",
    title: "processes that refresh in turn",
  },
  {
    threat: "X-62",
    file: entry,
    defence: "const lostSince = entry.lostSince ?? held?.acquiredAt;",
    without: "const lostSince = entry.lostSince;",
    test: `${farm}/crash.test.ts`,
    title: "unless the server has rotated: then it says so",
  },
  {
    threat: "X-62",
    file: "packages/vault/src/sqlite.ts",
    defence: "judgeHolder: judgeProcess",
    without: 'judgeHolder: () => "unknown"',
    test: `${farm}/crash.test.ts`,
    title: "where the server has a grace period",
  },
  {
    threat: "X-62",
    file: refresher,
    defence: "return await commit(turn, await refresh(record.tokens));",
    without:
      "const granted = await refresh(record.tokens);\n        setTimeout(() => void commit(turn, granted), 1_000);\n        return await keep({ tokens: merge(record.tokens, granted), writtenAt: runtime.now() }, 'refreshed');",
    test: `${farm}/weather.test.ts`,
  },
  {
    threat: "T-25",
    file: entry,
    defence: "  if (!isHeldBy(entry, lease)) {\n    return { answer: undefined };\n  }\n  const record",
    without: "  if (entry === undefined) {\n    return { answer: undefined };\n  }\n  const record",
    test: `${farm}/freeze.test.ts`,
  },
  {
    threat: "X-63",
    file: refresher,
    defence: "runtime.now() - askedAt > leaseMs - refreshTimeoutMs",
    without: "runtime.now() < askedAt",
    test: `${farm}/freeze.test.ts`,
    title: "does not send what another has spent",
  },
  {
    threat: "T-23",
    file: "packages/oauth/src/revoker.ts",
    defence: "        await runtime.sleep(LOOK_AGAIN_MS);",
    without:
      '        await revoke?.(record.tokens);\n        await store.remove(key, generation);\n        return { kind: "revoked" };',
    test: `${farm}/sign-out.test.ts`,
  },
];
