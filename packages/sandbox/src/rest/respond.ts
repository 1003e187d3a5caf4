import { Answer, type HeaderList, putHeader } from "../answer.ts";
import type { Core } from "../core.ts";
import { judgeWhoAsks, refuseWithoutUserAgent } from "./admission.ts";
import { tellAnswer } from "./answered.ts";
import { defaultVersionAt, judgeVersion, serialize } from "./api-version.ts";
import { isUnchanged, weakTag } from "./conditional.ts";
import { headersOf, type Progress, preflightHeaders } from "./headers.ts";
import { judgeMediaType, plainMediaType } from "./media-type.ts";
import type { Operation, RestAnswer } from "./operation.ts";
import { countPoints, countRequest, refuseAboveLimit } from "./rate-limit.ts";
import { RestRefusal } from "./refusal.ts";
import type { RestContext } from "./rest-context.ts";
import { anonymous, type Viewer } from "./viewer.ts";

/** Judges what is common to all operations, lets the operation answer, and dresses the answer as GitHub does. */
export async function runOperation(core: Core, c: RestContext, operation: Operation): Promise<Answer> {
  c.env.note.operation = operation.id;
  const progress: Progress = { viewer: anonymous, version: defaultVersionAt(core.now()), mediaType: plainMediaType };
  try {
    const answer = await judgeAndHandle(core, c, { operation, progress });
    c.env.note.decision = answer.decision ?? "served";
    return respond(core, c, { operation, progress, answer });
  } catch (error) {
    if (error instanceof RestRefusal) return respondWithRefusal(core, c, { operation, progress, refusal: error });
    throw error;
  }
}

/**
 * Answers a browser that asks before it sends a request to another origin.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/using-cors-and-jsonp-to-make-cross-origin-requests
 */
export function respondToPreflight(core: Core, c: RestContext): Answer {
  Object.assign(c.env.note, { operation: "preflight", decision: "served" });
  return write(c, { status: 204, text: "", headers: [...preflightHeaders], version: defaultVersionAt(core.now()) });
}

interface Judged {
  readonly operation: Operation;
  readonly progress: Progress;
}

async function judgeAndHandle(core: Core, c: RestContext, { operation, progress }: Judged): Promise<RestAnswer> {
  refuseWithoutUserAgent(core, c.req.header("User-Agent"));
  progress.version = judgeVersion(c.req.header("X-GitHub-Api-Version"), core.now());
  progress.mediaType = judgeMediaType(c.req.header("Accept"));
  progress.viewer = judgeWhoAsks(core, c, operation);
  const { viewer } = progress;
  if (!operation.freeOfRateLimit) refuseAboveLimit(core, c.env, { viewer, resource: operation.rateResource });
  countPoints(core, c.env, { viewer, points: isReading(operation) ? 1 : 5 });
  return operation.handle({
    core,
    exchange: c.env,
    viewer,
    version: progress.version,
    bodyParts: progress.mediaType.bodyParts,
    params: c.req.params,
    query: c.req.query,
    header: (name) => c.req.header(name),
    readText: () => c.req.text(),
  });
}

function isReading({ method, rateResource }: Operation): boolean {
  return method === "GET" || rateResource === "graphql";
}

function respond(core: Core, c: RestContext, { operation, progress, answer }: Judged & { answer: RestAnswer }): Answer {
  const { version, viewer } = progress;
  const text = answer.text ?? (answer.body === undefined ? "" : serialize(answer.body, version));
  const hasTag = operation.method === "GET" && answer.status === 200;
  const etag = hasTag ? tagFor(core, viewer, answer.etag ?? weakTag(text)) : undefined;
  const { lastModified } = answer;
  const unchanged = etag !== undefined && isUnchanged((name) => c.req.header(name), { etag, lastModified });
  // A 304 costs nothing, but only for a request that proved who it is for.
  if (!operation.freeOfRateLimit && !(unchanged && viewer.person !== undefined))
    countRequest(core, viewer, { resource: operation.rateResource });

  const headers = headersOf(core, operation, progress);
  putHeaders(headers, answer.headers);
  if (etag !== undefined) headers.push("ETag", etag);
  if (lastModified !== undefined) headers.push("Last-Modified", new Date(lastModified).toUTCString());
  if (answer.link !== undefined) headers.push("Link", answer.link);
  if (answer.location !== undefined) headers.push("Location", answer.location);
  if (unchanged) c.env.note.decision = "not_modified";
  return write(c, { status: unchanged ? 304 : answer.status, text: unchanged ? "" : text, headers, version });
}

function tagFor({ profile }: Core, { token }: Viewer, etag: string): string {
  return profile.etagOutlivesToken || token === undefined ? etag : weakTag(`${etag} ${token.id}`);
}

function respondWithRefusal(
  core: Core,
  c: RestContext,
  { operation, progress, refusal }: Judged & { refusal: RestRefusal },
): Answer {
  c.env.note.decision = refusal.decision;
  if (!operation.freeOfRateLimit) countRequest(core, progress.viewer, { resource: operation.rateResource });
  const headers = headersOf(core, operation, progress);
  putHeaders(headers, refusal.headers);
  const { status, message, errors, block, isPageUnknown, documentationUrl = operation.documentationUrl } = refusal;
  if (refusal.isText) {
    headers.push("Content-Type", "text/plain; charset=utf-8");
    return new Answer({ status, headers, text: `${message}\n` });
  }
  const text = JSON.stringify({
    message,
    ...(errors && { errors }),
    ...(block && { block }),
    ...(!(isPageUnknown && core.profile.unknownTexts === "absent") && { documentation_url: documentationUrl }),
    // A text, as GitHub sends it.
    status: String(status),
  });
  return write(c, { status, text, headers, version: progress.version });
}

/** An operation, or its refusal, may say otherwise than what is said of every request. */
function putHeaders(headers: HeaderList, own: Readonly<Record<string, string>> | undefined): void {
  if (own === undefined) return;
  for (const [name, value] of Object.entries(own)) putHeader(headers, name, value);
}

interface Written {
  readonly status: number;
  readonly text: string;
  readonly headers: HeaderList;
  readonly version: string;
}

function write(c: RestContext, { status, text, headers, version }: Written): Answer {
  if (text !== "") headers.push("Content-Type", "application/json; charset=utf-8");
  const { id: requestId, address, note } = c.env;
  const { method } = c.req;
  tellAnswer({
    requestId,
    operation: note.operation ?? "unknown",
    method,
    path: address.path,
    status,
    version,
    body: text,
  });
  return new Answer({ status, headers, text });
}
