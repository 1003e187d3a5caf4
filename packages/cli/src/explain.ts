import { GitHubApiError } from "@dev-github-tool/github";
import {
  AuthorizationResponseError,
  CallbackError,
  DevGitHubError,
  LoginError,
  NetworkError,
  TokenRequestError,
  TokenStoreError,
  UnexpectedResponseError,
} from "@dev-github-tool/oauth";
import { type Advice, type AdviceOn, reportIt, type Situation } from "./advice/advice.ts";
import { unexpectedResponse, wire } from "./advice/answers.ts";
import { gitHubApi } from "./advice/github-api.ts";
import { authorizationResponse, callback, login, tokenRequest } from "./advice/sign-in.ts";
import { configuration, session, tokenStore } from "./advice/tool.ts";
import { traceFile } from "./advice/trace-file.ts";
import { ConfigurationError, SessionError, TraceFileError, UsageError } from "./errors.ts";
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
    const reason = "the command line could not be understood, so nothing was done.";
    return { report: { message, reason, code: error.code, next }, exitCode: exitCodes.usage };
  }
  if (error instanceof TraceFileError) {
    const { reason, next } = traceFile[error.code];
    return { report: { message: error.message, reason, code: error.code, next }, exitCode: exitCodes.failure };
  }
  const advice = adviceOn(error, situation);
  if (!(error instanceof DevGitHubError) || advice === undefined) {
    // The message of an error nobody foresaw may quote anything, so only its kind is shown.
    const kind = error instanceof Error ? error.name : typeof error;
    const message = `${situation.command} met an error that was not foreseen`;
    return {
      report: { message, reason: `${kind}.`, code: "unexpected", next: reportIt },
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

function adviceOn(error: unknown, situation: Situation): Advice | undefined {
  const settle = <Failure>(advice: AdviceOn<Failure>, thrown: Failure): Advice =>
    typeof advice === "function" ? advice(thrown, situation) : advice;
  if (error instanceof AuthorizationResponseError) return settle(authorizationResponse[error.code], error);
  if (error instanceof CallbackError) return settle(callback[error.code], error);
  if (error instanceof TokenRequestError) return settle(tokenRequest[error.code], error);
  if (error instanceof UnexpectedResponseError) return settle(unexpectedResponse[error.code], error);
  if (error instanceof NetworkError) return settle(wire[error.code], error);
  if (error instanceof LoginError) return settle(login[error.code], error);
  if (error instanceof GitHubApiError) return settle(gitHubApi[error.code], error);
  if (error instanceof ConfigurationError) return settle(configuration[error.code], error);
  if (error instanceof SessionError) return settle(session[error.code], error);
  if (error instanceof TokenStoreError) return settle(tokenStore[error.code], error);
  return undefined;
}
