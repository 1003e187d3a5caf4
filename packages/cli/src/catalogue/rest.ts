import { type Family, loginAgain, retryLater } from "./entry.ts";
import { gitHubDocs } from "./sources.ts";

type Statuses =
  | "200"
  | "301"
  | "302"
  | "304"
  | "307"
  | "400"
  | "401"
  | "403"
  | "404"
  | "410"
  | "415"
  | "422"
  | "429"
  | "451"
  | "500"
  | "502"
  | "503"
  | "504";

const moved = {
  meaning: "the repository has another name or owner now",
  reason: "it was renamed or transferred; Location holds the new address.",
  fix: "use the new name",
  next: ["dgt repos"],
};

const fault = {
  meaning: "GitHub has a fault, or is overloaded",
  reason: "the fault is not yours.",
  fix: "try again later; see githubstatus.com",
  next: retryLater,
};

/** The HTTP statuses of GitHub's API. */
export const restStatuses: Family<Statuses> = {
  title: "HTTP statuses of GitHub's API",
  intro: "GitHub says in a status what other servers say in an error code, and its meaning is often wider.",
  steps: ["API request"],
  source: gitHubDocs.rest,
  entries: {
    "200": {
      meaning: "an answer, which need not be all there is",
      reason: "lists hold what the token may see, and say nothing of the rest.",
      causes: [
        "the token lacks repo, so private repositories are left out",
        "X-GitHub-SSO: partial-results, when organisations want single sign-on first",
        "there is a next page: follow Link",
      ],
      fix: "compare X-OAuth-Scopes with what is wanted, and look for X-GitHub-SSO and Link",
      next: ["dgt status", "dgt doctor"],
    },
    "301": moved,
    "302": { ...moved, meaning: "it is elsewhere for now" },
    "304": {
      meaning: "nothing has changed since you last asked",
      reason: "the ETag that was sent is still right.",
      fix: "use what you have; with a token it costs nothing of the rate limit",
      next: ["use the answer you have"],
    },
    "307": { ...moved, meaning: "it is elsewhere for now; repeat the request there with the same method" },
    "400": {
      meaning: "GitHub cannot read the request",
      reason: "the body is no JSON object, or X-GitHub-Api-Version names a version that does not exist.",
      fix: "mend the request",
      next: ["dgt --version, and look for a newer one"],
      source: gitHubDocs.versions,
    },
    "401": {
      meaning: "the token is missing, wrong, expired or revoked",
      reason: "GitHub does not accept the token.",
      causes: [
        "it ran out: eight hours, where tokens expire",
        "it was revoked, or not used for a year",
        "ten newer tokens of the same app, account and scopes took its place",
        "the header is malformed, or holds a token for another host",
      ],
      fix: "refresh the token once; where that fails, sign in again",
      next: loginAgain,
      github: '"Bad credentials" for a token it does not accept, "Requires authentication" for none',
      source: gitHubDocs.tokenEnds,
    },
    "403": {
      meaning: "GitHub knows you, and refuses",
      reason: "the message says which of several refusals it is.",
      causes: [
        "the rate limit: X-RateLimit-Remaining is 0, or the message speaks of a secondary limit",
        "an organisation restricts OAuth apps, or wants single sign-on (X-GitHub-SSO)",
        "a scope or a permission is missing, where that is no secret",
        "many wrong tokens in a short time: right ones are refused for a while too",
      ],
      fix: "read the message and the headers",
      next: ["dgt doctor"],
    },
    "404": {
      meaning: "it does not exist, or you may not know that it does",
      reason: "GitHub hides private things behind the same answer as missing ones.",
      causes: [
        "the name is misspelled, or the address ends in a slash",
        "the repository is private, and the token lacks repo",
        "your account has no access, or the GitHub App is not installed there",
        "the method does not exist at this address: GitHub has no 405",
      ],
      fix: "check the name, then the scopes, then whether your account may see it",
      next: ["check the name", "dgt login --private"],
      github: "404 in place of the 403 or insufficient_scope of the textbook",
      steps: ["API request", "scope choice"],
    },
    "410": {
      meaning: "it is gone for good, or switched off",
      reason: "issues are disabled for the repository, or the API version was retired.",
      fix: "nothing",
      next: ["dgt repos"],
    },
    "415": {
      meaning: "the media type is none that GitHub serves",
      reason: "Accept or Content-Type is unusual.",
      fix: "send Accept: application/vnd.github+json",
      next: ["Accept: application/vnd.github+json"],
    },
    "422": {
      meaning: "GitHub understands the request, and does not take a value",
      reason: "errors in the answer says which field, and why.",
      fix: "mend the value",
      next: ["check the options"],
    },
    "429": {
      meaning: "too many requests",
      reason: "a rate limit is used up.",
      fix: "wait as long as Retry-After says, or until X-RateLimit-Reset",
      next: ["run the same command again in a few minutes"],
      github: "429 or 403, both for the same thing",
      source: gitHubDocs.rateLimits,
    },
    "451": {
      meaning: "it is blocked for legal reasons",
      reason: "somebody had it taken down.",
      fix: "nothing",
      next: ["dgt repos"],
    },
    "500": fault,
    "502": fault,
    "503": fault,
    "504": {
      ...fault,
      meaning: "GitHub did not get done in time",
      reason: "the request asks for much, or GitHub is overloaded.",
    },
  },
};
