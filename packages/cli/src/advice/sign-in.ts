import type {
  AuthorizationResponseError,
  CallbackError,
  errorCodes,
  LoginError,
  TokenRequestError,
} from "@dev-github-tool/oauth";
import { exitCodes } from "../exit-codes.ts";
import { type AdviceOn, type Advices, type CodesOf, failure, loginAgain, reportIt, retryLater } from "./advice.ts";

type Codes<Class extends keyof typeof errorCodes> = CodesOf<typeof errorCodes, Class>;

const registeredCallback =
  "register http://127.0.0.1/callback as the app's callback URL (its port may differ, nothing else)";

const redirectMismatch: AdviceOn<unknown> = failure(
  "the app is registered with another callback address than the one that was used.",
  [registeredCallback, "set GITHUB_REDIRECT_URI to the registered address"],
);

const wrongCredentials: AdviceOn<unknown> = (_, { host }) =>
  failure("GitHub knows this client id, but not with this client secret.", [
    `make a new secret at ${host.baseUrl}/settings/developers, put it into GITHUB_CLIENT_SECRET, then: dgt login`,
  ]);

const codeRefused = failure(
  "GitHub did not accept the code: it was used before, or is older than ten minutes.",
  loginAgain,
);

export const authorizationResponse: Advices<Codes<"AuthorizationResponseError">, AuthorizationResponseError> = {
  access_denied: {
    reason: "you, or your organisation, declined in the browser. Nothing was granted and nothing was stored.",
    next: loginAgain,
    exitCode: exitCodes.declined,
  },
  application_suspended: failure("GitHub has suspended the app.", ["use another app: docs/register.md"]),
  redirect_uri_mismatch: redirectMismatch,
  invalid_request: failure("GitHub could not make sense of the request.", reportIt),
  unauthorized_client: failure("the app may not sign people in this way.", ["check the app's settings on GitHub"]),
  unsupported_response_type: failure("the server does not offer sign-in with a code.", ["check --host"]),
  invalid_scope: failure("the server does not know a scope that was asked for.", ["check --host"]),
  server_error: failure("GitHub had a fault of its own.", retryLater),
  temporarily_unavailable: failure("GitHub is overloaded.", retryLater),
  unknown_error: (error) => failure(`GitHub refused with ${error.providerCode}.`, loginAgain),
};

export const callback: Advices<Codes<"CallbackError">, CallbackError> = {
  state_mismatch: failure("the redirect belongs to another sign-in, so its code was not used.", loginAgain),
  issuer_mismatch: failure("the redirect names another server than the one you were sent to.", ["check --host"]),
  issuer_missing: failure("the redirect does not say which server sent it.", ["check --host"]),
  code_missing: failure("the redirect brought neither a code nor an error.", loginAgain),
  parameter_repeated: failure("the redirect holds a parameter twice, so its code was not used.", loginAgain),
};

export const tokenRequest: Advices<Codes<"TokenRequestError">, TokenRequestError> = {
  bad_verification_code: codeRefused,
  incorrect_client_credentials: wrongCredentials,
  client_not_found: (_, { host }) =>
    failure(`${host.name} has no app with this client id.`, [
      `compare GITHUB_CLIENT_ID with the app's page at ${host.baseUrl}/settings/developers`,
    ]),
  redirect_uri_mismatch: redirectMismatch,
  unverified_user_email: (_, { host }) =>
    failure("your GitHub account has no verified e-mail address.", [
      `verify it at ${host.baseUrl}/settings/emails, then: dgt login`,
    ]),
  bad_refresh_token: failure("the sign-in was ended at GitHub.", loginAgain),
  unsupported_grant_type: failure("the server does not exchange codes for tokens.", ["check --host"]),
  invalid_request: failure("GitHub could not make sense of the request.", reportIt),
  invalid_client: wrongCredentials,
  invalid_grant: codeRefused,
  invalid_scope: failure("the server does not know a scope that was asked for.", ["check --host"]),
  unauthorized_client: failure("the app may not sign people in this way.", ["check the app's settings on GitHub"]),
  unknown_error: (error) => failure(`GitHub refused with ${error.providerCode}.`, loginAgain),
};

export const login: Advices<Codes<"LoginError">, LoginError> = {
  timed_out: failure("nobody approved in the browser within five minutes. Nothing was stored.", loginAgain),
  port_unavailable: (error) =>
    failure(`${error.message}. The redirect could not be caught, so no browser was opened.`, [
      "end the program that uses it",
      "leave GITHUB_REDIRECT_URI out, and dgt takes a free port",
    ]),
  cancelled: { reason: "the sign-in was cancelled.", next: loginAgain, exitCode: exitCodes.declined },
};
