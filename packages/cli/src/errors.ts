import { DevGitHubError } from "@dev-github-tool/oauth";

/** Every stable code of the tool's own errors, by the class that carries it. */
export const toolErrorCodes = {
  UsageError: [
    "unknown_command",
    "unknown_field",
    "unknown_code",
    "invalid_arguments",
    "invalid_value",
    "secret_on_command_line",
    "repository_needed",
    "account_needed",
  ],
  ConfigurationError: [
    "client_id_missing",
    "client_secret_missing",
    "credential_malformed",
    "credentials_swapped",
    "redirect_uri_invalid",
    "env_file_unreadable",
    "token_malformed",
    "token_from_environment",
    "credentials_refused",
    "config_unreadable",
    "vault_key_command_invalid",
  ],
  SessionError: [
    "login_needed",
    "keyring_needed",
    "connection_ended",
    "renewal_failed",
    "renewal_busy",
    "sign_in_damaged",
    "other_account",
  ],
  TraceFileError: [
    "file_exists",
    "file_unwritable",
    "file_unreadable",
    "not_a_trace",
    "trace_damaged",
    "trace_version_unknown",
  ],
  SandboxError: ["sandbox_not_started"],
} as const;

type CodesOf<Class extends keyof typeof toolErrorCodes> = (typeof toolErrorCodes)[Class][number];

/** The command line objected: nothing was done. `hint` is the command or the word that would have been right. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code: CodesOf<"UsageError">;
  readonly hint: string | undefined;

  constructor(message: string, details: { readonly code: CodesOf<"UsageError">; readonly hint?: string | undefined }) {
    super(message);
    this.code = details.code;
    this.hint = details.hint;
  }
}

/** A file of `--trace` or `dgt trace` objected. The message names the file and the flaw, never what it holds. */
export class TraceFileError extends Error {
  override readonly name = "TraceFileError";
  readonly code: CodesOf<"TraceFileError">;

  constructor(message: string, code: CodesOf<"TraceFileError">, options?: { readonly cause: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** A sandbox could not start. The message says what it could not have, with the system's code. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
  readonly code: CodesOf<"SandboxError"> = "sandbox_not_started";
}

/** What the person configured cannot be used. The message names the variable and the flaw, never the value. */
export class ConfigurationError extends DevGitHubError<CodesOf<"ConfigurationError">> {
  override readonly name = "ConfigurationError";

  constructor(message: string, code: CodesOf<"ConfigurationError">) {
    super(message, { code, step: "app registration" });
  }
}

/** There is no sign-in to work with. */
export class SessionError extends DevGitHubError<CodesOf<"SessionError">> {
  override readonly name = "SessionError";

  constructor(message: string, code: CodesOf<"SessionError">, options?: { readonly cause: unknown }) {
    super(message, { code, step: "token storage", cause: options?.cause });
  }
}

/** Checks have failed, and everything about them was shown: nothing is left to explain. */
export class ChecksFailed extends Error {
  override readonly name = "ChecksFailed";
}

/** The person ended it: no fault, and nothing to explain. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}
