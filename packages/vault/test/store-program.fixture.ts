// One process of several on a vault: node store-program.fixture.ts PATH-OR-URL JOB. The key comes from the environment, tokens are
// made here, and what is printed is one JSON object a line without any secret.
import { randomBytes } from "node:crypto";
import { Secret, type TokenSet } from "@dev-github-tool/oauth";
import { createKey, openSqliteStore, readKeyVariable } from "../src/index.ts";
import { openPostgresStore } from "../src/postgres.ts";
import { octocat } from "./programs.ts";

const [path = "", job = "", ...rest] = process.argv.slice(2);

function makeTokens(): TokenSet {
  const make = (): Secret => new Secret(randomBytes(30).toString("base64url"));
  return {
    accessToken: make(),
    tokenType: "bearer",
    scope: undefined,
    expiresAt: undefined,
    refreshToken: make(),
    refreshTokenExpiresAt: undefined,
  };
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const key = readKeyVariable({ variable: "VAULT_KEY" });
const otherKeys = process.env.OTHER_KEY === undefined ? [] : [readKeyVariable({ variable: "OTHER_KEY" })];
const store = path.startsWith("postgresql:")
  ? await openPostgresStore({ connect: new Secret(path), key, otherKeys })
  : await openSqliteStore({ path, key, otherKeys });

/** Takes the lease of a generation, and commits when it is told to. */
async function hold(generation: number, durationMs: number): Promise<void> {
  const answer = await store.acquireLease(octocat, { generation, durationMs });
  say({ kind: answer.kind, lostSince: answer.kind === "acquired" ? answer.lostSince : undefined });
  for await (const _ of process.stdin) {
    const record = answer.kind === "acquired" ? await store.commit(answer.lease, makeTokens()) : undefined;
    say({ committed: record?.generation ?? null });
    return;
  }
}

/** Refreshes in turn with others until a generation is reached. */
async function refreshUpTo(last: number): Promise<void> {
  const refreshed: number[] = [];
  say({ ready: true });
  for await (const _ of process.stdin) {
    break;
  }
  for (let generation = 1; generation < last; ) {
    const answer = await store.acquireLease(octocat, { generation, durationMs: 60_000 });
    if (answer.kind === "acquired") {
      refreshed.push(generation);
      await store.commit(answer.lease, makeTokens());
    } else if (answer.kind === "held") {
      await new Promise((resolve) => setTimeout(resolve, 1 + Math.random() * 5));
    }
    generation = (await store.read(octocat))?.generation ?? 0;
  }
  say({ refreshed });
}

/** Refreshes every sign-in once, each unless another process has it, in an order of its own. */
async function refreshEach(): Promise<void> {
  const keys = [...(await store.list())].sort(() => Math.random() - 0.5);
  say({ ready: true });
  for await (const _ of process.stdin) {
    break;
  }
  const refreshed: string[] = [];
  const work = async (): Promise<void> => {
    for (let key = keys.pop(); key !== undefined; key = keys.pop()) {
      const answer = await store.acquireLease(key, { generation: 1, durationMs: 60_000 });
      if (answer.kind === "acquired") {
        refreshed.push(key.account);
        await store.commit(answer.lease, makeTokens());
      }
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  say({ refreshed });
}

/** Writes without end, saying each generation once it is durable. */
async function writeForever(): Promise<void> {
  for (;;) {
    say({ written: (await store.put(octocat, { tokens: makeTokens(), attributes: {} })).generation });
  }
}

/** Writes once for each line it is sent, and says what is there after it, whether that worked or not. */
async function writeOnRequest(): Promise<void> {
  say({ ready: true });
  for await (const _ of process.stdin) {
    const failed = await store.put(octocat, { tokens: makeTokens(), attributes: {} }).then(
      () => undefined,
      (error) => error.code ?? "not ours",
    );
    const read = await store.read(octocat).catch((error) => ({ generation: error.code ?? "not ours" }));
    say({ failed, generation: read?.generation });
  }
}

/** Changes keys without end, to and fro between two, saying each once it is done. */
async function changeKeysForever(): Promise<void> {
  const keys = [...otherKeys, readKeyVariable({ variable: "VAULT_KEY" })];
  for (let at = 0; ; at += 1) {
    await store.changeKey(keys[at % 2] ?? createKey());
    say({ changed: at });
  }
}

const [first = 0, second = 0] = rest.map(Number);
const jobs: Readonly<Record<string, () => Promise<void>>> = {
  hold: () => hold(first, second),
  refresh: () => refreshUpTo(first),
  refreshEach,
  write: writeForever,
  request: writeOnRequest,
  rekey: changeKeysForever,
};
await jobs[job]?.();
await store.close();
process.stdin.destroy();
