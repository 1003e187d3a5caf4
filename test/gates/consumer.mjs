// Runs against the installed tarballs, in a folder that has nothing else: every door, and a login without a socket.
import { createGitHubClient, githubProvider, requestProfile, requestRepositories } from "@dev-github-tool/github";
import {
  buildAuthorizationRequest,
  judgeAuthorizationResponse,
  requestTokenSet,
  Secret,
  systemRuntime,
} from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import { createSandbox, walkSignIn } from "@dev-github-tool/sandbox";
import { createKey, createMemoryStore, openSqliteStore, tokenStoreConformance } from "@dev-github-tool/vault";
import { openPostgresStore } from "@dev-github-tool/vault/postgres";

if (typeof authorizeInBrowser !== "function") {
  throw new Error("the loopback door is empty");
}
for (const { run } of tokenStoreConformance(async () => ({ open: async () => createMemoryStore() })).slice(0, 1)) {
  await run();
}
// Its driver is not installed here: the door opens all the same, and says what is missing.
const nowhere = { connect: new Secret("postgresql://localhost/x"), key: createKey() };
const { message } = await openPostgresStore(nowhere).catch((error) => error);
if (!/needs the package pg/.test(message)) {
  throw new Error(`the door for PostgreSQL does not say what it needs: ${message}`);
}
const sandbox = createSandbox();
const runtime = { ...systemRuntime, fetch: sandbox.fetch };
const provider = githubProvider("http://127.0.0.1:8000");
const [app] = sandbox.seed.apps;
const [person] = sandbox.seed.people;
const client = { clientId: app.clientId, clientSecret: new Secret(app.clientSecret) };
const redirectUri = new URL(app.callbacks[0].url).href;

const request = await buildAuthorizationRequest({ provider, client, redirectUri, scope: ["read:user"] }, runtime);
let answer = new URLSearchParams();
await walkSignIn({
  url: request.url,
  login: person.login,
  password: person.password,
  decision: "approve",
  fetch: async (url, init) => {
    if (!url.startsWith(redirectUri)) {
      return sandbox.fetch(url, init);
    }
    answer = new URL(url).searchParams;
    return new Response("thank you");
  },
});
const tokens = await requestTokenSet(judgeAuthorizationResponse(request, answer), { runtime });
const store = await openSqliteStore({ path: "state/vault.db", key: createKey() });
const key = { issuer: provider.issuer, clientId: client.clientId, account: person.login };
const { accessToken } = (await store.put(key, { tokens, attributes: {} })).tokens;
await store.close();
const github = createGitHubClient({ provider, accessToken, runtime });
const profile = await requestProfile(github);
const repositories = await requestRepositories(github, { limit: 5, sort: "updated" });
process.stdout.write(`signed in as ${profile.login}, who sees ${repositories.length} repositories\n`);
