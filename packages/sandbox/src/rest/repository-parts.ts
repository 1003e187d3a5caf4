import type { Commit } from "../history.ts";
import { sameName } from "../world.ts";
import { simpleUserOrNull } from "./bodies/account.ts";
import { branchBody, commitBody, signatureOf } from "./bodies/history.ts";
import { labelBody } from "./bodies/item.ts";
import { ofRepository } from "./find-repository.ts";
import type { RestRequest } from "./operation.ts";
import { paginate } from "./pagination.ts";
import { readBoolean, readInstant } from "./query.ts";
import { RestRefusal } from "./refusal.ts";

/** `GET /repos/{owner}/{repo}/labels`. */
export const listLabels = ofRepository((request, repository) => {
  const { entries, link } = paginate(request, repository.labels, `/repositories/${repository.id}/labels`);
  return { status: 200, link, body: entries.map((label) => labelBody(request.exchange.address, repository, label)) };
});

/** `GET /repos/{owner}/{repo}/branches`. */
export const listBranches = ofRepository((request, repository) => {
  const { core, exchange } = request;
  const isProtected = readBoolean(request, { resource: "Branch", field: "protected" });
  const { branches } = core.world.historyOf(repository);
  const found = branches.filter((branch) => isProtected === undefined || branch.protected === isProtected);
  const { entries, link } = paginate(request, found, `/repositories/${repository.id}/branches`);
  const view = { core, address: exchange.address, repository };
  return { status: 200, link, body: entries.map((branch) => branchBody(view, branch)) };
});

/** `GET /repos/{owner}/{repo}/commits`. A seed has no files: a `path` leads to no commit. */
export const listCommits = ofRepository((request, repository) => {
  const { core, exchange, query } = request;
  const { commits, branches } = core.world.historyOf(repository);
  if (commits.length === 0)
    throw new RestRefusal({ status: 409, message: "Git Repository is empty.", decision: "repository_empty" });
  const sha = query.get("sha") ?? "";
  const isBranch = sha === "" || branches.some(({ name, sha: head }) => name === sha || head === sha);
  const start = isBranch ? 0 : commits.findIndex((commit) => commit.sha === sha);
  if (start < 0) {
    throw new RestRefusal({ status: 404, message: `No commit found for SHA: ${plain(sha)}`, decision: "not_found" });
  }
  const wanted = readCommitFilter(request);
  const found = query.get("path") ? [] : commits.slice(start).filter(wanted);
  const { entries, link } = paginate(request, found, `/repositories/${repository.id}/commits`);
  const view = { core, address: exchange.address, repository };
  return { status: 200, link, body: entries.map((commit) => commitBody(view, commit)) };
});

function readCommitFilter(request: RestRequest): (commit: Commit) => boolean {
  const { core, query } = request;
  const writers = [query.get("author"), query.get("committer")].filter((name) => name !== null && name !== "");
  const since = readInstant(request, { resource: "Commit", field: "since" }) ?? Number.NEGATIVE_INFINITY;
  const until = readInstant(request, { resource: "Commit", field: "until" }) ?? Number.POSITIVE_INFINITY;
  return ({ author, committedAt }) => {
    const instant = Date.parse(committedAt);
    const { email } = signatureOf(core, author);
    const isWriters = writers.every((name) => sameName(author, name) || sameName(email, name));
    return isWriters && instant >= since && instant <= until;
  };
}

/** `GET /repos/{owner}/{repo}/contributors`: 204 while nobody has pushed. */
export const listContributors = ofRepository((request, repository) => {
  const { core, exchange, query } = request;
  const { commits, contributors, anonymousContributions } = core.world.historyOf(repository);
  if (commits.length === 0) return { status: 204 };
  const known = contributors.flatMap(({ login, contributions }) => {
    const user = simpleUserOrNull(core, exchange.address, login);
    return user === null ? [] : [{ ...user, contributions }];
  });
  const anonymous = { type: "Anonymous", ...signatureOf(core, null), contributions: anonymousContributions };
  const withAnonymous = ["1", "true"].includes(query.get("anon") ?? "") && anonymousContributions > 0;
  const all: readonly object[] = withAnonymous ? [...known, anonymous] : known;
  const { entries, link } = paginate(request, all, `/repositories/${repository.id}/contributors`);
  return { status: 200, link, body: entries };
});

/** `GET /repos/{owner}/{repo}/languages`. */
export const listLanguages = ofRepository(({ core }, repository) => {
  const { languages } = core.world.historyOf(repository);
  return { status: 200, body: languages };
});

/** A text of the request as far as it may stand in an answer. */
function plain(text: string): string {
  return text.replaceAll(/[^\w./-]/g, "").slice(0, 100);
}
