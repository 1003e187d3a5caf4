import { buildSettingsUrl, GitHubApiError } from "@dev-github-tool/github";
import type { CommandContext } from "../../command-context.ts";
import { findEnvironmentToken } from "../../environment-token.ts";
import { ConfigurationError } from "../../errors.ts";
import { providerOf } from "../../provider.ts";
import { chooseSignIn, listSignIns, type SignIn } from "../../sign-ins/accounts.ts";
import { type Manner, type SignOut, signOut } from "../../sign-ins/sign-out.ts";
import { text } from "../../text.ts";

export interface LogoutOptions {
  readonly manner: Manner;
}

/** `--local` goes before `--revoke-publicly`: it is the one that sends nothing. */
export function parseLogout(flags: {
  readonly local?: boolean | undefined;
  readonly revokePublicly?: boolean | undefined;
}): LogoutOptions {
  if (flags.local === true) {
    return { manner: "not_at_github" };
  }
  return { manner: flags.revokePublicly === true ? "publicly" : "by_app" };
}

/**
 * Ends a sign-in: first at GitHub, where its tokens would live on, then here. When GitHub cannot be told, it is not used any
 * more, and kept for that alone: the same command, or any later one, tells GitHub.
 */
export async function runLogout({ manner }: LogoutOptions, context: CommandContext): Promise<void> {
  const { host, output, stores } = context;
  const fromEnvironment = findEnvironmentToken(context);
  if (fromEnvironment !== undefined) {
    throw new ConfigurationError(
      `${fromEnvironment.variable} is set, and dgt ends only tokens that it keeps`,
      "token_from_environment",
    );
  }
  const choice = await stores.find();
  const signIns = await listSignIns(choice, context);
  const chosen = await chooseSignIn({ ...signIns, found: preferActive(signIns.found) }, context);
  if (chosen === undefined) {
    output.note(text.logout.nobody(host.name));
    return;
  }
  report(await signOut(chosen.key, { store: choice.store, manner, context }), chosen, context);
}

/** Among sign-ins that are ended here already, one is chosen only when there is no other. */
function preferActive(signIns: readonly SignIn[]): readonly SignIn[] {
  const active = signIns.filter(({ record }) => record.state === "active");
  return active.length > 0 ? active : signIns;
}

/** Says what became of the tokens. @throws what kept GitHub from being told. */
function report(outcome: SignOut, { key }: SignIn, { host, output }: CommandContext): void {
  switch (outcome.kind) {
    case "revoked":
      output.note(text.logout[outcome.outcome](key.account, host.name));
      return;
    case "signed_out":
      output.note(text.logout.nobody(host.name));
      return;
    case "forgotten":
      output.note(text.logout.removedOnly(key.account, host.name));
      output.note(text.url(buildSettingsUrl(providerOf(host, key.clientId), key)));
      return;
    case "pending": {
      const { error } = outcome;
      output.note(text.logout.pending);
      // A 401 here is about the app's id and secret, which this request is signed with, and not about the token.
      throw error instanceof GitHubApiError && error.code === "unauthorized"
        ? new ConfigurationError("GitHub does not accept the app's id and secret", "credentials_refused")
        : error;
    }
  }
}
