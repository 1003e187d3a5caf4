import { sameName } from "../../world.ts";
import { discussionOf } from "../bodies/comment.ts";
import { mentions } from "../item-filter.ts";
import type { Found } from "../my-issues.ts";
import type { RestRequest } from "../operation.ts";
import type { Term } from "./search-query.ts";
import { loginOf, rangeOf } from "./search-request.ts";

export type ItemTest = (found: Found) => boolean;

/** Makes a test of every condition of a search. Several values of `label:` with commas are alternatives. */
export function itemTests(request: RestRequest, terms: readonly Term[]): readonly ItemTest[] {
  const places = terms.filter(({ name }) => name === "in").flatMap(({ value }) => value.toLowerCase().split(","));
  return terms.flatMap((term) => {
    const test = term.name === "" ? wordTest(term, places) : qualifierTest(request, term);
    if (test === undefined) return [];
    return [term.negated ? (found: Found) => !test(found) : test];
  });
}

function wordTest({ value }: Term, places: readonly string[]): ItemTest {
  const word = value.toLowerCase();
  const isIn = (place: string) => places.length === 0 || places.includes(place);
  return ({ item }) =>
    (isIn("title") && item.title.toLowerCase().includes(word)) ||
    (isIn("body") && item.body?.toLowerCase().includes(word) === true) ||
    (isIn("comments") && discussionOf(item).some(({ body }) => body.toLowerCase().includes(word)));
}

/** Undefined for a qualifier that chooses no items, or that is not known: it changes nothing. */
function qualifierTest(request: RestRequest, term: Term): ItemTest | undefined {
  const { name, value } = term;
  const login = loginOf(request, value);
  switch (name) {
    case "is":
    case "type":
    case "state":
      return kindTest(value.toLowerCase());
    case "author":
      return ({ item }) => sameName(item.author, login);
    case "assignee":
      return ({ item }) => item.assignees.some((assignee) => sameName(assignee, login));
    case "mentions":
      return ({ item }) => mentions(item, login);
    case "commenter":
      return ({ item }) => discussionOf(item).some(({ author }) => sameName(author, login));
    case "involves":
      return ({ item }) =>
        sameName(item.author, login) ||
        item.assignees.some((assignee) => sameName(assignee, login)) ||
        mentions(item, login) ||
        discussionOf(item).some(({ author }) => sameName(author, login));
    case "review-requested":
    case "user-review-requested":
      return ({ item }) =>
        item.kind === "pull_request" && (item.requestedReviewers ?? []).some((reviewer) => sameName(reviewer, login));
    // Nobody has reviewed anything.
    case "reviewed-by":
      return () => false;
    case "review":
      return ({ item }) => item.kind === "pull_request" && value.toLowerCase() === "none";
    case "label": {
      const wanted = value.split(",");
      return ({ item }) => item.labels.some((label) => wanted.some((each) => sameName(label, each)));
    }
    case "language":
      return ({ repository }) => sameName(repository.language, value);
    case "milestone":
      return ({ repository, item }) =>
        (repository.milestones ?? []).some(({ number, title }) => number === item.milestone && sameName(title, value));
    case "no":
      return absenceTest(value.toLowerCase());
    case "head":
      return ({ item }) => item.kind === "pull_request" && item.headBranch === value;
    case "base":
      return ({ item }) => item.kind === "pull_request" && item.baseBranch === value;
    case "draft":
      return ({ item }) => item.kind === "pull_request" && item.draft === (value === "true");
    case "archived":
      return ({ repository }) => repository.archived === (value === "true");
    case "comments": {
      const compare = rangeOf(term, "number");
      return ({ item }) => compare(item.comments);
    }
    case "created":
    case "updated":
    case "closed":
    case "merged":
      return periodTest(name, term);
    default:
      return undefined;
  }
}

function periodTest(name: "created" | "updated" | "closed" | "merged", term: Term): ItemTest {
  const compare = rangeOf(term, "instant");
  return ({ item }) => {
    const instants = {
      created: item.createdAt,
      updated: item.updatedAt,
      closed: item.closedAt,
      merged: item.kind === "pull_request" ? item.mergedAt : null,
    };
    const instant = instants[name];
    return instant !== null && compare(instant);
  };
}

function kindTest(value: string): ItemTest | undefined {
  const tests: Record<string, ItemTest> = {
    open: ({ item }) => item.state === "open",
    closed: ({ item }) => item.state === "closed",
    issue: ({ item }) => item.kind === "issue",
    pr: ({ item }) => item.kind === "pull_request",
    "pull-request": ({ item }) => item.kind === "pull_request",
    merged: ({ item }) => item.kind === "pull_request" && item.mergedAt !== null,
    unmerged: ({ item }) => item.kind === "pull_request" && item.mergedAt === null,
    draft: ({ item }) => item.kind === "pull_request" && item.draft,
    public: ({ repository }) => !repository.private,
    private: ({ repository }) => repository.private,
    locked: ({ item }) => item.locked === true,
    unlocked: ({ item }) => item.locked !== true,
  };
  return Object.hasOwn(tests, value) ? tests[value] : undefined;
}

function absenceTest(value: string): ItemTest | undefined {
  if (value === "label") return ({ item }) => item.labels.length === 0;
  if (value === "assignee") return ({ item }) => item.assignees.length === 0;
  return value === "milestone" ? ({ item }) => item.milestone === undefined : undefined;
}
