import { type Entry, type Family, loginAgain, reportIt } from "./entry.ts";
import { rfc } from "./sources.ts";

/** Errors of APIs that follow the RFC on bearer tokens. GitHub's does not send them. */
export const bearer: Family<"invalid_request" | "invalid_token" | "insufficient_scope"> = {
  title: "APIs that follow RFC 6750",
  intro: "Such an API names the error in the WWW-Authenticate header. GitHub's sends other statuses and messages.",
  steps: ["API request"],
  source: rfc(6750, "3.1"),
  entries: {
    invalid_request: {
      meaning: "the request lacks a part, repeats one, or sends the token in two ways",
      reason: "the header is malformed: it takes one Authorization: Bearer, a space, and the token.",
      fix: "send the token once, in the header",
      next: ["dgt doctor"],
      github: "HTTP 400 for a body it cannot read, and 401 for a header it cannot",
    },
    invalid_token: {
      meaning: "the token is expired, revoked or malformed",
      reason: "the API does not accept the token.",
      fix: "refresh it; where that fails, sign in again",
      next: loginAgain,
      github: 'HTTP 401 with "Bad credentials"',
    },
    insufficient_scope: {
      meaning: "the token's scopes do not reach that far",
      reason: "more has to be granted first.",
      fix: "ask for the scope that is missing, with the reason, and have the person approve it",
      next: ["dgt login --private"],
      github:
        "never: 404 where that hides something, 403 where it does not, 200 with less in it for lists, and INSUFFICIENT_SCOPES in GraphQL",
      steps: ["scope choice"],
    },
  },
};

const withoutPage: Pick<Entry, "fix" | "next" | "github" | "steps" | "source"> = {
  fix: "repeat the request in a browser",
  next: loginAgain,
  github: "never: it shows the page, or redirects at once when everything was granted before",
  steps: ["authorization URL"],
  source: {
    title: "OpenID Connect Core, section 3.1.2.6",
    url: "https://openid.net/specs/openid-connect-core-1_0.html#AuthError",
  },
};

/** What other servers say on top of the base protocol. */
export const otherServers: Family<
  | "invalid_target"
  | "unsupported_token_type"
  | "invalid_dpop_proof"
  | "use_dpop_nonce"
  | "interaction_required"
  | "login_required"
  | "consent_required"
  | "account_selection_required"
> = {
  title: "Extensions that other servers have",
  intro: "GitHub sends none of them.",
  steps: ["token exchange"],
  entries: {
    invalid_target: {
      meaning: "the resource that was named is unknown, or may not be reached with this token",
      reason: "the parameter resource names an address that the server does not serve.",
      fix: "compare it with the server's documentation",
      next: reportIt,
      github: "never: it does not look at resource",
      source: rfc(8707, "2"),
    },
    unsupported_token_type: {
      meaning: "the server does not revoke tokens of this kind",
      reason: "token_type_hint names a kind that the server keeps.",
      fix: "revoke the refresh token instead",
      next: ["dgt logout"],
      github: "never: it has no revocation endpoint of RFC 7009; its API ends tokens",
      source: rfc(7009, "2.2.1"),
    },
    invalid_dpop_proof: {
      meaning: "the proof that the token belongs to this client does not hold",
      reason: "the proof is for another address, method, key or time.",
      fix: "check the clock, and the key",
      next: ["check the clock"],
      github: "never: its tokens are bearer tokens",
      source: rfc(9449, "5"),
    },
    use_dpop_nonce: {
      meaning: "the proof has to hold a value that the server just gave",
      reason: "the server wants a proof that is fresh.",
      fix: "repeat the request with the nonce of the answer",
      next: ["repeat the request with the nonce of the answer"],
      github: "never: its tokens are bearer tokens",
      source: rfc(9449, "8"),
    },
    interaction_required: {
      ...withoutPage,
      meaning: "the server cannot answer without showing a page",
      reason: "the request asked for no page (prompt=none), and the person has to decide something.",
    },
    login_required: {
      ...withoutPage,
      meaning: "the person is not signed in to the server",
      reason: "the request asked for no page (prompt=none), and the person has to sign in.",
    },
    consent_required: {
      ...withoutPage,
      meaning: "the person has not approved the app yet",
      reason: "the request asked for no page (prompt=none), and the person has to approve.",
    },
    account_selection_required: {
      ...withoutPage,
      meaning: "the person is signed in with several accounts",
      reason: "the request asked for no page (prompt=none), and the person has to choose.",
    },
  },
};
