import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core, RequestContext } from "../core.ts";
import { ParameterError, type Parameters } from "../parameters.ts";
import type { RefreshToken, TokenRecord } from "../token-record.ts";
import { presentedClient } from "./client-authentication.ts";
import { exchangeCode } from "./exchange-code.ts";
import { profileFor } from "./profiles.ts";
import { rfcTokenErrors } from "./rfc-token-error.ts";
import { answerRfcError, answerRfcToken, answerToken, answerUnknownClient } from "./token-answer.ts";
import { type TokenRefusal, tokenErrors } from "./token-error.ts";
import { tokenFields } from "./token-fields.ts";
import { readTokenParameters } from "./token-parameters.ts";

const secretParameters = ["client_secret", "code", "code_verifier", "refresh_token"];

/**
 * `POST /login/oauth/access_token`: exchanges a code or a refresh token for a token. GitHub's refusals have status 200.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#2-users-are-redirected-back-to-your-site-by-github
 * @see https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens
 */
export async function accessToken(core: Core, c: RequestContext): Promise<Response> {
  let parameters: Parameters;
  try {
    parameters = await readTokenParameters(c);
  } catch (error) {
    if (error instanceof ParameterError) return refuse(core, c, { refusal: "parameters_refused" });
    throw error;
  }
  for (const name of secretParameters) core.reportSecret(parameters.get(name) ?? "");
  const client = presentedClient(core, c, parameters);
  if (client === undefined) {
    c.env.note.decision = "client_unknown";
    return profileFor(core).tokenEndpoint === "rfc"
      ? answerRfcError(c, rfcTokenErrors.client_unknown)
      : answerUnknownClient(c);
  }
  const { app } = client;
  c.env.note.clientId = app.clientId;
  // Before code or refresh token are looked at: whoever cannot prove to be the app must not be able to use them up.
  if (!client.isProven) return refuse(core, c, { app, refusal: "client_secret_wrong" });
  switch (parameters.get("grant_type") ?? "authorization_code") {
    case "authorization_code":
      c.env.note.grant = "authorization_code";
      return answerExchange(core, c, { app, parameters });
    case "refresh_token":
      c.env.note.grant = "refresh_token";
      return answerRefresh(core, c, { app, parameters });
    default:
      return refuse(core, c, { app, refusal: "grant_type_unsupported" });
  }
}

interface TokenRequest {
  readonly app: RegisteredApp;
  readonly parameters: Parameters;
}

function answerExchange(core: Core, c: RequestContext, { app, parameters }: TokenRequest): Response {
  const outcome = exchangeCode(core, app, parameters);
  if (typeof outcome === "string") return refuse(core, c, { app, refusal: outcome });
  c.env.note.decision = "token_issued";
  return answerWith(core, c, { record: outcome, at: outcome.issuedAt });
}

/** RFC 6749, section 6. Scopes cannot be changed on the way, so that `scope` is not looked at. */
function answerRefresh(core: Core, c: RequestContext, { app, parameters }: TokenRequest): Response {
  const outcome = core.state.tokens.refresh(app, parameters.get("refresh_token") ?? "");
  if (!("record" in outcome)) {
    return refuse(core, c, { app, refusal: outcome.decision, presented: outcome.presented });
  }
  c.env.note.decision = outcome.decision;
  const { record } = outcome;
  return answerWith(core, c, { record, at: outcome.decision === "refreshed" ? record.issuedAt : core.now() });
}

function answerWith(core: Core, c: RequestContext, { record, at }: { record: TokenRecord; at: number }): Response {
  const { token, app, person, scopes, family, generation, expiry } = record;
  Object.assign(c.env.note, { login: person.login, scopes, family: family.id, generation });
  core.reportSecret(token);
  if (expiry !== undefined) core.reportSecret(expiry.refreshToken.token);
  const fields = tokenFields(core, record, at);
  return profileFor(core, app).tokenEndpoint === "rfc" ? answerRfcToken(c, fields) : answerToken(c, fields);
}

interface Refused {
  readonly app?: RegisteredApp;
  readonly refusal: TokenRefusal;
  /** The refresh token that was no good, where it is known. */
  readonly presented?: RefreshToken | undefined;
}

function refuse(core: Core, c: RequestContext, { app, refusal, presented }: Refused): Response {
  const { note } = c.env;
  note.decision = refusal;
  if (presented !== undefined) {
    const { family, generation } = presented;
    Object.assign(note, { login: family.person.login, family: family.id, generation });
  }
  return profileFor(core, app).tokenEndpoint === "rfc"
    ? answerRfcError(c, rfcTokenErrors[refusal])
    : answerToken(c, tokenErrors[refusal]);
}
