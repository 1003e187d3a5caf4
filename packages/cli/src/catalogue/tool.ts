import { describeDisconnection } from "@dev-github-tool/oauth";
import type { ConfigurationError, SessionError, toolErrorCodes, UsageError } from "../errors.ts";
import { exitCodes } from "../exit-codes.ts";
import { type CodesOf, type Entry, type Family, loginAgain, reportIt, retryLater } from "./entry.ts";

type Codes<Class extends keyof typeof toolErrorCodes> = CodesOf<typeof toolErrorCodes, Class>;

/** A command line that was not understood; the error itself knows the command that would have been. */
const notUnderstood = (meaning: string, fix: string, next: string): Entry<UsageError> => ({
  meaning,
  fix,
  reason: "the command line could not be understood, so nothing was done.",
  next: [next],
  exitCode: exitCodes.usage,
});

export const usage: Family<Codes<"UsageError">, UsageError> = {
  title: "UsageError",
  intro: "`dgt` did not understand the command line; nothing was done, and the exit code is 64.",
  steps: [],
  entries: {
    unknown_command: notUnderstood("there is no such command", "`dgt --help` lists them", "dgt --help"),
    unknown_field: notUnderstood(
      "`--json` names a field that there is not",
      "the message lists them",
      "dgt COMMAND --help",
    ),
    unknown_code: notUnderstood(
      "`dgt explain` was asked for a code that it does not know",
      "`dgt explain` lists them",
      "dgt explain",
    ),
    invalid_arguments: notUnderstood(
      "an option or a word that the command does not take",
      "`dgt COMMAND --help`",
      "dgt COMMAND --help",
    ),
    invalid_value: notUnderstood("an option's value makes no sense", "the message says which do", "dgt COMMAND --help"),
    secret_on_command_line: notUnderstood(
      "a secret was given as an option, where every user of the machine can read it",
      "put it into the environment or `.env`",
      "GITHUB_CLIENT_SECRET in the environment or in .env",
    ),
    account_needed: notUnderstood(
      "several accounts are signed in, and none was named",
      "`--account NAME`; the message lists them",
      "dgt status",
    ),
    repository_needed: notUnderstood(
      "no `-R`, and this folder's origin is not on the chosen host",
      "`-R owner/name`",
      "dgt issues -R owner/name",
    ),
  },
};

const setUp = [
  "register an app (docs/register.md), then set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET in .env",
  "dgt demo",
];

/** The message of an error about a variable begins with its name. */
function firstWord({ message }: ConfigurationError): string {
  return message.split(" ")[0] ?? "";
}

export const configuration: Family<Codes<"ConfigurationError">, ConfigurationError> = {
  title: "ConfigurationError",
  intro: "What `dgt` was configured with cannot be used. The message names the variable and the flaw, never the value.",
  steps: ["app registration"],
  entries: {
    client_id_missing: {
      meaning: "`GITHUB_CLIENT_ID` is not set",
      reason: "dgt does not know which registered app to sign in with.",
      fix: "[register.md](register.md), or `dgt demo`",
      next: setUp,
    },
    client_secret_missing: {
      meaning: "`GITHUB_CLIENT_SECRET` is not set",
      reason: "GitHub wants it for codes that come through the browser, and to renew what came of them.",
      fix: "GitHub wants it, also with PKCE: make one on the app's page; `dgt login --device` needs none",
      next: [...setUp, "dgt login --device, which needs no secret"],
    },
    credential_malformed: {
      meaning: "spaces, quotes or line breaks in one of the two",
      reason: "it was pasted with something around it.",
      fix: "copy it again",
      next: ["set it again, without quotes and spaces"],
    },
    credentials_swapped: {
      meaning: "the secret stands where the id belongs",
      reason: "the secret stands where the id belongs.",
      fix: "exchange them",
      next: ["swap the two values"],
    },
    credentials_refused: {
      meaning: "GitHub refuses the id or the secret",
      reason: "without them, GitHub ends no token of the app.",
      fix: "copy both from the app's page again",
      next: [
        "set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET as the app's page shows them, then: dgt logout",
        "dgt logout --local",
      ],
    },
    redirect_uri_invalid: {
      meaning: "`GITHUB_REDIRECT_URI` is not http on a loopback address",
      reason: "the redirect could not be caught there.",
      fix: "write it as registered",
      next: ["GITHUB_REDIRECT_URI=http://localhost:8000/callback", "leave it out"],
    },
    env_file_unreadable: {
      meaning: "`.env` is there and cannot be read",
      reason: "the file exists, but this user may not read it.",
      fix: "mend its permissions",
      next: ["chmod u+r .env"],
    },
    config_unreadable: {
      meaning: "the configuration file is there and cannot be read",
      reason: "what you chose there cannot be known, so nothing was done. It was left as it is.",
      fix: "mend it, or remove it",
      next: ["mend it, or move it away"],
    },
    vault_key_command_invalid: {
      meaning: "`DGT_VAULT_KEY_COMMAND` is not a JSON list of words",
      reason: "the command is run as it is written there, without a shell.",
      fix: "write it as [storage.md](storage.md) shows",
      next: [`DGT_VAULT_KEY_COMMAND='["/usr/bin/pass", "show", "dgt"]'`],
    },
    token_malformed: {
      meaning: "a token in the environment has characters that none has",
      reason: "a token is one word of letters, digits and underscores.",
      fix: "set it again",
      next: ["set DGT_TOKEN again"],
      refine: (error) => ({ next: [`set ${firstWord(error)} again`] }),
    },
    token_from_environment: {
      meaning: "the token comes from the environment, so it is not dgt's to end",
      reason: "the token from the environment is used instead of a sign-in.",
      fix: "unset the variable",
      next: ["unset DGT_TOKEN"],
      refine: (error) => ({ next: [`unset ${firstWord(error)}`] }),
    },
  },
};

export const session: Family<Codes<"SessionError">, SessionError> = {
  title: "SessionError",
  intro:
    "There is no sign-in to work with; the exit code is 4, but 7 for `renewal_failed`, and 1 for `renewal_busy`, `sign_in_damaged` and `other_account`.",
  steps: ["token storage"],
  entries: {
    login_needed: {
      meaning: "nobody is signed in to this host",
      reason: "there is no sign-in on this machine to do it with.",
      fix: "`dgt login`",
      next: ["dgt login", "dgt status, which lists the sign-ins there are"],
      exitCode: exitCodes.loginNeeded,
    },
    keyring_needed: {
      meaning: "nobody is signed in, and this machine has no keyring to keep a sign-in",
      reason: "a sign-in could not be kept between commands on this machine.",
      fix: "`dgt`, which does everything in one run, or `DGT_TOKEN`",
      next: [
        "dgt, which signs in and shows everything in one run",
        "name a place for the vault's key: DGT_VAULT_KEY_FILE, DGT_VAULT_KEY_COMMAND or DGT_VAULT_KEY (docs/storage.md)",
        "set DGT_TOKEN",
      ],
      exitCode: exitCodes.loginNeeded,
    },
    connection_ended: {
      meaning: "the server takes neither token any more, or an answer was lost",
      reason: describeDisconnection({ name: "GitHub" }),
      fix: "`dgt login`",
      next: loginAgain,
      exitCode: exitCodes.loginNeeded,
    },
    renewal_failed: {
      meaning: "the token has ended, and the server could not renew it now",
      reason: "GitHub could not renew the sign-in now. It is still there, and nothing was lost.",
      fix: "try again later",
      next: retryLater,
      exitCode: exitCodes.network,
    },
    renewal_busy: {
      meaning: "another process has been renewing for longer than it should",
      reason: "another dgt is at it, and has been for long. Nothing was sent beside it.",
      fix: "end it, or wait",
      next: ["run the same command again", "end that process, if it hangs"],
    },
    sign_in_damaged: {
      meaning:
        "the record of the sign-in that would be used cannot be read; it was left as it is, and no other account is used in its stead",
      reason: "its record could not be opened. It was left as it is; other accounts can be used.",
      fix: "`dgt login` with that account, or `--account` for another one",
      next: ["dgt login with this account, which replaces it", "--account NAME for another one"],
    },
    other_account: {
      meaning: "a sign-in should be allowed more, and somebody else than its owner approved",
      reason: "the sign-in belongs to somebody else. It was left as it is, and the new token was not kept.",
      fix: "approve with the account that the sign-in belongs to",
      next: [
        "run the same command again, and choose that account in the browser",
        "dgt login, to use the other account",
      ],
    },
  },
};

export const ending: Family<"unexpected" | "interrupted"> = {
  title: "The end of a command",
  intro: "What `dgt` says where no class fits.",
  steps: [],
  entries: {
    unexpected: {
      meaning: "an error that nobody foresaw: only its kind is shown, since its words could quote anything",
      reason: "it is a fault of dgt.",
      fix: "report it, with what `--debug` prints",
      next: reportIt,
    },
    interrupted: {
      meaning: "Ctrl-C, or the system ended it",
      reason: "you ended it. Nothing is half done.",
      fix: "nothing",
      next: ["run the same command again"],
      exitCode: exitCodes.interrupted,
    },
  },
};
