import type { Core } from "../core.ts";
import { parseJsonObject } from "./json-body.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { RestRefusal } from "./refusal.ts";

const mostCredentials = 1000;

/**
 * `POST /credentials/revoke`: whoever found tokens has them revoked, without being anybody. The answer does not tell which of
 * them existed.
 *
 * @see https://docs.github.com/en/rest/credentials/revoke#revoke-a-list-of-credentials
 */
export async function revokeCredentials({ core, exchange, readText }: RestRequest): Promise<RestAnswer> {
  const credentials = readCredentials(parseJsonObject(await readText()));
  for (const credential of credentials) {
    core.reportSecret(credential);
    Object.assign(exchange.note, revokeAny(core, credential));
  }
  return { status: 202, body: {}, decision: "credentials_revoked" };
}

/** Revokes an access or a refresh token, and says for the journal whose it was. */
function revokeAny({ state: { tokens }, profile }: Core, credential: string): object {
  const judgement = tokens.judge(credential);
  const refreshToken = tokens.findRefreshToken(credential);
  if (judgement.status !== "unknown") tokens.revoke(judgement.record, "reported");
  if (refreshToken !== undefined) tokens.revoke(refreshToken, "reported");
  const token = judgement.status === "unknown" ? refreshToken : judgement.record;
  if (token === undefined) return {};
  const { family, generation } = token;
  if (profile.revokingTokenEndsFamily) tokens.revokeFamily(family, "reported");
  return { login: family.person.login, clientId: family.app.clientId, family: family.id, generation };
}

function readCredentials(body: object): readonly string[] {
  const credentials: unknown = "credentials" in body ? body.credentials : undefined;
  if (
    Array.isArray(credentials) &&
    credentials.length >= 1 &&
    credentials.length <= mostCredentials &&
    credentials.every((each): each is string => typeof each === "string")
  ) {
    return credentials;
  }
  throw new RestRefusal({
    status: 422,
    message: "Validation Failed",
    decision: "field_invalid",
    errors: [`credentials must be an array of 1 to ${mostCredentials} strings`],
  });
}
