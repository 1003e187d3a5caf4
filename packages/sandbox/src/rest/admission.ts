import type { Core } from "../core.ts";
import type { Operation } from "./operation.ts";
import { authenticationRequired, RestRefusal } from "./refusal.ts";
import type { RestContext } from "./rest-context.ts";
import { anonymous, judgeAppViewer, judgeViewer, type Viewer } from "./viewer.ts";

/** Tells who asks, in the way the operation wants it proved. @throws RestRefusal for whoever it does not admit. */
export function judgeWhoAsks(core: Core, c: RestContext, { authentication }: Operation): Viewer {
  const authorization = c.req.header("Authorization");
  if (authentication === "app") {
    return judgeAppViewer(core, c.env, { authorization, wrongStatus: core.profile.wrongAppCredentials });
  }
  if (authentication === "none") {
    refuseWithAuthorization(authorization);
    return anonymous;
  }
  const viewer = judgeViewer(core, c.env, authorization);
  if (authentication === "token" && viewer.person === undefined) throw authenticationRequired("token_needed");
  return viewer;
}

/** @throws RestRefusal 403 for a request that does not say what sends it. */
export function refuseWithoutUserAgent({ profile }: Core, userAgent: string | undefined): void {
  if (userAgent !== undefined && userAgent.trim() !== "") return;
  throw new RestRefusal({
    status: 403,
    message: "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
    decision: "user_agent_missing",
    isText: profile.missingUserAgent === "text",
    documentationUrl: "https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#user-agent",
  });
}

/** GitHub documents the status; the words are ours. */
function refuseWithAuthorization(authorization: string | undefined): void {
  if (authorization === undefined) return;
  throw new RestRefusal({ status: 403, message: "Must be unauthenticated", decision: "authentication_refused" });
}
