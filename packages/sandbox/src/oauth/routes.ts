import { Hono } from "hono";
import type { App, Core, RequestContext } from "../core.ts";
import { notFoundPage } from "../pages/refusals.ts";
import { respondWithPage } from "../pages/respond.ts";
import { accessToken } from "./access-token.ts";
import { authorize } from "./authorize.ts";
import { decide, showConsent } from "./consent.ts";
import { showSignIn, signIn } from "./sign-in.ts";

type Handler = (core: Core, c: RequestContext) => Response | Promise<Response>;

/** The pages and endpoints under `/login`. */
export function createWebApp(core: Core): App {
  const app: App = new Hono();
  const handled = (operation: string, handler: Handler) => (c: RequestContext) => {
    c.env.note.operation = operation;
    return handler(core, c);
  };
  app.get("/login", handled("oauth/sign-in-page", showSignIn));
  app.post("/login", handled("oauth/sign-in", signIn));
  app.get("/login/oauth/authorize", handled("oauth/authorize", authorize));
  app.get("/login/oauth/consent", handled("oauth/consent-page", showConsent));
  app.post("/login/oauth/authorize", handled("oauth/decide", decide));
  app.post("/login/oauth/access_token", handled("oauth/access-token", accessToken));
  app.notFound((c) => respondWithPage(c, notFoundPage));
  app.onError((error) => {
    throw error;
  });
  return app;
}
