import type { SeedRepository } from "../seed.ts";
import { type Relation, sameName } from "../world.ts";
import { reachOf } from "./access.ts";
import { serialize } from "./api-version.ts";
import { fullRepositoryBody, roleOf } from "./bodies/repository.ts";
import { ofRepository } from "./find-repository.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { readChoice, readInstant, readList } from "./query.ts";
import { invalidField, notFound, RestRefusal } from "./refusal.ts";
import { renderedWhole, viewOf } from "./rendering.ts";
import { answerWithRepositories, readOrder, repositoryResource as resource } from "./repository-list.ts";
import { signedIn } from "./viewer.ts";

const relations: readonly Relation[] = ["owner", "collaborator", "organization_member"];

/** `GET /user/repos`: a token that may not see private repositories gets the public ones, and no error. */
export function listRepositories(request: RestRequest): RestAnswer {
  const { core, viewer, query } = request;
  const person = signedIn(viewer);
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
  const wanted = (repository: SeedRepository): boolean => {
    const relation = core.world.relation(person, repository);
    return (
      (visibility === "all" || (visibility === "private") === repository.private) &&
      (type !== "public" || !repository.private) &&
      (type !== "private" || repository.private) &&
      (type !== "owner" || relation === "owner") &&
      (type !== "member" || relation !== "owner") &&
      relation !== undefined &&
      affiliations.includes(relation)
    );
  };
  return answerWithRepositories(request, {
    name: `of ${person.id} ${type} ${visibility} ${affiliations}`,
    candidates: () => core.world.repositoriesOf(person),
    wanted,
    refine: readPeriod(request),
    order: readOrder(request, { by: "full_name" }),
    path: "/user/repos",
  });
}

/** `GET /users/{username}/repos`, also by id, where the links lead: repositories the account owns, or belongs to. */
export function listRepositoriesOfAccount(request: RestRequest): RestAnswer {
  const { core, params } = request;
  const account =
    params.id === undefined ? core.world.account(params.username ?? "") : core.world.accountById(Number(params.id));
  if (account === undefined) throw notFound("not_found");
  const type = readChoice(request, { resource, field: "type", choices: ["owner", "all", "member"] });
  const person = account.type === "User" ? core.world.person(account.login) : undefined;
  return answerWithRepositories(request, {
    name: `of account ${account.id} ${type}`,
    candidates: () =>
      person === undefined || type === "owner"
        ? core.world.repositoriesOwnedBy(account.login)
        : core.world.repositoriesOf(person),
    wanted: (repository) => type !== "member" || !sameName(repository.owner, account.login),
    order: readOrder(request, { by: "full_name" }),
    path: `/user/${account.id}/repos`,
  });
}

/** `GET /orgs/{org}/repos`, also by id. */
export function listRepositoriesOfOrganization(request: RestRequest): RestAnswer {
  const { core, params, viewer } = request;
  const account =
    params.id === undefined ? core.world.account(params.org ?? "") : core.world.accountById(Number(params.id));
  if (account?.type !== "Organization") throw notFound("not_found");
  const type = readChoice(request, {
    resource,
    field: "type",
    choices: ["all", "public", "private", "forks", "sources", "member"],
  });
  const wanted = (repository: SeedRepository): boolean =>
    (type !== "public" || !repository.private) &&
    (type !== "private" || repository.private) &&
    (type !== "forks" || repository.forkOf !== null) &&
    (type !== "sources" || repository.forkOf === null) &&
    (type !== "member" ||
      (viewer.person !== undefined && core.world.relation(viewer.person, repository) !== undefined));
  return answerWithRepositories(request, {
    name: `of organization ${account.id} ${type} ${viewer.person?.id}`,
    candidates: () => core.world.repositoriesOwnedBy(account.login),
    wanted,
    order: readOrder(request, { by: "created" }),
    path: `/organizations/${account.id}/repos`,
  });
}

/** `GET /repos/{owner}/{repo}`. */
export const showRepository = ofRepository((request, repository) => {
  const view = viewOf(request);
  const lastModified = repository.updatedAt;
  const write = () => serialize(fullRepositoryBody(view, repository), request.version);
  const reach = reachOf(request.viewer);
  if (reach === undefined) return { status: 200, text: write(), lastModified };
  const name = `full repository ${repository.id} ${roleOf(view, repository)} for ${reach}`;
  return { status: 200, ...renderedWhole(view, name, write), lastModified };
});

function readPeriod(request: RestRequest): ((repository: SeedRepository) => boolean) | undefined {
  const since = readInstant(request, { resource, field: "since" });
  const before = readInstant(request, { resource, field: "before" });
  if (since === undefined && before === undefined) return undefined;
  return ({ updatedAt }) => {
    const instant = Date.parse(updatedAt);
    return instant >= (since ?? Number.NEGATIVE_INFINITY) && instant < (before ?? Number.POSITIVE_INFINITY);
  };
}

function readAffiliations(request: RestRequest): readonly Relation[] {
  const named = readList(request, "affiliation");
  const known = relations.filter((relation) => named.includes(relation));
  if (known.length < new Set(named).size) throw invalidField(resource, "affiliation");
  return named.length === 0 ? relations : known;
}
