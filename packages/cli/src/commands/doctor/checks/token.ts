import { DevGitHubError, isTokenText } from "@dev-github-tool/oauth";
import { judgeTokenKind } from "../../../sign-ins/describe-sign-in.ts";
import { text } from "../../../text.ts";
import { type Check, ok } from "../finding.ts";
import { judgeToken } from "../token-answer.ts";

export const token: Check = {
  id: "token",
  title: "Token in use",
  step: "API request",
  run: async ({ accessToken, fromEnvironment, signIn, signIns, context }) => {
    if (accessToken === undefined) {
      const several = !(signIns instanceof DevGitHubError) && signIns.found.length > 1;
      return several
        ? {
            mark: "warn",
            evidence: `${signIns.found.length} accounts are signed in, and none was used last`,
            reason: "commands ask which one.",
            command: `--account ${signIns.found[0]?.key.account}`,
            code: "account_needed",
          }
        : {
            mark: "warn",
            evidence: `nobody is signed in to ${context.host.name}`,
            reason: "commands that need a token say so.",
            command: "dgt login",
            code: "login_needed",
          };
    }
    const source = fromEnvironment?.variable ?? `the sign-in of ${signIn?.key.account}`;
    const value = accessToken.reveal();
    if (!isTokenText(value)) {
      return {
        mark: "fail",
        evidence: `${source} has a space or a line break in it (${value.length} characters)`,
        reason: "an Authorization header takes one word after Bearer.",
        command: `set ${source} again`,
        code: "token_malformed",
      };
    }
    const kind = text.status.kinds[judgeTokenKind(accessToken)];
    if (value.startsWith("ghr_") || value.startsWith("ghs_")) {
      return {
        mark: "fail",
        evidence: `${source} begins with ${value.slice(0, 4)}`,
        reason: value.startsWith("ghr_")
          ? "it is a refresh token: the API does not take it."
          : "it is the token of an installation, and nobody's account.",
        command: "dgt login",
      };
    }
    return fromEnvironment !== undefined && signIn !== undefined
      ? {
          mark: "warn",
          evidence: `${fromEnvironment.variable} is set, and ${signIn.key.account} is signed in`,
          reason: `${fromEnvironment.variable} wins over the sign-in.`,
          command: `unset ${fromEnvironment.variable}`,
          code: "token_from_environment",
        }
      : ok(`${source}, ${kind}; sent as one Authorization: Bearer, never in an address`);
  },
};

export const tokenCount: Check = {
  id: "token-count",
  title: "Ten tokens",
  step: "token storage",
  run: async (examination) => {
    const { fromEnvironment, signIn, context } = examination;
    if (fromEnvironment !== undefined || signIn === undefined) {
      return ok("no sign-in of an app is in use here");
    }
    const { answer } = await judgeToken(examination);
    const isRefused = answer.kind === "answered" && answer.status === 401;
    return isRefused
      ? {
          mark: "warn",
          evidence: `GitHub has ended the token of ${signIn.key.account}, which was not to end yet`,
          reason:
            "it was revoked; or an eleventh sign-in took its place: GitHub keeps ten tokens for an account, app and scopes.",
          command: `open ${context.host.baseUrl}/settings/applications`,
          code: "unauthorized",
        }
      : ok("GitHub keeps ten for an account, app and scopes, and ends the one that was used least lately");
  },
};
