// One process of a service: it wants a token for each of many accounts. Each line of JSON on its input is a job, answered by one.
import { createInterface } from "node:readline";
import { createTokenManager, hasToken, refreshWith, rfcTraits, Secret } from "@dev-github-tool/oauth";
import { openPostgresStore } from "@dev-github-tool/vault/postgres";

interface Setup {
  readonly databaseUrl: string;
  readonly vaultKey: string;
  readonly tokenUrl: string;
  readonly issuer: string;
  readonly clientId: string;
}

interface Job {
  readonly accounts: readonly string[];
  /** How many of them are asked for at a time. */
  readonly callers: number;
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const setup = JSON.parse((await lines.next()).value) as Setup;
const { issuer, clientId, tokenUrl } = setup;
const store = await openPostgresStore({ connect: new Secret(setup.databaseUrl), key: new Secret(setup.vaultKey) });
const provider = {
  name: "bench",
  issuer,
  authorizationEndpoint: `${issuer}/authorize`,
  tokenEndpoint: tokenUrl,
  traits: rfcTraits,
};
const refresh = refreshWith(provider, { clientId });

async function serve({ accounts, callers }: Job): Promise<object> {
  const cpuBefore = process.cpuUsage();
  const waiting = [...accounts];
  let refreshed = 0;
  const failed: string[] = [];
  const work = async (): Promise<void> => {
    for (let account = waiting.pop(); account !== undefined; account = waiting.pop()) {
      const verdict = await createTokenManager({
        store,
        key: { issuer, clientId, account },
        refresh,
      }).getAccessToken();
      refreshed += verdict.kind === "refreshed" ? 1 : 0;
      // Which generation is the right one is for the bench to know: it asks for accounts that have ended once.
      if (!hasToken(verdict) || verdict.accessToken.reveal() !== `a:${account}:2`) {
        failed.push("error" in verdict ? `${verdict.kind}: ${verdict.error}` : verdict.kind);
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, work));
  const { user, system } = process.cpuUsage(cpuBefore);
  return { refreshed, failed, cpuMs: (user + system) / 1_000 };
}

console.log("{}");
for await (const line of lines) {
  console.log(JSON.stringify(await serve(JSON.parse(line) as Job)));
}
process.exit();
