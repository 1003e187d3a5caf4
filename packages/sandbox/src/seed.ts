import type { SeedOrganization, SeedPerson } from "./seed-accounts.ts";
import type { SeedRepository } from "./seed-repository.ts";
import type { TokenPolicy } from "./token-policy.ts";

export type { SeedEmail, SeedNotification, SeedOrganization, SeedPerson } from "./seed-accounts.ts";
export type { SeedComment, SeedIssue, SeedPullRequest } from "./seed-items.ts";
export type {
  SeedBranch,
  SeedCommit,
  SeedContributor,
  SeedLabel,
  SeedMilestone,
  SeedRepository,
} from "./seed-repository.ts";

/**
 * The world a sandbox starts with: one plain JSON document. Logins and repository names are compared without regard to
 * case; instants are ISO 8601 strings in UTC.
 */
export interface Seed {
  readonly people: readonly SeedPerson[];
  readonly organizations: readonly SeedOrganization[];
  readonly repositories: readonly SeedRepository[];
  readonly apps: readonly SeedApp[];
  /** Tokens that were issued before it all began; none when absent. */
  readonly tokens?: readonly SeedToken[] | undefined;
  readonly rateLimit: SeedRateLimit;
}

/** An app that somebody has registered: an OAuth app, or a GitHub App. */
export interface SeedApp {
  readonly clientId: string;
  /** 40 hexadecimal digits; a random one is made for each sandbox when absent. */
  readonly clientSecret?: string | undefined;
  /** Whether every secret is the right one, for a program like gh whose secret everybody can read; false when absent. */
  readonly anySecret?: boolean | undefined;
  readonly kind: "oauth-app" | "github-app";
  readonly name: string;
  /** Login of the person or organisation that registered it. */
  readonly owner: string;
  readonly homepageUrl: string;
  /** At least one; the first is used when a request names none. */
  readonly callbacks: readonly SeedCallback[];
  /** Tokens die after eight hours and come with a refresh token, as new apps on GitHub have it. */
  readonly expiringTokens: boolean;
  /** How expiring tokens of this app differ from what the sandbox's option `tokens` says, or from GitHub's. */
  readonly tokens?: Partial<TokenPolicy> | undefined;
  /** Whether it may begin sign-ins on devices; false when absent. */
  readonly deviceFlow?: boolean | undefined;
  /** Whether it was suspended; false when absent. */
  readonly suspended?: boolean | undefined;
  /** For a GitHub App: logins of the accounts whose repositories it may see, or `owner/name` of single repositories. */
  readonly installedOn: readonly string[];
}

/** An address that an app may have people led back to. */
export interface SeedCallback {
  readonly url: string;
  /** Whether sub-domains and deeper paths match too; without it the address must be equal. */
  readonly wildcard: boolean;
}

/** A token that has been issued already. Made up for a test: a real one must never be in a seed. */
export interface SeedToken {
  /** As it is sent. */
  readonly token: string;
  /** Login of the person it speaks for. */
  readonly owner: string;
  /** Client id of the app it was issued to. */
  readonly app: string;
  /** None when absent. */
  readonly scopes?: readonly string[] | undefined;
  /** The start of the sandbox when absent. */
  readonly issuedAt?: string | undefined;
  /** It does not expire when absent, unless there is a refresh token. */
  readonly expiresAt?: string | undefined;
  readonly refreshToken?: string | undefined;
  readonly refreshTokenExpiresAt?: string | undefined;
  /** Whether it was revoked, with its refresh token; false when absent. */
  readonly revoked?: boolean | undefined;
}

/** Requests per hour. */
export interface SeedRateLimit {
  /** Also for an app that asks for itself. */
  readonly perUser: number;
  readonly anonymous: number;
  /** Requests to `/search` per minute with a token; 30 when absent. */
  readonly searchPerMinute?: number | undefined;
  /** Requests to `/search` per minute without a token; 10 when absent. */
  readonly anonymousSearchPerMinute?: number | undefined;
  /** Points per hour for GraphQL; 5000 when absent. */
  readonly graphqlPerHour?: number | undefined;
  /**
   * Points per minute (1 for a request that reads, 5 for one that writes) above which the secondary limit strikes. GitHub's is
   * 900; none when absent, because a test suite is faster than a person.
   */
  readonly pointsPerMinute?: number | undefined;
}

/** An app of a running sandbox: like in the seed, with its secret and everything about its tokens filled in. */
export interface PlantedApp extends SeedApp {
  readonly clientSecret: string;
  readonly tokens: TokenPolicy;
}

/** The seed of a running sandbox: what its apps left open is filled in, and somebody can sign in to something. */
export interface PlantedSeed extends Seed {
  readonly people: readonly [SeedPerson, ...SeedPerson[]];
  readonly apps: readonly [PlantedApp, ...PlantedApp[]];
}
