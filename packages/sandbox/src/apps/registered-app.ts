import type { SeedCallback } from "../seed.ts";
import type { TokenPolicy } from "../token-policy.ts";

/** One of an app's passwords. GitHub lets an app have two, so that one can be replaced without an interruption. */
export interface ClientSecret {
  readonly id: number;
  /** 40 hexadecimal digits. Shown to its owner once, when it is made. */
  readonly value: string;
  readonly createdAt: number;
  lastUsedAt?: number;
}

/**
 * An app as it is registered now: planted from the seed or made on the pages, and changed there. Everything that belongs to
 * an app (tokens, grants, codes) holds this very object, so that a change reaches it at once. Plain data.
 */
export interface RegisteredApp {
  readonly id: number;
  readonly clientId: string;
  readonly kind: "oauth-app" | "github-app";
  /** Login of the person or organisation it belongs to. */
  readonly owner: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly tokens: TokenPolicy;
  name: string;
  /** The name as a part of addresses; never changes for a GitHub App's pages. */
  readonly slug: string;
  description: string;
  homepageUrl: string;
  /** One to ten; the first is used when a request names none. */
  callbacks: readonly SeedCallback[];
  secrets: readonly ClientSecret[];
  /** Every secret is taken for one of its own. */
  readonly anySecret: boolean;
  expiringTokens: boolean;
  deviceFlow: boolean;
  /** Authorization requests of a suspended app are answered with `application_suspended`. */
  suspended: boolean;
  /** What a GitHub App has beyond an OAuth app. */
  readonly githubApp?: GitHubAppDetails | undefined;
}

export interface GitHubAppDetails {
  /** Names of permissions with what is allowed, such as `issues: "read"`. */
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
  readonly isPublic: boolean;
  /** Where a person is sent after an installation; the first callback, with a code, when `requestsSignIn`. */
  readonly setupUrl: string | undefined;
  /** Whether the setup address is also visited after the choice of repositories was changed. */
  readonly setupOnUpdate: boolean;
  readonly requestsSignIn: boolean;
}

/** A GitHub App on an account: it reaches all the repositories of the account, or those that were chosen. */
export interface Installation {
  readonly id: number;
  readonly app: RegisteredApp;
  /** Login of a person or an organisation. */
  readonly account: string;
  /** Ids of the repositories that were chosen. */
  repositories: "all" | ReadonlySet<number>;
  readonly createdAt: number;
}
