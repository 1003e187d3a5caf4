import type { errorCodes, UnexpectedResponseError } from "@dev-github-tool/oauth";
import { exitCodes } from "../exit-codes.ts";
import { type CodesOf, type Family, reportIt, retryLater } from "./entry.ts";
import { rfc } from "./sources.ts";

type Codes = CodesOf<typeof errorCodes, "UnexpectedResponseError">;

export const unexpectedResponse: Family<Codes, UnexpectedResponseError> = {
  title: "UnexpectedResponseError",
  intro:
    "We refused an answer: it is not what the protocol promises. Nothing of its body is quoted, since it may hold a token.",
  steps: ["token exchange", "API request"],
  entries: {
    not_json: {
      meaning: "HTML, nothing, or something else that is no JSON object",
      reason: "what answered is not the API of {host}: a proxy, perhaps, or a sign-in page of this network.",
      fix: "check the address; a proxy or a login page may be in the way",
      next: ["open {baseUrl} in a browser", "check --host"],
    },
    field_missing: {
      meaning: "a member that must be there is not, or has another type",
      reason: "a part that belongs into the answer is missing.",
      fix: "check that the address is a token endpoint or the API",
      next: reportIt,
      source: rfc(6749, "5.1"),
    },
    field_invalid: {
      meaning: "a token with characters that no token has",
      reason: "a part of the answer is not what it should be, so none of it was used.",
      fix: "do not use this server",
      next: reportIt,
      source: rfc(6749, "5.1"),
    },
    token_type_unsupported: {
      meaning: "the token is not a bearer token",
      reason: "the server gave a token of a kind that GitHub does not have.",
      fix: "the library handles bearer tokens only",
      next: ["check --host"],
      source: rfc(6749, "7.1"),
    },
    too_large: {
      meaning: "more bytes than such an answer ever has, after decompression",
      reason: "the answer did not end where any sensible answer ends.",
      fix: "check the address",
      next: ["check --host", "check the proxy"],
    },
    redirected: {
      meaning: "an answer points elsewhere, where credentials must not follow",
      reason: "the server sent the request elsewhere; credentials do not follow.",
      fix: "check the address",
      next: ["check --host"],
    },
    unexpected_status: {
      meaning: "an HTTP status that fits no case",
      reason: "the server answered with a status that means nothing here.",
      fix: "check the address; try again later",
      next: reportIt,
    },
    unavailable: {
      meaning: "429 or 5xx; `retryAfterSeconds` when the server said how long",
      reason: "GitHub cannot answer at the moment.",
      fix: "wait, then try again",
      next: retryLater,
      refine: ({ retryAfterSeconds }) =>
        retryAfterSeconds === undefined ? {} : { next: [`run the same command again in ${retryAfterSeconds} seconds`] },
    },
    issuer_mismatch: {
      meaning: "a metadata document that names another issuer",
      reason: "the server names itself differently than it was called.",
      fix: "check the issuer, character by character",
      next: ["check --host"],
      steps: ["authorization URL"],
      source: rfc(8414, "3.3"),
    },
    pkce_unsupported: {
      meaning: "the server's metadata lists challenge methods without S256",
      reason: "the server does not protect codes with PKCE (S256).",
      fix: "do not use this server for a native app",
      next: ["use another server"],
      steps: ["authorization URL"],
      source: rfc(9700, "2.1.1"),
    },
    device_flow_unsupported: {
      meaning: "the server has no endpoint for device codes",
      reason: "{host} knows no sign-in with a device code.",
      fix: "sign in through the browser",
      next: ["dgt login, where there is a browser", "check --host"],
      github: "HTTP 404 without JSON on old Enterprise Servers",
      causes: ["the server is too old", "a proxy of your organisation forbids it"],
      exitCode: exitCodes.scopeMissing,
      source: rfc(8628, "3.1"),
    },
  },
};
