import type { RegisteredApp } from "../apps/registered-app.ts";
import { findApp } from "../apps/registry.ts";
import type { Core } from "../core.ts";
import type { Parameters } from "../parameters.ts";
import type { AuthorizationRequest } from "../state.ts";
import { matchesCallback } from "./callback-match.ts";
import { normalizeScopes, offlineAccess, parseScopes } from "./scopes.ts";

export type AuthorizationJudgement =
  | { readonly kind: "accepted"; readonly request: AuthorizationRequest }
  /** Told to the person on a page: sending the browser anywhere would make the sandbox an open redirector. */
  | { readonly kind: "client_unknown" }
  | { readonly kind: "redirect_refused"; readonly app: RegisteredApp }
  /** The address was judged good, so the client itself can be told. */
  | { readonly kind: "challenge_refused"; readonly request: AuthorizationRequest; readonly description: string };

/** The base64url form of a SHA-256 digest has 43 characters (RFC 7636, section 4.2). */
const challengeText = /^[A-Za-z0-9_-]{43}$/;

/** Judges the parameters of an authorization request, once; nothing is read from a browser again afterwards. */
export function judgeAuthorizationRequest(core: Core, parameters: Parameters): AuthorizationJudgement {
  const app = findApp(core.state, parameters.get("client_id") ?? "");
  if (app === undefined) return { kind: "client_unknown" };

  const redirectUri = judgeRedirectUri(core, app, parameters.get("redirect_uri"));
  if (redirectUri === undefined) return { kind: "redirect_refused", app };

  const scope = parameters.get("scope");
  const scopes = scope === undefined ? undefined : parseScopes(scope);
  const request: AuthorizationRequest = {
    app,
    redirectUri,
    scopes: scopes === undefined || app.kind === "github-app" ? undefined : normalizeScopes(scopes),
    offlineAccess: scopes?.includes(offlineAccess) === true,
    state: parameters.get("state"),
    codeChallenge: parameters.get("code_challenge"),
    loginHint: parameters.get("login"),
    selectAccount: parameters.get("prompt") === "select_account",
  };
  const description = objectionToChallenge(parameters.get("code_challenge"), parameters.get("code_challenge_method"));
  return description === undefined
    ? { kind: "accepted", request }
    : { kind: "challenge_refused", request, description };
}

function judgeRedirectUri(core: Core, app: RegisteredApp, redirectUri: string | undefined): string | undefined {
  if (redirectUri === undefined) return app.callbacks[0]?.url;
  return app.callbacks.some((callback) => matchesCallback(redirectUri, callback, core.profile))
    ? redirectUri
    : undefined;
}

/** GitHub knows no `plain`; challenge and method are only good together. */
function objectionToChallenge(challenge: string | undefined, method: string | undefined): string | undefined {
  if (challenge === undefined && method === undefined) return undefined;
  if (method !== "S256") return "The code_challenge_method must be S256.";
  if (challenge === undefined || !challengeText.test(challenge))
    return "The code_challenge must have 43 base64url characters.";
  return undefined;
}
