import type { SeedRepository } from "../seed.ts";
import { hostileBranch, hostileDescription, hostileLabel, hostileTitles } from "./hostile.ts";
import { type Items, makeIssue, makeItems, makePullRequest } from "./items.ts";
import { labels } from "./labels.ts";
import type { Random } from "./random.ts";

/** What is said of a repository; the rest is filled in. */
export type RepositorySketch = Pick<SeedRepository, "owner" | "name" | "description" | "language" | "updatedAt"> &
  Partial<SeedRepository>;

/** Repositories that are there for a reason, the most recently updated first. */
export function featuredRepositories(random: Random): readonly RepositorySketch[] {
  return [
    {
      owner: "octo-lena",
      name: "tide-tables",
      description: "High and low water for any harbor, offline.",
      language: "TypeScript",
      stars: 128,
      forks: 14,
      topics: ["tides", "offline", "cli"],
      collaborators: ["otis-otter"],
      updatedAt: "2026-10-31T18:42:00Z",
      ...makeItems(random, { until: "2026-10-31T18:42:00Z", issues: 46, pullRequests: 19, open: 0.6 }),
    },
    {
      owner: "octo-lena",
      name: "pocket-lighthouse",
      private: true,
      description: "Rota and notes of the lighthouse keepers.",
      language: "Python",
      collaborators: ["coral-kai"],
      updatedAt: "2026-10-31T11:05:00Z",
      ...makeItems(random, { until: "2026-10-31T11:05:00Z", issues: 9, pullRequests: 4, open: 0.7 }),
    },
    {
      owner: "tidepool-labs",
      name: "kelp-forest",
      description: "A content-addressed store that grows like kelp 🌿",
      language: "Rust",
      stars: 2310,
      forks: 187,
      topics: ["storage", "rust"],
      updatedAt: "2026-10-30T20:17:00Z",
      ...makeItems(random, { until: "2026-10-30T20:17:00Z", issues: 60, pullRequests: 35, open: 0.4 }),
    },
    {
      owner: "octo-lena",
      name: "morning-swim",
      description: null,
      language: null,
      updatedAt: "2026-10-29T06:30:00Z",
      ...makeItems(random, { until: "2026-10-29T06:30:00Z", issues: 2, pullRequests: 0, open: 1 }),
    },
    {
      owner: "harbor-works",
      name: "foghorn",
      description: "Loud, polite alerts.",
      language: "Go",
      stars: 540,
      forks: 38,
      updatedAt: "2026-10-28T14:00:00Z",
      ...makeItems(random, { until: "2026-10-28T14:00:00Z", issues: 28, pullRequests: 12, open: 0.5 }),
    },
    {
      owner: "coral-kai",
      name: "reef-radio",
      description: "راديو الشعاب · radio for the reef, mostly at night 📻",
      language: "Kotlin",
      stars: 77,
      collaborators: ["octo-lena"],
      updatedAt: "2026-10-27T22:22:00Z",
      ...makeItems(random, { until: "2026-10-27T22:22:00Z", issues: 14, pullRequests: 6, open: 0.6 }),
    },
    {
      owner: "octo-lena",
      name: "pull-parade",
      description: "Every dependency update, one by one. Its newest hundreds of issues are all pull requests.",
      language: "Shell",
      updatedAt: "2026-10-20T08:00:00Z",
      ...paradeItems(random, "2026-10-20T08:00:00Z"),
    },
    {
      owner: "octo-lena",
      name: "escape-room",
      description: hostileDescription,
      language: "C",
      stars: 3,
      labels: [...labels, hostileLabel],
      updatedAt: "2026-10-18T13:37:00Z",
      ...hostileItems(random, "2026-10-18T13:37:00Z"),
    },
    {
      owner: "octo-lena",
      name: "quiet-harbor",
      description: "Everything here is done.",
      language: "TypeScript",
      stars: 9,
      updatedAt: "2026-10-12T17:00:00Z",
      ...makeItems(random, { until: "2026-10-12T17:00:00Z", issues: 7, pullRequests: 5, open: 0 }),
    },
    {
      owner: "octo-lena",
      name: "empty-shell",
      description: null,
      language: null,
      size: 0,
      updatedAt: "2026-10-10T10:00:00Z",
    },
    {
      owner: "octo-lena",
      name: "tide-clock",
      formerNames: ["sundial"],
      description: "Was a sundial once.",
      language: "TypeScript",
      stars: 21,
      updatedAt: "2026-09-30T12:00:00Z",
      ...makeItems(random, { until: "2026-09-30T12:00:00Z", issues: 5, pullRequests: 2, open: 0.5 }),
    },
    {
      owner: "octo-lena",
      name: "kelp-forest",
      forkOf: "tidepool-labs/kelp-forest",
      description: "A content-addressed store that grows like kelp 🌿",
      language: "Rust",
      updatedAt: "2026-08-14T09:30:00Z",
    },
    {
      owner: "octo-lena",
      name: "old-anchor",
      archived: true,
      description: "Lies at the bottom. Use anchor-bolts.",
      language: "Python",
      stars: 15,
      updatedAt: "2021-03-02T07:00:00Z",
      ...makeItems(random, { until: "2021-03-02T07:00:00Z", issues: 6, pullRequests: 1, open: 0.3 }),
    },
    {
      owner: "coral-kai",
      name: "secret-reef",
      private: true,
      description: "Only for friends of the reef.",
      language: "Go",
      collaborators: ["octo-lena"],
      updatedAt: "2026-07-07T07:07:00Z",
      ...makeItems(random, { until: "2026-07-07T07:07:00Z", issues: 3, pullRequests: 2, open: 1 }),
    },
    {
      owner: "tidepool-labs",
      name: "deep-current",
      private: true,
      description: "Measurements we have not published yet.",
      language: "Python",
      updatedAt: "2026-10-02T15:45:00Z",
      ...makeItems(random, { until: "2026-10-02T15:45:00Z", issues: 11, pullRequests: 3, open: 0.6 }),
    },
    {
      owner: "lighthouse-collective",
      name: "keepers-log",
      private: true,
      description: "Not for the eyes of octopuses.",
      language: "HTML",
      updatedAt: "2026-10-26T03:00:00Z",
      ...makeItems(random, { until: "2026-10-26T03:00:00Z", issues: 4, pullRequests: 1, open: 1 }),
    },
  ];
}

/** Old issues below more open pull requests than five of the largest pages hold. */
function paradeItems(random: Random, until: string): Items {
  const [issueCount, pullCount] = [8, 505];
  const issues = Array.from({ length: issueCount }, (_, index) =>
    makeIssue(random, { number: index + 1, until, age: 600 - index, isOpen: true }),
  );
  const pullRequests = Array.from({ length: pullCount }, (_, index) => {
    const number = issueCount + index + 1;
    const issue = makeIssue(random, { number, until, age: pullCount - index, isOpen: true });
    return makePullRequest(random, { ...issue, author: "otis-otter", assignees: [] });
  });
  return { issues, pullRequests };
}

function hostileItems(random: Random, until: string): Items {
  const issues = hostileTitles.map((title, index) => ({
    ...makeIssue(random, { number: index + 1, until, age: 40 - index, isOpen: true }),
    title,
    body: title,
    labels: [hostileLabel.name],
  }));
  const number = issues.length + 1;
  const issue = { ...makeIssue(random, { number, until, age: 1, isOpen: true }), author: "juno-jelly" };
  const pull = { ...makePullRequest(random, issue), title: hostileTitles[0], headBranch: hostileBranch };
  return { issues, pullRequests: [pull] };
}
