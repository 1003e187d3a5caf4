import type {
  Seed,
  SeedApp,
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
import type {
  AppDocument,
  IssueDocument,
  PersonDocument,
  PullRequestDocument,
  RepositoryDocument,
  SeedDocument,
} from "./seed-document.ts";

/** When everything happened that is not said to have happened at another time. */
const longAgo = "2026-01-01T09:00:00Z";

const firstAccountId = 1_000_001;
const firstRepositoryId = 2_000_001;

/** Fills in what a document leaves open. It has been judged before. */
export function fillSeed(document: SeedDocument): Seed {
  const { people, organizations = [], repositories = [], apps, tokens } = document;
  const accountIds = numbers([...people, ...organizations], { from: firstAccountId, field: "id" });
  const repositoryIds = numbers(repositories, { from: firstRepositoryId, field: "id" });
  const notificationIds = numbers([], { from: 1, field: "id" });
  return {
    people: people.map((person) => fillPerson(person, { id: accountIds, notification: notificationIds })),
    organizations: organizations.map(({ id = accountIds(), ...organization }) =>
      filled<SeedOrganization>({ id, login: organization.login, members: [] }, organization),
    ),
    repositories: repositories.map((repository) => {
      const author = authorFor(repository.owner, document);
      return fillRepository(repository, { id: repository.id ?? repositoryIds(), author });
    }),
    apps: apps.map((app) => fillApp(app, people[0]?.login ?? "")),
    ...(tokens && { tokens }),
    rateLimit: filled<SeedRateLimit>({ perUser: 5000, anonymous: 60 }, document.rateLimit ?? {}),
  };
}

function fillPerson(person: PersonDocument, next: { id: () => number; notification: () => number }): SeedPerson {
  const { login, emails, notifications } = person;
  const defaults: SeedPerson = {
    ...{ id: person.id ?? next.id(), login, password: `password-of-${login}`, name: null, email: null, bio: null },
    ...{ company: null, location: null, blog: null, followers: 0, following: 0 },
    ...{ createdAt: longAgo, updatedAt: person.createdAt ?? longAgo },
  };
  return {
    ...filled(defaults, person),
    emails: emails?.map((each, index) =>
      filled<SeedEmail>({ email: each.email, primary: index === 0, verified: true, visibility: null }, each),
    ),
    notifications: notifications?.map((each) => {
      const { id = String(next.notification()), repository, number } = each;
      const about = { id, repository, number };
      const state = { unread: true, updatedAt: longAgo, lastReadAt: null };
      return filled<SeedNotification>({ ...about, reason: "subscribed", ...state }, each);
    }),
  };
}

/** Who wrote what nobody is said to have written: the owner, or somebody of the organisation. */
function authorFor(owner: string, { people, organizations = [] }: SeedDocument): string {
  const is = ({ login }: { login: string }): boolean => login.toLowerCase() === owner.toLowerCase();
  return (people.find(is) ?? { login: organizations.find(is)?.members?.[0] }).login ?? people[0]?.login ?? owner;
}

function fillRepository(
  repository: RepositoryDocument,
  { id, author }: { id: number; author: string },
): SeedRepository {
  const { owner, name, createdAt = longAgo, issues = [], pullRequests = [], milestones, commits } = repository;
  const itemNumbers = numbers([...issues, ...pullRequests], { from: 1, field: "number" });
  const milestoneNumbers = numbers(milestones ?? [], { from: 1, field: "number" });
  const named = [...issues, ...pullRequests].flatMap(({ labels = [] }) => labels);
  const labels = repository.labels ?? [...new Set(named)].map((label) => ({ name: label }));
  const defaults: SeedRepository = {
    ...{ id, owner, name, formerNames: [], private: false, archived: false, forkOf: null, description: null },
    ...{ language: null, topics: [], stars: 0, forks: 0, size: 1, collaborators: [] },
    ...{ createdAt, updatedAt: createdAt, pushedAt: createdAt, labels: [], issues: [], pullRequests: [] },
  };
  return {
    ...filled(defaults, repository),
    labels: labels.map((label) => filled<SeedLabel>({ name: label.name, color: "ededed", description: null }, label)),
    issues: issues.map((issue) => fillIssue(issue, { number: issue.number ?? itemNumbers(), author, createdAt })),
    pullRequests: pullRequests.map((pull) =>
      fillPullRequest(pull, { number: pull.number ?? itemNumbers(), author, createdAt }),
    ),
    milestones: milestones?.map((each) => {
      const { number = milestoneNumbers(), title } = each;
      return filled<SeedMilestone>({ number, title, description: null, state: "open", dueOn: null, createdAt }, each);
    }),
    commits: commits?.map((each) =>
      filled<SeedCommit>({ message: each.message, author, committedAt: createdAt }, each),
    ),
  };
}

interface ItemGround {
  readonly number: number;
  readonly author: string;
  readonly createdAt: string;
}

function fillIssue(issue: IssueDocument, { number, author, createdAt }: ItemGround): SeedIssue {
  const { title, state = "open", createdAt: begunAt = createdAt, updatedAt = begunAt } = issue;
  const discussion = issue.discussion?.map((each) => filled<SeedComment>({ author, body: each.body, createdAt }, each));
  const defaults: SeedIssue = {
    number,
    title,
    body: null,
    author,
    labels: [],
    assignees: [],
    state,
    comments: discussion?.length ?? 0,
    createdAt,
    updatedAt,
    closedAt: state === "closed" ? updatedAt : null,
  };
  return { ...filled(defaults, issue), discussion };
}

function fillPullRequest(pull: PullRequestDocument, ground: ItemGround): SeedPullRequest {
  const defaults: SeedPullRequest = {
    ...fillIssue(pull, ground),
    headBranch: `branch-${ground.number}`,
    baseBranch: "main",
    headDeleted: false,
    draft: false,
    mergedAt: null,
  };
  return { ...filled(defaults, pull), discussion: defaults.discussion };
}

function fillApp(app: AppDocument, firstLogin: string): SeedApp {
  const { clientId, kind = "oauth-app", callbacks = [{ url: "http://127.0.0.1/callback", wildcard: true }] } = app;
  const defaults: SeedApp = {
    ...{ clientId, kind, name: clientId, owner: firstLogin, homepageUrl: "http://127.0.0.1/", callbacks: [] },
    ...{ expiringTokens: kind === "github-app", installedOn: [] },
  };
  return {
    ...filled(defaults, app),
    callbacks: callbacks.map((each) =>
      typeof each === "string" ? { url: each, wildcard: false } : { url: each.url, wildcard: each.wildcard ?? false },
    ),
  };
}

/**
 * An item as it was written, with defaults for what was left open: a field that is undefined hides none. Not by spreading it,
 * which for a thousand issues takes ten times as long.
 */
function filled<Item extends object>(defaults: Item, written: { readonly [Field in keyof Item]?: unknown }): Item {
  const item = { ...defaults };
  for (const [field, value] of Object.entries(written)) if (value !== undefined) Reflect.set(item, field, value);
  return item;
}

/** Counts up, past the numbers that are taken. */
function numbers(items: readonly object[], { from, field }: { from: number; field: string }): () => number {
  const taken = new Set(items.map((item): unknown => Reflect.get(item, field)));
  let last = from - 1;
  return () => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
}
