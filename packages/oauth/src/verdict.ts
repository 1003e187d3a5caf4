import type { Provider } from "./provider.ts";
import type { Secret } from "./secret.ts";

/** A token that works as far as anybody here can tell. */
export interface Fresh {
  readonly kind: "fresh" | "refreshed" | "reused_elsewhere";
  readonly accessToken: Secret;
  /** When it ends, in milliseconds since the epoch; undefined when no end is known. */
  readonly expiresAt: number | undefined;
}

/** The sign-in is over; only the person can begin a new one. */
export interface Disconnected {
  readonly kind: "revoked";
  /**
   * `refused`: the server takes neither token any more: revoked, expired, or used by a copy. `answer_lost`: the server may have
   * rotated the refresh token in an answer that never arrived. `signed_out`: there is no sign-in in the store.
   */
  readonly reason: "refused" | "answer_lost" | "signed_out";
}

/**
 * Says to the person that their sign-in is over, and what they can do. Show it beside a button or a command that begins a new
 * one; never begin it unasked.
 */
export function describeDisconnection({ name }: Pick<Provider, "name">): string {
  return `Your connection to ${name} has ended: it was revoked there, replaced, or unused for too long. Reconnect to continue.`;
}

/** The server objects to the program: wrong secret, unknown client. The tokens are kept. */
export interface Misconfigured {
  readonly kind: "configuration";
  readonly error: unknown;
}

/** There is no token now, and there may be one later. The tokens are kept. */
export interface Transient {
  readonly kind: "transient";
  /** When to ask again, in milliseconds since the epoch. Asking sooner sends nothing. */
  readonly retryAt: number;
  readonly error: unknown;
}

/** Another process has been refreshing for longer than anybody should. Nothing was sent without its leave. */
export interface LockedOut {
  readonly kind: "locked_out";
  /** The process that holds the lease, when it runs on this machine. */
  readonly pid: number | undefined;
  /** When its lease ends, in milliseconds since the epoch. */
  readonly until: number;
}

/** The store cannot be read or written. */
export interface StoreFailed {
  readonly kind: "store_failed";
  readonly error: unknown;
  /** A new token that was granted and could not be stored: it works, and will be gone with this process. */
  readonly accessToken: Secret | undefined;
}

/** What a token manager answers when it is asked for a token. */
export type Verdict = Fresh | Disconnected | Misconfigured | Transient | LockedOut | StoreFailed;

/** Whether a verdict brings a token. */
export function hasToken(verdict: Verdict): verdict is Fresh {
  return verdict.kind === "fresh" || verdict.kind === "refreshed" || verdict.kind === "reused_elsewhere";
}
