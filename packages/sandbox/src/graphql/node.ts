import { canSee } from "../rest/access.ts";
import { idsPerRepository } from "../rest/bodies/item.ts";
import type { Fields, GraphRequest } from "./fields.ts";

/** Finds what a global id names, of the kinds that REST has ids for too; undefined for what is not there or not to be seen. */
export function nodeById(request: GraphRequest, id: string): Fields | undefined {
  const [, kind, digits] = /^0\d{1,2}:([A-Z][A-Za-z]+?)(\d{1,15})$/.exec(Buffer.from(id, "base64").toString()) ?? [];
  const number = Number(digits);
  const { world } = request.core;
  switch (kind) {
    case "User":
    case "Organization": {
      const account = world.accountById(number);
      return account?.type === kind ? request.nodes.account(account) : undefined;
    }
    case "Repository":
      return visibleRepositoryNode(request, number);
    case "Issue":
      return visibleItemNode(request, { kind: "issue", id: number });
    case "PullRequest":
      return visibleItemNode(request, { kind: "pull_request", id: number - idsPerRepository / 2 });
    default:
      return undefined;
  }
}

function visibleRepositoryNode(request: GraphRequest, id: number): Fields | undefined {
  const repository = request.core.world.repositoryById(id);
  return repository && canSee(request.core, request.viewer, repository)
    ? request.nodes.repository(repository)
    : undefined;
}

function visibleItemNode(
  request: GraphRequest,
  { kind, id }: { kind: "issue" | "pull_request"; id: number },
): Fields | undefined {
  const { core, viewer } = request;
  const repository = core.world.repositoryById(Math.floor(id / idsPerRepository));
  if (repository === undefined || !canSee(core, viewer, repository)) return undefined;
  const item = core.world.itemByNumber(repository, id % idsPerRepository);
  return item?.kind === kind ? request.nodes.item({ repository, item }) : undefined;
}
