import type { Answer } from "../answer.ts";
import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core, RequestContext } from "../core.ts";
import type { RefreshToken } from "../token-record.ts";
import { profileFor } from "./profiles.ts";
import { rfcTokenErrors } from "./rfc-token-error.ts";
import { answerRfcError, answerToken, answerUnknownClient } from "./token-answer.ts";
import { githubError, type TokenRefusal } from "./token-error.ts";

export interface Refused {
  /** Absent where the request names no app that is known. */
  readonly app?: RegisteredApp;
  readonly refusal: TokenRefusal;
  /** The refresh token that was no good, where it is known. */
  readonly presented?: RefreshToken | undefined;
  /** What `slow_down` demands. */
  readonly intervalSeconds?: number | undefined;
  /** Of GitHub's answer; 200 is its habit for errors. */
  readonly status?: 200 | 400;
}

/** Answers a request to the token or device endpoint with its refusal, in the app's dialect. */
export function refuseTokenRequest(core: Core, c: RequestContext, refused: Refused): Answer {
  const { app, refusal, presented, intervalSeconds, status = 200 } = refused;
  const { note } = c.env;
  note.decision = refusal;
  if (presented !== undefined) {
    const { family, generation } = presented;
    Object.assign(note, { login: family.person.login, family: family.id, generation });
  }
  const profile = profileFor(core, app);
  const extra = intervalSeconds === undefined ? {} : { interval: intervalSeconds };
  if (profile.tokenEndpoint === "rfc") return answerRfcError(c, { ...rfcTokenErrors[refusal], ...extra });
  if (refusal === "client_unknown") return answerUnknownClient(c);
  return answerToken(c, { ...githubError(refusal, profile), ...extra }, status);
}
