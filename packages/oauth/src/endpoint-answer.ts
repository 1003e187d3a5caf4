import * as oauth from "oauth4webapi";
import { TokenRequestError, UnexpectedResponseError } from "./errors.ts";
import type { ProviderTraits } from "./provider.ts";
import { readRetryAfter } from "./retry-after.ts";
import type { Secret } from "./secret.ts";
import { readServerWords } from "./server-words.ts";

const step = "token exchange";

/** The members of an answer that are read; the rest is dropped unseen. */
export type Members<Name extends string> = Partial<Record<Name, unknown>>;

/**
 * Reads the named members of an answer of the token or the device endpoint.
 *
 * @throws UnexpectedResponseError when it is none: a redirect, a server that is unavailable, no JSON object.
 */
export async function readMembers<Name extends string>(
  response: Response,
  { names, now }: { readonly names: readonly Name[]; readonly now: number },
): Promise<Members<Name>> {
  judgeStatus(response, now);
  const text = await response.text();
  const members: Members<Name> = {};
  // GitHub answers in form encoding unless asked otherwise, and some proxies drop the Accept header.
  const parsed = response.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")
    ? Object.fromEntries(new URLSearchParams(text))
    : parseObject(text);
  for (const name of names) {
    if (Object.hasOwn(parsed, name)) {
      members[name] = parsed[name];
    }
  }
  return members;
}

function judgeStatus({ status, headers }: Response, now: number): void {
  if (status >= 300 && status < 400) {
    throw new UnexpectedResponseError("the token endpoint redirects", { code: "redirected", step });
  }
  if (status === 429 || status >= 500) {
    throw new UnexpectedResponseError(`the token endpoint is unavailable (HTTP ${status})`, {
      code: "unavailable",
      step,
      status,
      retryAfterSeconds: readRetryAfter(headers, now),
    });
  }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      return Object.fromEntries(Object.entries(parsed));
    }
  } catch {
    // Falls through: the parser's message quotes the text, which may hold a token.
  }
  throw new UnexpectedResponseError("the answer is not a JSON object", { code: "not_json", step });
}

/** The same answer as a server that keeps to the RFCs would have sent it, for the protocol core to judge. */
export function conformResponse(
  status: number,
  members: Readonly<Record<string, unknown>>,
  traits: ProviderTraits,
): Response {
  const { error } = members;
  const isErrorAsSuccess = status === 200 && traits.tokenErrors === "body" && typeof error === "string" && error !== "";
  return status === 200 && !isErrorAsSuccess
    ? // All that the core asks of a success is its JSON, which need not be written for that and read again.
      Object.assign(new Response(null), { json: async () => members })
    : Response.json(members, { status: isErrorAsSuccess ? 400 : status });
}

/** A number of seconds; undefined when it is absent or makes no sense. A form has only text. */
export function readSeconds(value: unknown): number | undefined {
  const isNumeric = typeof value === "number" || (typeof value === "string" && value.trim() !== "");
  const seconds = isNumeric ? Number(value) : Number.NaN;
  return seconds >= 0 && seconds < Number.MAX_SAFE_INTEGER ? seconds : undefined;
}

/**
 * What the core's judgement of an answer means; anything else than a judgement comes back as it is. The core's errors carry
 * the body, tokens included, so none of them is kept as a cause.
 */
export function refusalOf(
  error: unknown,
  known: {
    readonly status: number;
    /** The secrets the server was sent and may echo in an error. */
    readonly secrets: readonly (Secret | undefined)[];
    readonly intervalSeconds?: number | undefined;
  },
): unknown {
  const { status, secrets, intervalSeconds } = known;
  if (error instanceof oauth.ResponseBodyError) {
    const words = readServerWords(error.error, error.error_description, secrets);
    return new TokenRequestError({ ...words, intervalSeconds }, status);
  }
  if (error instanceof oauth.OperationProcessingError) {
    return new UnexpectedResponseError("a required member is missing from the answer", {
      code: error.code === oauth.RESPONSE_IS_NOT_CONFORM ? "unexpected_status" : "field_missing",
      step,
    });
  }
  return error;
}
