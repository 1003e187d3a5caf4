// Signs in with a browser that brings the redirect and never asks for its page, and ends. Prints whether its port was open still.
import { readFileSync, writeSync } from "node:fs";
import { get } from "node:http";
import { systemRuntime } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import { provider } from "./example-provider.ts";

let port = 0;
await authorizeInBrowser({
  provider,
  client: { clientId: "client" },
  scope: [],
  appName: "Test program",
  runtime: {
    ...systemRuntime,
    fetch: async () => Response.json({ access_token: "granted-token", token_type: "bearer" }),
  },
  openUrl: (url) => {
    const { searchParams } = new URL(url);
    const redirectUri = new URL(searchParams.get("redirect_uri") ?? "");
    port = Number(redirectUri.port);
    redirectUri.searchParams.set("code", "code");
    redirectUri.searchParams.set("state", searchParams.get("state") ?? "");
    // Not by fetch: it marks its requests as made by a script, and those cannot complete a login.
    get(redirectUri, { agent: false }, (response) => response.resume());
  },
});
process.on("exit", () => {
  const LISTENING = `:${port.toString(16).toUpperCase().padStart(4, "0")} 00000000:0000 0A`;
  writeSync(1, `granted, port ${readFileSync("/proc/net/tcp", "utf8").includes(LISTENING) ? "open" : "closed"}\n`);
});
