import { createHash } from "node:crypto";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Core, RequestContext } from "../core.ts";
import { type ApiVersion, defaultVersion, judgeVersion, serialize } from "./api-version.ts";
import { setHeaders } from "./headers.ts";
import type { Operation, RestAnswer } from "./operation.ts";
import { countRequest, refuseAboveLimit } from "./rate-limit.ts";
import { authenticationRequired, RestRefusal } from "./refusal.ts";
import { anonymous, judgeAppViewer, judgeViewer, type Viewer } from "./viewer.ts";

/** What is known about a request so far; a refusal is answered with as much of it as was judged. */
interface Progress {
  viewer: Viewer;
  version: ApiVersion;
}

/** Judges what is common to all operations, lets the operation answer, and dresses the answer as GitHub does. */
export async function runOperation(core: Core, c: RequestContext, operation: Operation): Promise<Response> {
  c.env.note.operation = operation.id;
  const progress: Progress = { viewer: anonymous, version: defaultVersion };
  try {
    const answer = await judgeAndHandle(core, c, { operation, progress });
    c.env.note.decision = answer.decision ?? "served";
    return respond(core, c, { operation, progress, answer });
  } catch (error) {
    if (error instanceof RestRefusal) return respondWithRefusal(core, c, { operation, progress, refusal: error });
    throw error;
  }
}

interface Judged {
  readonly operation: Operation;
  readonly progress: Progress;
}

async function judgeAndHandle(core: Core, c: RequestContext, { operation, progress }: Judged): Promise<RestAnswer> {
  refuseWithoutUserAgent(c.req.header("User-Agent"));
  progress.version = judgeVersion(c.req.header("X-GitHub-Api-Version"));
  progress.viewer = judgeWhoAsks(core, c, operation);
  if (!operation.freeOfRateLimit) refuseAboveLimit(core, progress.viewer);
  return operation.handle({
    core,
    exchange: c.env,
    viewer: progress.viewer,
    version: progress.version,
    params: c.req.param(),
    query: new URL(c.req.url).searchParams,
    header: (name) => c.req.header(name),
    readText: () => c.req.text(),
  });
}

function judgeWhoAsks(core: Core, c: RequestContext, { authentication }: Operation): Viewer {
  const authorization = c.req.header("Authorization");
  if (authentication === "app") return judgeAppViewer(core, c.env, authorization);
  if (authentication === "none") {
    refuseWithAuthorization(authorization);
    return anonymous;
  }
  const viewer = judgeViewer(core, c.env, authorization);
  if (authentication === "token" && viewer.person === undefined) throw authenticationRequired("token_needed");
  return viewer;
}

function respond(
  core: Core,
  c: RequestContext,
  { operation, progress, answer }: Judged & { answer: RestAnswer },
): Response {
  const body = answer.body === undefined ? undefined : serialize(answer.body, progress.version);
  const isRepeatable = operation.method === "GET" && answer.status === 200;
  const etag = isRepeatable && body !== undefined ? weakTag(body) : undefined;
  const unchanged = etag !== undefined && isKnownTo(c.req.header("If-None-Match"), etag);
  // A 304 costs nothing, but only for a request that proved who it is for.
  if (!operation.freeOfRateLimit && !(unchanged && progress.viewer.person !== undefined))
    countRequest(core, progress.viewer);

  setHeaders(core, c, { operation, ...progress });
  if (etag !== undefined) c.header("ETag", etag);
  if (answer.link !== undefined) c.header("Link", answer.link);
  if (answer.location !== undefined) c.header("Location", answer.location);
  if (unchanged) {
    c.env.note.decision = "not_modified";
    return c.body(null, 304);
  }
  if (body === undefined || answer.status === 204) return c.body(null, 204);
  c.header("Content-Type", "application/json; charset=utf-8");
  return c.body(body, answer.status);
}

function weakTag(body: string): string {
  return `W/"${createHash("sha256").update(body).digest("hex")}"`;
}

function respondWithRefusal(
  core: Core,
  c: RequestContext,
  { operation, progress, refusal }: Judged & { refusal: RestRefusal },
): Response {
  c.env.note.decision = refusal.decision;
  if (!operation.freeOfRateLimit) countRequest(core, progress.viewer);
  setHeaders(core, c, { operation, ...progress });
  return writeRefusal(c, refusal, operation.documentationUrl);
}

/** Writes GitHub's error body; `status` is a text in it. */
function writeRefusal(c: RequestContext, refusal: RestRefusal, documentationUrl: string): Response {
  c.header("Content-Type", "application/json; charset=utf-8");
  const status: ContentfulStatusCode = refusal.status;
  const body = {
    message: refusal.message,
    ...(refusal.errors && { errors: refusal.errors }),
    documentation_url: refusal.documentationUrl ?? documentationUrl,
    status: String(status),
  };
  return c.body(JSON.stringify(body), status);
}

function refuseWithoutUserAgent(userAgent: string | undefined): void {
  if (userAgent !== undefined && userAgent.trim() !== "") return;
  throw new RestRefusal({
    status: 403,
    message: "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
    decision: "user_agent_missing",
    documentationUrl: "https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#user-agent",
  });
}

/** GitHub documents the status; the words are ours. */
function refuseWithAuthorization(authorization: string | undefined): void {
  if (authorization === undefined) return;
  throw new RestRefusal({ status: 403, message: "Must be unauthenticated", decision: "authentication_refused" });
}

/** Weak comparison (RFC 9110, section 13.1.2): proxies may have dropped or added the mark. */
function isKnownTo(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  return ifNoneMatch.split(",").some((candidate) => opaque(candidate) === opaque(etag));
}
