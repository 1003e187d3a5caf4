import type {
  Seed,
  SeedApp,
  SeedBranch,
  SeedCallback,
  SeedComment,
  SeedCommit,
  SeedEmail,
  SeedIssue,
  SeedLabel,
  SeedMilestone,
  SeedNotification,
  SeedOrganization,
  SeedPerson,
  SeedPullRequest,
  SeedRateLimit,
  SeedRepository,
} from "../seed.ts";

/** Of what is required of an item, only this has to be written down; the rest has a default. */
type Draft<Item, Needed extends keyof Item> = Pick<Item, Needed> & {
  readonly [Field in keyof Item]?: Item[Field] | undefined;
};

/** An issue as it is written by hand: a title is enough. */
export type IssueDocument = Draft<Omit<SeedIssue, "discussion">, "title"> & {
  readonly discussion?: readonly Draft<SeedComment, "body">[] | undefined;
};

/** A pull request as it is written by hand: a title is enough. */
export type PullRequestDocument = Draft<Omit<SeedPullRequest, "discussion">, "title"> & {
  readonly discussion?: readonly Draft<SeedComment, "body">[] | undefined;
};

type Lists = "labels" | "issues" | "pullRequests" | "milestones" | "branches" | "commits";

/** A repository as it is written by hand: owner and name are enough. */
export type RepositoryDocument = Draft<Omit<SeedRepository, Lists>, "owner" | "name"> & {
  readonly labels?: readonly Draft<SeedLabel, "name">[] | undefined;
  readonly issues?: readonly IssueDocument[] | undefined;
  readonly pullRequests?: readonly PullRequestDocument[] | undefined;
  readonly milestones?: readonly Draft<SeedMilestone, "title">[] | undefined;
  readonly branches?: readonly Draft<SeedBranch, "name">[] | undefined;
  readonly commits?: readonly Draft<SeedCommit, "message">[] | undefined;
};

/** A person as it is written by hand: a login is enough. */
export type PersonDocument = Draft<Omit<SeedPerson, "emails" | "notifications">, "login"> & {
  readonly emails?: readonly Draft<SeedEmail, "email">[] | undefined;
  readonly notifications?: readonly Draft<SeedNotification, "repository" | "number">[] | undefined;
};

/** An organisation as it is written by hand: a login is enough. */
export type OrganizationDocument = Draft<SeedOrganization, "login">;

/** An app as it is written by hand: a client id is enough. */
export type AppDocument = Draft<Omit<SeedApp, "callbacks">, "clientId"> & {
  /** An address alone is matched exactly. */
  readonly callbacks?: readonly (string | Draft<SeedCallback, "url">)[] | undefined;
};

/**
 * A seed as it is written by hand: a person, an app and what a test is about; the rest has defaults. A whole `Seed` is one too.
 *
 * @example
 * { "people": [{ "login": "ada" }], "apps": [{ "clientId": "my-app" }] }
 */
export interface SeedDocument {
  readonly people: readonly PersonDocument[];
  readonly organizations?: readonly OrganizationDocument[] | undefined;
  readonly repositories?: readonly RepositoryDocument[] | undefined;
  readonly apps: readonly AppDocument[];
  readonly tokens?: Seed["tokens"] | undefined;
  readonly rateLimit?: Partial<SeedRateLimit> | undefined;
}
