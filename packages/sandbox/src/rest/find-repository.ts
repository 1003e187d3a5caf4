import type { SeedRepository } from "../seed.ts";
import { accessTo } from "./access.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { refusalByOrganization } from "./organization-policy.ts";
import { notFound, RestRefusal } from "./refusal.ts";

/**
 * Makes a handler of one that answers for a repository: finds the one a path names, by name or by id. A former name is answered
 * with a permanent redirect to the address by id, which no renaming changes.
 *
 * The handler throws RestRefusal 404 for a repository that does not exist, and alike for one the viewer may not know of.
 */
export function ofRepository(
  handle: (request: RestRequest, repository: SeedRepository) => RestAnswer,
): (request: RestRequest) => RestAnswer {
  return (request) => {
    const { core, exchange, params, viewer } = request;
    const found =
      params.id === undefined
        ? core.world.repositoryByName(params.owner ?? "", params.repo ?? "")
        : { repository: core.world.repositoryById(Number(params.id)), moved: false };
    if (found?.repository === undefined) throw notFound("not_found");
    const { repository, moved } = found;
    const access = accessTo(core, viewer, repository);
    if (access === "hidden") throw notFound("hidden");
    if (access !== "open") throw refusalByOrganization(exchange, { access, login: repository.owner });
    refuseBlocked(request, repository);
    return moved ? redirectTo(request, repository) : handle(request, repository);
  };
}

function redirectTo({ exchange: { address }, query }: RestRequest, { id }: SeedRepository): RestAnswer {
  const [, , , , ...rest] = address.path.split("/");
  const path = [`${address.apiBase}/repositories/${id}`, ...rest].join("/");
  const location = query.size === 0 ? path : `${path}?${query}`;
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

/** A takedown notice answers 451 (RFC 7725), a breach of the terms 403. */
function refuseBlocked({ exchange: { address } }: RestRequest, { blocked, owner, name }: SeedRepository): void {
  if (blocked === undefined) return;
  const isTakedown = blocked.reason === "dmca";
  throw new RestRefusal({
    status: isTakedown ? 451 : 403,
    message: "Repository access blocked",
    decision: "repository_blocked",
    block: {
      reason: blocked.reason,
      created_at: blocked.createdAt,
      html_url: isTakedown ? `${address.webOrigin}/github/dmca` : `${address.webOrigin}/${owner}/${name}`,
    },
  });
}
