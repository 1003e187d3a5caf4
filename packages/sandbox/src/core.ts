import type { Address } from "./address.ts";
import type { FaultDesk } from "./faults/desk.ts";
import type { JournalNote } from "./journal.ts";
import type { Profile } from "./oauth/profile.ts";
import type { Randomness } from "./randomness.ts";
import type { PlantedSeed } from "./seed.ts";
import type { State } from "./state.ts";
import type { TokenPolicy } from "./token-policy.ts";
import type { World } from "./world.ts";

/** What every part of one sandbox shares. */
export interface Core {
  readonly seed: PlantedSeed;
  readonly world: World;
  readonly state: State;
  readonly faults: FaultDesk;
  /** How the sandbox behaves where servers differ; `profileFor` tells it for one app. */
  readonly profile: Profile;
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
  /** Added to what the answer's `Date` says. */
  dateSkewMs: number;
  /** Aborts when the port the request came by is closed; undefined for one that came by none. */
  readonly closing: AbortSignal | undefined;
  /** Puts the request into the journal, with the status it is answered with; only the first call counts. */
  readonly enter: (status: number) => void;
}

/** What parts that serve pages and the REST API alike may ask of a request. */
export interface RequestView {
  readonly env: Exchange;
  readonly req: {
    readonly method: string;
    readonly url: URL;
    header(name: string): string | undefined;
    text(): Promise<string>;
  };
}

export type { RequestContext } from "./request-context.ts";
