import { GitHubApiError } from "@dev-github-tool/github";
import {
  AuthorizationResponseError,
  CallbackError,
  DevGitHubError,
  LoginError,
  NetworkError,
  TokenRequestError,
  TokenStoreError,
  TokenUnavailableError,
  UnexpectedResponseError,
} from "@dev-github-tool/oauth";
import type { Advice, Situation } from "./advice/advice.ts";
import { advise } from "./advice/advise.ts";
import { unexpectedResponse } from "./catalogue/answers.ts";
import { authorizationResponse } from "./catalogue/authorization-response.ts";
import { callback } from "./catalogue/callback.ts";
import type { Family } from "./catalogue/entry.ts";
import { gitHubApi } from "./catalogue/github-api.ts";
import { login, tokenStore, tokenUnavailable } from "./catalogue/machine.ts";
import { network } from "./catalogue/network.ts";
import { sandbox } from "./catalogue/sandbox.ts";
import { tokenRequest } from "./catalogue/token-request.ts";
import { configuration, ending, session, usage } from "./catalogue/tool.ts";
import { traceFile } from "./catalogue/trace-file.ts";
import { ConfigurationError, SandboxError, SessionError, TraceFileError, UsageError } from "./errors.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { maskShapes } from "./masked-debug.ts";
import type { ErrorReport } from "./output/index.ts";

/** An error in words, and how the tool ends with it. */
export interface Explanation {
  readonly report: ErrorReport;
  readonly exitCode: ExitCode;
}

/** Turns whatever was thrown into words, a next step and the code the tool ends with. */
export function explain(error: unknown, situation: Situation): Explanation {
  if (error instanceof UsageError) {
    const next = [...(error.hint === undefined ? [] : [error.hint]), `${situation.command} --help`];
    // It quotes what was typed, and a secret may have been typed where none belongs.
    const message = maskShapes(error.message);
    const { reason, exitCode } = advise(usage.entries[error.code], error, situation);
    return { report: { message, reason, code: error.code, next }, exitCode };
  }
  if (error instanceof TraceFileError || error instanceof SandboxError) {
    const { reason, next, exitCode } =
      error instanceof SandboxError
        ? advise(sandbox.entries[error.code], error, situation)
        : advise(traceFile.entries[error.code], error, situation);
    return { report: { message: error.message, reason, code: error.code, next }, exitCode };
  }
  const advice = adviceOn(error, situation);
  if (!(error instanceof DevGitHubError) || advice === undefined) {
    // The message of an error nobody foresaw may quote anything, so only its kind is shown.
    const kind = error instanceof Error ? error.name : typeof error;
    const message = `${situation.command} met an error that was not foreseen`;
    return {
      report: { message, reason: `${kind}.`, code: "unexpected", next: ending.entries.unexpected.next },
      exitCode: exitCodes.failure,
    };
  }
  return {
    report: {
      message: `${situation.command} failed at the ${error.step}: ${error.message}`,
      reason: advice.reason,
      code: error.code,
      next: advice.next,
      requestId: error instanceof GitHubApiError ? error.requestId : undefined,
    },
    exitCode: advice.exitCode,
  };
}

function adviceOn(error: unknown, situation: Situation): (Advice & { readonly exitCode: ExitCode }) | undefined {
  const settle = <Code extends string, Failure extends { readonly code: Code }>(
    { entries }: Family<Code, Failure>,
    thrown: Failure,
  ): Advice & { readonly exitCode: ExitCode } => advise(entries[thrown.code], thrown, situation);
  if (error instanceof AuthorizationResponseError) return settle(authorizationResponse, error);
  if (error instanceof CallbackError) return settle(callback, error);
  if (error instanceof TokenRequestError) return settle(tokenRequest, error);
  if (error instanceof UnexpectedResponseError) return settle(unexpectedResponse, error);
  if (error instanceof NetworkError) return settle(network, error);
  if (error instanceof LoginError) return settle(login, error);
  if (error instanceof GitHubApiError) return settle(gitHubApi, error);
  if (error instanceof ConfigurationError) return settle(configuration, error);
  if (error instanceof SessionError) return settle(session, error);
  if (error instanceof TokenStoreError) return settle(tokenStore, error);
  if (error instanceof TokenUnavailableError) return settle(tokenUnavailable, error);
  return undefined;
}
