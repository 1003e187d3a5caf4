import { Hono } from "hono";
import type { App, Core, RequestContext } from "../core.ts";
import { notFoundPage } from "../pages/refusals.ts";
import { respondWithPage } from "../pages/respond.ts";
import { underFaults } from "../under-faults.ts";
import { accessToken } from "./access-token.ts";
import { authorize } from "./authorize.ts";
import { decide, showConsent } from "./consent.ts";
import { revoke } from "./revoke.ts";
import { selectAccount, showAccounts } from "./select-account.ts";
import { showSignIn, signIn } from "./sign-in.ts";

interface WebOperation {
  readonly id: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly handle: (core: Core, c: RequestContext) => Response | Promise<Response>;
}

/** The pages and endpoints under `/login`; the names are ours, since GitHub has none for them. */
export const webOperations: readonly WebOperation[] = [
  { id: "oauth/sign-in-page", method: "GET", path: "/login", handle: showSignIn },
  { id: "oauth/sign-in", method: "POST", path: "/login", handle: signIn },
  { id: "oauth/authorize", method: "GET", path: "/login/oauth/authorize", handle: authorize },
  { id: "oauth/accounts-page", method: "GET", path: "/login/oauth/select-account", handle: showAccounts },
  { id: "oauth/select-account", method: "POST", path: "/login/oauth/select-account", handle: selectAccount },
  { id: "oauth/consent-page", method: "GET", path: "/login/oauth/consent", handle: showConsent },
  { id: "oauth/decide", method: "POST", path: "/login/oauth/authorize", handle: decide },
  { id: "oauth/access-token", method: "POST", path: "/login/oauth/access_token", handle: accessToken },
  { id: "oauth/revoke", method: "POST", path: "/login/oauth/revoke", handle: revoke },
];

export function createWebApp(core: Core): App {
  const app: App = new Hono();
  for (const { id, method, path, handle } of webOperations) {
    app.on(method, path, (c) => {
      c.env.note.operation = id;
      return underFaults(core, c, () => handle(core, c));
    });
  }
  app.notFound((c) => respondWithPage(c, notFoundPage));
  app.onError((error) => {
    throw error;
  });
  return app;
}
