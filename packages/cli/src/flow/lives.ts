import type { TraceEvent } from "@dev-github-tool/oauth";

/** How long a token lives. Instants are milliseconds since the epoch. */
export interface TokenLife {
  readonly token: "access token" | "refresh token";
  readonly from: number;
  /** Undefined when no end is known. */
  readonly until: number | undefined;
}

/** The lives of the tokens that a flow brought; none when it brought none. */
export function livesOf(events: readonly TraceEvent[], startedAt: number): readonly TokenLife[] {
  const granted = events.findLast(({ name }) => name === "tokens_granted");
  if (granted === undefined) {
    return [];
  }
  const { params, elapsedMs } = granted;
  const from = startedAt + elapsedMs;
  const until = (seconds: string | undefined): number | undefined =>
    seconds !== undefined && /^\d{1,10}$/.test(seconds) ? from + Number(seconds) * 1000 : undefined;
  return [
    { token: "access token", from, until: until(params.expires_in) },
    ...(params.refresh_token === undefined
      ? []
      : [{ token: "refresh token" as const, from, until: until(params.refresh_token_expires_in) }]),
  ];
}
