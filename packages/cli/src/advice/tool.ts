import type { ConfigurationError, SessionError, TokenStoreError, toolErrorCodes } from "../errors.ts";
import { exitCodes } from "../exit-codes.ts";
import { type Advices, type CodesOf, failure, loginAgain } from "./advice.ts";

type Codes<Class extends keyof typeof toolErrorCodes> = CodesOf<typeof toolErrorCodes, Class>;

export const configuration: Advices<Codes<"ConfigurationError">, ConfigurationError> = {
  client_id_missing: failure("dgt does not know which registered app to sign in with.", setUp()),
  client_secret_missing: failure("GitHub gives tokens only to apps that show their secret.", setUp()),
  credential_malformed: failure("it was pasted with something around it.", ["set it again, without quotes and spaces"]),
  credentials_swapped: failure("the secret stands where the id belongs.", ["swap the two values"]),
  redirect_uri_invalid: failure("the redirect could not be caught there.", [
    "GITHUB_REDIRECT_URI=http://localhost:8000/callback",
    "leave it out",
  ]),
  env_file_unreadable: failure("the file exists, but this user may not read it.", ["chmod u+r .env"]),
  token_malformed: failure("a token is one word of letters, digits and underscores.", ["set DGT_TOKEN again"]),
  credentials_refused: failure("without them, GitHub ends no token of the app.", [
    "set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET as the app's page shows them, then: dgt logout",
    "dgt logout --local",
  ]),
  token_from_environment: failure("the token in DGT_TOKEN is used instead of a sign-in.", ["unset DGT_TOKEN"]),
};

function setUp(): readonly string[] {
  return ["register an app (docs/register.md), then set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET in .env", "dgt demo"];
}

export const session: Advices<Codes<"SessionError">, SessionError> = {
  login_needed: {
    reason: "nobody is signed in on this machine.",
    next: loginAgain,
    exitCode: exitCodes.loginNeeded,
  },
  keyring_needed: {
    reason: "a sign-in could not be kept between commands on this machine.",
    next: ["dgt, which signs in and shows everything in one run", "set DGT_TOKEN"],
    exitCode: exitCodes.loginNeeded,
  },
  session_expired: { reason: "the sign-in is over.", next: loginAgain, exitCode: exitCodes.loginNeeded },
};

export const tokenStore: Advices<Codes<"TokenStoreError">, TokenStoreError> = {
  corrupt: failure("the keyring's entry was changed by something else. It was left as it is.", [
    "dgt logout, which removes it",
    "dgt login, which replaces it",
  ]),
  unavailable: failure("the system keyring cannot be used now.", ["unlock it", "dgt, which then signs in for one run"]),
};
