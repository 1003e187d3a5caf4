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
  languages(after: String, before: String, first: Int, last: Int): LanguageConnection
  repositoryTopics(after: String, before: String, first: Int, last: Int): RepositoryTopicConnection!
  defaultBranchRef: Ref  parent: Repository  licenseInfo: License  viewerPermission: RepositoryPermission
  viewerCanAdminister: Boolean!  viewerHasStarred: Boolean!
  issues(
    after: String, before: String, first: Int, last: Int, states: [IssueState!], labels: [String!],
    orderBy: IssueOrder, filterBy: IssueFilters
  ): IssueConnection!
  issue(number: Int!): Issue  issueOrPullRequest(number: Int!): IssueOrPullRequest
  pullRequests(
    after: String, before: String, first: Int, last: Int, states: [PullRequestState!], labels: [String!],
    baseRefName: String, headRefName: String, orderBy: IssueOrder
  ): PullRequestConnection!
  pullRequest(number: Int!): PullRequest
  labels(
    after: String, before: String, first: Int, last: Int, query: String,
    orderBy: LabelOrder = { field: CREATED_AT, direction: ASC }
  ): LabelConnection
  label(name: String!): Label
  milestones(after: String, before: String, first: Int, last: Int, states: [MilestoneState!]): MilestoneConnection
  watchers(after: String, before: String, first: Int, last: Int): UserConnection!
  stargazers(after: String, before: String, first: Int, last: Int): StargazerConnection!
  forks(after: String, before: String, first: Int, last: Int): RepositoryConnection!
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
  id: ID!  name: String!  prefix: String!  target: GitObject
}

interface GitObject {
  id: ID!  oid: GitObjectID!  abbreviatedOid: String!  commitUrl: URI!
}

type Commit implements GitObject & Node {
  id: ID!  oid: GitObjectID!  abbreviatedOid: String!  commitUrl: URI!  message: String!
  messageHeadline: String!  committedDate: DateTime!  url: URI!  author: GitActor
}

type GitActor {
  name: String  email: String  user: User
}

type License implements Node {
  id: ID!  key: String!  name: String!  spdxId: String
}
`;
