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
  | {
      readonly kind: "sign_in";
      readonly host: string;
      readonly now: number;
      /** When the tokens that are there now were stored. */
      readonly writtenAt: number;
      readonly signIn: SignInDescription;
    };

/** Who stored the tokens that are there now; which process it was is on no record. */
type Writer = "sign_in" | "renewal";

type Surroundings = Pick<CommandContext, "output" | "stdout" | "env">;

/** Shows a timeline to a person, or as JSON to a program. */
export function showTimeline(timeline: Timeline, surroundings: Surroundings, isJson: boolean): void {
  if (isJson) {
    surroundings.output.json(buildJson(timeline));
  } else if (timeline.kind === "environment") {
    const { variable, tokenKind } = timeline;
    const kind = text.status.kinds[tokenKind];
    surroundings.output.line([bold(variable), ` · ${kind}. Of its end nothing is known here: GitHub alone knows.`], 0);
  } else {
    draw(timeline, surroundings);
  }
}

type Kept = Extract<Timeline, { kind: "sign_in" }>;

function livesOf({ signIn, writtenAt }: Kept): readonly TokenLife[] {
  return [
    { token: "access token", from: writtenAt, until: signIn.expiresAt },
    ...(signIn.isRenewable
      ? [{ token: "refresh token" as const, from: writtenAt, until: signIn.refreshTokenExpiresAt }]
      : []),
  ];
}

function writerOf({ signIn }: Kept): Writer {
  return signIn.renewedAt === undefined ? "sign_in" : "renewal";
}

const writers: Readonly<Record<Writer, string>> = {
  sign_in: "by you, when you signed in",
  renewal: "by dgt, without asking you",
};

function draw(timeline: Kept, { output, stdout, env }: Surroundings): void {
  const { host, now, writtenAt, signIn } = timeline;
  const adapt = fitGlyphs(env);
  const line = (content: Text, hang = 15): void => output.line(adapt(content), hang);
  const columns = output.stdoutIsTerminal && !output.accessible ? (stdout.columns ?? 80) : 0;
  const at = (instant: number): string => `${relativeTime(new Date(instant), now)} (${rfc3339(new Date(instant))})`;
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
  if (!signIn.isRenewable) {
    line(said("refresh token", text.status.noRenewal));
  }
  line(said("stored", `${at(writtenAt)}, ${writers[writerOf(timeline)]}`));
  if (signIn.signedInAt !== undefined) {
    line(said("signed in", at(signIn.signedInAt)));
  }
}

function buildJson(timeline: Timeline): unknown {
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
    storedBy: writerOf(timeline),
    signedInAt: instant(signIn.signedInAt),
  };
}
