import type { TokenPolicy } from "./token-policy.ts";

/**
 * The world a sandbox starts with: one plain JSON document. Logins and repository names are compared without regard to
 * case; instants are ISO 8601 strings in UTC.
 */
export interface Seed {
  readonly people: readonly SeedPerson[];
  readonly organizations: readonly SeedOrganization[];
  readonly repositories: readonly SeedRepository[];
  readonly apps: readonly SeedApp[];
  readonly rateLimit: SeedRateLimit;
}

/** A person who can sign in. `id` is unique among people and organisations. */
export interface SeedPerson {
  readonly id: number;
  readonly login: string;
  /** Typed on the sign-in page, which also shows it to whoever looks: never a secret, so never put a real one here. */
  readonly password: string;
  readonly name: string | null;
  /** The address shown on the public profile; null when hidden. */
  readonly email: string | null;
  readonly bio: string | null;
  readonly company: string | null;
  readonly location: string | null;
  readonly blog: string | null;
  readonly followers: number;
  readonly following: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface SeedOrganization {
  readonly id: number;
  readonly login: string;
  /** Logins of the people who belong to it; they see its private repositories. */
  readonly members: readonly string[];
}

export interface SeedRepository {
  readonly id: number;
  /** Login of a person or an organisation. */
  readonly owner: string;
  readonly name: string;
  /** Names this repository had before: requests for them are answered with a permanent redirect. */
  readonly formerNames: readonly string[];
  readonly private: boolean;
  readonly archived: boolean;
  /** `owner/name` of the repository this one was forked from. */
  readonly forkOf: string | null;
  readonly description: string | null;
  readonly language: string | null;
  readonly topics: readonly string[];
  readonly stars: number;
  readonly forks: number;
  /** Kibibytes; 0 for a repository nobody has pushed to. */
  readonly size: number;
  /** Logins of people who were invited, beside the owner and the organisation's members. */
  readonly collaborators: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly pushedAt: string;
  readonly labels: readonly SeedLabel[];
  readonly issues: readonly SeedIssue[];
  readonly pullRequests: readonly SeedPullRequest[];
}

export interface SeedLabel {
  readonly name: string;
  /** Six hexadecimal digits without `#`. */
  readonly color: string;
  readonly description: string | null;
}

/** An issue. Issues and pull requests of one repository share one sequence of numbers. */
export interface SeedIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  /** Login; null when the account was deleted. */
  readonly author: string | null;
  /** Names of labels of the same repository. */
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly state: "open" | "closed";
  readonly comments: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
}

export interface SeedPullRequest extends SeedIssue {
  readonly headBranch: string;
  readonly baseBranch: string;
  /** True when the branch lay in a fork that no longer exists: `head.repo` and `head.user` are then null. */
  readonly headDeleted: boolean;
  readonly draft: boolean;
  readonly mergedAt: string | null;
}

export interface SeedApp {
  readonly clientId: string;
  /** 40 hexadecimal digits; a random one is made for each sandbox when absent. */
  readonly clientSecret?: string | undefined;
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
  /** For a GitHub App: logins of the accounts whose repositories it may see. */
  readonly installedOn: readonly string[];
}

export interface SeedCallback {
  readonly url: string;
  /** Whether sub-domains and deeper paths match too; without it the address must be equal. */
  readonly wildcard: boolean;
}

/** Requests per hour. */
export interface SeedRateLimit {
  /** Also for an app that asks for itself. */
  readonly perUser: number;
  readonly anonymous: number;
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
