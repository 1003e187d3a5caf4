import type { GitHubApiError, GitHubApiErrorCode } from "@dev-github-tool/github";
import { exitCodes } from "../exit-codes.ts";
import { type Family, loginAgain, reportIt } from "./entry.ts";
import { gitHubDocs } from "./sources.ts";

const aFewMinutes = ["run the same command again in a few minutes"];

export const gitHubApi: Family<GitHubApiErrorCode, GitHubApiError> = {
  title: "GitHubApiError",
  intro:
    "GitHub's API refused; the codes that begin with `invalid_` mean that nothing was sent. `requestId` is what GitHub's support asks for.",
  steps: ["API request"],
  source: gitHubDocs.rest,
  entries: {
    unauthorized: {
      meaning: "the token is wrong, expired or revoked (401)",
      reason: "GitHub no longer accepts the token: it was revoked, or has expired.",
      causes: [
        "it ran out: eight hours, where tokens expire",
        "you, or the app's owner, ended it; or somebody published it and GitHub did",
        "it was not used for a year, or ten newer ones of the same app and scopes took its place",
      ],
      fix: "sign in again",
      next: loginAgain,
      github: 'HTTP 401 with "Bad credentials", and no X-OAuth-Scopes',
      exitCode: exitCodes.loginNeeded,
      source: gitHubDocs.tokenEnds,
      refine: (_, { hasTokenVariable }) =>
        hasTokenVariable
          ? {
              reason: "GitHub does not accept the token in DGT_TOKEN.",
              next: ["set DGT_TOKEN to a token that works", "unset it, then: dgt login"],
            }
          : {},
    },
    forbidden: {
      meaning: "GitHub refuses (403) for a reason it states in `description`",
      reason: "GitHub forbids it.",
      fix: "read it",
      next: ["ask the owner of the repository for access"],
      exitCode: exitCodes.scopeMissing,
      refine: ({ description }) => (description === "" ? {} : { reason: `GitHub forbids it: ${description}` }),
    },
    scope_missing: {
      meaning: "the token lacks a scope; `needed` and `granted` tell",
      reason: "this sign-in lacks a permission.",
      fix: "sign in again with the scope that is missing",
      next: ["dgt login --private"],
      github: "HTTP 403 or 404; X-Accepted-OAuth-Scopes says what it wants and X-OAuth-Scopes what the token has",
      exitCode: exitCodes.scopeMissing,
      steps: ["scope choice", "API request"],
      source: gitHubDocs.scopes,
      refine: ({ needed, granted }) => ({
        reason: `this sign-in lacks a permission: ${needed.join(" or ")} (it has: ${granted?.join(", ") || "none"}).`,
      }),
    },
    organization_restricted: {
      meaning: "an organisation does not let OAuth apps in",
      reason: "the organisation has not approved this app.",
      fix: "ask an owner to approve the app",
      next: ["ask an owner of the organisation to approve it"],
      github: 'HTTP 403 whose message says "has enabled OAuth App access restrictions"; new organisations have them on',
      exitCode: exitCodes.scopeMissing,
      source: gitHubDocs.restrictions,
    },
    sso_required: {
      meaning: "an organisation wants single sign-on for this token; `ssoUrl` is the page",
      reason: "the organisation wants you to sign in with its single sign-on first.",
      fix: "authorise the token there",
      next: ["sign in to the organisation in your browser"],
      github: "HTTP 403 with X-GitHub-SSO: required; url=…",
      exitCode: exitCodes.scopeMissing,
      source: gitHubDocs.singleSignOn,
      refine: ({ ssoUrl }) => (ssoUrl === undefined ? {} : { next: [`open ${ssoUrl}`] }),
    },
    not_found: {
      meaning:
        "it does not exist, or GitHub hides it from this token (404); `dgt` ends with 5 where the token lacks the scope, and with 1 otherwise",
      reason: "it does not exist, or your account may not see it.",
      causes: [
        "the name is misspelled",
        "it is private, and the token lacks the scope repo",
        "it is private, and your account has no access, or the GitHub App is not installed there",
        "the organisation restricts apps, or wants single sign-on",
      ],
      fix: "check the name; private repositories need the `repo` scope",
      next: ["check the name", "dgt login --private"],
      github: "HTTP 404, in place of a 403 that would tell that it exists",
      refine: ({ granted }, { hasTokenVariable }) => {
        if (granted === undefined || granted.includes("repo")) {
          return { next: ["check the name", ...(granted === undefined ? ["dgt login --private"] : [])] };
        }
        return {
          reason: `it does not exist, or it is private and this sign-in may see public repositories only: GitHub answers 404 to both (granted: ${granted.join(", ") || "none"}; private ones need: repo).`,
          next: [
            "check the name",
            hasTokenVariable ? "set DGT_TOKEN to a token with the scope repo" : "dgt login --private",
          ],
          exitCode: exitCodes.scopeMissing,
        };
      },
    },
    gone: {
      meaning: "it was there and is no more (410)",
      reason: "this part of the repository is switched off.",
      fix: "nothing",
      next: ["dgt repos"],
    },
    rate_limited: {
      meaning: "the hourly limit is used up; `resetAt` says until when",
      reason: "you have used up what GitHub allows in an hour.",
      fix: "wait until then",
      next: aFewMinutes,
      github: "HTTP 403 or 429 with X-RateLimit-Remaining: 0; X-RateLimit-Reset says until when",
      exitCode: exitCodes.rateLimited,
      source: gitHubDocs.rateLimits,
      refine: waitFor,
    },
    secondary_rate_limited: {
      meaning: "too much in a short time; `retryAfterSeconds` says how long",
      reason: "GitHub finds that requests come too fast.",
      fix: "wait that long",
      next: aFewMinutes,
      github: "HTTP 403 or 429, usually with Retry-After; without it, wait a minute at least",
      exitCode: exitCodes.rateLimited,
      source: gitHubDocs.rateLimits,
      refine: waitFor,
    },
    validation_failed: {
      meaning: "GitHub does not take a value (422)",
      reason: "GitHub did not accept the request.",
      fix: "check the options",
      next: reportIt,
      refine: ({ description }) => ({ reason: `GitHub did not accept the request. ${description}`.trim() }),
    },
    server_error: {
      meaning: "GitHub failed (5xx), also after a second try",
      reason: "GitHub had a fault of its own.",
      fix: "try again later; see githubstatus.com",
      next: aFewMinutes,
      refine: (error) => ({ reason: `GitHub had a fault of its own (HTTP ${error.status}).`, ...waitFor(error) }),
    },
    invalid_repository_name: {
      meaning: "not of the form owner/name with characters GitHub allows",
      reason: "no repository on GitHub can have that name, so nothing was sent.",
      fix: "write it as on GitHub",
      next: ["-R owner/name"],
      exitCode: exitCodes.usage,
    },
    invalid_base_url: {
      meaning: "the address of a host is not an origin over https",
      reason: "the host is more than a host.",
      fix: "write `https://` and the host name",
      next: ["check --host"],
      exitCode: exitCodes.usage,
    },
    invalid_client_id: {
      meaning: "a client id with characters none has",
      reason: "GITHUB_CLIENT_ID has characters that no client id has.",
      fix: "copy it from the app's page again",
      next: ["copy it again from the app's page"],
      steps: ["app registration", "API request"],
    },
    invalid_access_token: {
      meaning: "a token with characters none has",
      reason: "the token has characters that no token has, so it was not sent.",
      fix: "sign in again",
      next: loginAgain,
    },
  },
};

function waitFor({ resetAt, retryAfterSeconds }: GitHubApiError): { readonly next?: readonly string[] } {
  if (retryAfterSeconds !== undefined) {
    return { next: [`run the same command again in ${retryAfterSeconds} seconds`] };
  }
  return resetAt === undefined
    ? {}
    : { next: [`run the same command again after ${new Date(resetAt).toTimeString().slice(0, 5)}`] };
}
