import { paging } from "./connection-types.ts";

/**
 * What people, checks and projects say of pull requests and issues. A seed knows of none but requests for reviews: the rest is here
 * to be asked for. In GitHub's words, as far as they are served.
 */
export const reviewTypes = /* GraphQL */ `
type PullRequestCommit implements Node {
  id: ID!  commit: Commit!  pullRequest: PullRequest!  url: URI!  resourcePath: URI!
}

type PullRequestChangedFile {
  path: String!  additions: Int!  deletions: Int!
}

type ReviewRequest implements Node {
  id: ID!  asCodeOwner: Boolean!  pullRequest: PullRequest!  requestedReviewer: RequestedReviewer
}

union RequestedReviewer = Team | User

type Team implements Node {
  id: ID!  name: String!  slug: String!  organization: Organization!
}

type PullRequestReview implements Node {
  id: ID!  author: Actor  authorAssociation: CommentAuthorAssociation!  submittedAt: DateTime  body: String!
  state: PullRequestReviewState!  commit: Commit  url: URI!  reactionGroups: [ReactionGroup!]
}

enum PullRequestReviewState {
  APPROVED CHANGES_REQUESTED COMMENTED DISMISSED PENDING
}

enum MergeStateStatus {
  BEHIND BLOCKED CLEAN DIRTY DRAFT HAS_HOOKS UNKNOWN UNSTABLE
}

type BranchProtectionRule implements Node {
  id: ID!  requiresStrictStatusChecks: Boolean!
}

type StatusCheckRollup implements Node {
  id: ID!  state: StatusState!  contexts(${paging}): StatusCheckRollupContextConnection!
}

union StatusCheckRollupContext = CheckRun | StatusContext

type StatusContext implements Node {
  id: ID!  context: String!  state: StatusState!  targetUrl: URI  createdAt: DateTime!
  isRequired(pullRequestId: ID, pullRequestNumber: Int): Boolean!
}

enum StatusState {
  ERROR EXPECTED FAILURE PENDING SUCCESS
}

type CheckRun implements Node {
  id: ID!  name: String!  checkSuite: CheckSuite!  status: CheckStatusState!  conclusion: CheckConclusionState
  startedAt: DateTime  completedAt: DateTime  detailsUrl: URI
  isRequired(pullRequestId: ID, pullRequestNumber: Int): Boolean!
}

enum CheckStatusState {
  COMPLETED IN_PROGRESS PENDING QUEUED REQUESTED WAITING
}

enum CheckConclusionState {
  ACTION_REQUIRED CANCELLED FAILURE NEUTRAL SKIPPED STALE STARTUP_FAILURE SUCCESS TIMED_OUT
}

type CheckSuite implements Node {
  id: ID!  workflowRun: WorkflowRun
}

type WorkflowRun implements Node {
  id: ID!  workflow: Workflow!
}

type Workflow implements Node {
  id: ID!  name: String!
}

type ProjectCard implements Node {
  id: ID!  project: Project!  column: ProjectColumn
}

enum ProjectCardArchivedState {
  ARCHIVED NOT_ARCHIVED
}

type Project implements Node {
  id: ID!  name: String!
}

type ProjectColumn implements Node {
  id: ID!  name: String!
}
`;
