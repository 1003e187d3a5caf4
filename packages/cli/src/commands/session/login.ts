import { requestProfile } from "@dev-github-tool/github";
import type { CommandContext } from "../../command-context.ts";
import { findEnvironmentToken } from "../../environment-token.ts";
import { ConfigurationError } from "../../errors.ts";
import { keepSession } from "../../keep-session.ts";
import { signIn } from "../../sign-in.ts";

export interface LoginOptions {
  /** Whether private repositories are wanted, which takes the scope `repo`. */
  readonly isPrivate: boolean;
}

export function parseLogin(flags: { readonly private?: boolean | undefined }): LoginOptions {
  return { isPrivate: flags.private === true };
}

/** Signs a person in and keeps the sign-in. */
export async function runLogin({ isPrivate }: LoginOptions, context: CommandContext): Promise<void> {
  const fromEnvironment = findEnvironmentToken(context);
  if (fromEnvironment !== undefined) {
    throw new ConfigurationError(
      `${fromEnvironment.variable} is set, so a sign-in would not be used`,
      "token_from_environment",
    );
  }
  const { client, approval } = await signIn({ isPrivate }, context);
  await keepSession(approval, await requestProfile(client, { signal: context.signal }), context);
}
