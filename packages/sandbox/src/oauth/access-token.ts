import type { Answer } from "../answer.ts";
import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core, RequestContext } from "../core.ts";
import { notFoundPage } from "../pages/refusals.ts";
import { respondWithPage } from "../pages/respond.ts";
import type { Parameters } from "../parameters.ts";
import type { TokenRecord } from "../token-record.ts";
import { type PresentedClient, presentedClient } from "./client-authentication.ts";
import { exchangeCode } from "./exchange-code.ts";
import { noteFlow } from "./flow.ts";
import { grantName } from "./grant-types.ts";
import { profileFor } from "./profiles.ts";
import { redeemDevice } from "./redeem-device.ts";
import { answerRfcToken, answerToken } from "./token-answer.ts";
import { tokenFields } from "./token-fields.ts";
import { refuseAboveTokenLimit } from "./token-limit.ts";
import { readRequestParameters } from "./token-parameters.ts";
import { refuseTokenRequest } from "./token-refusal.ts";

const secretParameters = ["client_secret", "code", "code_verifier", "device_code", "refresh_token"];

/**
 * `POST /login/oauth/access_token`: exchanges a code, a device code or a refresh token for a token. GitHub's refusals have
 * status 200.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#2-users-are-redirected-back-to-your-site-by-github
 * @see https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens
 */
export async function accessToken(core: Core, c: RequestContext): Promise<Answer> {
  const parameters = await readRequestParameters(core, c);
  if (parameters === undefined) return refuseTokenRequest(core, c, { refusal: "parameters_refused" });
  for (const name of secretParameters) core.reportSecret(parameters.get(name) ?? "");
  const client = presentedClient(core, c, parameters);
  if (client === undefined) return refuseTokenRequest(core, c, { refusal: "client_unknown" });
  const { app } = client;
  c.env.note.clientId = app.clientId;
  noteFlow(core.state, c.env.note, parameters);
  const limited = refuseAboveTokenLimit(core, c, app);
  if (limited !== undefined) return limited;
  const grant = grantOf(core, app, parameters);
  // Before code or refresh token are looked at: whoever cannot prove to be the app must not be able to use them up.
  if (!isEnoughProof(core, client, { grant, parameters })) {
    return refuseTokenRequest(core, c, { app, refusal: "client_secret_wrong" });
  }
  if (app.suspended) return refuseTokenRequest(core, c, { app, refusal: "app_suspended" });
  switch (grant) {
    case "authorization_code":
      c.env.note.grant = grant;
      return answerExchange(core, c, { app, parameters });
    case "refresh_token":
      c.env.note.grant = grant;
      return answerRefresh(core, c, { app, parameters });
    case "device_code":
      c.env.note.grant = grant;
      return answerPoll(core, c, { app, parameters });
    case undefined:
      return refuseTokenRequest(core, c, { app, refusal: "parameter_missing" });
    default:
      return refuseTokenRequest(core, c, { app, refusal: "grant_type_unsupported" });
  }
}

/** `GET /login/oauth/access_token`: nothing is exchanged so. GitHub was seen to answer in two ways. */
export function refuseGet(core: Core, c: RequestContext): Answer {
  if (core.profile.getAtTokenEndpoint === "incorrect_client_credentials") {
    return refuseTokenRequest(core, c, { refusal: "client_secret_wrong", status: 400 });
  }
  c.env.note.decision = "not_found";
  return respondWithPage(c, notFoundPage);
}

function grantOf(core: Core, app: RegisteredApp, parameters: Parameters): string | undefined {
  const assumed = profileFor(core, app).grantType === "assumed" ? "authorization_code" : undefined;
  return grantName(parameters.get("grant_type")) ?? assumed;
}

interface GrantRequest {
  readonly grant: string | undefined;
  readonly parameters: Parameters;
}

/** A device has no secret, and neither need its app have one to renew what it got. A secret that is sent must be right. */
function isEnoughProof({ state: { tokens } }: Core, { proof }: PresentedClient, { grant, parameters }: GrantRequest) {
  if (proof !== "none") return proof === "right";
  if (grant === "device_code") return true;
  if (grant !== "refresh_token") return false;
  return tokens.findRefreshToken(parameters.get("refresh_token") ?? "")?.family.fromDevice === true;
}

interface TokenRequest {
  readonly app: RegisteredApp;
  readonly parameters: Parameters;
}

function answerExchange(core: Core, c: RequestContext, { app, parameters }: TokenRequest): Answer {
  const outcome = exchangeCode(core, app, parameters);
  if (typeof outcome === "string") return refuseTokenRequest(core, c, { app, refusal: outcome });
  c.env.note.decision = "token_issued";
  return answerWith(core, c, { record: outcome, at: outcome.issuedAt });
}

function answerPoll(core: Core, c: RequestContext, { app, parameters }: TokenRequest): Answer {
  const poll = redeemDevice(core, app, parameters);
  if (!("record" in poll)) return refuseTokenRequest(core, c, { app, ...poll });
  c.env.note.decision = "token_issued";
  return answerWith(core, c, { record: poll.record, at: poll.record.issuedAt });
}

/** RFC 6749, section 6. Scopes cannot be changed on the way, so that `scope` is not looked at. */
function answerRefresh(core: Core, c: RequestContext, { app, parameters }: TokenRequest): Answer {
  const presented = parameters.get("refresh_token");
  if (presented === undefined && profileFor(core, app).tokenEndpoint === "rfc") {
    return refuseTokenRequest(core, c, { app, refusal: "parameter_missing" });
  }
  const outcome = core.state.tokens.refresh(app, presented ?? "");
  if (!("record" in outcome)) {
    return refuseTokenRequest(core, c, { app, refusal: outcome.decision, presented: outcome.presented });
  }
  c.env.note.decision = outcome.decision;
  const { record } = outcome;
  return answerWith(core, c, { record, at: outcome.decision === "refreshed" ? record.issuedAt : core.now() });
}

function answerWith(core: Core, c: RequestContext, { record, at }: { record: TokenRecord; at: number }): Answer {
  const { token, app, person, scopes, family, generation, expiry } = record;
  Object.assign(c.env.note, { login: person.login, scopes, family: family.id, generation });
  core.reportSecret(token);
  if (expiry !== undefined) core.reportSecret(expiry.refreshToken.token);
  const fields = tokenFields(core, record, at);
  return profileFor(core, app).tokenEndpoint === "rfc" ? answerRfcToken(c, fields) : answerToken(c, fields);
}
