import type { Seed, SeedApp, SeedComment, SeedIssue, SeedPullRequest, SeedRepository } from "../seed.ts";
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
    organizations: organizations.map((organization) => ({
      members: [],
      ...given(organization),
      id: organization.id ?? accountIds(),
      login: organization.login,
    })),
    repositories: repositories.map((repository) => {
      const author = authorFor(repository.owner, document);
      return fillRepository(repository, { id: repository.id ?? repositoryIds(), author });
    }),
    apps: apps.map((app) => fillApp(app, people[0]?.login ?? "")),
    ...(tokens && { tokens }),
    rateLimit: { perUser: 5000, anonymous: 60, ...given(document.rateLimit ?? {}) },
  };
}

function fillPerson(
  person: PersonDocument,
  next: { id: () => number; notification: () => number },
): Seed["people"][number] {
  const { login, emails, notifications } = person;
  return {
    ...{
      password: `password-of-${login}`,
      name: null,
      email: null,
      bio: null,
      company: null,
      location: null,
      blog: null,
    },
    ...{ followers: 0, following: 0, createdAt: longAgo, updatedAt: person.createdAt ?? longAgo },
    ...given(person),
    id: person.id ?? next.id(),
    login,
    emails: emails?.map((each, index) => ({
      primary: index === 0,
      verified: true,
      visibility: null,
      ...given(each),
      email: each.email,
    })),
    notifications: notifications?.map((each) => ({
      ...{ reason: "subscribed" as const, unread: true, updatedAt: longAgo, lastReadAt: null },
      ...given(each),
      id: each.id ?? String(next.notification()),
      repository: each.repository,
      number: each.number,
    })),
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
  return {
    ...{
      formerNames: [],
      private: false,
      archived: false,
      forkOf: null,
      description: null,
      language: null,
      topics: [],
    },
    ...{ stars: 0, forks: 0, size: 1, collaborators: [], createdAt, updatedAt: createdAt, pushedAt: createdAt },
    ...given(repository),
    ...{ id, owner, name },
    labels: labels.map((label) => ({ color: "ededed", description: null, ...given(label), name: label.name })),
    issues: issues.map((issue) => fillIssue(issue, { number: issue.number ?? itemNumbers(), author, createdAt })),
    pullRequests: pullRequests.map((pull) =>
      fillPullRequest(pull, { number: pull.number ?? itemNumbers(), author, createdAt }),
    ),
    milestones: milestones?.map((each) => ({
      ...{ description: null, state: "open" as const, dueOn: null, createdAt },
      ...given(each),
      number: each.number ?? milestoneNumbers(),
      title: each.title,
    })),
    commits: commits?.map((each) => ({ author, committedAt: createdAt, ...given(each), message: each.message })),
  };
}

interface ItemGround {
  readonly number: number;
  readonly author: string;
  readonly createdAt: string;
}

function fillIssue(issue: IssueDocument, { number, author, createdAt }: ItemGround): SeedIssue {
  const { title, state = "open", discussion } = issue;
  const comments = discussion?.map((each): SeedComment => ({ author, createdAt, ...given(each), body: each.body }));
  return {
    ...{ body: null, author, labels: [], assignees: [], createdAt, updatedAt: issue.createdAt ?? createdAt },
    closedAt: state === "closed" ? (issue.updatedAt ?? issue.createdAt ?? createdAt) : null,
    comments: comments?.length ?? 0,
    ...given(issue),
    ...{ number, title, state, discussion: comments },
  };
}

function fillPullRequest(pull: PullRequestDocument, ground: ItemGround): SeedPullRequest {
  const issue = fillIssue(pull, ground);
  return {
    ...{ headBranch: `branch-${ground.number}`, baseBranch: "main", headDeleted: false, draft: false, mergedAt: null },
    ...given(pull),
    ...issue,
    discussion: issue.discussion,
  };
}

function fillApp(app: AppDocument, firstLogin: string): SeedApp {
  const { clientId, callbacks = [{ url: "http://127.0.0.1/callback", wildcard: true }] } = app;
  return {
    ...{ kind: "oauth-app" as const, name: clientId, owner: firstLogin, homepageUrl: "http://127.0.0.1/" },
    ...{ expiringTokens: app.kind === "github-app", installedOn: [] },
    ...given(app),
    clientId,
    callbacks: callbacks.map((each) =>
      typeof each === "string" ? { url: each, wildcard: false } : { url: each.url, wildcard: each.wildcard ?? false },
    ),
  };
}

/** What is really there: a field that is undefined must not hide a default. */
function given<Item extends object>(item: Item): { [Field in keyof Item]: Exclude<Item[Field], undefined> } {
  const entries = Object.entries(item).filter(([, value]) => value !== undefined);
  // The fields that are left are those whose value is not undefined.
  return Object.fromEntries(entries) as { [Field in keyof Item]: Exclude<Item[Field], undefined> };
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
