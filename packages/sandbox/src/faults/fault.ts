/** Which requests go wrong. */
export interface FaultTarget {
  /**
   * Names of operations, as in the journal: GitHub's own (`users/get-authenticated`), or ours (`oauth/access-token`). `issues/*`
   * means all that begin so, `api` everything but the pages and endpoints of `/login` and the settings, `*` everything. When
   * absent, what the kind of fault is meant for (`defaultOperation`).
   */
  readonly operation?: string | readonly string[] | undefined;
  /** Only requests of this app, as far as they say whose they are. */
  readonly clientId?: string | undefined;
  /** Only token requests of this `grant_type`. */
  readonly grant?: string | undefined;
  /** The first request to strike, counted from 1 among those that match since the fault was added. Default: 1. */
  readonly call?: number | undefined;
  /**
   * How many requests to strike; `Infinity` (`"all"` in JSON) for all from then on. Default: 1; all, where `probability` is
   * given and for `clock-skew`.
   */
  readonly times?: number | "all" | undefined;
  /** Strikes each of those requests by chance: 0.25 is every fourth or so. Drawn alike in every run. */
  readonly probability?: number | undefined;
  /** Any text: another one draws other chances. */
  readonly randomness?: string | undefined;
}

/** Before the request has any effect, or when all has been done but for the answer. */
export type FaultMoment = "before-commit" | "after-commit";

/** What goes wrong. What is left out has the default that is named. */
export type FaultKind =
  /** Waits until it is released; before the commit unless said otherwise. A client that has gone does not end the wait. */
  | { readonly fault: "hold"; readonly when?: FaultMoment | undefined }
  /** Waits 3 seconds by the system's clock; after the commit unless said otherwise. `slow-token` is meant for the token endpoint. */
  | {
      readonly fault: "slow" | "slow-token";
      readonly delayMs?: number | undefined;
      readonly when?: FaultMoment | undefined;
    }
  /** Ends the connection without an answer. */
  | { readonly fault: "drop-before-commit" | "drop-after-commit" }
  /** Ends the connection with a reset (RST); after the commit unless said otherwise. */
  | { readonly fault: "reset"; readonly when?: FaultMoment | undefined }
  /** Ends the connection after half of the answer's body. */
  | { readonly fault: "truncate" }
  /** Brings the body in pieces of `bytes` (1), every `intervalMs` (50). */
  | { readonly fault: "slow-drip"; readonly bytes?: number | undefined; readonly intervalMs?: number | undefined }
  /** Turns the request away; before the commit unless said otherwise. `retryAfter` is sent as it is. */
  | {
      readonly fault: "status-429" | "status-503";
      readonly retryAfter?: string | undefined;
      readonly when?: FaultMoment | undefined;
    }
  /** Answers 500; before the commit unless said otherwise. */
  | { readonly fault: "500-once"; readonly when?: FaultMoment | undefined }
  /** Answers a page in place of what was asked for; status 502 and before the commit unless said otherwise. */
  | { readonly fault: "html-error"; readonly status?: number | undefined; readonly when?: FaultMoment | undefined }
  /** The true answer under a wrong `Content-Type`, `text/plain` unless given. */
  | { readonly fault: "wrong-content-type"; readonly contentType?: string | undefined }
  /** An answer of a few hundred kilobytes that unpacks to `bytes` (256 MiB) of blanks, before the answer itself. */
  | { readonly fault: "gzip-bomb"; readonly bytes?: number | undefined }
  /** GitHub's refusal when the hour's requests are used up; they come back after `resetInMs` (one hour). */
  | { readonly fault: "rate-limit"; readonly resetInMs?: number | undefined }
  /** GitHub's refusal of too many requests at once, with `Retry-After` (60) as it is given. */
  | { readonly fault: "secondary-limit"; readonly retryAfter?: string | undefined }
  /** Sends the client on to `location` (a host that does not exist) with `status` (307), credentials and all if it follows. */
  | {
      readonly fault: "redirect-token-endpoint";
      readonly location?: string | undefined;
      readonly status?: 301 | 302 | 303 | 307 | 308 | undefined;
    }
  /** The true answer, but for `expires_in`, which reads `expiresInSeconds` (1). */
  | { readonly fault: "expires-in"; readonly expiresInSeconds?: number | undefined }
  /** The true answer, with a `Date` that is off by `skewMs` (5 minutes). The sandbox's own clock stays; `clock` moves that. */
  | { readonly fault: "clock-skew"; readonly skewMs?: number | undefined }
  /** The person takes everything back from the app just before the request that carries the token arrives. */
  | { readonly fault: "revoke-mid-run" }
  /** The redirect to the client carries another `state` than the client sent. */
  | { readonly fault: "state-tamper" }
  /** The redirect names an issuer that is not the sandbox's (`issuer`), none, or the right one and a wrong one (RFC 9207). */
  | {
      readonly fault: "wrong-iss";
      readonly how?: "lie" | "omit" | "duplicate" | undefined;
      readonly issuer?: string | undefined;
    }
  /**
   * The attack on `state`: the person's browser is sent to the client with a code of somebody else's account (`login`, by
   * default the last person of the seed) and a `state` of hers. A client that does not compare signs the person in to it.
   */
  | { readonly fault: "eve"; readonly login?: string | undefined };

/** The name of a fault. */
export type FaultName = FaultKind["fault"];

/** What goes wrong, with which requests. */
export type Fault = FaultTarget & FaultKind;

/** What a kind of fault is meant for, where a fault names no operation. */
export function defaultOperation(name: FaultName): string {
  switch (name) {
    case "500-once":
    case "rate-limit":
    case "secondary-limit":
    case "revoke-mid-run":
      return "api";
    case "clock-skew":
    case "state-tamper":
    case "wrong-iss":
    case "eve":
      return "*";
    default:
      return "oauth/access-token";
  }
}

/** Faults of the redirect to the client: they strike no request but the answer that sends the browser back. */
export function strikesRedirects(name: FaultName): name is "state-tamper" | "wrong-iss" | "eve" {
  return name === "state-tamper" || name === "wrong-iss" || name === "eve";
}
