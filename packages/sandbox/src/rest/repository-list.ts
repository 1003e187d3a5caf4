import type { SeedRepository } from "../seed.ts";
import { fullName } from "../world.ts";
import { canSee, reachOf } from "./access.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { partialResults } from "./organization-policy.ts";
import { paginate } from "./pagination.ts";
import { readChoice, sortedBy } from "./query.ts";
import { renderedList, renderedRepository, renderedWhole, viewOf } from "./rendering.ts";

export const repositoryResource = "Repository";

const orders = ["full_name", "created", "updated", "pushed"] as const;

export interface RepositoryOrder {
  readonly sort: (typeof orders)[number];
  readonly direction: "asc" | "desc";
}

/** Reads `sort` and `direction`. Names go upwards unless told, instants downwards. */
export function readOrder(request: RestRequest, { by }: { by: "full_name" | "created" }): RepositoryOrder {
  const choices = by === "full_name" ? orders : (["created", "updated", "pushed", "full_name"] as const);
  const sort = readChoice(request, { resource: repositoryResource, field: "sort", choices });
  const directions = sort === "full_name" ? (["asc", "desc"] as const) : (["desc", "asc"] as const);
  return {
    sort,
    direction: readChoice(request, { resource: repositoryResource, field: "direction", choices: directions }),
  };
}

export interface Listing {
  /** Tells the list apart from all others with the same candidates. */
  readonly name: string;
  readonly candidates: () => readonly SeedRepository[];
  readonly wanted: (repository: SeedRepository) => boolean;
  readonly order: RepositoryOrder;
  /** What the request asks for beyond the name; not remembered. */
  readonly refine?: ((repository: SeedRepository) => boolean) | undefined;
  /** Where the `Link` header leads. */
  readonly path: string;
}

/** Answers with a page of repositories: sorted and filtered once for all viewers that see the same, each body written once. */
export function answerWithRepositories(request: RestRequest, listing: Listing): RestAnswer {
  const { core, viewer } = request;
  const { name, candidates, wanted, order, refine, path } = listing;
  const reach = reachOf(viewer);
  const select = () => {
    const visible = candidates().filter((repository) => wanted(repository) && canSee(core, viewer, repository));
    return inOrder(visible, order);
  };
  const key = `${name} ${order.sort} ${order.direction} for ${reach}`;
  const all = reach === undefined ? select() : core.world.lists.recall(key, select);
  const { entries, link, span } = paginate(request, refine === undefined ? all : all.filter(refine), path);
  const write = () => renderedList(entries.map((repository) => renderedRepository(request, repository)));
  const isKnown = reach !== undefined && refine === undefined;
  return {
    status: 200,
    link,
    ...(isKnown ? renderedWhole(viewOf(request), `${span} of ${key}`, write) : { text: write() }),
    headers: core.seed.organizations.some(({ singleSignOn }) => singleSignOn)
      ? partialResults(request, candidates())
      : {},
  };
}

export function inOrder(
  repositories: readonly SeedRepository[],
  { sort, direction }: RepositoryOrder,
): readonly SeedRepository[] {
  const keys = {
    full_name: (repository: SeedRepository) => fullName(repository).toLowerCase(),
    created: (repository: SeedRepository) => Date.parse(repository.createdAt),
    updated: (repository: SeedRepository) => Date.parse(repository.updatedAt),
    pushed: (repository: SeedRepository) => Date.parse(repository.pushedAt),
  };
  return sortedBy(repositories, keys[sort], direction);
}
