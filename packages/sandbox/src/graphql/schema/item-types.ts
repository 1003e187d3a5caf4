import { paging } from "./connection-types.ts";

const projectCards = `projectCards(
    ${paging}, archivedStates: [ProjectCardArchivedState] = [ARCHIVED, NOT_ARCHIVED]
  ): ProjectCardConnection!`;

/** Issues, pull requests and what hangs on them. In GitHub's words, as far as they are served. */
export const itemTypes = /* GraphQL */ `
type Issue implements Node {
  id: ID!  databaseId: Int  number: Int!  title: String!  body: String!  url: URI!  resourcePath: URI!
  state: IssueState!  stateReason(enableDuplicate: Boolean = false): IssueStateReason  closed: Boolean!
  closedAt: DateTime  createdAt: DateTime!  updatedAt: DateTime!  author: Actor
  authorAssociation: CommentAuthorAssociation!  locked: Boolean!  reactionGroups: [ReactionGroup!]
  assignees(${paging}): UserConnection!
  labels(${paging}): LabelConnection  milestone: Milestone
  comments(${paging}): IssueCommentConnection!
  participants(${paging}): UserConnection!
  repository: Repository!  viewerDidAuthor: Boolean!
  ${projectCards}
}

type PullRequest implements Node {
  id: ID!  databaseId: Int  number: Int!  title: String!  body: String!  url: URI!  resourcePath: URI!
  state: PullRequestState!  closed: Boolean!  closedAt: DateTime  createdAt: DateTime!  updatedAt: DateTime!
  mergedAt: DateTime  merged: Boolean!  mergedBy: Actor  mergeCommit: Commit  mergeable: MergeableState!
  isDraft: Boolean!  isCrossRepository: Boolean!  author: Actor  authorAssociation: CommentAuthorAssociation!
  locked: Boolean!  reactionGroups: [ReactionGroup!]
  assignees(${paging}): UserConnection!
  labels(${paging}): LabelConnection  milestone: Milestone
  comments(${paging}): IssueCommentConnection!
  participants(${paging}): UserConnection!
  repository: Repository!  headRefName: String!  headRefOid: GitObjectID!  baseRefName: String!
  baseRefOid: GitObjectID!  headRepository: Repository  headRepositoryOwner: RepositoryOwner
  reviewDecision: PullRequestReviewDecision  maintainerCanModify: Boolean!  additions: Int!  deletions: Int!
  changedFiles: Int!  viewerDidAuthor: Boolean!  mergeStateStatus: MergeStateStatus!
  potentialMergeCommit: Commit  baseRef: Ref  statusCheckRollup: StatusCheckRollup
  commits(${paging}): PullRequestCommitConnection!
  files(${paging}): PullRequestChangedFileConnection
  reviewRequests(${paging}): ReviewRequestConnection
  reviews(${paging}, author: String, states: [PullRequestReviewState!]): PullRequestReviewConnection
  latestReviews(${paging}): PullRequestReviewConnection
  ${projectCards}
}

type ReactionGroup {
  content: ReactionContent!  createdAt: DateTime
  users(${paging}): ReactingUserConnection!
}

type Label implements Node {
  id: ID!  name: String!  color: String!  description: String  url: URI!  isDefault: Boolean!
  createdAt: DateTime
}

type Milestone implements Node {
  id: ID!  number: Int!  title: String!  description: String  state: MilestoneState!  dueOn: DateTime
  url: URI!  createdAt: DateTime!
}

type IssueComment implements Node {
  reactionGroups: [ReactionGroup!]
  id: ID!  databaseId: Int  body: String!  author: Actor  authorAssociation: CommentAuthorAssociation!
  createdAt: DateTime!  updatedAt: DateTime!  url: URI!  includesCreatedEdit: Boolean!  isMinimized: Boolean!
  minimizedReason: String  viewerDidAuthor: Boolean!
}

union SearchResultItem = Issue | PullRequest | Repository | User | Organization

union IssueOrPullRequest = Issue | PullRequest
`;
