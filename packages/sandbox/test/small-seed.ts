import {
  createSandbox,
  defaultSeed,
  type Sandbox,
  type Seed,
  type SeedIssue,
  type SeedPullRequest,
  type SeedRepository,
} from "../src/index.ts";

/** An issue of which a test says only what it is about. */
export function issue(number: number, details: Partial<SeedIssue> = {}): SeedIssue {
  const createdAt = `2026-03-${String(number).padStart(2, "0")}T12:00:00Z`;
  return {
    number,
    title: `Issue ${number}`,
    body: null,
    author: "octo-lena",
    labels: [],
    assignees: [],
    state: "open",
    comments: 0,
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    ...details,
  };
}

export function pull(number: number, details: Partial<SeedPullRequest> = {}): SeedPullRequest {
  return {
    ...issue(number),
    title: `Pull request ${number}`,
    headBranch: `branch-${number}`,
    baseBranch: "main",
    headDeleted: false,
    draft: false,
    mergedAt: null,
    ...details,
  };
}

export function repository(id: number, name: string, details: Partial<SeedRepository> = {}): SeedRepository {
  return {
    id,
    owner: "octo-lena",
    name,
    formerNames: [],
    private: false,
    archived: false,
    forkOf: null,
    description: null,
    language: null,
    topics: [],
    stars: 0,
    forks: 0,
    size: 1,
    collaborators: [],
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-04-01T00:00:00Z",
    pushedAt: "2026-04-01T00:00:00Z",
    labels: [],
    issues: [],
    pullRequests: [],
    ...details,
  };
}

/** A sandbox with these repositories, and whatever else differs from the default seed. */
export function sandboxWith(repositories: readonly SeedRepository[], changes: Partial<Seed> = {}): Sandbox {
  return createSandbox({ seed: { ...defaultSeed(), ...changes, repositories } });
}

/** A token of the default seed's first app, or of another one. */
export function tokenOf(
  sandbox: Sandbox,
  {
    login = "octo-lena",
    scope = "repo user read:org notifications",
    clientId = "Ov23liDgtSandbox0001",
  }: { login?: string; scope?: string; clientId?: string } = {},
): string {
  return sandbox.issueTokens({ login, clientId, scope }).accessToken;
}
