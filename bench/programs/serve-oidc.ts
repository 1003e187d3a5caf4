// oidc-provider with its pages for development, for the load generator: an authorization server that is no GitHub.
import { createServer } from "node:http";
import type { Stage } from "../stage.ts";

// It warns that its pages and keys are for development, which is what they are here.
console.warn = () => {};
console.info = () => {};
const { default: Provider } = await import("oidc-provider");
const clientId = "bench";
const clientSecret = "for-the-bench-only-for-the-bench-only";
const redirectUri = "http://127.0.0.1:53127/callback";
const server = createServer();
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
const provider = new Provider(origin, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: "client_secret_post",
      application_type: "native",
    },
  ],
  cookies: { keys: ["bench"] },
  pkce: { required: () => true },
});
server.on("request", provider.callback());
const stage: Stage = {
  origin,
  userPath: "/me",
  repositoriesPath: undefined,
  authorizePath: "/auth",
  tokenPath: "/token",
  clientId,
  clientSecret,
  redirectUri,
  scope: "openid",
  login: "octo-lena",
  password: "anything",
  tokens: [],
};
process.on("message", () => process.send?.(process.memoryUsage().rss));
process.send?.(stage);
