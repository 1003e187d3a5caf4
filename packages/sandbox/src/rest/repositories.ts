import type { SeedRepository } from "../seed.ts";
import { fullName, type Relation } from "../world.ts";
import { fullRepositoryBody, repositoryBody } from "./bodies/repository.ts";
import { findRepository } from "./find-repository.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { paginate } from "./pagination.ts";
import { readChoice, readInstant, readList, sortedBy } from "./query.ts";
import { invalidField, RestRefusal } from "./refusal.ts";
import { canSee, signedIn } from "./viewer.ts";

const resource = "Repository";

const relations: readonly Relation[] = ["owner", "collaborator", "organization_member"];

/** `GET /user/repos`: a token that may not see private repositories gets the public ones, and no error. */
export function listRepositories(request: RestRequest): RestAnswer {
  const { core, exchange, viewer } = request;
  const person = signedIn(viewer);
  const wanted = readFilter(request);
  const found = core.world
    .repositoriesOf(person)
    .filter((repository) => canSee(core, viewer, repository))
    .filter((repository) => wanted(repository, core.world.relation(person, repository)));
  const { entries, link } = paginate(request, sort(request, found), "/user/repos");
  const view = { core, address: exchange.address, viewer };
  return { status: 200, link, body: entries.map((repository) => repositoryBody(view, repository)) };
}

/** `GET /repos/{owner}/{repo}`. */
export function showRepository(request: RestRequest): RestAnswer {
  const found = findRepository(request, "");
  if ("status" in found) return found;
  const { core, exchange, viewer } = request;
  return { status: 200, body: fullRepositoryBody({ core, address: exchange.address, viewer }, found) };
}

type Filter = (repository: SeedRepository, relation: Relation | undefined) => boolean;

function readFilter(request: RestRequest): Filter {
  const { query } = request;
  if (query.has("type") && (query.has("visibility") || query.has("affiliation"))) {
    throw new RestRefusal({
      status: 422,
      message: "If you specify visibility or affiliation, you cannot specify type.",
      decision: "field_invalid",
    });
  }
  const type = readChoice(request, {
    resource,
    field: "type",
    choices: ["all", "owner", "public", "private", "member"],
  });
  const visibility = readChoice(request, { resource, field: "visibility", choices: ["all", "public", "private"] });
  const affiliations = readAffiliations(request);
  const since = readInstant(request, { resource, field: "since" }) ?? Number.NEGATIVE_INFINITY;
  const before = readInstant(request, { resource, field: "before" }) ?? Number.POSITIVE_INFINITY;
  return (repository, relation) => {
    const updatedAt = Date.parse(repository.updatedAt);
    return (
      (visibility === "all" || (visibility === "private") === repository.private) &&
      (type !== "public" || !repository.private) &&
      (type !== "private" || repository.private) &&
      (type !== "owner" || relation === "owner") &&
      (type !== "member" || relation !== "owner") &&
      relation !== undefined &&
      affiliations.includes(relation) &&
      updatedAt >= since &&
      updatedAt < before
    );
  };
}

function readAffiliations(request: RestRequest): readonly Relation[] {
  const named = readList(request, "affiliation");
  const known = relations.filter((relation) => named.includes(relation));
  if (known.length < new Set(named).size) throw invalidField(resource, "affiliation");
  return named.length === 0 ? relations : known;
}

function sort(request: RestRequest, repositories: readonly SeedRepository[]): readonly SeedRepository[] {
  const order = readChoice(request, {
    resource,
    field: "sort",
    choices: ["full_name", "created", "updated", "pushed"],
  });
  const directions = order === "full_name" ? (["asc", "desc"] as const) : (["desc", "asc"] as const);
  const direction = readChoice(request, { resource, field: "direction", choices: directions });
  const keys = {
    full_name: (repository: SeedRepository) => fullName(repository).toLowerCase(),
    created: (repository: SeedRepository) => Date.parse(repository.createdAt),
    updated: (repository: SeedRepository) => Date.parse(repository.updatedAt),
    pushed: (repository: SeedRepository) => Date.parse(repository.pushedAt),
  };
  return sortedBy(repositories, keys[order], direction);
}
