import type { AuthorizationResponseError, errorCodes } from "@dev-github-tool/oauth";
import { exitCodes } from "../exit-codes.ts";
import { type CodesOf, type Family, loginAgain, reportIt, retryLater, unknownWord } from "./entry.ts";
import { gitHubDocs, rfc } from "./sources.ts";

type Codes = CodesOf<typeof errorCodes, "AuthorizationResponseError">;

export const authorizationResponse: Family<Codes, AuthorizationResponseError> = {
  title: "AuthorizationResponseError",
  intro:
    "The authorization server refused, in the redirect. `providerCode` and `description` are its own words, made printable.",
  steps: ["callback validation"],
  source: rfc(6749, "4.1.2.1"),
  entries: {
    access_denied: {
      meaning: "the person pressed Cancel, or an organisation's policy did",
      reason:
        "you, or your organisation, declined in the browser. Nothing was granted, and a sign-in from before stays as it is.",
      fix: "sign in again and press Authorize",
      next: loginAgain,
      github:
        "error=access_denied in the redirect; for an app with several callback addresses perhaps to the first of them, so that a tool on a port of its own waits until its time is up",
      exitCode: exitCodes.declined,
      source: gitHubDocs.authorizationErrors,
      refine: (_, { command }) =>
        command === "dgt login" ? {} : { next: ["run the same command again, and press Authorize"] },
    },
    application_suspended: {
      meaning: "GitHub has suspended the app",
      reason: "GitHub has suspended the app.",
      fix: "its owner writes to GitHub's support",
      next: ["use another app: docs/register.md"],
      source: gitHubDocs.authorizationErrors,
    },
    redirect_uri_mismatch: {
      meaning: "the redirect URI is not registered for the app",
      reason: "the app is registered with another callback address than the one that was used.",
      causes: [
        "a slash too many at the end: with exact matching /callback/ is not /callback",
        "http in place of https, or the other way round",
        "another port; GitHub compares ports for all addresses but loopback ones",
        "localhost in place of 127.0.0.1: two names, two addresses",
      ],
      fix: "register it as [register.md](register.md) shows",
      next: [
        "register http://127.0.0.1/callback as the app's callback URL (its port may differ, nothing else)",
        "set GITHUB_REDIRECT_URI to the registered address",
      ],
      github: 'a page headed "Be careful!" in the browser and no redirect: the tool hears nothing',
      steps: ["authorization URL", "callback validation"],
      source: gitHubDocs.authorizationErrors,
    },
    invalid_request: {
      meaning: "the server could not read the request",
      reason: "GitHub could not make sense of the request.",
      fix: "report it: the request is built by the library",
      next: reportIt,
    },
    unauthorized_client: {
      meaning: "the app may not use the code flow",
      reason: "the app may not sign people in this way.",
      fix: "change the app's registration",
      next: ["check the app's settings on GitHub"],
    },
    unsupported_response_type: {
      meaning: "the server does not know the code flow",
      reason: "the server does not offer sign-in with a code.",
      fix: "it is no server for this library",
      next: ["check --host"],
      github: "never: it does not look at response_type, and has no flow that puts a token into the redirect",
    },
    invalid_scope: {
      meaning: "a scope does not exist or may not be asked for",
      reason: "the server does not know a scope that was asked for.",
      fix: "check the spelling of the scopes",
      next: ["check --host"],
      github: "not seen: compare what was granted with what was asked for, since a person may also grant less",
      steps: ["scope choice", "callback validation"],
    },
    server_error: {
      meaning: "the server failed",
      reason: "GitHub had a fault of its own.",
      fix: "try again later",
      next: retryLater,
    },
    temporarily_unavailable: {
      meaning: "the server is busy or in maintenance",
      reason: "GitHub is overloaded.",
      fix: "try again later",
      next: retryLater,
    },
    unknown_error: unknownWord,
  },
};
