import type { SeedRepository } from "../seed.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { notFound } from "./refusal.ts";
import { canSee } from "./viewer.ts";

/**
 * Finds the repository a path names, by name or by id. A former name is answered with a permanent redirect to the address by
 * id, which no renaming changes; `rest` is what follows the repository in the path.
 *
 * @throws RestRefusal 404 for a repository that does not exist, and alike for one the viewer may not know of.
 */
export function findRepository(request: RestRequest, rest: string): SeedRepository | RestAnswer {
  const { core, exchange, params, viewer } = request;
  const found =
    params.id === undefined
      ? core.world.repositoryByName(params.owner ?? "", params.repo ?? "")
      : { repository: core.world.repositoryById(Number(params.id)), moved: false };
  if (found?.repository === undefined) throw notFound("not_found");
  if (!canSee(core, viewer, found.repository)) throw notFound("hidden");
  if (!found.moved) return found.repository;
  const location = `${exchange.address.apiBase}/repositories/${found.repository.id}${rest}${withQuestionMark(request.query)}`;
  return {
    status: 301,
    location,
    decision: "moved",
    body: {
      message: "Moved Permanently",
      url: location,
      documentation_url: "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects",
    },
  };
}

function withQuestionMark(query: URLSearchParams): string {
  return query.size === 0 ? "" : `?${query}`;
}
