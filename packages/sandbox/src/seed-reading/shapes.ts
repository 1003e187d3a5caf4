import type {
  Seed,
  SeedApp,
  SeedBranch,
  SeedCallback,
  SeedComment,
  SeedCommit,
  SeedContributor,
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
  SeedToken,
} from "../seed.ts";
import type { TokenPolicy } from "../token-policy.ts";
import * as is from "./check.ts";

const email = is.recordOf<SeedEmail>(
  {
    email: is.filledText,
    primary: is.flag,
    verified: is.flag,
    visibility: is.orNull(is.oneOf("public", "private")),
  },
  ["email"],
);

const notification = is.recordOf<SeedNotification>(
  {
    id: is.filledText,
    repository: is.fullName,
    number: is.positive,
    reason: is.oneOf("assign", "author", "comment", "manual", "mention", "review_requested", "subscribed"),
    unread: is.flag,
    updatedAt: is.instant,
    lastReadAt: is.orNull(is.instant),
  },
  ["repository", "number"],
);

const person = is.recordOf<SeedPerson>(
  {
    id: is.positive,
    login: is.login,
    password: is.filledText,
    name: is.orNull(is.text),
    email: is.orNull(is.text),
    bio: is.orNull(is.text),
    company: is.orNull(is.text),
    location: is.orNull(is.text),
    blog: is.orNull(is.text),
    followers: is.count,
    following: is.count,
    createdAt: is.instant,
    updatedAt: is.instant,
    emails: is.listOf(email),
    notifications: is.listOf(notification),
  },
  ["login"],
);

const organization = is.recordOf<SeedOrganization>(
  {
    id: is.positive,
    login: is.login,
    members: is.listOf(is.login),
    owners: is.listOf(is.login),
    name: is.orNull(is.text),
    description: is.orNull(is.text),
    email: is.orNull(is.text),
    blog: is.orNull(is.text),
    location: is.orNull(is.text),
    createdAt: is.instant,
    updatedAt: is.instant,
    singleSignOn: is.recordOf<{ authorized: unknown }>({ authorized: is.listOf(is.login) }, ["authorized"]),
    appRestrictions: is.recordOf<{ approved: unknown }>({ approved: is.listOf(is.text) }, ["approved"]),
  },
  ["login"],
);

const label = is.recordOf<SeedLabel>(
  { name: is.filledText, color: is.hexadecimal(6), description: is.orNull(is.text) },
  ["name"],
);

const milestone = is.recordOf<SeedMilestone>(
  {
    number: is.positive,
    title: is.filledText,
    description: is.orNull(is.text),
    state: is.oneOf("open", "closed"),
    dueOn: is.orNull(is.instant),
    createdAt: is.instant,
  },
  ["title"],
);

const branch = is.recordOf<SeedBranch>({ name: is.filledText, sha: is.hexadecimal(40), protected: is.flag }, ["name"]);

const commit = is.recordOf<SeedCommit>(
  { sha: is.hexadecimal(40), message: is.text, author: is.orNull(is.login), committedAt: is.instant },
  ["message"],
);

const contributor = is.recordOf<SeedContributor>({ login: is.login, contributions: is.positive }, [
  "login",
  "contributions",
]);

const comment = is.recordOf<SeedComment>(
  { author: is.orNull(is.login), body: is.text, createdAt: is.instant, updatedAt: is.instant },
  ["body"],
);

const issueShape: is.Shape<SeedIssue> = {
  number: is.positive,
  title: is.text,
  body: is.orNull(is.text),
  author: is.orNull(is.login),
  labels: is.listOf(is.text),
  assignees: is.listOf(is.login),
  state: is.oneOf("open", "closed"),
  comments: is.count,
  createdAt: is.instant,
  updatedAt: is.instant,
  closedAt: is.orNull(is.instant),
  stateReason: is.oneOf("completed", "not_planned", "duplicate", "reopened"),
  discussion: is.listOf(comment),
  milestone: is.positive,
  locked: is.flag,
  type: is.text,
};

const pullRequest = is.recordOf<SeedPullRequest>(
  {
    ...issueShape,
    headBranch: is.filledText,
    baseBranch: is.filledText,
    headRepository: is.fullName,
    headDeleted: is.flag,
    draft: is.flag,
    mergedAt: is.orNull(is.instant),
    requestedReviewers: is.listOf(is.login),
  },
  ["title"],
);

const repository = is.recordOf<SeedRepository>(
  {
    id: is.positive,
    owner: is.login,
    name: is.repositoryName,
    formerNames: is.listOf(is.repositoryName),
    private: is.flag,
    archived: is.flag,
    forkOf: is.orNull(is.fullName),
    description: is.orNull(is.text),
    language: is.orNull(is.text),
    topics: is.listOf(is.text),
    stars: is.count,
    forks: is.count,
    size: is.count,
    collaborators: is.listOf(is.login),
    createdAt: is.instant,
    updatedAt: is.instant,
    pushedAt: is.instant,
    labels: is.listOf(label),
    issues: is.listOf(is.recordOf<SeedIssue>(issueShape, ["title"])),
    pullRequests: is.listOf(pullRequest),
    milestones: is.listOf(milestone),
    defaultBranch: is.filledText,
    branches: is.listOf(branch),
    commits: is.listOf(commit),
    contributors: is.listOf(contributor),
    languages: is.mapOf(is.count),
    homepage: is.orNull(is.text),
    hasIssues: is.flag,
    blocked: is.recordOf<{ reason: unknown; createdAt: unknown }>(
      { reason: is.oneOf("dmca", "tos"), createdAt: is.instant },
      ["reason", "createdAt"],
    ),
  },
  ["owner", "name"],
);

const callback = is.either(
  (value) => typeof value === "string",
  is.address,
  is.recordOf<SeedCallback>({ url: is.address, wildcard: is.flag }, ["url"]),
);

const tokenPolicy = is.recordOf<TokenPolicy>({
  rotation: is.oneOf("github", "strict", "none"),
  reuse: is.oneOf("refuse", "revoke_family"),
  graceMs: is.duration,
  accessLifetimeMs: is.duration,
  refreshLifetimeMs: is.duration,
});

const app = is.recordOf<SeedApp>(
  {
    clientId: is.filledText,
    clientSecret: is.filledText,
    kind: is.oneOf("oauth-app", "github-app"),
    name: is.filledText,
    owner: is.login,
    homepageUrl: is.address,
    callbacks: is.listOf(callback),
    expiringTokens: is.flag,
    tokens: tokenPolicy,
    deviceFlow: is.flag,
    anySecret: is.flag,
    suspended: is.flag,
    installedOn: is.listOf(is.filledText),
  },
  ["clientId"],
);

const token = is.recordOf<SeedToken>(
  {
    token: is.filledText,
    owner: is.login,
    app: is.filledText,
    scopes: is.listOf(is.filledText),
    issuedAt: is.instant,
    expiresAt: is.instant,
    refreshToken: is.filledText,
    refreshTokenExpiresAt: is.instant,
    revoked: is.flag,
  },
  ["token", "owner", "app"],
);

const rateLimit = is.recordOf<SeedRateLimit>({
  perUser: is.count,
  anonymous: is.count,
  searchPerMinute: is.count,
  anonymousSearchPerMinute: is.count,
  graphqlPerHour: is.count,
  pointsPerMinute: is.positive,
});

/** The whole document. */
export const seedCheck = is.recordOf<Seed>(
  {
    people: is.listOf(person),
    organizations: is.listOf(organization),
    repositories: is.listOf(repository),
    apps: is.listOf(app),
    tokens: is.listOf(token),
    rateLimit,
  },
  ["people", "apps"],
);
