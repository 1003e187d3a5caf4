// A program that works all day. The first line on standard input brings its secrets, each further one says what time it is: then
// it asks whose token it has, and prints the time, the status and the login.
// Arguments: the vault, the address of GitHub, the client id, the account, and where token errors are told.
import { createInterface } from "node:readline";
import { githubProvider } from "@dev-github-tool/github";
import { createTokenManager, refreshWith, Secret, systemRuntime } from "@dev-github-tool/oauth";
import { openSqliteStore } from "@dev-github-tool/vault";

const [path = "", origin = "", clientId = "", account = "", tokenErrors = ""] = process.argv.slice(2);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const secrets = JSON.parse((await lines.next()).value ?? "") as Record<"vaultKey" | "clientSecret", string>;
let time = 0;
const runtime = { ...systemRuntime, now: () => time };
const github = githubProvider(origin);
const strict = { ...github.traits, tokenErrors: "status", scopeSeparator: " " } as const;
const provider = { ...github, traits: tokenErrors === "status" ? strict : github.traits };
const client = { clientId, clientSecret: new Secret(secrets.clientSecret) };
const store = await openSqliteStore({ path, key: new Secret(secrets.vaultKey), now: runtime.now });
const manager = createTokenManager({
  store,
  key: { issuer: provider.issuer, clientId, account },
  refresh: refreshWith(provider, client, runtime),
  runtime,
  origins: [origin],
});

for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
  time = Number(line.value);
  const response = await manager.fetch(`${origin}/api/v3/user`);
  const { login } = (await response.json()) as { readonly login: string };
  process.stdout.write(`${time} ${response.status} ${login}\n`);
}
