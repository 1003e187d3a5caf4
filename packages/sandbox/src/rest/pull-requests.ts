import type { SeedPullRequest, SeedRepository } from "../seed.ts";
import { pullRequestBody } from "./bodies/pull-request.ts";
import { repositoryBody } from "./bodies/repository.ts";
import { findRepository } from "./find-repository.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { paginate } from "./pagination.ts";
import { readChoice, sortedBy } from "./query.ts";

const resource = "PullRequest";

/** `GET /repos/{owner}/{repo}/pulls`. */
export function listPullRequests(request: RestRequest): RestAnswer {
  const repository = findRepository(request, "/pulls");
  if ("status" in repository) return repository;
  const { core, exchange, viewer } = request;
  const address = exchange.address;
  const found = sort(request, repository.pullRequests.filter(readFilter(request, repository)));
  const { entries, link } = paginate(request, found, `/repositories/${repository.id}/pulls`);
  const view = { core, address, repository, repositoryBody: repositoryBody({ core, address, viewer }, repository) };
  return { status: 200, link, body: entries.map((pull) => pullRequestBody(view, pull)) };
}

function readFilter(request: RestRequest, repository: SeedRepository): (pull: SeedPullRequest) => boolean {
  const state = readChoice(request, { resource, field: "state", choices: ["open", "closed", "all"] });
  const base = request.query.get("base") ?? undefined;
  // `head` is `owner:branch`; GitHub ignores one without an owner.
  const head = request.query.get("head")?.includes(":") ? (request.query.get("head") ?? undefined) : undefined;
  return (pull) =>
    (state === "all" || pull.state === state) &&
    (base === undefined || pull.baseBranch === base) &&
    (head === undefined || (!pull.headDeleted && `${repository.owner}:${pull.headBranch}` === head));
}

function sort(request: RestRequest, pulls: readonly SeedPullRequest[]): readonly SeedPullRequest[] {
  const order = readChoice(request, {
    resource,
    field: "sort",
    choices: ["created", "updated", "popularity", "long-running"],
  });
  const directions = order === "created" ? (["desc", "asc"] as const) : (["asc", "desc"] as const);
  const direction = readChoice(request, { resource, field: "direction", choices: directions });
  const keys = {
    created: (pull: SeedPullRequest) => Date.parse(pull.createdAt),
    updated: (pull: SeedPullRequest) => Date.parse(pull.updatedAt),
    popularity: (pull: SeedPullRequest) => pull.comments,
    // GitHub: by age, the pull requests that are over a month old and had activity within the last one.
    "long-running": (pull: SeedPullRequest) => Date.parse(pull.createdAt),
  };
  return sortedBy(pulls, keys[order], direction);
}
