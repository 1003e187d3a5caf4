import type { SeedPullRequest, SeedRepository } from "../../seed.ts";
import type { Item } from "../../world.ts";
import { htmlUrl, type ItemView, itemId, sharedFields } from "./item.ts";
import { nodeId } from "./node-id.ts";
import { repositoryApiUrl } from "./repository.ts";

/** GitHub's `issue`. A pull request is one too, told apart only by its `pull_request` key. */
export function issueBody(view: ItemView, item: Item) {
  const { address, repository } = view;
  const url = `${repositoryApiUrl(address, repository)}/issues/${item.number}`;
  const id = itemId(repository, item);
  return {
    ...sharedFields(view, item),
    id,
    node_id: nodeId("Issue", id),
    url,
    repository_url: repositoryApiUrl(address, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: htmlUrl(view, item),
    state_reason: item.stateReason ?? (item.state === "closed" ? "completed" : null),
    ...(item.type !== undefined && { type: issueType(repository, item.type) }),
    comments: item.comments,
    performed_via_github_app: null,
    ...(item.kind === "pull_request" && { draft: item.draft, pull_request: pullRequestKey(view, item) }),
  };
}

/** GitHub's `issue-type`; a seed gives it only a name. */
function issueType(repository: SeedRepository, name: string) {
  const id = repository.id;
  return { id, node_id: nodeId("IssueType", id), name, description: null };
}

function pullRequestKey(view: ItemView, pull: Item & SeedPullRequest) {
  const html = htmlUrl(view, pull);
  return {
    url: `${repositoryApiUrl(view.address, view.repository)}/pulls/${pull.number}`,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    merged_at: pull.mergedAt,
  };
}
