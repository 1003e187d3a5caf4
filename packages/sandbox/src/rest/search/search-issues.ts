import type { Item } from "../../world.ts";
import { issueBody } from "../bodies/issue.ts";
import type { Found } from "../my-issues.ts";
import type { RestAnswer, RestRequest } from "../operation.ts";
import { paginate } from "../pagination.ts";
import { readChoice, sortedBy } from "../query.ts";
import { invalidField, RestRefusal } from "../refusal.ts";
import { itemTests } from "./item-tests.ts";
import type { Term } from "./search-query.ts";
import { firstResults, readSearchOrder, readTerms, refuseDeepPage, scopeOf, searchResource } from "./search-request.ts";

const sorts = ["comments", "created", "updated"];

/** `GET /search/issues`: issues and pull requests of everything the viewer may see. */
export function searchIssues(request: RestRequest): RestAnswer {
  const { core, exchange, bodyParts } = request;
  const terms = readTerms(request);
  refuseDeepPage(request);
  refuseWithoutKind(request, terms);
  const searchType = readChoice(request, {
    resource: searchResource,
    field: "search_type",
    choices: ["lexical", "semantic", "hybrid"],
  });
  const found = findItems(request, terms);
  const { entries, link } = paginate(request, firstResults(found), "/search/issues");
  const items = entries.map(({ repository, item }) => ({
    ...issueBody({ core, address: exchange.address, repository, bodyParts }, item),
    // A text that is missing is left out here: GitHub does not describe it as null.
    ...(item.body === null && { body: undefined }),
    score: 1,
  }));
  return {
    status: 200,
    link,
    body: {
      total_count: found.length,
      incomplete_results: false,
      items,
      search_type: searchType,
    },
  };
}

/** Finds issues and pull requests, in the order that was asked for, else the newest first. */
export function findItems(request: RestRequest, terms: readonly Term[]): readonly Found[] {
  const tests = itemTests(request, terms);
  const found: Found[] = [];
  for (const repository of scopeOf(request, terms)) {
    for (const item of request.core.world.itemsOf(repository)) {
      if (tests.every((test) => test({ repository, item }))) found.push({ repository, item });
    }
  }
  const { sort, direction } = readSearchOrder(request, { terms, sorts }) ?? { sort: "created", direction: "desc" };
  const keys: Record<string, (item: Item) => string | number> = {
    comments: ({ comments }) => comments,
    created: ({ createdAt }) => createdAt,
    updated: ({ updatedAt }) => updatedAt,
  };
  const key = keys[sort];
  return key === undefined ? found : sortedBy(found, ({ item }) => key(item), direction);
}

/** A GitHub App has to say which of the two it wants. */
function refuseWithoutKind({ viewer }: RestRequest, terms: readonly Term[]): void {
  if (viewer.token?.app.kind !== "github-app") return;
  const kinds = new Set(["issue", "pr", "pull-request"]);
  if (terms.some(({ name, value }) => (name === "is" || name === "type") && kinds.has(value.toLowerCase()))) return;
  const { errors } = invalidField(searchResource, "q");
  throw new RestRefusal({
    status: 422,
    message: "Query must include 'is:issue' or 'is:pull-request'",
    decision: "field_invalid",
    errors,
  });
}
