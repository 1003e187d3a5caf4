import type { errorCodes, TokenStoreError } from "@dev-github-tool/oauth";
import type { ConfigurationError, SessionError, toolErrorCodes } from "../errors.ts";
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
  token_malformed: (error) =>
    failure("a token is one word of letters, digits and underscores.", [`set ${firstWord(error)} again`]),
  credentials_refused: failure("without them, GitHub ends no token of the app.", [
    "set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET as the app's page shows them, then: dgt logout",
    "dgt logout --local",
  ]),
  token_from_environment: (error) =>
    failure("the token from the environment is used instead of a sign-in.", [`unset ${firstWord(error)}`]),
  config_unreadable: failure("what you chose there cannot be known, so nothing was done. It was left as it is.", [
    "mend it, or move it away",
  ]),
  vault_key_command_invalid: failure("the command is run as it is written there, without a shell.", [
    `DGT_VAULT_KEY_COMMAND='["/usr/bin/pass", "show", "dgt"]'`,
  ]),
};

/** The message of an error about a variable begins with its name. */
function firstWord({ message }: ConfigurationError): string {
  return message.split(" ")[0] ?? "";
}

function setUp(): readonly string[] {
  return ["register an app (docs/register.md), then set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET in .env", "dgt demo"];
}

export const session: Advices<Codes<"SessionError">, SessionError> = {
  login_needed: {
    reason: "there is no sign-in on this machine to do it with.",
    next: ["dgt login", "dgt status, which lists the sign-ins there are"],
    exitCode: exitCodes.loginNeeded,
  },
  keyring_needed: {
    reason: "a sign-in could not be kept between commands on this machine.",
    next: [
      "dgt, which signs in and shows everything in one run",
      "name a place for the vault's key: DGT_VAULT_KEY_FILE, DGT_VAULT_KEY_COMMAND or DGT_VAULT_KEY (docs/storage.md)",
      "set DGT_TOKEN",
    ],
    exitCode: exitCodes.loginNeeded,
  },
  connection_ended: {
    reason:
      "Your connection to GitHub has ended: it was revoked there, replaced, or unused for too long. Reconnect to continue.",
    next: loginAgain,
    exitCode: exitCodes.loginNeeded,
  },
  renewal_failed: {
    reason: "GitHub could not renew the sign-in now. It is still there, and nothing was lost.",
    next: ["run the same command again later"],
    exitCode: exitCodes.network,
  },
  sign_in_damaged: failure("its record could not be opened. It was left as it is; other accounts can be used.", [
    "dgt login with this account, which replaces it",
    "--account NAME for another one",
  ]),
  renewal_busy: failure("another dgt is at it, and has been for long. Nothing was sent beside it.", [
    "run the same command again",
    "end that process, if it hangs",
  ]),
};

export const tokenStore: Advices<CodesOf<typeof errorCodes, "TokenStoreError">, TokenStoreError> = {
  corrupt: failure("the file with the sign-ins was changed by something else. It was left as it is.", [
    "restore it from a copy (dgt status says where it lies), or move it away, then: dgt login",
  ]),
  key_missing: failure("the sign-ins are encrypted, and this is not the key to them. They were left as they are.", [
    "give the key that dgt status names, as docs/storage.md shows",
    "move the file away, then: dgt login",
  ]),
  unavailable: failure("the sign-ins, or the key to them, cannot be reached now.", [
    "unlock the keyring, or mend what the message names",
    "dgt, which then signs in for one run",
  ]),
  insecure: failure("others could read or exchange it, so it was not used.", [
    "make the file, its folder and the key yours alone: chmod 600, chmod 700",
  ]),
};
