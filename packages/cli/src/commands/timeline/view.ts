import { hostname } from "node:os";
import type { CommandContext } from "../../command-context.ts";
import type { TokenLife } from "../../flow/lives.ts";
import { describeEnd, drawLife, NARROWEST_TIMELINE } from "../../flow/timeline.ts";
import { fitGlyphs } from "../../flow/view.ts";
import { bold, dim, relativeTime, rfc3339, type Text } from "../../output/index.ts";
import type { SignInDescription, TokenKind } from "../../sign-ins/describe-sign-in.ts";
import { text } from "../../text.ts";

/** What is known of the time of a token. Instants are milliseconds since the epoch. */
export type Timeline =
  | { readonly kind: "environment"; readonly host: string; readonly variable: string; readonly tokenKind: TokenKind }
  | KeptTimeline;

/** What is known of the time of a sign-in that is kept. */
export interface KeptTimeline {
  readonly kind: "sign_in";
  readonly host: string;
  readonly now: number;
  /** When the tokens that are there now were stored. */
  readonly writtenAt: number;
  readonly signIn: SignInDescription;
}

/** The lives of the tokens of a sign-in. */
export function livesOf({ signIn, writtenAt }: KeptTimeline): readonly TokenLife[] {
  return [
    { token: "access token", from: writtenAt, until: signIn.expiresAt },
    ...(signIn.isRenewable
      ? [{ token: "refresh token" as const, from: writtenAt, until: signIn.refreshTokenExpiresAt }]
      : []),
  ];
}

/** What is said of a token that comes from the environment. */
export function describeEnvironmentToken(tokenKind: TokenKind): string {
  return `${text.status.kinds[tokenKind]}. Of its end nothing is known here: GitHub alone knows.`;
}

/** What is said of a sign-in beside the lives of its tokens: a label and its value for each. */
export function describeOrigin(timeline: KeptTimeline): readonly (readonly [label: string, value: string])[] {
  const { now, writtenAt, signIn } = timeline;
  const at = (instant: number): string => `${relativeTime(new Date(instant), now)} (${rfc3339(new Date(instant))})`;
  return [
    ...(signIn.isRenewable ? [] : [["refresh token", text.status.noRenewal] as const]),
    ["stored", `${at(writtenAt)}, ${describeWriter(signIn)}`],
    ...(signIn.signedInAt === undefined ? [] : [["signed in", at(signIn.signedInAt)] as const]),
  ];
}

/** Who stored the tokens that are there now. */
function describeWriter({ writtenBy }: SignInDescription): string {
  if (writtenBy === undefined) {
    return "by whom is on no record";
  }
  const { pid, machine, occasion } = writtenBy;
  const why = occasion === "sign_in" ? "by you, when you signed in" : "by dgt, without asking you";
  return `${why}: process ${pid} on ${machine === hostname() ? "this machine" : machine}`;
}

/** Shows a timeline to a person. */
export function showTimeline(
  timeline: Timeline,
  { output, stdout, env }: Pick<CommandContext, "output" | "stdout" | "env">,
): void {
  if (timeline.kind === "environment") {
    output.line([bold(timeline.variable), ` · ${describeEnvironmentToken(timeline.tokenKind)}`], 0);
    return;
  }
  const { host, now, signIn } = timeline;
  const adapt = fitGlyphs(env);
  const line = (content: Text, hang = 15): void => output.line(adapt(content), hang);
  const columns = output.stdoutIsTerminal && !output.accessible ? (stdout.columns ?? 80) : 0;
  const said = (label: string, value: string): Text => [dim(`${label}:`.padEnd(15)), value];
  line([bold(signIn.account), ` · ${host}, token ${text.status.kinds[signIn.kind]}`], 0);
  line(said("now", rfc3339(new Date(now))));
  for (const life of livesOf(timeline)) {
    line(said(life.token, describeEnd(life, now)));
    if (columns >= NARROWEST_TIMELINE) {
      drawLife(life, { now, columns }).forEach((row) => {
        line(row);
      });
    }
  }
  for (const [label, value] of describeOrigin(timeline)) {
    line(said(label, value));
  }
}

/** Describes a timeline for a program. */
export function describeTimeline(timeline: Timeline): unknown {
  if (timeline.kind === "environment") {
    const { host, variable, tokenKind } = timeline;
    return { source: "environment", host, variable, tokenKind };
  }
  const { host, now, writtenAt, signIn } = timeline;
  const instant = (at: number | undefined): string | null => (at === undefined ? null : rfc3339(new Date(at)));
  const lifeOf = (until: number | undefined): unknown => ({
    since: instant(writtenAt),
    expiresAt: instant(until),
    expiresInSeconds: until === undefined ? null : Math.round((until - now) / 1000),
  });
  return {
    source: "sign_in",
    host,
    account: signIn.account,
    tokenKind: signIn.kind,
    now: instant(now),
    accessToken: lifeOf(signIn.expiresAt),
    refreshToken: signIn.isRenewable ? lifeOf(signIn.refreshTokenExpiresAt) : null,
    storedAt: instant(writtenAt),
    storedBy: signIn.writtenBy ?? null,
    signedInAt: instant(signIn.signedInAt),
  };
}
