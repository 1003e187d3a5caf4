import type { SeedPullRequest, SeedRepository } from "../seed.ts";
import { canSee } from "./access.ts";
import { fullPullRequestBody, pullRequestBody } from "./bodies/pull-request.ts";
import { repositoryBody } from "./bodies/repository.ts";
import { ofRepository } from "./find-repository.ts";
import type { RestRequest } from "./operation.ts";
import { paginate } from "./pagination.ts";
import { readChoice, readInstant, sortedBy } from "./query.ts";
import { notFound } from "./refusal.ts";

const resource = "PullRequest";
const dayMs = 86_400_000;

/** `GET /repos/{owner}/{repo}/pulls`. */
export const listPullRequests = ofRepository((request, repository) => {
  const found = sort(request, repository.pullRequests.filter(readFilter(request, repository)));
  const { entries, link } = paginate(request, found, `/repositories/${repository.id}/pulls`);
  const view = viewOfPullRequests(request, repository);
  return { status: 200, link, body: entries.map((pull) => pullRequestBody(view, pull)) };
});

/** `GET /repos/{owner}/{repo}/pulls/{pull_number}`. */
export const showPullRequest = ofRepository((request, repository) => {
  const pull = findPullRequest(request, repository);
  const body = fullPullRequestBody(viewOfPullRequests(request, repository), pull);
  return { status: 200, body, lastModified: pull.updatedAt };
});

/** `GET /repos/{owner}/{repo}/pulls/{pull_number}/comments`: on lines of code, of which a seed has none. */
export const listReviewComments = ofRepository((request, repository) => {
  findPullRequest(request, repository);
  readChoice(request, { resource, field: "sort", choices: ["created", "updated"] });
  readChoice(request, { resource, field: "direction", choices: ["desc", "asc"] });
  readInstant(request, { resource, field: "since" });
  return { status: 200, body: [] };
});

function findPullRequest({ core, params }: RestRequest, repository: SeedRepository): SeedPullRequest {
  const item = core.world.itemByNumber(repository, Number(params.number));
  if (item?.kind !== "pull_request") throw notFound("not_found");
  return item;
}

/** Every pull request of a list holds its repository twice: it is made once. */
function viewOfPullRequests({ core, exchange, viewer, bodyParts }: RestRequest, repository: SeedRepository) {
  const address = exchange.address;
  const made = new Map<SeedRepository, object | null>();
  return {
    core,
    address,
    repository,
    bodyParts,
    repositoryBody: (wanted: SeedRepository): object | null => {
      const body =
        made.get(wanted) ?? (canSee(core, viewer, wanted) ? repositoryBody({ core, address, viewer }, wanted) : null);
      made.set(wanted, body);
      return body;
    },
  };
}

function readFilter(request: RestRequest, repository: SeedRepository): (pull: SeedPullRequest) => boolean {
  const state = readChoice(request, { resource, field: "state", choices: ["open", "closed", "all"] });
  const base = request.query.get("base") ?? undefined;
  // `head` is `owner:branch`; GitHub ignores one without an owner.
  const head = request.query.get("head")?.includes(":") ? (request.query.get("head") ?? undefined) : undefined;
  return (pull) =>
    (state === "all" || pull.state === state) &&
    (base === undefined || pull.baseBranch === base) &&
    (head === undefined || (!pull.headDeleted && `${headOwnerOf(pull, repository)}:${pull.headBranch}` === head));
}

function headOwnerOf({ headRepository }: SeedPullRequest, { owner }: SeedRepository): string {
  return headRepository?.split("/", 1)[0] ?? owner;
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
    "long-running": (pull: SeedPullRequest) => Date.parse(pull.createdAt),
  };
  const monthAgo = request.core.now() - 30 * dayMs;
  const isLongRunning = (pull: SeedPullRequest) =>
    Date.parse(pull.createdAt) < monthAgo && Date.parse(pull.updatedAt) > monthAgo;
  const wanted = order === "long-running" ? pulls.filter(isLongRunning) : pulls;
  return sortedBy(wanted, keys[order], direction);
}
