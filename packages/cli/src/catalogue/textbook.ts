/** What textbooks say, and what GitHub does. */
export interface Difference {
  readonly textbook: string;
  readonly github: string;
  /** The codes that whoever looks for either would type. */
  readonly codes: readonly string[];
}

export const differences: readonly Difference[] = [
  {
    textbook: "errors of the token endpoint come as HTTP errors",
    github: "HTTP 200 with the member `error`",
    codes: [
      "200",
      "bad_verification_code",
      "incorrect_client_credentials",
      "bad_refresh_token",
      "redirect_uri_mismatch",
    ],
  },
  {
    textbook: "`redirect_uri_mismatch` in the redirect",
    github: 'a page headed "Be careful!" and no redirect; the code exists at the token endpoint only',
    codes: ["redirect_uri_mismatch", "Be careful!"],
  },
  {
    textbook: "the redirect URI has to be the registered one, character by character",
    github:
      "so for an address registered with exact matching; with wildcard matching, which older apps have, paths below it and sub-domains match too; the port of a loopback address is never compared",
    codes: ["redirect_uri_mismatch", "Be careful!"],
  },
  {
    textbook: "`invalid_client`",
    github: "`incorrect_client_credentials` with HTTP 200; for an unknown client id 404",
    codes: ["invalid_client", "incorrect_client_credentials", "client_not_found"],
  },
  {
    textbook: "`invalid_grant` for a used or expired code",
    github: "`bad_verification_code` with HTTP 200",
    codes: ["invalid_grant", "bad_verification_code"],
  },
  {
    textbook: "`invalid_grant` for a dead refresh token",
    github: "`bad_refresh_token` with HTTP 200",
    codes: ["invalid_grant", "bad_refresh_token"],
  },
  {
    textbook: "`bad_verification_code` when `state` differs",
    github: "never: GitHub does not look at `state`, only the client can",
    codes: ["bad_verification_code", "state_mismatch"],
  },
  {
    textbook: "`insufficient_scope`",
    github: "never: 404, or 403, or 200 with less in it; compare `X-OAuth-Scopes` with `X-Accepted-OAuth-Scopes`",
    codes: ["insufficient_scope", "scope_missing", "INSUFFICIENT_SCOPES", "not_found"],
  },
  {
    textbook: "the list of repositories is refused without the scope `repo`",
    github: "200 with the public ones only",
    codes: ["insufficient_scope", "scope_missing"],
  },
  {
    textbook: "`invalid_token` in WWW-Authenticate",
    github: "401 and the message `Bad credentials`",
    codes: ["invalid_token", "unauthorized", "401", "Bad credentials"],
  },
  {
    textbook: "an unfinished device sign-in answers 400",
    github: "200 with `authorization_pending`, `slow_down` or another error",
    codes: ["authorization_pending", "slow_down", "expired_token"],
  },
];
