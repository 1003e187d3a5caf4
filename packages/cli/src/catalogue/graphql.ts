import { type Family, retryLater } from "./entry.ts";
import { gitHubDocs } from "./sources.ts";

/** What `type` says in the `errors` of an answer of GitHub's GraphQL API. */
export const graphql: Family<"INSUFFICIENT_SCOPES" | "NOT_FOUND" | "FORBIDDEN" | "RATE_LIMITED"> = {
  title: "Error types of GitHub's GraphQL API",
  intro: "`type` in `errors`, with HTTP 200: half of the answer may be there all the same.",
  steps: ["API request"],
  source: gitHubDocs.graphql,
  entries: {
    INSUFFICIENT_SCOPES: {
      meaning: "the token lacks a scope for a field",
      reason: "the message names the field, the scopes it takes, and those of the token.",
      fix: "sign in again with the scope that is missing",
      next: ["dgt login --private"],
      steps: ["scope choice", "API request"],
      source: gitHubDocs.scopes,
    },
    NOT_FOUND: {
      meaning: "it does not exist, or is hidden from this token",
      reason: "GitHub hides private things behind the same answer as missing ones.",
      fix: "check the name, then the scopes",
      next: ["dgt explain 404"],
    },
    FORBIDDEN: {
      meaning: "GitHub knows you, and refuses",
      reason:
        "an organisation restricts apps or wants single sign-on, or a permission is missing; the message says which.",
      fix: "read the message",
      next: ["dgt doctor"],
    },
    RATE_LIMITED: {
      meaning: "the points of this hour are used up",
      reason: "queries cost points, by how much they ask for.",
      fix: "wait until X-RateLimit-Reset",
      next: retryLater,
      source: gitHubDocs.rateLimits,
    },
  },
};
