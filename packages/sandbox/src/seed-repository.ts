import type { SeedIssue, SeedPullRequest } from "./seed-items.ts";

/** A repository with all that is in it, of a person or an organisation. */
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
  readonly milestones?: readonly SeedMilestone[] | undefined;
  /** `main` when absent. */
  readonly defaultBranch?: string | undefined;
  /** When absent, the default branch and those that its open pull requests are about; none while the size is 0. */
  readonly branches?: readonly SeedBranch[] | undefined;
  /** Of the default branch, the newest first. When absent, one for each merged pull request and a first one. */
  readonly commits?: readonly SeedCommit[] | undefined;
  /** Who wrote how many commits, the busiest first; counted when absent. */
  readonly contributors?: readonly SeedContributor[] | undefined;
  /** Bytes by language; the size, all in `language`, when absent. */
  readonly languages?: Readonly<Record<string, number>> | undefined;
  readonly homepage?: string | null | undefined;
  /** Where false, requests for issues are answered with 410; true when absent. */
  readonly hasIssues?: boolean | undefined;
  /** Since when GitHub lets nobody in, and why: a takedown notice (451), or its terms (403). */
  readonly blocked?: { readonly reason: "dmca" | "tos"; readonly createdAt: string } | undefined;
}

/** A label of a repository. */
export interface SeedLabel {
  readonly name: string;
  /** Six hexadecimal digits without `#`. */
  readonly color: string;
  readonly description: string | null;
}

/** A milestone of a repository. */
export interface SeedMilestone {
  readonly number: number;
  readonly title: string;
  readonly description: string | null;
  readonly state: "open" | "closed";
  readonly dueOn: string | null;
  readonly createdAt: string;
}

/** A branch of a repository. */
export interface SeedBranch {
  readonly name: string;
  /** 40 hexadecimal digits; made of the name when absent. */
  readonly sha?: string | undefined;
  readonly protected?: boolean | undefined;
}

/** A commit of a repository's default branch. */
export interface SeedCommit {
  /** 40 hexadecimal digits; made of its place when absent. */
  readonly sha?: string | undefined;
  readonly message: string;
  /** Login; null when the address belongs to no account. */
  readonly author: string | null;
  readonly committedAt: string;
}

/** Somebody who has committed to a repository, and how often. */
export interface SeedContributor {
  readonly login: string;
  readonly contributions: number;
}
