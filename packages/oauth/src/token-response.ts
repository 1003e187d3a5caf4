import * as oauth from "oauth4webapi";
import { TokenRequestError, UnexpectedResponseError } from "./errors.ts";
import type { ProviderTraits } from "./provider.ts";
import { readRetryAfter } from "./retry-after.ts";
import { Secret } from "./secret.ts";
import { readServerWords } from "./server-words.ts";
import { isTokenText, type TokenSet } from "./tokens.ts";

const step = "token exchange";

/** Longer lifetimes are taken for this one: the number is the server's, and must not overflow anything here. */
const LONGEST_LIFETIME_SECONDS = 366 * 24 * 60 * 60;

/** The members of a token response that are read; the rest, `id_token` included, is dropped unseen. */
const MEMBERS = [
  "access_token",
  "token_type",
  "expires_in",
  "refresh_token",
  "refresh_token_expires_in",
  "scope",
  "error",
  "error_description",
] as const;

type Members = Partial<Record<(typeof MEMBERS)[number], unknown>>;

/** What is needed to judge a token response. */
export interface TokenResponseContext {
  readonly traits: ProviderTraits;
  /** The secrets the server was sent and may echo in an error. */
  readonly secrets: readonly (Secret | undefined)[];
  /** The time the answer came, in milliseconds since the epoch. */
  readonly now: number;
  /** The protocol core's judgement of the answer, once the provider's habits are taken out of it. */
  readonly judge: (response: Response) => Promise<oauth.TokenEndpointResponse>;
}

/**
 * Judges an answer of the token endpoint.
 *
 * @throws TokenRequestError when it is an OAuth error; UnexpectedResponseError when it is no token response at all.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5
 */
export async function judgeTokenResponse(response: Response, context: TokenResponseContext): Promise<TokenSet> {
  const { traits, secrets, now, judge } = context;
  judgeStatus(response, now);
  const members = await readMembers(response);
  try {
    const granted = await judge(conformResponse(response.status, members, traits));
    return {
      accessToken: tokenValue(granted.access_token),
      tokenType: "bearer",
      scope: granted.scope?.split(traits.scopeSeparator).filter((scope) => scope !== ""),
      expiresAt: instant(now, members.expires_in),
      refreshToken: granted.refresh_token === undefined ? undefined : tokenValue(granted.refresh_token),
      refreshTokenExpiresAt: instant(now, members.refresh_token_expires_in),
    };
  } catch (error) {
    // The core's errors carry the body, tokens included, so none of them is kept as a cause.
    if (error instanceof oauth.ResponseBodyError) {
      throw new TokenRequestError(readServerWords(error.error, error.error_description, secrets), response.status);
    }
    if (error instanceof oauth.UnsupportedOperationError) {
      throw new UnexpectedResponseError("the token is not a bearer token", { code: "token_type_unsupported", step });
    }
    if (error instanceof oauth.OperationProcessingError) {
      throw new UnexpectedResponseError("a required member is missing from the token response", {
        code: error.code === oauth.RESPONSE_IS_NOT_CONFORM ? "unexpected_status" : "field_missing",
        step,
      });
    }
    throw error;
  }
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

async function readMembers(response: Response): Promise<Members> {
  const text = await response.text();
  const members: Members = {};
  // GitHub answers in form encoding unless asked otherwise, and some proxies drop the Accept header.
  const parsed = response.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")
    ? Object.fromEntries(new URLSearchParams(text))
    : parseObject(text);
  for (const name of MEMBERS) {
    if (Object.hasOwn(parsed, name)) {
      members[name] = parsed[name];
    }
  }
  return members;
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

/** The same answer as a server that keeps to the RFCs would have sent it. */
function conformResponse(status: number, members: Members, traits: ProviderTraits): Response {
  const { expires_in: _, refresh_token_expires_in: __, refresh_token, ...rest } = members;
  const body = refresh_token === null || refresh_token === "" ? rest : { ...rest, refresh_token };
  const isErrorAsSuccess =
    status === 200 && traits.tokenErrors === "body" && typeof rest.error === "string" && rest.error !== "";
  return status === 200 && !isErrorAsSuccess
    ? // All that the core asks of a success is its JSON, which need not be written for that and read again.
      Object.assign(new Response(null), { json: async () => body })
    : Response.json(body, { status: isErrorAsSuccess ? 400 : status });
}

function tokenValue(value: string): Secret {
  if (!isTokenText(value)) {
    throw new UnexpectedResponseError("a token of the answer has characters that no token has", {
      code: "field_invalid",
      step,
    });
  }
  return new Secret(value);
}

/** When a lifetime ends; a lifetime that is absent or makes no sense is unknown, never a default. */
function instant(now: number, lifetime: unknown): number | undefined {
  const isNumeric = typeof lifetime === "number" || (typeof lifetime === "string" && lifetime.trim() !== "");
  const seconds = isNumeric ? Number(lifetime) : Number.NaN;
  return seconds >= 0 && seconds < Number.MAX_SAFE_INTEGER
    ? now + Math.min(seconds, LONGEST_LIFETIME_SECONDS) * 1000
    : undefined;
}
