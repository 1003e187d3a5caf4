import { requestProfile } from "@dev-github-tool/github";
import type { CommandContext } from "../../command-context.ts";
import { findEnvironmentToken } from "../../environment-token.ts";
import { ConfigurationError } from "../../errors.ts";
import { type FlowFlags, type FlowOptions, parseFlow, withFlow } from "../../flow/with-flow.ts";
import { keepSession } from "../../keep-session.ts";
import { signIn } from "../../sign-in.ts";

export interface LoginOptions {
  /** Whether private repositories are wanted, which takes the scope `repo`. */
  readonly isPrivate: boolean;
  /** Whether the person types a code in a browser anywhere, in place of being brought back from one here. */
  readonly isDevice: boolean;
  readonly flow: FlowOptions;
}

/** @throws UsageError. */
export function parseLogin(
  flags: FlowFlags & { readonly private?: boolean | undefined; readonly device?: boolean | undefined },
): LoginOptions {
  return { isPrivate: flags.private === true, isDevice: flags.device === true, flow: parseFlow(flags) };
}

/** Signs a person in and keeps the sign-in. */
export async function runLogin({ flow, ...wish }: LoginOptions, context: CommandContext): Promise<void> {
  const fromEnvironment = findEnvironmentToken(context);
  if (fromEnvironment !== undefined) {
    throw new ConfigurationError(
      `${fromEnvironment.variable} is set, so a sign-in would not be used`,
      "token_from_environment",
    );
  }
  await withFlow(flow, context, async (observed) => {
    const { client, approval } = await signIn(wish, observed);
    await keepSession(approval, await requestProfile(client, { signal: observed.signal }), observed);
  });
}
