import type { RestRequest } from "./operation.ts";
import { invalidField, notFound } from "./refusal.ts";

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

  const linkTo = (target: number): string => {
    const query = new URLSearchParams(request.query);
    query.set("page", String(target));
    return `${request.exchange.address.apiBase}${path}?${query}`;
  };
  const link = relations.map(([name, target]) => `<${linkTo(target)}>; rel="${name}"`).join(", ");
  const [begin, end] = [(page - 1) * perPage, page * perPage].map((place) => Math.min(place, entries.length));
  return {
    entries: entries.slice(begin, end),
    span: `${begin}-${end}`,
    link: lastPage === 1 && page === 1 ? undefined : link,
  };
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
