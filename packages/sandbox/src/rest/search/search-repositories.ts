import type { SeedRepository } from "../../seed.ts";
import { sameName } from "../../world.ts";
import { repositoryBody } from "../bodies/repository.ts";
import type { RestAnswer, RestRequest } from "../operation.ts";
import { paginate } from "../pagination.ts";
import { sortedBy } from "../query.ts";
import { viewOf } from "../rendering.ts";
import type { Term } from "./search-query.ts";
import { firstResults, rangeOf, readSearchOrder, readTerms, refuseDeepPage, scopeOf } from "./search-request.ts";

type Test = (repository: SeedRepository) => boolean;

const sorts = ["stars", "forks", "help-wanted-issues", "updated"];

/** `GET /search/repositories`. */
export function searchRepositories(request: RestRequest): RestAnswer {
  const terms = readTerms(request);
  refuseDeepPage(request);
  const found = findRepositories(request, terms);
  const { entries, link } = paginate(request, firstResults(found), "/search/repositories");
  const view = viewOf(request);
  const items = entries.map((repository) => ({ ...repositoryBody(view, repository), score: 1 }));
  return { status: 200, link, body: { total_count: found.length, incomplete_results: false, items } };
}

/** Finds repositories, the most starred first unless told. Forks are left out unless `fork:` asks for them. */
export function findRepositories(request: RestRequest, terms: readonly Term[]): readonly SeedRepository[] {
  const tests = terms.map(testOf);
  const texts = textsOf(terms);
  const words = terms.filter(({ name }) => name === "").map(wordTest(texts));
  const forks: Test = (repository) => terms.some(({ name }) => name === "fork") || repository.forkOf === null;
  const found = scopeOf(request, terms).filter((repository) =>
    [forks, ...tests, ...words].every((test) => test(repository)),
  );
  const order = readSearchOrder(request, { terms, sorts }) ?? { sort: "stars", direction: "desc" as const };
  const keys: Record<string, (repository: SeedRepository) => string | number> = {
    stars: ({ stars }) => stars,
    forks: ({ forks: count }) => count,
    updated: ({ updatedAt }) => updatedAt,
    "help-wanted-issues": countHelpWanted,
  };
  return sortedBy(found, keys[order.sort] ?? countHelpWanted, order.direction);
}

function countHelpWanted({ issues }: SeedRepository): number {
  return issues.filter(({ state, labels }) => state === "open" && labels.includes("help wanted")).length;
}

/** Qualifiers that are not known change nothing, as on GitHub's page of results. */
function testOf(term: Term): Test {
  const plain = plainTestOf(term);
  return (repository) => plain(repository) !== term.negated || plain === anything;
}

const anything: Test = () => true;

function plainTestOf(term: Term): Test {
  const { name, value } = term;
  const isTrue = value === "true";
  switch (name) {
    case "is":
    case "visibility":
      if (value === "public") return (repository) => !repository.private;
      if (value === "private") return (repository) => repository.private;
      return anything;
    case "archived":
      return (repository) => repository.archived === isTrue;
    case "fork":
      if (value === "only") return (repository) => repository.forkOf !== null;
      return isTrue ? anything : (repository) => repository.forkOf === null;
    case "language":
      return (repository) => sameName(repository.language, value);
    case "topic":
      return (repository) => repository.topics.some((topic) => sameName(topic, value));
    case "stars":
    case "forks":
    case "size": {
      const compare = rangeOf(term, "number");
      return (repository) => compare(repository[name]);
    }
    case "created": {
      const compare = rangeOf(term, "instant");
      return (repository) => compare(repository.createdAt);
    }
    case "pushed": {
      const compare = rangeOf(term, "instant");
      return (repository) => compare(repository.pushedAt);
    }
    default:
      return anything;
  }
}

type Texts = (repository: SeedRepository) => string;

/** Where words are looked for: name, description and topics unless `in:` says otherwise. A seed has no read-me. */
function textsOf(terms: readonly Term[]): Texts {
  const places = terms.filter(({ name }) => name === "in").flatMap(({ value }) => value.toLowerCase().split(","));
  const isIn = (place: string) => places.length === 0 || places.includes(place);
  return ({ name, description, topics }) =>
    [isIn("name") ? name : "", isIn("description") ? (description ?? "") : "", isIn("topics") ? topics.join(" ") : ""]
      .join("\n")
      .toLowerCase();
}

function wordTest(texts: Texts): (term: Term) => Test {
  return ({ value, negated }) => {
    const word = value.toLowerCase();
    return (repository) => texts(repository).includes(word) !== negated;
  };
}
