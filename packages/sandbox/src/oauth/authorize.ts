import type { Answer } from "../answer.ts";
import type { Core, RequestContext } from "../core.ts";
import { challengeRefusedPage, notFoundPage, redirectRefusedPage, unreadableRequestPage } from "../pages/refusals.ts";
import { type Page, respondWithPage } from "../pages/respond.ts";
import { ParameterError, type Parameters, parseParameters } from "../parameters.ts";
import { type AuthorizationJudgement, judgeAuthorizationRequest } from "./authorization-request.ts";
import { clientRedirect } from "./client-redirect.ts";
import { leadOn } from "./lead-on.ts";
import { profileFor } from "./profiles.ts";
import { openSession } from "./session.ts";
import { openTransaction } from "./transactions.ts";

/**
 * `GET /login/oauth/authorize`: judges the request and leads on to sign-in, consent or straight back.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#1-request-a-users-github-identity
 */
export function authorize(core: Core, c: RequestContext): Answer {
  const sent = readQuery(core, c);
  if (sent === undefined) return answerWithPage(c, "parameters_refused", unreadableRequestPage);
  const judgement = judgeAuthorizationRequest(core, sent);
  switch (judgement.kind) {
    case "accepted":
      c.env.note.clientId = judgement.request.app.clientId;
      c.env.note.flow = judgement.request.flow;
      return leadOn(core, c, openTransaction(core, openSession(core, c), judgement.request));
    case "client_unknown":
      return answerWithPage(c, judgement.kind, sent.isRepetitive ? unreadableRequestPage : notFoundPage);
    case "redirect_refused":
      c.env.note.clientId = judgement.app.clientId;
      return answerWithPage(c, judgement.kind, {
        ...redirectRefusedPage,
        status: profileFor(core, judgement.app).mismatchStatus,
      });
    case "refused":
      return refuse(core, c, judgement);
  }
}

type Refused = Extract<AuthorizationJudgement, { kind: "refused" }>;

function refuse(core: Core, c: RequestContext, { target, decision, answer }: Refused): Answer {
  c.env.note.clientId = target.app.clientId;
  if (decision === "challenge_refused" && profileFor(core, target.app).refusedChallenge === "page") {
    return answerWithPage(c, decision, challengeRefusedPage);
  }
  c.env.note.decision = decision;
  return c.redirect(clientRedirect(core, c, { target, answer }), 302);
}

function answerWithPage(c: RequestContext, decision: string, page: Page): Answer {
  c.env.note.decision = decision;
  return respondWithPage(c, page);
}

/** Reads the query; undefined when it cannot be read, or not in one way only and the server does not tell clients so. */
function readQuery(core: Core, c: RequestContext): { parameters: Parameters; isRepetitive: boolean } | undefined {
  try {
    return { parameters: parseParameters(c.req.url.search.slice(1)), isRepetitive: false };
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    if (error.sentOnce === undefined || core.profile.repeatedParameters === "page") return undefined;
    return { parameters: error.sentOnce, isRepetitive: true };
  }
}
