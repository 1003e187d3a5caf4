// What a sandbox holds of memory while people sign in to it and requests go by, in process. Run with --expose-gc; prints the
// megabytes of live objects after each stage as JSON.
import { setTimeout as pause } from "node:timers/promises";
import { createSandbox, walkSignIn } from "@dev-github-tool/sandbox";

const [signIns = 0, requests = 0] = process.argv.slice(2).map(Number);
const sandbox = createSandbox();
const [app] = sandbox.seed.apps;
const [person] = sandbox.seed.people;
const redirectUri = "http://127.0.0.1:53127/callback";
const origin = "http://127.0.0.1:4010";

const held = async (): Promise<number> => {
  // What waits for a finaliser is only gone in a second collection, after a turn of the loop.
  for (let turn = 0; turn < 2; turn += 1) {
    await pause(100);
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed / 1e6;
};

async function signIn(): Promise<string> {
  const query = new URLSearchParams({ client_id: app.clientId, redirect_uri: redirectUri, scope: "repo" });
  const landed = await walkSignIn({
    ...person,
    url: `${origin}/login/oauth/authorize?${query}`,
    decision: "approve",
    fetch: async (url, init) => (url.startsWith(`${origin}/`) ? sandbox.fetch(url, init) : new Response(url)),
  });
  const code = new URL(await landed.text()).searchParams.get("code") ?? "";
  const answer = await sandbox.fetch(`${origin}/login/oauth/access_token`, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, code }),
  });
  const { access_token } = (await answer.json()) as { access_token?: string };
  if (access_token === undefined) throw new Error("the sign-in brought no token");
  return access_token;
}

async function ask(count: number, token: string): Promise<void> {
  const headers = { Authorization: `Bearer ${token}` };
  for (let each = 0; each < count; each += 1) {
    const answer = await sandbox.fetch(`${origin}/api/v3/user`, { headers });
    await answer.arrayBuffer();
    // The hour's limit shall not be what is measured.
    if (each % 4000 === 0) sandbox.clock.advance(3_600_000);
  }
}

let token = await signIn();
const start = await held();
for (let count = 1; count < signIns; count += 1) token = await signIn();
const signedIn = await held();
await ask(requests / 2, token);
const halfway = await held();
await ask(requests / 2, token);
const stages = { start, signedIn, halfway, end: await held(), entries: sandbox.journal.count() };
process.stdout.write(JSON.stringify(stages));
