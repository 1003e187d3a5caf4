import type { SeedRepository } from "../seed.ts";
import type { Items, MakeItems } from "./items.ts";
import { labels } from "./labels.ts";
import { createRandom, type Random } from "./random.ts";

type Details = Omit<SeedRepository, keyof Items>;

/** What is said of a repository; the rest is filled in. */
export type RepositorySketch = Pick<Details, "owner" | "name" | "description" | "language" | "updatedAt"> &
  Partial<Details> & { readonly items?: MakeItems };

const noItems: MakeItems = () => ({ issues: [], pullRequests: [] });

export function completeRepository(random: Random, sketch: RepositorySketch, id: number): SeedRepository {
  const { items: makeItems = noItems, ...details } = sketch;
  const { updatedAt } = details;
  const createdAt = `${random.integer(2017, 2020)}-0${random.integer(1, 9)}-1${random.integer(0, 9)}T0${random.integer(0, 9)}:15:00Z`;
  // A generator for each, so that it does not matter whose items are looked at first.
  const randomOfItems = createRandom(random.integer(0, 0xffff_ffff));
  let made: Items | undefined;
  const items = (): Items => {
    made ??= makeItems(randomOfItems, updatedAt);
    return made;
  };
  return {
    id,
    formerNames: [],
    private: false,
    archived: false,
    forkOf: null,
    topics: [],
    stars: 0,
    forks: 0,
    size: random.integer(40, 60_000),
    collaborators: [],
    createdAt,
    pushedAt: details.size === 0 ? createdAt : updatedAt,
    labels,
    get issues() {
      return items().issues;
    },
    get pullRequests() {
      return items().pullRequests;
    },
    ...details,
  };
}
