import type { components } from "@octokit/openapi-types";

type Schemas = components["schemas"];

/** The members of GitHub's answers that are read, as its description has them, with believable values. */
export function wireProfile(changes: Partial<Schemas["public-user"]> = {}) {
  return {
    id: 1,
    login: "octocat",
    name: "The Octocat",
    html_url: "https://github.com/octocat",
    public_repos: 8,
    followers: 20,
    following: 0,
    created_at: "2011-01-25T18:44:36Z",
    ...changes,
  };
}

export function wireRepository(changes: Partial<Schemas["repository"]> = {}) {
  return {
    full_name: "octocat/hello-world",
    name: "hello-world",
    description: "My first repository",
    html_url: "https://github.com/octocat/hello-world",
    visibility: "public",
    private: false,
    fork: false,
    archived: false,
    stargazers_count: 80,
    language: "TypeScript",
    created_at: "2011-01-26T19:01:12Z",
    updated_at: "2026-01-26T19:14:43Z",
    pushed_at: "2026-01-26T19:06:43Z",
    ...changes,
  };
}

export function wireIssue(changes: Partial<Schemas["issue"]> = {}) {
  return {
    number: 1347,
    title: "Found a bug",
    state: "open",
    html_url: "https://github.com/octocat/hello-world/issues/1347",
    user: { login: "octocat" },
    labels: [{ name: "bug", color: "f29513", description: "Something isn't working" }],
    created_at: "2011-04-22T13:33:48Z",
    updated_at: "2011-04-22T13:33:48Z",
    ...changes,
  };
}

export function wirePullRequest(changes: Partial<Schemas["pull-request-simple"]> = {}) {
  return {
    number: 1348,
    title: "Amazing new feature",
    state: "open",
    draft: false,
    merged_at: null,
    html_url: "https://github.com/octocat/hello-world/pull/1348",
    user: { login: "octocat" },
    head: { ref: "new-topic" },
    base: { ref: "main" },
    labels: [],
    created_at: "2011-01-26T19:01:12Z",
    updated_at: "2011-01-26T19:01:12Z",
    ...changes,
  };
}
