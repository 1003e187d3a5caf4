import { exitCodes } from "../exit-codes.ts";
import { type Family, loginAgain, reportIt } from "./entry.ts";
import { gitHubDocs } from "./sources.ts";

type Messages =
  | "Bad credentials"
  | "Requires authentication"
  | "Not Found"
  | "Resource not accessible by integration"
  | "Resource not accessible by personal access token"
  | "Must have admin rights to Repository"
  | "Request forbidden by administrative rules"
  | "OAuth App access restrictions"
  | "Resource protected by organization SAML enforcement"
  | "partial-results"
  | "API rate limit exceeded"
  | "You have exceeded a secondary rate limit"
  | "Problems parsing JSON"
  | "Body should be a JSON object"
  | "Validation Failed";

/** What GitHub's API writes into `message`, or into a header. */
export const restMessages: Family<Messages> = {
  title: "Messages of GitHub's API",
  intro: "What stands in `message`, or begins it; and one header.",
  steps: ["API request"],
  source: gitHubDocs.rest,
  entries: {
    "Bad credentials": {
      meaning: "the token is wrong, expired or revoked (401)",
      reason: "GitHub does not accept the token.",
      fix: "refresh it once; where that fails, sign in again",
      next: loginAgain,
      exitCode: exitCodes.loginNeeded,
      source: gitHubDocs.tokenEnds,
    },
    "Requires authentication": {
      meaning: "no token was sent where one is needed (401)",
      reason: "the Authorization header is missing, or not understood.",
      fix: "send Authorization: Bearer and the token",
      next: loginAgain,
    },
    "Not Found": {
      meaning: "it does not exist, or is hidden (404)",
      reason: "GitHub hides private things behind the same answer as missing ones.",
      fix: "check the name, then the scopes",
      next: ["dgt explain 404"],
    },
    "Resource not accessible by integration": {
      meaning: "a GitHub App lacks a permission, or is not installed there (403)",
      reason: "X-Accepted-GitHub-Permissions says which permission it takes.",
      fix: "give the app the permission, and approve that where it is installed",
      next: ["ask the owner of the repository for access"],
      steps: ["scope choice", "API request"],
    },
    "Resource not accessible by personal access token": {
      meaning: "a fine-grained token lacks a permission, or the repository (403)",
      reason: "the token was made for other repositories or permissions.",
      fix: "add them on the token's page",
      next: ["open {baseUrl}/settings/tokens"],
      steps: ["scope choice", "API request"],
    },
    "Must have admin rights to Repository": {
      meaning: "only those who administer the repository may do this (403)",
      reason: "your account, or the token, may do less there than this needs.",
      fix: "have somebody do it who may, or be given the right",
      next: ["ask the owner of the repository for access"],
    },
    "Request forbidden by administrative rules": {
      meaning: "the request has no User-Agent (403)",
      reason: "GitHub wants to know which program asks; some proxies take that header out.",
      fix: "send a User-Agent that names the program",
      next: ["dgt doctor"],
    },
    "OAuth App access restrictions": {
      meaning: "an organisation has not approved the app (403)",
      reason: "new organisations let no OAuth app in until an owner approves it.",
      fix: "ask an owner of the organisation to approve the app",
      next: ["ask an owner of the organisation to approve it"],
      source: gitHubDocs.restrictions,
    },
    "Resource protected by organization SAML enforcement": {
      meaning: "the organisation wants single sign-on for this token (403)",
      reason: "the token was not authorised for the organisation, or that has run out.",
      fix: "open the address in X-GitHub-SSO in a browser",
      next: ["sign in to the organisation in your browser"],
      source: gitHubDocs.singleSignOn,
    },
    "partial-results": {
      meaning: "the list leaves out organisations that want single sign-on (200)",
      reason: "X-GitHub-SSO: partial-results; organizations=… names them by number.",
      fix: "sign in to those organisations with single sign-on",
      next: ["sign in to the organisation in your browser", "dgt doctor"],
      source: gitHubDocs.singleSignOn,
    },
    "API rate limit exceeded": {
      meaning: "the requests of this hour are used up (403 or 429)",
      reason: "5,000 an hour with a token, for all tools of an account together; 60 without.",
      fix: "wait until X-RateLimit-Reset",
      next: ["run the same command again in a few minutes"],
      source: gitHubDocs.rateLimits,
    },
    "You have exceeded a secondary rate limit": {
      meaning: "too much in a short time (403 or 429)",
      reason: "too many requests at once, in a minute, or that write.",
      fix: "wait as long as Retry-After says, or a minute",
      next: ["run the same command again in a few minutes"],
      source: gitHubDocs.rateLimits,
    },
    "Problems parsing JSON": {
      meaning: "the body is no JSON (400)",
      reason: "it was cut off, or is of another kind.",
      fix: "mend the body",
      next: reportIt,
    },
    "Body should be a JSON object": {
      meaning: "the body is JSON, and no object (400)",
      reason: "a list or a bare value was sent.",
      fix: "mend the body",
      next: reportIt,
    },
    "Validation Failed": {
      meaning: "a value is not taken (422)",
      reason: "errors in the answer says which field, and why.",
      fix: "mend the value",
      next: ["check the options"],
    },
  },
};

/** What `code` says in the `errors` of a 422. */
export const validationCodes: Family<
  "missing" | "missing_field" | "invalid" | "already_exists" | "unprocessable" | "custom"
> = {
  title: "Fields that GitHub's API refuses",
  intro: "`code` in the `errors` of a 422.",
  steps: ["API request"],
  source: gitHubDocs.rest,
  entries: {
    missing: {
      meaning: "what the request names does not exist",
      reason: "a resource that belongs to it is not there.",
      fix: "check the name",
      next: ["check the name"],
    },
    missing_field: {
      meaning: "a field that must be there is not",
      reason: "field says which.",
      fix: "add it",
      next: ["check the options"],
    },
    invalid: {
      meaning: "a field has the wrong form",
      reason: "field says which.",
      fix: "mend it",
      next: ["check the options"],
    },
    already_exists: {
      meaning: "another one has this value, which has to be unique",
      reason: "the name is taken.",
      fix: "choose another value",
      next: ["check the options"],
    },
    unprocessable: {
      meaning: "the fields make no sense together",
      reason: "one of them rules out another.",
      fix: "leave one out",
      next: ["check the options"],
    },
    custom: {
      meaning: "something that only `message` explains",
      reason: "message beside it says what.",
      fix: "read it",
      next: ["check the options"],
    },
  },
};
