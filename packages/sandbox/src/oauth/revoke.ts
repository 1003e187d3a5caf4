import type { Answer } from "../answer.ts";
import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core, RequestContext } from "../core.ts";
import { notFoundPage } from "../pages/refusals.ts";
import { respondWithPage } from "../pages/respond.ts";
import type { TokenFamily } from "../token-record.ts";
import { presentedClient } from "./client-authentication.ts";
import { profileFor } from "./profiles.ts";
import { type RevocationRefusal, rfcTokenErrors } from "./rfc-token-error.ts";
import { answerRevoked, answerRfcError } from "./token-answer.ts";
import { readRequestParameters } from "./token-parameters.ts";

/**
 * `POST /login/oauth/revoke`: takes a token back. GitHub has no such endpoint; it is there for apps whose rotation is not GitHub's.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7009#section-2
 */
export async function revoke(core: Core, c: RequestContext): Promise<Answer> {
  const parameters = await readRequestParameters(core, c);
  const token = parameters?.get("token");
  core.reportSecret(token ?? "");
  const client = parameters && presentedClient(core, c, parameters);
  if (!profileFor(core, client?.app).revocationEndpoint) return respondWithPage(c, notFoundPage);
  if (parameters === undefined) return refuse(c, "parameters_refused");
  if (client === undefined) return refuse(c, "client_unknown");
  c.env.note.clientId = client.app.clientId;
  if (client.proof !== "right") return refuse(c, "client_secret_wrong");
  if (token === undefined) return refuse(c, "parameters_refused");
  return revokeToken(core, c, { app: client.app, token });
}

function revokeToken(core: Core, c: RequestContext, { app, token }: { app: RegisteredApp; token: string }): Answer {
  const { tokens } = core.state;
  const judgement = tokens.judge(token);
  const found = judgement.status === "unknown" ? tokens.findRefreshToken(token) : judgement.record;
  // RFC 7009, section 2.2: an invalid token does not cause an error, since what the client wants is so already.
  if (found === undefined) return answer(c, "token_unknown");
  if (found.family.app !== app) return refuse(c, "token_of_another_client");
  noteFamily(c, found.family, found.generation);
  if (judgement.status === "unknown") {
    // RFC 7009, section 2.1: with a refresh token, all access tokens based on the same grant go too.
    tokens.revokeFamily(found.family, "by_app");
    return answer(c, "family_revoked");
  }
  tokens.revoke(judgement.record, "by_app");
  return answer(c, "token_revoked");
}

function noteFamily(c: RequestContext, { id, person }: TokenFamily, generation: number): void {
  Object.assign(c.env.note, { login: person.login, family: id, generation });
}

function answer(c: RequestContext, decision: "family_revoked" | "token_revoked" | "token_unknown"): Answer {
  c.env.note.decision = decision;
  return answerRevoked(c);
}

function refuse(c: RequestContext, refusal: RevocationRefusal): Answer {
  c.env.note.decision = refusal;
  return answerRfcError(c, rfcTokenErrors[refusal]);
}
