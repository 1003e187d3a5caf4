/** An issue. Issues and pull requests of one repository share one sequence of numbers. */
export interface SeedIssue {
  readonly number: number;
  readonly title: string;
  /** `@login` in it mentions a person. */
  readonly body: string | null;
  /** Login; null when the account was deleted. */
  readonly author: string | null;
  /** Names of labels of the same repository. */
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly state: "open" | "closed";
  /** How many comments it has; their texts are made up where `discussion` does not give them. */
  readonly comments: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  /** `completed` for a closed one when absent. */
  readonly stateReason?: "completed" | "not_planned" | "duplicate" | "reopened" | undefined;
  /** The comments, the oldest first. */
  readonly discussion?: readonly SeedComment[] | undefined;
  /** Number of a milestone of the same repository. */
  readonly milestone?: number | undefined;
  readonly locked?: boolean | undefined;
  /** Name of an issue type; issues have none when absent. */
  readonly type?: string | undefined;
}

/** What somebody wrote below an issue or a pull request. */
export interface SeedComment {
  /** Login; null when the account was deleted. */
  readonly author: string | null;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt?: string | undefined;
}

export interface SeedPullRequest extends SeedIssue {
  readonly headBranch: string;
  readonly baseBranch: string;
  /** `owner/name` of the fork the branch lies in; the repository itself when absent. */
  readonly headRepository?: string | undefined;
  /** True when the branch lay in a fork that no longer exists: `head.repo` and `head.user` are then null. */
  readonly headDeleted: boolean;
  readonly draft: boolean;
  readonly mergedAt: string | null;
  /** Logins of those who were asked to review. */
  readonly requestedReviewers?: readonly string[] | undefined;
}
