import type { Clock } from "../clock.ts";
import type { Faults } from "../faults/desk.ts";
import type { IssuedTokens, TokenOrder } from "../issue-tokens.ts";
import type { Journal } from "../journal.ts";
import type { PlantedSeed } from "../seed.ts";
import type { Snapshots } from "../snapshots.ts";
import type { SignInOrder, SignInOutcome } from "../walk/sign-in.ts";

/** Whose permission, and for what. */
export interface GrantOrder {
  readonly login: string;
  readonly clientId: string;
}

/** Which app, and whether it is to be suspended from now on; it is when that is left out. */
export interface SuspensionOrder {
  readonly clientId: string;
  readonly suspended?: boolean | undefined;
}

/**
 * What steers and watches a sandbox while it runs. The same operations are called in process, over HTTP under `/_sandbox/` and
 * from the command line.
 */
export interface Control {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly snapshots: Snapshots;
  readonly seed: PlantedSeed;
  /**
   * Issues tokens as if a person had signed in on the pages and approved, for tests that begin after that. The journal has no
   * entry of it.
   *
   * @throws RangeError for a person or an app that is not there.
   */
  issueTokens(order: TokenOrder): IssuedTokens;
  /**
   * Takes back what a person granted to an app, as on the page of the settings: all its tokens end.
   *
   * @throws RangeError for a person or an app that is not there.
   */
  revokeGrant(order: GrantOrder): void;
  /**
   * Suspends an app, as GitHub's staff does: its sign-ins are turned away until the suspension is lifted.
   *
   * @throws RangeError for an app that is not there.
   */
  suspendApp(order: SuspensionOrder): void;
  /**
   * Walks the pages as a person would, cookies and forms included: from `url` on and to wherever the program leads, or, without
   * it, from an authorization request of an app to its callback.
   *
   * @throws RangeError for a person or an app that is not in the seed.
   */
  signIn(order?: SignInOrder): Promise<SignInOutcome>;
  /** Goes back to the seed and to the time it really is: tokens, codes, grants, sessions, counts and the journal are gone. */
  reset(): void;
}
