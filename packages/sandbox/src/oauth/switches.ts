/** A switch that takes any number, and GitHub's as far as it is known. */
interface AnyNumber {
  readonly byDefault: number;
}

function anyNumber(byDefault: number): AnyNumber {
  return { byDefault };
}

/** The authorization endpoint and its pages. */
const authorizationSwitches = {
  /** `registered`: each callback matches as its own wildcard switch says. `exact`: wildcards do not count (RFC 9700, section 2.1). */
  redirectMatching: ["registered", "exact"],
  /** Lets the port of a `localhost` callback vary, like the port of `127.0.0.1`. */
  anyPortOnLocalhost: [true, false],
  /** Whether, with wildcard matching, a slash at the end of an address makes it one below the registered address, and so a good one. */
  slashCountsAsBelow: [true, false],
  /** What a request without `redirect_uri` means: the first callback, or the only one and otherwise nothing (RFC 6749, section 3.1.2.3). */
  absentRedirectUri: ["first_callback", "only_callback"],
  /** How a `redirect_uri` that does not match is answered: on a page, or by a redirect to the first callback as GitHub's pages describe it. */
  mismatchedRedirectUri: ["page", "redirect"],
  /** The status of that page. */
  mismatchStatus: [400, 200, 403, 404, 422],
  /** Where it is told that a parameter was sent more than once, provided that client and address were not. */
  repeatedParameters: ["page", "redirect"],
  responseType: ["ignored", "required"],
  challenge: ["optional", "required"],
  /** Where the objection to a PKCE challenge is shown. */
  refusedChallenge: ["redirect", "page"],
  unknownScopes: ["dropped", "refused"],
  /** What a request without `scope` means: all that was ever granted to the app, or no scope. */
  absentScope: ["granted_before", "none"],
  /** Whether a person who has granted everything before is asked again. */
  consent: ["when_needed", "always"],
  /** Asks again, although all is granted, when ten tokens were issued within an hour to the same person and app with the same scopes. */
  consentAfterTenTokens: [true, false],
  /**
   * When a browser that is signed in is asked which account to use. `as_on_github`: when the request says
   * `prompt=select_account`, its redirect address is not `https`, or several accounts are signed in. `on_request`: only the first.
   */
  accountPicker: ["as_on_github", "on_request"],
  /** Where `access_denied` and `application_suspended` go: to the request's own redirect address or to the app's first callback. */
  refusalsGoTo: ["request", "first_callback"],
  /** Puts `iss` (RFC 9207) into redirects. */
  issuerInRedirects: [true, false],
} as const;

/** Codes and their exchange. */
const codeSwitches = {
  codeLifetimeMs: anyNumber(600_000),
  /** `hexadecimal`: twenty digits. `printable`: 64 of all the characters that a code may have (RFC 6749, appendix A.11). */
  codeCharacters: ["hexadecimal", "printable"],
  /** What a second exchange does to the tokens of the first (RFC 6749, section 4.1.2). */
  usedCode: ["refused", "ends_family"],
  /** Whether a code is used up by an exchange that fails. A wrong client secret never uses it up. */
  failedExchange: ["consumes_code", "keeps_code"],
  redirectUriAtExchange: ["optional", "required"],
  /** A verifier for a code that was asked for without a challenge (RFC 9700, section 4.8.2). */
  verifierWithoutChallenge: ["ignored", "refused"],
  /** The name of the error for a verifier that is wrong or missing, where the token endpoint speaks as GitHub's. */
  wrongVerifierError: ["bad_verification_code", "invalid_grant"],
} as const;

/** The token endpoint and its neighbours. */
const tokenSwitches = {
  /** `rfc`: JSON only, statuses 400 and 401, the errors of RFC 6749, scopes separated by spaces. */
  tokenEndpoint: ["github", "rfc"],
  /** Where parameters may be: query, form or JSON, or only in a form. */
  parametersFrom: ["anywhere", "form"],
  /** What becomes of a parameter that is sent twice to the token or device endpoint: all is refused, or the last one counts. */
  repeatedTokenParameters: ["refused", "last_counts"],
  /** What the token endpoint says to `GET`: that there is nothing, or that the credentials are wrong, with status 400. */
  getAtTokenEndpoint: ["not_found", "incorrect_client_credentials"],
  /** Whether a token request without `grant_type` is one for a code. */
  grantType: ["assumed", "required"],
  /** Takes client id and secret as Basic authentication too (RFC 6749, section 2.3.1). */
  basicAuthentication: [false, true],
  /** Whether the longer interval that `slow_down` demands is kept for good (RFC 8628, section 3.5) or until it was once obeyed. */
  slowDownLasts: [false, true],
  /** The name of the error for a device code that has brought its token. */
  usedDeviceCode: ["incorrect_device_code", "expired_token"],
  /** What stands where nobody knows GitHub's words or its page for them: words and pages of ours, or nothing. */
  unknownTexts: ["ours", "absent"],
  /** How many token requests an app may send in an hour; above, GitHub's refusal of somebody who asks too fast. */
  tokenRequestsPerHour: anyNumber(Number.POSITIVE_INFINITY),
  /** Serves RFC 7009 at `/login/oauth/revoke`. */
  revocationEndpoint: [false, true],
  /** Publishes the server's metadata (RFC 8414). */
  metadata: [false, true],
} as const;

/** The REST API, as far as it goes by tokens and apps, and its manners. */
const apiSwitches = {
  /**
   * Lets `DELETE /applications/{client_id}/token` and `POST /credentials/revoke` end everything that goes back to the same
   * sign-in: a revoked access token takes its refresh token along, and the reverse.
   */
  revokingTokenEndsFamily: [true, false],
  /** How `DELETE /applications/{client_id}/token` and `.../grant` answer a token that is dead or not the app's. */
  deletingDeadToken: [404, 422],
  /** The status of REST's refusals above a rate limit, primary or secondary: GitHub's pages name both. */
  limitedStatus: [403, 429],
  /** The status for a client id and secret that do not belong together, at `/applications/{client_id}/...`. */
  wrongAppCredentials: [401, 404],
  /** The status for the right ones of another app than the address names. */
  foreignAppCredentials: [404, 401],
  /** The scope with which `GET /user` shows the private profile; `user` contains the other. */
  privateProfileScope: ["read:user", "user"],
  /**
   * `X-Accepted-OAuth-Scopes` where nobody has seen it: `GET /user`, `/user/repos`, `/issues`, `/repos/{owner}/{repo}/pulls` and
   * `/search/issues`. Like that of their neighbours, empty, or the scopes with which they show more.
   */
  unseenAcceptedScopes: ["like_neighbours", "empty", "with_more_to_show"],
  /** What `GET /issues` is without `repo`: what is public, or nothing that is there. */
  issuesWithoutScope: ["public", "not_found"],
  /** How a request without `User-Agent` is refused: by a line of text, or as everything else is. */
  missingUserAgent: ["text", "json"],
  /** How many requests with bad credentials there may be in a minute; above, good ones are refused as well until it is over. */
  badCredentialsPerMinute: anyNumber(Number.POSITIVE_INFINITY),
  /** Whether an ETag stays the same for another token of the same person and app. */
  etagOutlivesToken: [true, false],
  /** What a `per_page` above the most is: the most, or refused. */
  perPageAboveMost: ["clamped", "refused"],
  /**
   * How many issues of a repository can be reached by the numbers of pages. A longer list has cursors (`after`, `before`) in its
   * `Link`, and answers 422 to page numbers beyond.
   */
  issuesByPageNumber: anyNumber(Number.POSITIVE_INFINITY),
  /** What a page behind the last one is: an empty list, or not there. */
  pageBehindLast: ["empty", "not_found"],
} as const;

/**
 * Every point in which servers differ, GitHub's products differ from each other, or GitHub's behaviour is not known, with the values
 * it takes. The first value, or the number, is GitHub's where that is documented or was observed, and a choice of ours where not.
 */
export const switches = { ...authorizationSwitches, ...codeSwitches, ...tokenSwitches, ...apiSwitches };
