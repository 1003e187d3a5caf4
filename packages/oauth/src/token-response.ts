import * as oauth from "oauth4webapi";
import { conformResponse, type Members, readMembers, readSeconds, refusalOf } from "./endpoint-answer.ts";
import { UnexpectedResponseError } from "./errors.ts";
import type { ProviderTraits } from "./provider.ts";
import { Secret } from "./secret.ts";
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
  "interval",
  "error",
  "error_description",
] as const;

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
  const members = await readMembers(response, { names: MEMBERS, now });
  try {
    const granted = await judge(conformResponse(response.status, withoutHabits(members), traits));
    return {
      accessToken: tokenValue(granted.access_token),
      tokenType: "bearer",
      scope: granted.scope?.split(traits.scopeSeparator).filter((scope) => scope !== ""),
      expiresAt: instant(now, members.expires_in),
      refreshToken: granted.refresh_token === undefined ? undefined : tokenValue(granted.refresh_token),
      refreshTokenExpiresAt: instant(now, members.refresh_token_expires_in),
    };
  } catch (error) {
    if (error instanceof oauth.UnsupportedOperationError) {
      throw new UnexpectedResponseError("the token is not a bearer token", { code: "token_type_unsupported", step });
    }
    throw refusalOf(error, { status: response.status, secrets, intervalSeconds: readSeconds(members.interval) });
  }
}

/** Some servers send a refresh token that is none in place of none, and lifetimes that the core would stumble over. */
function withoutHabits(members: Members<(typeof MEMBERS)[number]>): Record<string, unknown> {
  const { expires_in: _, refresh_token_expires_in: __, interval: ___, refresh_token, ...rest } = members;
  return refresh_token === null || refresh_token === "" ? rest : { ...rest, refresh_token };
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
  const seconds = readSeconds(lifetime);
  return seconds === undefined ? undefined : now + Math.min(seconds, LONGEST_LIFETIME_SECONDS) * 1000;
}
