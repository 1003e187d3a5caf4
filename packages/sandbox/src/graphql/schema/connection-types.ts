/** The arguments by which every list is paged. */
export const paging = "after: String, before: String, first: Int, last: Int";

/** Lists that say nothing beside their pages; each is named after what it holds, and so are its edges. */
const plainLists = [
  ...["GitActor", "Issue", "IssueComment", "Label", "Milestone", "Organization", "ProjectCard", "PullRequest"],
  ...["PullRequestChangedFile", "PullRequestCommit", "PullRequestReview", "Release", "RepositoryTopic"],
  ...["ReviewRequest", "StatusCheckRollupContext", "User"],
];

function listOf(node: string, edge = `${node}Edge`): string {
  return `nodes: [${node}]  edges: [${edge}]  pageInfo: PageInfo!`;
}

function plainList(node: string): string {
  return `
type ${node}Connection {
  totalCount: Int!  ${listOf(node)}
}

type ${node}Edge {
  cursor: String!  node: ${node}
}
`;
}

/** Lists and their pages. In GitHub's words, as far as they are served. */
export const connectionTypes = /* GraphQL */ `
${plainLists.map(plainList).join("")}
type PageInfo {
  hasNextPage: Boolean!  hasPreviousPage: Boolean!  startCursor: String  endCursor: String
}

type FollowerConnection {
  totalCount: Int!  ${listOf("User")}
}

type FollowingConnection {
  totalCount: Int!  ${listOf("User")}
}

type ReactingUserConnection {
  totalCount: Int!
}

type OrganizationMemberConnection {
  totalCount: Int!  ${listOf("User", "OrganizationMemberEdge")}
}

type OrganizationMemberEdge {
  cursor: String!  node: User  role: OrganizationMemberRole
}

type RepositoryConnection {
  totalCount: Int!  totalDiskUsage: Int!  ${listOf("Repository")}
}

type RepositoryEdge {
  cursor: String!  node: Repository
}

type LanguageConnection {
  totalCount: Int!  totalSize: Int!  ${listOf("Language")}
}

type LanguageEdge {
  cursor: String!  node: Language!  size: Int!
}

type StargazerConnection {
  totalCount: Int!  ${listOf("User", "StargazerEdge")}
}

type StargazerEdge {
  cursor: String!  node: User!  starredAt: DateTime!
}

type SearchResultItemConnection {
  issueCount: Int!  repositoryCount: Int!  userCount: Int!  codeCount: Int!  discussionCount: Int!
  wikiCount: Int!  ${listOf("SearchResultItem")}
}

type SearchResultItemEdge {
  cursor: String!  node: SearchResultItem
}
`;
