import type { SeedComment, SeedRepository } from "../../seed.ts";
import type { Item } from "../../world.ts";
import { simpleUserOrNull } from "./account.ts";
import { associationOf, htmlUrl, type ItemView, itemId } from "./item.ts";
import { nodeId } from "./node-id.ts";
import { repositoryApiUrl } from "./repository.ts";
import { writtenText } from "./written-text.ts";

const hourMs = 3_600_000;

/** Room for the comments of one issue, so that ids made of both are unique. */
const idsPerItem = 1000;

/** The comments of an issue or pull request: those of the seed, or as many as it says, by those who had to do with it. */
export function discussionOf(item: Item): readonly SeedComment[] {
  if (item.discussion !== undefined) return item.discussion;
  const known = expected.get(item) ?? expectedDiscussion(item);
  expected.set(item, known);
  return known;
}

const expected = new WeakMap<Item, readonly SeedComment[]>();

function expectedDiscussion(item: Item): readonly SeedComment[] {
  const speakers = [item.author, ...item.assignees];
  const begin = Date.parse(item.createdAt);
  const spacing = Math.min((Date.parse(item.updatedAt) - begin) / Math.max(item.comments, 1), hourMs);
  return Array.from({ length: item.comments }, (_, index) => ({
    author: speakers[index % speakers.length] ?? null,
    body: phrases[(item.number + index) % phrases.length] ?? "",
    createdAt: `${new Date(begin + spacing * (index + 1)).toISOString().slice(0, 19)}Z`,
  }));
}

const phrases = [
  "I see the same here.",
  "Could you say which version?",
  "It goes away after a restart.",
  "I have a branch that mends it.",
  "Thank you for looking into it.",
] as const;

export function commentId(repository: SeedRepository, item: Item, index: number): number {
  return itemId(repository, item) * idsPerItem + index + 1;
}

/** GitHub's `issue-comment`. */
export function commentBody(
  { core, address, repository, bodyParts = "raw" }: ItemView,
  { item, comment, index }: { item: Item; comment: SeedComment; index: number },
) {
  const id = commentId(repository, item, index);
  const api = repositoryApiUrl(address, repository);
  return {
    id,
    node_id: nodeId("IssueComment", id),
    url: `${api}/issues/comments/${id}`,
    html_url: `${htmlUrl({ core, address, repository }, item)}#issuecomment-${id}`,
    issue_url: `${api}/issues/${item.number}`,
    user: simpleUserOrNull(core, address, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt ?? comment.createdAt,
    author_association: associationOf(core, repository, comment.author),
    ...writtenText(comment.body, bodyParts),
    performed_via_github_app: null,
  };
}
