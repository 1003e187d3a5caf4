import type { RegisteredApp } from "../apps/registered-app.ts";
import { findApp } from "../apps/registry.ts";
import type { Core } from "../core.ts";
import type { Parameters } from "../parameters.ts";
import type { AuthorizationRequest } from "../state.ts";
import { matchesCallback } from "./callback-match.ts";
import { authorizationErrors, type RedirectTarget, refusalTarget } from "./client-redirect.ts";
import { nextFlow } from "./flow.ts";
import { type Objection, objectionTo } from "./objection.ts";
import { profileFor } from "./profiles.ts";
import { normalizeScopes, offlineAccess, parseScopes } from "./scopes.ts";

export type AuthorizationJudgement =
  | { readonly kind: "accepted"; readonly request: AuthorizationRequest }
  /** Told to the person on a page: sending the browser anywhere would make the sandbox an open redirector. */
  | { readonly kind: "client_unknown" }
  | { readonly kind: "redirect_refused"; readonly app: RegisteredApp }
  /** Told to the client, at an address that was judged good. */
  | ({ readonly kind: "refused"; readonly target: RedirectTarget } & Objection);

/**
 * Judges the parameters of an authorization request, once; nothing is read from a browser again afterwards.
 *
 * @param parameters Those that were sent once. `isRepetitive` says that there were others.
 */
export function judgeAuthorizationRequest(
  core: Core,
  { parameters, isRepetitive }: { parameters: Parameters; isRepetitive: boolean },
): AuthorizationJudgement {
  const app = findApp(core.state, parameters.get("client_id") ?? "");
  if (app === undefined) return { kind: "client_unknown" };
  const profile = profileFor(core, app);
  const state = parameters.get("state");

  const redirectUri = judgeRedirectUri(core, app, parameters.get("redirect_uri"));
  const [first] = app.callbacks;
  if (redirectUri === undefined) {
    if (profile.mismatchedRedirectUri === "page" || first === undefined) return { kind: "redirect_refused", app };
    const target = { app, redirectUri: first.url, state };
    return { kind: "refused", target, decision: "redirect_refused", answer: authorizationErrors.redirect_uri_mismatch };
  }

  const target = { app, redirectUri, state };
  if (app.suspended) {
    const answer = authorizationErrors.application_suspended;
    return { kind: "refused", target: refusalTarget(core, target), decision: "app_suspended", answer };
  }
  const objection = objectionTo({ parameters, isRepetitive, profile });
  if (objection !== undefined) return { kind: "refused", target, ...objection };

  const scope = parameters.get("scope");
  const scopes = scope === undefined ? undefined : parseScopes(scope);
  const request: AuthorizationRequest = {
    flow: nextFlow(core.state),
    ...target,
    scopes: scopes === undefined || app.kind === "github-app" ? undefined : normalizeScopes(scopes),
    offlineAccess: scopes?.includes(offlineAccess) === true,
    namesRedirectUri: parameters.has("redirect_uri"),
    codeChallenge: parameters.get("code_challenge"),
    loginHint: parameters.get("login"),
    selectAccount: parameters.get("prompt") === "select_account",
  };
  return { kind: "accepted", request };
}

function judgeRedirectUri(core: Core, app: RegisteredApp, redirectUri: string | undefined): string | undefined {
  const profile = profileFor(core, app);
  if (redirectUri === undefined) {
    const isClear = profile.absentRedirectUri === "first_callback" || app.callbacks.length === 1;
    return isClear ? app.callbacks[0]?.url : undefined;
  }
  return app.callbacks.some((callback) => matchesCallback(redirectUri, callback, profile)) ? redirectUri : undefined;
}
