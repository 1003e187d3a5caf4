// Signs in inside a network namespace that lacks an address family, and prints the host that the redirect URI named.
import { writeSync } from "node:fs";
import { get } from "node:http";
import { systemRuntime } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import { provider } from "./example-provider.ts";

const [host] = process.argv.slice(2);
let named = "";
await authorizeInBrowser({
  provider,
  client: { clientId: "client" },
  scope: [],
  appName: "Test program",
  redirect: host === "127.0.0.1" || host === "localhost" ? { host } : {},
  runtime: {
    ...systemRuntime,
    fetch: async () => Response.json({ access_token: "granted-token", token_type: "bearer" }),
  },
  openUrl: async (url) => {
    const { searchParams } = new URL(url);
    const redirectUri = new URL(searchParams.get("redirect_uri") ?? "");
    named = redirectUri.hostname;
    redirectUri.searchParams.set("code", "code");
    redirectUri.searchParams.set("state", searchParams.get("state") ?? "");
    // Not by fetch: it marks its requests as made by a script, and those cannot complete a login.
    get(redirectUri, ({ headers }) => get(new URL(headers.location ?? "", redirectUri)));
  },
});
writeSync(1, `${named} granted\n`);
