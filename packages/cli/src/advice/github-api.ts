import type { GitHubApiError, GitHubApiErrorCode } from "@dev-github-tool/github";
import { exitCodes } from "../exit-codes.ts";
import { type AdviceOn, type Advices, failure, loginAgain, reportIt } from "./advice.ts";

const invisible: AdviceOn<GitHubApiError> = (error) => ({
  reason:
    error.granted !== undefined && !error.granted.includes("repo")
      ? "it does not exist, or it is private and this sign-in may see public repositories only."
      : "it does not exist, or your account may not see it.",
  next: ["check the name", ...(error.granted?.includes("repo") === true ? [] : ["dgt login --private"])],
  exitCode: exitCodes.failure,
});

export const gitHubApi: Advices<GitHubApiErrorCode, GitHubApiError> = {
  unauthorized: (_, { hasTokenVariable }) => ({
    reason: hasTokenVariable
      ? "GitHub does not accept the token in DGT_TOKEN."
      : "GitHub no longer accepts the token: it was revoked, or has expired.",
    next: hasTokenVariable ? ["set DGT_TOKEN to a token that works", "unset it, then: dgt login"] : loginAgain,
    exitCode: exitCodes.loginNeeded,
  }),
  forbidden: (error) => ({
    reason: error.description === "" ? "GitHub forbids it." : `GitHub forbids it: ${error.description}`,
    next: ["ask the owner of the repository for access"],
    exitCode: exitCodes.scopeMissing,
  }),
  scope_missing: (error) => ({
    reason: `this sign-in lacks a permission: ${error.needed.join(" or ")} (it has: ${error.granted?.join(", ") || "none"}).`,
    next: ["dgt login --private"],
    exitCode: exitCodes.scopeMissing,
  }),
  organization_restricted: {
    reason: "the organisation has not approved this app.",
    next: ["ask an owner of the organisation to approve it"],
    exitCode: exitCodes.scopeMissing,
  },
  sso_required: (error) => ({
    reason: "the organisation wants you to sign in with its single sign-on first.",
    next: [error.ssoUrl === undefined ? "sign in to the organisation in your browser" : `open ${error.ssoUrl}`],
    exitCode: exitCodes.scopeMissing,
  }),
  not_found: invisible,
  gone: failure("this part of the repository is switched off.", ["dgt repos"]),
  rate_limited: (error) => ({
    reason: "you have used up what GitHub allows in an hour.",
    next: [waitFor(error)],
    exitCode: exitCodes.rateLimited,
  }),
  secondary_rate_limited: (error) => ({
    reason: "GitHub finds that requests come too fast.",
    next: [waitFor(error)],
    exitCode: exitCodes.rateLimited,
  }),
  validation_failed: (error) => failure(`GitHub did not accept the request. ${error.description}`.trim(), reportIt),
  server_error: (error) => failure(`GitHub had a fault of its own (HTTP ${error.status}).`, [waitFor(error)]),
  invalid_repository_name: {
    reason: "no repository on GitHub can have that name, so nothing was sent.",
    next: ["-R owner/name"],
    exitCode: exitCodes.usage,
  },
  invalid_base_url: { reason: "the host is more than a host.", next: ["check --host"], exitCode: exitCodes.usage },
  invalid_client_id: failure("GITHUB_CLIENT_ID has characters that no client id has.", [
    "copy it again from the app's page",
  ]),
  invalid_access_token: failure("the token has characters that no token has, so it was not sent.", loginAgain),
};

function waitFor({ resetAt, retryAfterSeconds }: GitHubApiError): string {
  if (retryAfterSeconds !== undefined) {
    return `run the same command again in ${retryAfterSeconds} seconds`;
  }
  return resetAt === undefined
    ? "run the same command again in a few minutes"
    : `run the same command again after ${new Date(resetAt).toTimeString().slice(0, 5)}`;
}
