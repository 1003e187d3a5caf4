/** Lists and their pages. In GitHub's words, as far as they are served. */
export const connectionTypes = /* GraphQL */ `
type PageInfo {
  hasNextPage: Boolean!  hasPreviousPage: Boolean!  startCursor: String  endCursor: String
}

type UserConnection {
  totalCount: Int!  nodes: [User]  edges: [UserEdge]  pageInfo: PageInfo!
}

type UserEdge {
  cursor: String!  node: User
}

type FollowerConnection {
  totalCount: Int!  nodes: [User]  edges: [UserEdge]  pageInfo: PageInfo!
}

type FollowingConnection {
  totalCount: Int!  nodes: [User]  edges: [UserEdge]  pageInfo: PageInfo!
}

type OrganizationConnection {
  totalCount: Int!  nodes: [Organization]  edges: [OrganizationEdge]  pageInfo: PageInfo!
}

type OrganizationEdge {
  cursor: String!  node: Organization
}

type OrganizationMemberConnection {
  totalCount: Int!  nodes: [User]  edges: [OrganizationMemberEdge]  pageInfo: PageInfo!
}

type OrganizationMemberEdge {
  cursor: String!  node: User  role: OrganizationMemberRole
}

type RepositoryConnection {
  totalCount: Int!  totalDiskUsage: Int!  nodes: [Repository]  edges: [RepositoryEdge]  pageInfo: PageInfo!
}

type RepositoryEdge {
  cursor: String!  node: Repository
}

type IssueConnection {
  totalCount: Int!  nodes: [Issue]  edges: [IssueEdge]  pageInfo: PageInfo!
}

type IssueEdge {
  cursor: String!  node: Issue
}

type PullRequestConnection {
  totalCount: Int!  nodes: [PullRequest]  edges: [PullRequestEdge]  pageInfo: PageInfo!
}

type PullRequestEdge {
  cursor: String!  node: PullRequest
}

type ReactingUserConnection {
  totalCount: Int!
}

type LabelConnection {
  totalCount: Int!  nodes: [Label]  edges: [LabelEdge]  pageInfo: PageInfo!
}

type LabelEdge {
  cursor: String!  node: Label
}

type MilestoneConnection {
  totalCount: Int!  nodes: [Milestone]  edges: [MilestoneEdge]  pageInfo: PageInfo!
}

type MilestoneEdge {
  cursor: String!  node: Milestone
}

type IssueCommentConnection {
  totalCount: Int!  nodes: [IssueComment]  edges: [IssueCommentEdge]  pageInfo: PageInfo!
}

type IssueCommentEdge {
  cursor: String!  node: IssueComment
}

type LanguageConnection {
  totalCount: Int!  totalSize: Int!  nodes: [Language]  edges: [LanguageEdge]  pageInfo: PageInfo!
}

type LanguageEdge {
  cursor: String!  node: Language!  size: Int!
}

type RepositoryTopicConnection {
  totalCount: Int!  nodes: [RepositoryTopic]  edges: [RepositoryTopicEdge]  pageInfo: PageInfo!
}

type RepositoryTopicEdge {
  cursor: String!  node: RepositoryTopic
}

type StargazerConnection {
  totalCount: Int!  nodes: [User]  edges: [StargazerEdge]  pageInfo: PageInfo!
}

type StargazerEdge {
  cursor: String!  node: User!  starredAt: DateTime!
}

type SearchResultItemConnection {
  issueCount: Int!  repositoryCount: Int!  userCount: Int!  codeCount: Int!  discussionCount: Int!
  wikiCount: Int!  nodes: [SearchResultItem]  edges: [SearchResultItemEdge]  pageInfo: PageInfo!
}

type SearchResultItemEdge {
  cursor: String!  node: SearchResultItem
}
`;
