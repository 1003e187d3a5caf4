import type { errorCodes, TokenRequestError } from "@dev-github-tool/oauth";
import { deviceRefusals } from "./device.ts";
import { type CodesOf, type Entry, type Family, loginAgain, reportIt, unknownWord } from "./entry.ts";
import { gitHubDocs, rfc } from "./sources.ts";

type Codes = CodesOf<typeof errorCodes, "TokenRequestError">;

const wrongSecret: Pick<Entry, "reason" | "next"> = {
  reason: "GitHub knows this client id, but not with this client secret.",
  next: ["make a new secret at {baseUrl}/settings/developers, put it into GITHUB_CLIENT_SECRET, then: dgt login"],
};

const codeRefused: Pick<Entry, "reason" | "next"> = {
  reason: "GitHub did not accept the code: it was used before, or is older than ten minutes.",
  next: loginAgain,
};

export const tokenRequest: Family<Codes, TokenRequestError> = {
  title: "TokenRequestError",
  intro:
    "The authorization server refused at its token, device or revocation endpoint. `status` is the HTTP status, which on GitHub is usually 200.",
  steps: ["token exchange"],
  source: rfc(6749, "5.2"),
  entries: {
    bad_verification_code: {
      ...codeRefused,
      meaning: "the code is wrong, used, older than ten minutes, or of another request (verifier)",
      causes: [
        "the code was exchanged before: reloading the callback page does that",
        "more than ten minutes lie between the redirect and the exchange",
        "the code_verifier belongs to another sign-in than the code",
      ],
      fix: "sign in again",
      github: "HTTP 200 with error=bad_verification_code; it has nothing to do with state",
      source: gitHubDocs.tokenErrors,
    },
    incorrect_client_credentials: {
      ...wrongSecret,
      meaning: "GitHub knows this client id and not this secret",
      causes: [
        "the secret was copied with a space, a quotation mark or a line break",
        "the secret was deleted on the app's page, or belongs to another app",
      ],
      fix: "make a new secret on the app's page",
      github: "HTTP 200 with error=incorrect_client_credentials",
      steps: ["token exchange", "app registration"],
      source: gitHubDocs.tokenErrors,
    },
    client_not_found: {
      meaning: "GitHub does not know this client id (404)",
      reason: "{host} has no app with this client id.",
      fix: "copy the id from the app's page again",
      next: ["compare GITHUB_CLIENT_ID with the app's page at {baseUrl}/settings/developers"],
      github: 'HTTP 404 with {"error":"Not Found"}; client_not_found is the name that the library gives it',
      steps: ["token exchange", "app registration"],
    },
    redirect_uri_mismatch: {
      meaning: "the redirect URI differs from the one of the authorization",
      reason: "the app is registered with another callback address than the one that was used.",
      causes: [
        "the exchange names another redirect_uri than the authorization URL did, if only by a slash",
        "the app's callback address was changed between the two",
      ],
      fix: "report it: the library sends the same bytes",
      next: [
        "register http://127.0.0.1/callback as the app's callback URL (its port may differ, nothing else)",
        "set GITHUB_REDIRECT_URI to the registered address",
      ],
      github: "HTTP 200 with error=redirect_uri_mismatch",
      source: gitHubDocs.tokenErrors,
    },
    unverified_user_email: {
      meaning: "the account has no verified primary e-mail address",
      reason: "your GitHub account has no verified e-mail address.",
      fix: "verify it on GitHub",
      next: ["verify it at {baseUrl}/settings/emails, then: dgt login"],
      github: "HTTP 200 with error=unverified_user_email",
      source: gitHubDocs.tokenErrors,
    },
    bad_refresh_token: {
      meaning: "the refresh token is wrong, expired or used",
      reason: "the sign-in was ended at GitHub.",
      causes: [
        "it was used before: each refresh brings a new one, and ends the old one",
        "it was not used for six months",
        "the person, or the app's owner, ended the app's access",
      ],
      fix: "sign in again",
      next: loginAgain,
      github: "HTTP 200 with error=bad_refresh_token",
      source: gitHubDocs.refreshing,
    },
    unsupported_grant_type: {
      meaning: "the server does not know this grant",
      reason: "the server does not exchange codes for tokens.",
      fix: "it is no server for this library",
      next: ["check --host"],
    },
    ...deviceRefusals,
    invalid_request: {
      meaning: "the server could not read the request",
      reason: "GitHub could not make sense of the request.",
      fix: "report it",
      next: reportIt,
    },
    invalid_client: {
      ...wrongSecret,
      meaning: "wrong client id or secret",
      fix: "copy both from the app's page again",
      github: "incorrect_client_credentials with HTTP 200; for an id it does not know, HTTP 404",
      steps: ["token exchange", "app registration"],
    },
    invalid_grant: {
      ...codeRefused,
      meaning: "the code or refresh token is wrong, expired or used",
      causes: [
        "the code or the refresh token was used before; some servers then end every token that came of it",
        "it is too old",
        "it belongs to another app, redirect URI or verifier",
      ],
      fix: "sign in again",
      github: "bad_verification_code for a code, bad_refresh_token for a refresh token, both with HTTP 200",
    },
    invalid_scope: {
      meaning: "a scope does not exist or was not granted",
      reason: "the server does not know a scope that was asked for.",
      fix: "check the scopes",
      next: ["check --host"],
      steps: ["token exchange", "scope choice"],
    },
    unauthorized_client: {
      meaning: "the app may not use this grant",
      reason: "the app may not sign people in this way.",
      fix: "change the app's registration",
      next: ["check the app's settings on GitHub"],
    },
    unknown_error: unknownWord,
  },
};
