import type { Core, RequestContext } from "../core.ts";
import { ParameterError, type Parameters } from "../parameters.ts";
import { sameText } from "../same-text.ts";
import type { PlantedApp } from "../seed.ts";
import type { TokenRecord } from "../token-table.ts";
import { exchangeCode } from "./exchange-code.ts";
import { answerToken, answerUnknownClient, type TokenFields } from "./token-answer.ts";
import { type TokenRefusal, tokenErrors } from "./token-error.ts";
import { readTokenParameters } from "./token-parameters.ts";

const secretParameters = ["client_secret", "code", "code_verifier", "refresh_token"];

/**
 * `POST /login/oauth/access_token`: exchanges a code for a token. Refusals have status 200, as GitHub's have.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#2-users-are-redirected-back-to-your-site-by-github
 */
export async function accessToken(core: Core, c: RequestContext): Promise<Response> {
  let parameters: Parameters;
  try {
    parameters = await readTokenParameters(c);
  } catch (error) {
    if (error instanceof ParameterError) return refuse(c, "parameters_refused");
    throw error;
  }
  for (const name of secretParameters) core.reportSecret(parameters.get(name) ?? "");

  const app = core.world.app(parameters.get("client_id") ?? "");
  if (app === undefined) {
    c.env.note.decision = "client_unknown";
    return answerUnknownClient(c);
  }
  c.env.note.clientId = app.clientId;
  const outcome = judgeRequest(core, app, parameters);
  return typeof outcome === "string" ? refuse(c, outcome) : answerWith(core, c, outcome);
}

function judgeRequest(core: Core, app: PlantedApp, parameters: Parameters): TokenRecord | TokenRefusal {
  // Before the code is looked at: whoever cannot prove to be the app must not be able to use up its codes.
  if (!sameText(app.clientSecret, parameters.get("client_secret") ?? "")) return "client_secret_wrong";
  const grantType = parameters.get("grant_type") ?? "authorization_code";
  return grantType === "authorization_code" ? exchangeCode(core, app, parameters) : "grant_type_unsupported";
}

function answerWith(core: Core, c: RequestContext, record: TokenRecord): Response {
  Object.assign(c.env.note, { login: record.person.login, scopes: record.scopes, decision: "token_issued" });
  core.reportSecret(record.token);
  if (record.expiry !== undefined) core.reportSecret(record.expiry.refreshToken);
  return answerToken(c, fieldsOf(record));
}

function fieldsOf({ token, expiry, issuedAt, scopes }: TokenRecord): TokenFields {
  return {
    access_token: token,
    ...(expiry && {
      expires_in: (expiry.expiresAt - issuedAt) / 1000,
      refresh_token: expiry.refreshToken,
      refresh_token_expires_in: (expiry.refreshTokenExpiresAt - issuedAt) / 1000,
    }),
    // Commas here, spaces in the request: GitHub's clients have to know.
    scope: scopes.join(","),
    token_type: "bearer",
  };
}

function refuse(c: RequestContext, refusal: TokenRefusal): Response {
  c.env.note.decision = refusal;
  return answerToken(c, tokenErrors[refusal]);
}
