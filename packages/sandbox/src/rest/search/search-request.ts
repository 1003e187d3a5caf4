import type { SeedRepository } from "../../seed.ts";
import { canSee } from "../access.ts";
import type { RestRequest } from "../operation.ts";
import { positiveOr, readPerPage } from "../pagination.ts";
import { readChoice } from "../query.ts";
import { invalidField, RestRefusal } from "../refusal.ts";
import { type Compare, parseRange, parseSearch, type Term } from "./search-query.ts";

export const searchResource = "Search";

const longestQuery = 256;
const mostResults = 1000;

/** Reads `q`. @throws RestRefusal 422 when it is missing or too long. */
export function readTerms({ query }: RestRequest): readonly Term[] {
  const text = query.get("q") ?? "";
  if (text.trim() === "") {
    throw new RestRefusal({
      status: 422,
      message: "Validation Failed",
      decision: "field_missing",
      errors: [{ resource: searchResource, field: "q", code: "missing" }],
    });
  }
  if (text.length > longestQuery) throw invalidField(searchResource, "q", "The search is longer than 256 characters.");
  return parseSearch(text);
}

/** GitHub lets nobody look beyond the first thousand results. */
export function refuseDeepPage(request: RestRequest): void {
  const page = positiveOr(request.query.get("page"), 1);
  if ((page - 1) * readPerPage(request) < mostResults) return;
  throw new RestRefusal({
    status: 422,
    message: "Only the first 1000 search results are available",
    decision: "page_too_deep",
  });
}

export function firstResults<Entry>(entries: readonly Entry[]): readonly Entry[] {
  return entries.slice(0, mostResults);
}

/**
 * Finds the repositories that `repo`, `user` and `org` name; all the viewer may see when there is none of them.
 *
 * @throws RestRefusal 422 when what they name does not exist or may not be seen.
 */
export function scopeOf(request: RestRequest, terms: readonly Term[]): readonly SeedRepository[] {
  const { core, viewer } = request;
  const without = new Set(terms.filter(({ negated }) => negated).flatMap((term) => repositoriesAt(request, term)));
  const places = terms.filter(({ name, negated }) => !negated && ["repo", "user", "org"].includes(name));
  const named =
    places.length === 0 ? core.world.repositories : new Set(places.flatMap((place) => repositoriesAt(request, place)));
  const found = [...named].filter((repository) => canSee(core, viewer, repository));
  const isKnown = places.some(({ name, value }) => name !== "repo" && core.world.account(loginOf(request, value)));
  if (places.length > 0 && found.length === 0 && !isKnown) {
    throw invalidField(
      searchResource,
      "q",
      "The listed users and repositories cannot be searched either because the resources do not exist or you do not have permission to view them.",
    );
  }
  return found.filter((repository) => !without.has(repository));
}

function repositoriesAt(request: RestRequest, { name, value }: Term): readonly SeedRepository[] {
  const { world } = request.core;
  if (name === "user" || name === "org") return world.repositoriesOwnedBy(loginOf(request, value));
  if (name !== "repo") return [];
  const [owner = "", repository = ""] = value.split("/");
  const found = world.repositoryByName(loginOf(request, owner), repository)?.repository;
  return found === undefined ? [] : [found];
}

/** `@me` is whoever asks. */
export function loginOf({ viewer }: RestRequest, value: string): string {
  return value === "@me" ? (viewer.person?.login ?? value) : value;
}

/** @throws RestRefusal 422 for what is neither a value nor a range of values. */
export function rangeOf({ value }: Term, kind: "number" | "instant"): Compare {
  const compare = parseRange(value, kind);
  if (compare === undefined) {
    const what = kind === "number" ? "an integer" : "a date";
    throw invalidField(searchResource, "q", `The search contains a value that is not recognized as ${what}.`);
  }
  return compare;
}

/** Reads the order: `sort` and `order` of the query, or `sort:created-asc` within `q`. Undefined is the best match. */
export function readSearchOrder(
  request: RestRequest,
  { terms, sorts }: { terms: readonly Term[]; sorts: readonly string[] },
): { readonly sort: string; readonly direction: "asc" | "desc" } | undefined {
  const direction = readChoice(request, { resource: searchResource, field: "order", choices: ["desc", "asc"] });
  const asked = request.query.get("sort") ?? "";
  if (sorts.includes(asked)) return { sort: asked, direction };
  const [, sort = "", order] =
    /^([a-z-]+?)(?:-(asc|desc))?$/.exec(terms.find(({ name }) => name === "sort")?.value ?? "") ?? [];
  return sorts.includes(sort) ? { sort, direction: order === "asc" ? "asc" : "desc" } : undefined;
}
