import type { SeedIssue, SeedPullRequest } from "../seed.ts";
import { labels } from "./labels.ts";
import { branchWords, issueComplaints, issueSubjects, pullVerbs, unusualTitles } from "./phrases.ts";
import type { Random } from "./random.ts";

const dayMs = 86_400_000;

const writers = ["octo-lena", "coral-kai", "otis-otter", "mira-manta", "juno-jelly", "pelle-puffin", null] as const;

export interface Items {
  readonly issues: readonly SeedIssue[];
  readonly pullRequests: readonly SeedPullRequest[];
}

/** Makes what is in a repository; nothing of it is newer than `until`, when the repository was updated last. */
export type MakeItems = (random: Random, until: string) => Items;

interface ItemCounts {
  readonly issues: number;
  readonly pullRequests: number;
  /** Share of the items that are still open. */
  readonly open: number;
}

/** Issues and pull requests, mixed in one sequence of numbers, the highest number being the newest. */
export function mixedItems({ issues, pullRequests, open }: ItemCounts): MakeItems {
  return (random, until) => {
    const made: { issues: SeedIssue[]; pullRequests: SeedPullRequest[] } = { issues: [], pullRequests: [] };
    const total = issues + pullRequests;
    for (let number = 1; number <= total; number += 1) {
      const issuesLeft = issues - made.issues.length;
      const item = makeIssue(random, { number, until, age: total - number, isOpen: random.chance(open) });
      if (random.integer(1, total - number + 1) <= issuesLeft) made.issues.push(item);
      else made.pullRequests.push(makePullRequest(random, item));
    }
    return made;
  };
}

export interface IssueSketch {
  readonly number: number;
  readonly until: string;
  /** Days before `until`. */
  readonly age: number;
  readonly isOpen: boolean;
}

export function makeIssue(random: Random, { number, until, age, isOpen }: IssueSketch): SeedIssue {
  const newestAt = Date.parse(until);
  const createdAt = newestAt - age * dayMs - random.integer(0, dayMs - 1);
  const updatedAt = Math.min(createdAt + random.integer(0, 3 * dayMs), newestAt);
  const author = random.pick(writers);
  return {
    number,
    title: random.chance(0.08)
      ? random.pick(unusualTitles)
      : `${random.pick(issueSubjects)} ${random.pick(issueComplaints)}`,
    body: random.chance(0.15) ? null : "Steps, what happened, and what was expected.",
    author,
    labels: labels.filter(() => random.chance(0.15)).map((label) => label.name),
    assignees: author !== null && random.chance(0.2) ? [author] : [],
    state: isOpen ? "open" : "closed",
    comments: random.integer(0, 12),
    createdAt: spelled(createdAt),
    updatedAt: spelled(updatedAt),
    closedAt: isOpen ? null : spelled(updatedAt),
  };
}

export function makePullRequest(random: Random, issue: SeedIssue): SeedPullRequest {
  const subject = random.pick(issueSubjects);
  const merged = issue.state === "closed" && random.chance(0.8);
  return {
    ...issue,
    title: random.chance(0.05) ? random.pick(unusualTitles) : `${random.pick(pullVerbs)} ${subject.toLowerCase()}`,
    headBranch: `${random.pick(branchWords)}/${subject.toLowerCase().replaceAll(" ", "-")}-${issue.number}`,
    baseBranch: random.chance(0.9) ? "main" : "next",
    headDeleted: issue.author === null,
    draft: issue.state === "open" && random.chance(0.2),
    mergedAt: merged ? issue.closedAt : null,
  };
}

/** As GitHub writes instants. */
export function spelled(instant: number): string {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, "Z");
}
