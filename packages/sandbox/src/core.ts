import type { Context, Hono } from "hono";
import type { Address } from "./address.ts";
import type { FaultDesk } from "./faults.ts";
import type { JournalNote } from "./journal.ts";
import type { Randomness } from "./randomness.ts";
import type { PlantedSeed } from "./seed.ts";
import type { State } from "./state.ts";
import type { TokenPolicy } from "./token-policy.ts";
import type { World } from "./world.ts";

/** Points where GitHub's behaviour changed, differs between its products or is not known. */
export interface Switches {
  /** Puts `iss` (RFC 9207) into redirects, as github.com does since 2026. Default: true. */
  readonly issuerInRedirects: boolean;
  /**
   * Lets the port of a `localhost` callback vary, like the port of `127.0.0.1`. Enterprise Server does; for github.com it is
   * not documented. Default: true.
   */
  readonly anyPortOnLocalhost: boolean;
  /**
   * Lets `DELETE /applications/{client_id}/token` and `POST /credentials/revoke` end everything that goes back to the same
   * sign-in: a revoked access token takes its refresh token along, and the reverse. GitHub does not say. Default: true.
   */
  readonly revokingTokenEndsFamily: boolean;
}

/** What every part of one sandbox shares. */
export interface Core {
  readonly seed: PlantedSeed;
  readonly world: World;
  readonly state: State;
  readonly faults: FaultDesk;
  readonly switches: Switches;
  /** For apps that are registered later, and do not come from the seed. */
  readonly tokenPolicy: Partial<TokenPolicy>;
  /** For requests that come from no app that is known. */
  readonly rotation: TokenPolicy["rotation"];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly random: Randomness;
  readonly reportSecret: (secret: string) => void;
}

/** One request on its way: where it arrived, and what the journal shall say about it. */
export interface Exchange {
  readonly id: string;
  readonly address: Address;
  readonly note: JournalNote;
  /** Puts the request into the journal, with the status it is answered with; only the first call counts. */
  readonly enter: (status: number) => void;
}

export type App = Hono<{ Bindings: Exchange }>;
export type RequestContext = Context<{ Bindings: Exchange }>;
