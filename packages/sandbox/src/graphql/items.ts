import { commentId, discussionOf } from "../rest/bodies/comment.ts";
import { associationOf, itemId } from "../rest/bodies/item.ts";
import { nodeId } from "../rest/bodies/node-id.ts";
import { fullName, sameName } from "../world.ts";
import { connection, countedOnly, type PageArguments } from "./connection.ts";
import type { Fields, GraphRequest, Placed } from "./fields.ts";
import { stateOf } from "./item-list.ts";
import { labelNode, milestoneNode } from "./labels.ts";
import { pullRequestFields } from "./pull-requests.ts";

/** GitHub names every reaction, also those nobody had; a seed knows of none. */
const noReactions = ["THUMBS_UP", "THUMBS_DOWN", "LAUGH", "HOORAY", "CONFUSED", "HEART", "ROCKET", "EYES"].map(
  (content) => ({ content, createdAt: null, users: { totalCount: 0 } }),
);

export function itemNode(request: GraphRequest, { repository, item }: Placed): Fields {
  return item.kind === "issue"
    ? issueNode(request, { repository, item })
    : { ...sharedFields(request, { repository, item }), ...pullRequestFields(request, { repository, item }) };
}

/** GitHub's `Issue`. */
function issueNode(request: GraphRequest, placed: Placed<"issue">): Fields {
  const { repository, item } = placed;
  const id = itemId(repository, item);
  const reason = item.stateReason ?? (item.state === "closed" ? "completed" : undefined);
  return {
    ...sharedFields(request, placed),
    __typename: "Issue",
    id: nodeId("Issue", id),
    databaseId: id,
    stateReason: reason?.toUpperCase() ?? null,
  };
}

function sharedFields(request: GraphRequest, { repository, item }: Placed): Fields {
  const { core, exchange, viewer } = request;
  const path = `/${fullName(repository)}/${item.kind === "issue" ? "issues" : "pull"}/${item.number}`;
  const milestone = repository.milestones?.find(({ number }) => number === item.milestone);
  const people = (logins: readonly string[]) => [...new Set(logins)].filter((login) => core.world.account(login));
  return {
    number: item.number,
    title: item.title,
    body: item.body ?? "",
    url: `${exchange.address.webOrigin}${path}`,
    resourcePath: path,
    state: stateOf(item),
    closed: item.state === "closed",
    closedAt: item.closedAt,
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
    locked: item.locked ?? false,
    reactionGroups: noReactions,
    author: () => request.nodes.accountByLogin(item.author),
    authorAssociation: associationOf(core, repository, item.author),
    viewerDidAuthor: sameName(item.author, viewer.person?.login ?? null),
    repository: () => request.nodes.repository(repository),
    milestone: milestone ? milestoneNode(request, { repository, milestone }) : null,
    assignees: (args: PageArguments) =>
      connection(people(item.assignees), args, { node: (login) => request.nodes.accountByLogin(login) }),
    participants: (args: PageArguments) => {
      const writers = [item.author, ...discussionOf(item).map(({ author }) => author)].filter(
        (login) => login !== null,
      );
      return connection(people([...writers, ...item.assignees]), args, {
        node: (login) => request.nodes.accountByLogin(login),
      });
    },
    labels: (args: PageArguments) =>
      connection(
        repository.labels.filter(({ name }) => item.labels.includes(name)),
        args,
        { node: (label) => labelNode(request, { repository, label }) },
      ),
    projectCards: (args: PageArguments) => countedOnly(0, args),
    comments: (args: PageArguments) => commentsOf(request, { repository, item }, args),
  };
}

function commentsOf(request: GraphRequest, { repository, item }: Placed, args: PageArguments): Fields {
  const { core, exchange, viewer } = request;
  const place = `${exchange.address.webOrigin}/${fullName(repository)}/${item.kind === "issue" ? "issues" : "pull"}`;
  const comments = discussionOf(item).map((comment, index) => ({ ...comment, id: commentId(repository, item, index) }));
  return connection(comments, args, {
    node: ({ id, author, body, createdAt, updatedAt = createdAt }) => ({
      id: nodeId("IssueComment", id),
      databaseId: null,
      body,
      createdAt,
      updatedAt,
      author: () => request.nodes.accountByLogin(author),
      authorAssociation: associationOf(core, repository, author),
      url: `${place}/${item.number}#issuecomment-${id}`,
      reactionGroups: noReactions,
      includesCreatedEdit: updatedAt !== createdAt,
      isMinimized: false,
      minimizedReason: null,
      viewerDidAuthor: sameName(author, viewer.person?.login ?? null),
    }),
  });
}
