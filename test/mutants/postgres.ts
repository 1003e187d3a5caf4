import type { Mutant } from "./mutant.ts";

const source = "packages/vault/src";
const tests = "packages/vault/test";

/** Tokens at rest, in PostgreSQL. */
export const postgresMutants: readonly Mutant[] = [
  {
    threat: "S-04",
    file: `${source}/postgres-rows.ts`,
    defence: `WHERE change.key_id = \${currentKeyId} FOR`,
    without: "WHERE change.key_id IS NOT NULL FOR",
    test: `${tests}/postgres-rekey.test.ts`,
  },
  {
    threat: "S-11",
    file: `${source}/postgres-rows.ts`,
    defence: "WHEN 'off' THEN 'on'",
    without: "WHEN 'off' THEN 'off'",
    test: `${tests}/postgres-odds.test.ts`,
  },
  {
    threat: "S-23",
    file: `${source}/postgres-connection.ts`,
    defence: "isOfServer(error) ? PASSING.test(code) :",
    without: "isOfServer(error) ? code.startsWith('40') : code === 'NONE' &&",
    test: `${tests}/postgres-odds.test.ts`,
  },
  {
    threat: "S-24",
    file: `${source}/postgres-connection.ts`,
    defence: "/^(08|40|",
    without: "/^(08|",
    test: `${tests}/postgres-odds.test.ts`,
  },
  {
    threat: "S-24",
    file: `${source}/postgres-connection.ts`,
    defence: "performance.now() - startedAt > patienceMs",
    without: "performance.now() < startedAt",
    test: `${tests}/postgres-odds.test.ts`,
    title: "the attempts have one",
  },
  {
    threat: "S-04",
    file: `${source}/postgres-steps.ts`,
    defence: " && readKeyId(sealed.tokens) === cipherKey.id",
    without: "",
    test: `${tests}/postgres-rekey.test.ts`,
    title: "leaves no tokens as they are",
  },
  {
    threat: "S-25",
    file: `${source}/postgres-steps.ts`,
    defence: "return done ?? attempt(row,",
    without: "return attempt(row,",
    test: `${tests}/postgres-odds.test.ts`,
  },
  {
    threat: "S-27",
    file: `${source}/postgres-rows.ts`,
    defence: "changes.map(({ revision }) => revisions.has(revision))",
    without: "changes.map(() => true)",
    test: `${tests}/postgres.test.ts`,
    title: "at once",
  },
  {
    threat: "S-28",
    file: `${source}/postgres.ts`,
    defence: "(holder: LeaseProcess) => judgeProcess(holder, process.mark)",
    without: '() => "unknown"',
    test: `${tests}/postgres-processes.test.ts`,
  },
  {
    threat: "T-24",
    file: `${source}/postgres-rows.ts`,
    defence: "return { now: Number(now), seenAt",
    without: "return { now: Date.now(), seenAt",
    test: `${tests}/postgres-odds.test.ts`,
  },
];
