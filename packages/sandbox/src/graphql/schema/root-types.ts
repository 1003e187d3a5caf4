import { paging } from "./connection-types.ts";

const repositoriesOfOwner = `repository(name: String!, followRenames: Boolean = true): Repository
  repositories(
    ${paging}, privacy: RepositoryPrivacy, visibility: RepositoryVisibility, isFork: Boolean, isArchived: Boolean,
    affiliations: [RepositoryAffiliation],
    ownerAffiliations: [RepositoryAffiliation] = [OWNER, COLLABORATOR], orderBy: RepositoryOrder
  ): RepositoryConnection!`;

/** What a query begins with, and who owns things. In GitHub's words, as far as they are served. */
export const rootTypes = /* GraphQL */ `
type Query {
  viewer: User!  user(login: String!): User  organization(login: String!): Organization
  repositoryOwner(login: String!): RepositoryOwner
  repository(owner: String!, name: String!, followRenames: Boolean = true): Repository
  search(
    query: String!, type: SearchType!, ${paging}
  ): SearchResultItemConnection!
  rateLimit(dryRun: Boolean = false): RateLimit  node(id: ID!): Node  nodes(ids: [ID!]!): [Node]!
}

interface Node {
  id: ID!
}

interface Actor {
  login: String!  url: URI!  resourcePath: URI!  avatarUrl(size: Int): URI!
}

interface RepositoryOwner {
  id: ID!  login: String!  url: URI!  resourcePath: URI!  avatarUrl(size: Int): URI!
  ${repositoriesOfOwner}
}

type User implements Actor & Node & RepositoryOwner {
  id: ID!  databaseId: Int  login: String!  name: String  email: String!  bio: String  company: String
  location: String  websiteUrl: URI  url: URI!  resourcePath: URI!  avatarUrl(size: Int): URI!
  createdAt: DateTime!  updatedAt: DateTime!  isViewer: Boolean!
  followers(${paging}): FollowerConnection!
  following(${paging}): FollowingConnection!
  ${repositoriesOfOwner}
  organizations(${paging}): OrganizationConnection!
}

type Organization implements Actor & Node & RepositoryOwner {
  id: ID!  databaseId: Int  login: String!  name: String  email: String  description: String
  location: String  websiteUrl: URI  url: URI!  resourcePath: URI!  avatarUrl(size: Int): URI!
  createdAt: DateTime!  updatedAt: DateTime!  viewerIsAMember: Boolean!  viewerCanAdminister: Boolean!
  membersWithRole(${paging}): OrganizationMemberConnection!
  ${repositoriesOfOwner}
}

type RateLimit {
  cost: Int!  limit: Int!  nodeCount: Int!  remaining: Int!  resetAt: DateTime!  used: Int!
}
`;
