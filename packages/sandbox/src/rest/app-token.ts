import { revokeGrant } from "../grants.ts";
import type { TokenRecord } from "../token-record.ts";
import { authorization } from "./bodies/authorization.ts";
import { parseJsonObject } from "./json-body.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { badCredentials, invalidField, notFound, RestRefusal } from "./refusal.ts";

/**
 * `POST /applications/{client_id}/token`: tells an app whether one of its tokens is good, and what it may.
 *
 * GitHub's answers to wrong credentials and to those of another app are not documented for any of these; the profile has them.
 *
 * @see https://docs.github.com/en/rest/apps/oauth-applications#check-a-token
 */
export async function checkAppToken(request: RestRequest): Promise<RestAnswer> {
  return { status: 200, body: authorization(request, await readOwnToken(request)), decision: "token_checked" };
}

/**
 * `PATCH /applications/{client_id}/token`: replaces a token by a new one, and the old one is dead at once.
 *
 * @see https://docs.github.com/en/rest/apps/oauth-applications#reset-a-token
 */
export async function resetAppToken(request: RestRequest): Promise<RestAnswer> {
  const { core } = request;
  const record = core.state.tokens.replace(await readOwnToken(request));
  core.reportSecret(record.token);
  return { status: 200, body: authorization(request, record), decision: "token_reset" };
}

/**
 * `DELETE /applications/{client_id}/token`: an app gives one of its tokens back. What the person granted stays granted.
 *
 * @see https://docs.github.com/en/rest/apps/oauth-applications#delete-an-app-token
 */
export async function deleteAppToken(request: RestRequest): Promise<RestAnswer> {
  const record = await readTokenToDelete(request);
  request.core.state.tokens.revoke(record, "by_app");
  if (request.core.profile.revokingTokenEndsFamily) request.core.state.tokens.revokeFamily(record.family, "by_app");
  return { status: 204, decision: "token_revoked" };
}

/**
 * `DELETE /applications/{client_id}/grant`: an app gives back everything one person granted it, all tokens included.
 *
 * @see https://docs.github.com/en/rest/apps/oauth-applications#delete-an-app-authorization
 */
export async function deleteAppGrant(request: RestRequest): Promise<RestAnswer> {
  const { app, person } = await readTokenToDelete(request);
  revokeGrant(request.core.state, { app, person, reason: "by_app" });
  return { status: 204, decision: "grant_revoked" };
}

/** GitHub documents only 422 for what cannot be deleted, and 404 for its neighbours. */
async function readTokenToDelete(request: RestRequest): Promise<TokenRecord> {
  try {
    return await readOwnToken(request);
  } catch (error) {
    const isDead = error instanceof RestRefusal && error.decision === "not_found";
    if (isDead && request.core.profile.deletingDeadToken === 422) throw invalidField("OauthAccess", "access_token");
    throw error;
  }
}

/** Returns the token the body names. @throws RestRefusal 404 unless it is alive and the app's own. */
async function readOwnToken({ core, exchange, params, viewer, readText }: RestRequest): Promise<TokenRecord> {
  if (viewer.app?.clientId !== params.client_id) {
    throw core.profile.foreignAppCredentials === 404 ? notFound("hidden") : badCredentials("client_of_another_app");
  }
  const token = readAccessToken(parseJsonObject(await readText()));
  core.reportSecret(token);
  const judgement = core.state.tokens.judge(token);
  if (judgement.status !== "active" || judgement.record.app !== viewer.app) throw notFound("not_found");
  const { person, family, generation } = judgement.record;
  Object.assign(exchange.note, { login: person.login, family: family.id, generation });
  return judgement.record;
}

function readAccessToken(body: object): string {
  if ("access_token" in body && typeof body.access_token === "string") return body.access_token;
  throw new RestRefusal({
    status: 422,
    message: "Validation Failed",
    decision: "field_missing",
    errors: [{ resource: "OauthAccess", field: "access_token", code: "missing_field" }],
  });
}
