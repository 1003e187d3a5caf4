// Reads one account of a vault again and again, one read after the other. Each line on its input names a vault, and is answered
// with the median of a read in microseconds.
import { createInterface } from "node:readline";
import { Secret, type TokenStore } from "@dev-github-tool/oauth";
import { openSqliteStore } from "@dev-github-tool/vault";
import { openPostgresStore } from "@dev-github-tool/vault/postgres";

interface Job {
  /** A path or a URL. */
  readonly vault: string;
  readonly vaultKey: string;
}

const READS = 2_000;
const stores = new Map<string, TokenStore>();

async function open({ vault, vaultKey }: Job): Promise<TokenStore> {
  const key = new Secret(vaultKey);
  const store =
    stores.get(vault) ??
    (vault.startsWith("postgresql:")
      ? await openPostgresStore({ connect: new Secret(vault), key })
      : await openSqliteStore({ path: vault, key }));
  stores.set(vault, store);
  return store;
}

async function measure(job: Job): Promise<object> {
  const store = await open(job);
  const account = { issuer: "https://github.com", clientId: "bench", account: "octocat" };
  if ((await store.read(account)) === undefined) {
    const tokens = {
      accessToken: new Secret("a".repeat(40)),
      tokenType: "bearer",
      scope: ["repo"],
      expiresAt: Date.now(),
      refreshToken: new Secret("r".repeat(76)),
      refreshTokenExpiresAt: undefined,
    } as const;
    await store.put(account, { tokens, attributes: { login: "octocat" } });
  }
  const took: number[] = [];
  for (let read = 0; read < READS; read += 1) {
    const startedAt = performance.now();
    await store.read(account);
    took.push(performance.now() - startedAt);
  }
  took.sort((one, other) => one - other);
  return { microseconds: 1_000 * (took[READS / 2] ?? Number.NaN) };
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await measure(JSON.parse(line) as Job)));
}
