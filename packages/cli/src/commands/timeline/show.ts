import type { CommandContext } from "../../command-context.ts";
import { findEnvironmentToken } from "../../environment-token.ts";
import { SessionError, UsageError } from "../../errors.ts";
import { type FormatFlags, givePage, parseFormat } from "../../flow/give-page.ts";
import { chooseSignIn, listSignIns } from "../../sign-ins/accounts.ts";
import { describeSignIn, judgeTokenKind } from "../../sign-ins/describe-sign-in.ts";
import { describeTimeline, showTimeline, type Timeline } from "./view.ts";

export interface TimelineOptions {
  readonly format: "text" | "html" | "json";
  /** Where the page goes; standard output unless given. */
  readonly target: string | undefined;
}

/** @throws UsageError `invalid_value`, `invalid_arguments`. */
export function parseTimeline(flags: FormatFlags & { readonly json?: string | true | undefined }): TimelineOptions {
  const format = parseFormat(flags, ["text", "html"]);
  if (flags.json !== undefined && flags.format !== undefined) {
    throw new UsageError("--json is a format of its own", { code: "invalid_arguments", hint: "dgt timeline --json" });
  }
  return { format: flags.json === undefined ? format : "json", target: flags.output };
}

/**
 * Shows how long the tokens of a sign-in live, from what is stored of it. Asks nobody and renews nothing.
 *
 * @throws SessionError `login_needed`, `sign_in_damaged`; UsageError `account_needed`; TokenStoreError; TraceFileError.
 */
export async function runTimeline({ format, target }: TimelineOptions, context: CommandContext): Promise<void> {
  const timeline = await findTimeline(context);
  switch (format) {
    case "json":
      context.output.json(describeTimeline(timeline));
      break;
    case "html": {
      const { buildTimelinePage } = await import("./page.ts");
      givePage(buildTimelinePage(timeline), target, context);
      break;
    }
    case "text":
      showTimeline(timeline, context);
      break;
  }
}

async function findTimeline(context: CommandContext): Promise<Timeline> {
  const { host, stores, runtime } = context;
  const fromEnvironment = findEnvironmentToken(context);
  if (fromEnvironment !== undefined) {
    const { variable, accessToken } = fromEnvironment;
    return { kind: "environment", host: host.name, variable, tokenKind: judgeTokenKind(accessToken) };
  }
  const signIns = await listSignIns(await stores.find(), context);
  const signIn = await chooseSignIn(
    { ...signIns, found: signIns.found.filter(({ record }) => record.state === "active") },
    context,
  );
  if (signIn === undefined) {
    throw new SessionError(`nobody is signed in to ${host.name}`, "login_needed");
  }
  const { writtenAt } = signIn.record;
  return { kind: "sign_in", host: host.name, now: runtime.now(), writtenAt, signIn: describeSignIn(signIn) };
}
