import type { Seed, SeedRepository } from "../seed.ts";
import { apps } from "./apps.ts";
import { featuredRepositories, type RepositorySketch } from "./featured.ts";
import { makeItems } from "./items.ts";
import { labels } from "./labels.ts";
import { organizations, people } from "./people.ts";
import { descriptions, languages, repositoryNames } from "./phrases.ts";
import { createRandom, type Random } from "./random.ts";

const repositoryCount = 60;
const dayMs = 86_400_000;

const owners = [
  ...(["octo-lena", "octo-lena", "octo-lena", "tidepool-labs", "tidepool-labs", "harbor-works"] as const),
  ...(["harbor-works", "lighthouse-collective", "coral-kai", "mira-manta", "pelle-puffin"] as const),
] as const;

let made: Seed | undefined;

/**
 * Returns the world a sandbox starts with when it is given none: six people, three organisations and sixty repositories, the
 * same in every run. Made at the first call and shared by all.
 */
export function defaultSeed(): Seed {
  made ??= makeSeed();
  return made;
}

function makeSeed(): Seed {
  const random = createRandom(20_261_101);
  const featured = featuredRepositories(random);
  const others = repositoryNames
    .slice(0, repositoryCount - featured.length)
    .map((name, index) => sketch(random, name, index));
  const repositories = [...featured, ...others].map((repository, index) => complete(random, repository, index));
  return { people, organizations, repositories, apps, rateLimit: { perUser: 5000, anonymous: 60 } };
}

function sketch(random: Random, name: string, index: number): RepositorySketch {
  const isPrivate = random.chance(0.35);
  const updatedAt = new Date(
    Date.UTC(2026, 8, 20) - index * 9 * dayMs - random.integer(0, 86_399) * 1000,
  ).toISOString();
  return {
    owner: random.pick(owners),
    name,
    private: isPrivate,
    description: random.pick(descriptions),
    language: random.pick(languages),
    stars: isPrivate || random.chance(0.4) ? 0 : random.integer(1, 400),
    forks: random.integer(0, 12),
    archived: random.chance(0.08),
    updatedAt,
    ...makeItems(random, {
      until: updatedAt,
      issues: random.integer(0, 8),
      pullRequests: random.integer(0, 5),
      open: 0.5,
    }),
  };
}

function complete(random: Random, repository: RepositorySketch, index: number): SeedRepository {
  const updatedAt = repository.updatedAt.replace(/\.\d+Z$/, "Z");
  const createdAt = `${random.integer(2017, 2020)}-0${random.integer(1, 9)}-1${random.integer(0, 9)}T0${random.integer(0, 9)}:15:00Z`;
  return {
    id: 500_001 + index,
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
    pushedAt: repository.size === 0 ? createdAt : updatedAt,
    labels,
    issues: [],
    pullRequests: [],
    ...repository,
    updatedAt,
  };
}
