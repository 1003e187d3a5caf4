import { cursorAt, positionOf } from "../cursor.ts";
import type { RestRequest } from "./operation.ts";
import { invalidField, notFound, RestRefusal } from "./refusal.ts";

const defaultPerPage = 30;
const largestPerPage = 100;

export interface Slice<Entry> {
  readonly entries: readonly Entry[];
  /** Value of the `Link` header; undefined when one page holds everything. */
  readonly link: string | undefined;
  /** Which entries these are, as a text. */
  readonly span: string;
}

/**
 * Cuts one page out of a list. `path` is the canonical one, by id where GitHub links by id.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export function paginate<Entry>(
  request: RestRequest,
  entries: readonly Entry[],
  place: string | { readonly path: string; readonly perPage: number },
): Slice<Entry> {
  const path = typeof place === "string" ? place : place.path;
  const perPage = typeof place === "string" ? readPerPage(request) : place.perPage;
  const page = positiveOr(request.query.get("page"), 1);
  const lastPage = Math.max(Math.ceil(entries.length / perPage), 1);
  if (page > lastPage && request.core.profile.pageBehindLast === "not_found") throw notFound("page_unknown");
  const relations: [name: string, page: number][] = [];
  if (page > 1) relations.push(["prev", Math.min(page - 1, lastPage)]);
  if (page < lastPage) relations.push(["next", page + 1], ["last", lastPage]);
  if (page > 1) relations.push(["first", 1]);

  const link = relations.map(([name, target]) => linkTo(request, { path, name, page: target })).join(", ");
  const [begin, end] = [(page - 1) * perPage, page * perPage].map((place) => Math.min(place, entries.length));
  return {
    entries: entries.slice(begin, end),
    span: `${begin}-${end}`,
    link: lastPage === 1 && page === 1 ? undefined : link,
  };
}

/**
 * Cuts one page out of a list that is too long for page numbers, which serve as far as the profile says. The link goes by cursors.
 *
 * @throws RestRefusal 422 for a page number beyond.
 */
export function paginateByCursor<Entry>(
  request: RestRequest,
  entries: readonly Entry[],
  path: string,
): Pick<Slice<Entry>, "entries" | "link"> {
  const { core, query } = request;
  const perPage = readPerPage(request);
  const page = positiveOr(query.get("page"), 1);
  const [after, before] = [positionOf(query.get("after")), positionOf(query.get("before"))];
  const begin = after ?? (before === undefined ? (page - 1) * perPage : Math.max(before - perPage, 0));
  if (after === undefined && before === undefined && begin + perPage > core.profile.issuesByPageNumber && page > 1) {
    throw new RestRefusal({
      status: 422,
      message:
        "Pagination with the page parameter is not supported for large datasets, please use cursor based pagination (after/before)",
      decision: "page_unsupported",
    });
  }
  const end = after === undefined && before !== undefined ? before : begin + perPage;
  const links = [
    ...(begin > 0
      ? [linkTo(request, { path, name: "prev", page: Math.max(page - 1, 1), before: cursorAt(begin) })]
      : []),
    ...(end < entries.length ? [linkTo(request, { path, name: "next", page: page + 1, after: cursorAt(end) })] : []),
  ];
  return { entries: entries.slice(begin, end), link: links.length === 0 ? undefined : links.join(", ") };
}

interface LinkTarget {
  readonly path: string;
  readonly name: string;
  readonly page: number;
  readonly after?: string;
  readonly before?: string;
}

/** One entry of a `Link` header: the same request for another page. */
function linkTo({ exchange, query: asked }: RestRequest, { path, name, page, after, before }: LinkTarget): string {
  const query = new URLSearchParams(asked);
  for (const cursor of ["after", "before"]) query.delete(cursor);
  if (after !== undefined) query.set("after", after);
  if (before !== undefined) query.set("before", before);
  query.set("page", String(page));
  return `<${exchange.address.apiBase}${path}?${query}>; rel="${name}"`;
}

/** Reads `per_page`: more than the most is the most, or refused with 422; nonsense is the default. */
export function readPerPage(
  { core, query }: RestRequest,
  { most, byDefault }: { most: number; byDefault: number } = { most: largestPerPage, byDefault: defaultPerPage },
): number {
  const asked = positiveOr(query.get("per_page"), byDefault);
  if (asked > most && core.profile.perPageAboveMost === "refused") throw invalidField("Pagination", "per_page");
  return Math.min(asked, most);
}

export function positiveOr(text: string | null, fallback: number): number {
  return text !== null && /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : fallback;
}
