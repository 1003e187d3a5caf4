/** Words and what may be asked for. In GitHub's words, as far as they are served. */
export const valueTypes = /* GraphQL */ `
enum SearchType {
  DISCUSSION ISSUE REPOSITORY USER
}

scalar URI

enum RepositoryPrivacy {
  PRIVATE PUBLIC
}

enum RepositoryVisibility {
  INTERNAL PRIVATE PUBLIC
}

enum RepositoryAffiliation {
  COLLABORATOR ORGANIZATION_MEMBER OWNER
}

input RepositoryOrder {
  direction: OrderDirection!  field: RepositoryOrderField!
}

input LabelOrder {
  direction: OrderDirection!  field: LabelOrderField!
}

enum LabelOrderField {
  CREATED_AT NAME
}

enum ReactionContent {
  CONFUSED EYES HEART HOORAY LAUGH ROCKET THUMBS_DOWN THUMBS_UP
}

scalar DateTime

scalar GitSSHRemote

enum RepositoryPermission {
  ADMIN MAINTAIN READ TRIAGE WRITE
}

enum IssueState {
  CLOSED OPEN
}

input IssueOrder {
  direction: OrderDirection!  field: IssueOrderField!
}

input IssueFilters {
  assignee: String  createdBy: String  labels: [String!]  mentioned: String  milestone: String
  milestoneNumber: String  since: DateTime  states: [IssueState!]  viewerSubscribed: Boolean = false
}

enum PullRequestState {
  CLOSED MERGED OPEN
}

enum MilestoneState {
  CLOSED OPEN
}

enum IssueStateReason {
  COMPLETED DUPLICATE NOT_PLANNED REOPENED
}

enum CommentAuthorAssociation {
  COLLABORATOR CONTRIBUTOR FIRST_TIMER FIRST_TIME_CONTRIBUTOR MANNEQUIN MEMBER NONE OWNER
}

enum MergeableState {
  CONFLICTING MERGEABLE UNKNOWN
}

scalar GitObjectID

enum PullRequestReviewDecision {
  APPROVED CHANGES_REQUESTED REVIEW_REQUIRED
}

enum OrganizationMemberRole {
  ADMIN MEMBER
}

enum OrderDirection {
  ASC DESC
}

enum RepositoryOrderField {
  CREATED_AT NAME PUSHED_AT STARGAZERS UPDATED_AT
}

enum IssueOrderField {
  COMMENTS CREATED_AT UPDATED_AT
}
`;
