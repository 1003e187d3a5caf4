import { paging } from "./connection-types.ts";

/** Repositories and what is pushed to them. In GitHub's words, as far as they are served. */
export const repositoryTypes = /* GraphQL */ `
type Repository implements Node {
  id: ID!  databaseId: Int  name: String!  nameWithOwner: String!  owner: RepositoryOwner!
  description: String  url: URI!  resourcePath: URI!  sshUrl: GitSSHRemote!  homepageUrl: URI
  isPrivate: Boolean!  visibility: RepositoryVisibility!  isFork: Boolean!  isArchived: Boolean!
  isEmpty: Boolean!  isTemplate: Boolean!  isDisabled: Boolean!  isLocked: Boolean!  isMirror: Boolean!
  isInOrganization: Boolean!  hasIssuesEnabled: Boolean!  hasWikiEnabled: Boolean!
  hasProjectsEnabled: Boolean!  hasDiscussionsEnabled: Boolean!  stargazerCount: Int!  forkCount: Int!
  diskUsage: Int  createdAt: DateTime!  updatedAt: DateTime!  pushedAt: DateTime  primaryLanguage: Language
  languages(${paging}): LanguageConnection
  repositoryTopics(${paging}): RepositoryTopicConnection!
  defaultBranchRef: Ref  parent: Repository  licenseInfo: License  viewerPermission: RepositoryPermission
  viewerCanAdminister: Boolean!  viewerHasStarred: Boolean!
  issues(
    ${paging}, states: [IssueState!], labels: [String!],
    orderBy: IssueOrder, filterBy: IssueFilters
  ): IssueConnection!
  issue(number: Int!): Issue  issueOrPullRequest(number: Int!): IssueOrPullRequest
  pullRequests(
    ${paging}, states: [PullRequestState!], labels: [String!],
    baseRefName: String, headRefName: String, orderBy: IssueOrder
  ): PullRequestConnection!
  pullRequest(number: Int!): PullRequest
  labels(
    ${paging}, query: String,
    orderBy: LabelOrder = { field: CREATED_AT, direction: ASC }
  ): LabelConnection
  label(name: String!): Label
  milestone(number: Int!): Milestone
  milestones(${paging}, states: [MilestoneState!]): MilestoneConnection
  watchers(${paging}): UserConnection!
  stargazers(${paging}): StargazerConnection!
  forks(${paging}): RepositoryConnection!
  assignableUsers(${paging}, query: String): UserConnection!
  latestRelease: Release  releases(${paging}, orderBy: ReleaseOrder): ReleaseConnection!
  mergeCommitAllowed: Boolean!  rebaseMergeAllowed: Boolean!  squashMergeAllowed: Boolean!
}

type Language implements Node {
  id: ID!  name: String!  color: String
}

type RepositoryTopic implements Node {
  id: ID!  topic: Topic!  url: URI!
}

type Topic implements Node {
  id: ID!  name: String!
}

type Ref implements Node {
  id: ID!  name: String!  prefix: String!  target: GitObject  branchProtectionRule: BranchProtectionRule
}

type Release implements Node {
  id: ID!  name: String  tagName: String!  url: URI!  isDraft: Boolean!  isLatest: Boolean!
  isPrerelease: Boolean!  createdAt: DateTime!  publishedAt: DateTime
}

input ReleaseOrder {
  direction: OrderDirection!  field: ReleaseOrderField!
}

enum ReleaseOrderField {
  CREATED_AT NAME
}

interface GitObject {
  id: ID!  oid: GitObjectID!  abbreviatedOid: String!  commitUrl: URI!
}

type Commit implements GitObject & Node {
  id: ID!  oid: GitObjectID!  abbreviatedOid: String!  commitUrl: URI!  message: String!
  messageHeadline: String!  messageBody: String!  committedDate: DateTime!  authoredDate: DateTime!  url: URI!
  author: GitActor  authors(${paging}): GitActorConnection!  statusCheckRollup: StatusCheckRollup
}

type GitActor {
  name: String  email: String  user: User
}

type License implements Node {
  id: ID!  key: String!  name: String!  nickname: String  spdxId: String
}
`;
