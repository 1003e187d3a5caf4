import type { CommandContext } from "../../command-context.ts";
import { findEnvironmentToken } from "../../environment-token.ts";
import { SessionError } from "../../errors.ts";
import { chooseSignIn, listSignIns } from "../../sign-ins/accounts.ts";
import { describeSignIn, judgeTokenKind } from "../../sign-ins/describe-sign-in.ts";
import { showTimeline } from "./view.ts";

export interface TimelineOptions {
  readonly isJson: boolean;
}

export function parseTimeline({ json }: { readonly json?: string | true | undefined }): TimelineOptions {
  return { isJson: json !== undefined };
}

/**
 * Shows how long the tokens of a sign-in live, from what is stored of it. Asks nobody and renews nothing.
 *
 * @throws SessionError `login_needed`, `sign_in_damaged`; UsageError `account_needed`; TokenStoreError.
 */
export async function runTimeline({ isJson }: TimelineOptions, context: CommandContext): Promise<void> {
  const { host, stores, runtime } = context;
  const fromEnvironment = findEnvironmentToken(context);
  if (fromEnvironment !== undefined) {
    const { variable, accessToken } = fromEnvironment;
    showTimeline(
      { kind: "environment", host: host.name, variable, tokenKind: judgeTokenKind(accessToken) },
      context,
      isJson,
    );
    return;
  }
  const signIns = await listSignIns(await stores.find(host), context);
  const signIn = await chooseSignIn(
    { ...signIns, found: signIns.found.filter(({ record }) => record.state === "active") },
    context,
  );
  if (signIn === undefined) {
    throw new SessionError(`nobody is signed in to ${host.name}`, "login_needed");
  }
  const { writtenAt } = signIn.record;
  showTimeline(
    { kind: "sign_in", host: host.name, now: runtime.now(), writtenAt, signIn: describeSignIn(signIn) },
    context,
    isJson,
  );
}
