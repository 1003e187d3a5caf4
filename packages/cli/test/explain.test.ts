import { GitHubApiError, gitHubApiErrorCodes } from "@dev-github-tool/github";
import {
  AuthorizationResponseError,
  CallbackError,
  type DevGitHubError,
  describeDisconnection,
  errorCodes,
  LoginError,
  NetworkError,
  TokenRequestError,
  TokenStoreError,
  UnexpectedResponseError,
} from "@dev-github-tool/oauth";
import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { ConfigurationError, SessionError, toolErrorCodes, UsageError } from "../src/errors.ts";
import { exitCodes } from "../src/exit-codes.ts";
import { explain } from "../src/explain.ts";
import { defaultHost } from "../src/host.ts";

const situation = { command: "dgt issues", host: defaultHost, hasTokenVariable: false };
const step = "API request";

const errors: readonly DevGitHubError[] = [
  ...errorCodes.AuthorizationResponseError.map(
    (code) => new AuthorizationResponseError({ providerCode: code, description: "" }),
  ),
  ...errorCodes.CallbackError.map((code) => new CallbackError("it is so", code)),
  ...errorCodes.TokenRequestError.map((code) => new TokenRequestError({ providerCode: code, description: "" }, 200)),
  ...errorCodes.UnexpectedResponseError.map((code) => new UnexpectedResponseError("it is so", { code, step })),
  ...errorCodes.NetworkError.map((code) => new NetworkError("it is so", { code, step })),
  ...errorCodes.LoginError.map((code) => new LoginError("it is so", { code, step })),
  ...gitHubApiErrorCodes.map((code) => new GitHubApiError("it is so", { code, status: 418 })),
  ...toolErrorCodes.ConfigurationError.map((code) => new ConfigurationError("it is so", code)),
  ...toolErrorCodes.SessionError.map((code) => new SessionError("it is so", code)),
  ...errorCodes.TokenStoreError.map((code) => new TokenStoreError("it is so", { code })),
];

describe("C-32: every error is explained", () => {
  it.each(errors.map((error) => [error.name, error.code, error] as const))("%s %s", (_, code, error) => {
    const { report, exitCode } = explain(error, situation);
    expect(report.code).toBe(code);
    expect(report.message).toBe(`dgt issues failed at the ${error.step}: ${error.message}`);
    expect(report.reason).toMatch(/^\S.{10,}\S$/);
    expect(report.reason).not.toMatch(/undefined|\[object/);
    expect(report.next.length).toBeGreaterThan(0);
    for (const next of report.next) {
      expect(next).toMatch(/^\S.*[^.\s]$/);
    }
    expect(Object.values(exitCodes)).toContain(exitCode);
    expect(exitCode).not.toBe(exitCodes.ok);
  });

  it("X-23: an error nobody foresaw shows its kind and nothing that it says", () => {
    const secret = plant("access token");
    const { report, exitCode } = explain(new TypeError(`invalid header value "Bearer ${secret}"`), situation);
    expect(report).toMatchObject({ code: "unexpected", reason: "TypeError." });
    expect(JSON.stringify(report)).not.toContain(secret);
    expect(exitCode).toBe(exitCodes.failure);
  });

  it("what was typed and looks like a secret is masked", () => {
    const secret = plant("access token");
    const error = new UsageError(`there is no command "${secret}"`, { code: "unknown_command" });
    expect(explain(error, situation).report.message).toBe('there is no command "gho_… (40 characters)"');
  });

  it("C5: the end of a connection is told in the library's words, which leave it to the person to reconnect", () => {
    const { report, exitCode } = explain(new SessionError("it is so", "connection_ended"), situation);
    expect(report.reason).toBe(describeDisconnection({ name: "GitHub" }));
    expect(report.reason).toMatch(/^Your connection to GitHub has ended: .* Reconnect to continue\.$/);
    expect(report.next).toEqual(["dgt login"]);
    expect(exitCode).toBe(4);
  });

  it("all exit codes that are documented for errors occur", () => {
    const seen = new Set(errors.map((error) => explain(error, situation).exitCode));
    expect([...seen].toSorted((one, other) => one - other)).toEqual([1, 2, 4, 5, 6, 7, 64]);
  });
});
