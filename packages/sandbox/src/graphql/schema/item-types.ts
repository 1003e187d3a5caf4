/** Issues, pull requests and what hangs on them. In GitHub's words, as far as they are served. */
export const itemTypes = /* GraphQL */ `
type Issue implements Node {
  id: ID!  databaseId: Int  number: Int!  title: String!  body: String!  url: URI!  resourcePath: URI!
  state: IssueState!  stateReason(enableDuplicate: Boolean = false): IssueStateReason  closed: Boolean!
  closedAt: DateTime  createdAt: DateTime!  updatedAt: DateTime!  author: Actor
  authorAssociation: CommentAuthorAssociation!  locked: Boolean!  reactionGroups: [ReactionGroup!]
  assignees(after: String, before: String, first: Int, last: Int): UserConnection!
  labels(after: String, before: String, first: Int, last: Int): LabelConnection  milestone: Milestone
  comments(after: String, before: String, first: Int, last: Int): IssueCommentConnection!
  participants(after: String, before: String, first: Int, last: Int): UserConnection!
  repository: Repository!  viewerDidAuthor: Boolean!
}

type PullRequest implements Node {
  id: ID!  databaseId: Int  number: Int!  title: String!  body: String!  url: URI!  resourcePath: URI!
  state: PullRequestState!  closed: Boolean!  closedAt: DateTime  createdAt: DateTime!  updatedAt: DateTime!
  mergedAt: DateTime  merged: Boolean!  mergedBy: Actor  mergeCommit: Commit  mergeable: MergeableState!
  isDraft: Boolean!  isCrossRepository: Boolean!  author: Actor  authorAssociation: CommentAuthorAssociation!
  locked: Boolean!  reactionGroups: [ReactionGroup!]
  assignees(after: String, before: String, first: Int, last: Int): UserConnection!
  labels(after: String, before: String, first: Int, last: Int): LabelConnection  milestone: Milestone
  comments(after: String, before: String, first: Int, last: Int): IssueCommentConnection!
  participants(after: String, before: String, first: Int, last: Int): UserConnection!
  repository: Repository!  headRefName: String!  headRefOid: GitObjectID!  baseRefName: String!
  baseRefOid: GitObjectID!  headRepository: Repository  headRepositoryOwner: RepositoryOwner
  reviewDecision: PullRequestReviewDecision  maintainerCanModify: Boolean!  additions: Int!  deletions: Int!
  changedFiles: Int!  viewerDidAuthor: Boolean!
}

type ReactionGroup {
  content: ReactionContent!  createdAt: DateTime
  users(after: String, before: String, first: Int, last: Int): ReactingUserConnection!
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
