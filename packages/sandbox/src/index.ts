export type { Clock } from "./clock.ts";
export { type CommandSurroundings, runSandboxCommand } from "./command-line/run.ts";
export type { Control, GrantOrder, SuspensionOrder } from "./control/control.ts";
export { createSandbox, type Sandbox, type SandboxOptions } from "./create-sandbox.ts";
export { githubCli } from "./default-seed/apps.ts";
export { defaultSeed } from "./default-seed/default-seed.ts";
export type { Faults, PlantedFault } from "./faults/desk.ts";
export type { Fault, FaultKind, FaultMoment, FaultName, FaultTarget } from "./faults/fault.ts";
export type { IssuedTokens, TokenOrder } from "./issue-tokens.ts";
export type { Journal, JournalEntry, JournalFilter } from "./journal.ts";
export type { Listening, ListenOptions } from "./listen.ts";
export type { Profile } from "./oauth/profile.ts";
export type { ProfileName } from "./oauth/profiles.ts";
export type * from "./seed.ts";
export { readSeed, SeedError } from "./seed-reading/read-seed.ts";
export type {
  AppDocument,
  IssueDocument,
  OrganizationDocument,
  PersonDocument,
  PullRequestDocument,
  RepositoryDocument,
  SeedDocument,
} from "./seed-reading/seed-document.ts";
export type { Snapshot, Snapshots } from "./snapshots.ts";
export { type RunningSandbox, type StartOptions, startSandbox } from "./start-sandbox.ts";
export type { TokenPolicy } from "./token-policy.ts";
export type { SignInOrder, SignInOutcome } from "./walk/sign-in.ts";
export { type SignInWalk, walkSignIn } from "./walk/walk-sign-in.ts";
