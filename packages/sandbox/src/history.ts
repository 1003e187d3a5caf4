import { createHash } from "node:crypto";
import type { SeedBranch, SeedCommit, SeedContributor, SeedRepository } from "./seed.ts";

/** A commit of a repository, with what its seed left open. */
export interface Commit {
  readonly sha: string;
  readonly message: string;
  readonly author: string | null;
  readonly committedAt: string;
  readonly parent: string | undefined;
}

export interface Branch {
  readonly name: string;
  readonly sha: string;
  readonly protected: boolean;
}

/** What has been pushed to a repository, as its seed tells it or as its pull requests let one expect. */
export interface History {
  /** Of the default branch, the newest first; empty for a repository nobody has pushed to. */
  readonly commits: readonly Commit[];
  /** By name. */
  readonly branches: readonly Branch[];
  /** The busiest first. */
  readonly contributors: readonly SeedContributor[];
  /** Commits whose address belongs to no account. */
  readonly anonymousContributions: number;
  /** Bytes by language. */
  readonly languages: Readonly<Record<string, number>>;
}

export function defaultBranchOf(repository: SeedRepository): string {
  return repository.defaultBranch ?? "main";
}

export function readHistory(repository: SeedRepository): History {
  const commits = commitsOf(repository);
  const { language, size } = repository;
  return {
    commits,
    branches: branchesOf(repository, commits),
    contributors: repository.contributors ?? countContributors(commits),
    anonymousContributions: commits.filter((commit) => commit.author === null).length,
    languages: repository.languages ?? (language === null || size === 0 ? {} : { [language]: size * 1024 }),
  };
}

/** The commit a branch points to. */
export function headOf(repository: SeedRepository, { commits, branches }: History, branch: string): string {
  if (branch === defaultBranchOf(repository) && commits[0] !== undefined) return commits[0].sha;
  return branches.find(({ name }) => name === branch)?.sha ?? madeUpSha(repository, `branch ${branch}`);
}

/** Forty hexadecimal digits that are always the same for the same subject. */
export function madeUpSha(repository: SeedRepository, subject: string): string {
  return createHash("sha1").update(`${repository.id} ${subject}`).digest("hex");
}

function commitsOf(repository: SeedRepository): readonly Commit[] {
  const told: readonly SeedCommit[] = repository.commits ?? (repository.size === 0 ? [] : expectedCommits(repository));
  const shas = told.map(({ sha }, index) => sha ?? madeUpSha(repository, `commit ${told.length - index}`));
  return told.map(({ message, author, committedAt }, index) => ({
    sha: shas[index] ?? "",
    message,
    author,
    committedAt,
    parent: shas[index + 1],
  }));
}

function expectedCommits(repository: SeedRepository): readonly SeedCommit[] {
  const merges = repository.pullRequests.flatMap(({ title, number, author, mergedAt }) =>
    mergedAt === null ? [] : [{ message: `${title} (#${number})`, author, committedAt: mergedAt }],
  );
  const first = { message: "Initial commit", author: repository.owner, committedAt: repository.createdAt };
  return [...merges, first].sort((left, right) => (left.committedAt < right.committedAt ? 1 : -1));
}

function branchesOf(repository: SeedRepository, commits: readonly Commit[]): readonly Branch[] {
  const told: readonly SeedBranch[] =
    repository.branches ?? (repository.size === 0 ? [] : expectedBranches(repository));
  return told
    .map(({ name, sha, protected: isProtected = false }) => ({
      name,
      sha:
        sha ??
        (name === defaultBranchOf(repository) ? commits[0]?.sha : undefined) ??
        madeUpSha(repository, `branch ${name}`),
      protected: isProtected,
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function expectedBranches(repository: SeedRepository): readonly SeedBranch[] {
  const open = repository.pullRequests.filter(
    (pull) => pull.state === "open" && !pull.headDeleted && pull.headRepository === undefined,
  );
  const names = new Set([
    defaultBranchOf(repository),
    ...repository.pullRequests.map((pull) => pull.baseBranch),
    ...open.map((pull) => pull.headBranch),
  ]);
  return [...names].map((name) => ({ name }));
}

function countContributors(commits: readonly Commit[]): readonly SeedContributor[] {
  const counts = new Map<string, number>();
  for (const { author } of commits) if (author !== null) counts.set(author, (counts.get(author) ?? 0) + 1);
  return [...counts]
    .map(([login, contributions]) => ({ login, contributions }))
    .sort((left, right) => right.contributions - left.contributions);
}
