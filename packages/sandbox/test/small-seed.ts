import {
  createSandbox,
  defaultSeed,
  type IssueDocument,
  type PullRequestDocument,
  type RepositoryDocument,
  type Sandbox,
  type SeedDocument,
} from "../src/index.ts";

/** An issue of which a test says only what it is about; the number tells the day it was written on. */
export function issue(number: number, details: Partial<IssueDocument> = {}): IssueDocument {
  const createdAt = `2026-03-${String(number).padStart(2, "0")}T12:00:00Z`;
  return { number, title: `Issue ${number}`, author: "octo-lena", createdAt, ...details };
}

export function pull(number: number, details: Partial<PullRequestDocument> = {}): PullRequestDocument {
  return { ...issue(number), title: `Pull request ${number}`, ...details };
}

export function repository(id: number, name: string, details: Partial<RepositoryDocument> = {}): RepositoryDocument {
  const updatedAt = "2026-04-01T00:00:00Z";
  return { id, owner: "octo-lena", name, updatedAt, pushedAt: updatedAt, ...details };
}

/** A sandbox with these repositories, and whatever else differs from the default seed. */
export function sandboxWith(repositories: readonly RepositoryDocument[], changes: Partial<SeedDocument> = {}): Sandbox {
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
