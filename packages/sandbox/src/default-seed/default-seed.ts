import type { Seed } from "../seed.ts";
import { apps } from "./apps.ts";
import { featuredRepositories } from "./featured.ts";
import { mixedItems, spelled } from "./items.ts";
import { organizations, people } from "./people.ts";
import { descriptions, languages, repositoryNames } from "./phrases.ts";
import { createRandom, type Random } from "./random.ts";
import { completeRepository, type RepositorySketch } from "./sketch.ts";

const repositoryCount = 60;
const firstId = 500_001;
const dayMs = 86_400_000;

const owners = [
  ...(["octo-lena", "octo-lena", "octo-lena", "tidepool-labs", "tidepool-labs", "harbor-works"] as const),
  ...(["harbor-works", "lighthouse-collective", "coral-kai", "mira-manta", "pelle-puffin"] as const),
] as const;

let made: Seed | undefined;

/**
 * Returns the world a sandbox starts with when it is given none: six people, three organisations and sixty repositories, the
 * same in every run. Made at the first call and shared by all; the issues and pull requests of a repository are made when
 * somebody looks at them.
 */
export function defaultSeed(): Seed {
  made ??= makeSeed();
  return made;
}

function makeSeed(): Seed {
  const random = createRandom(20_261_101);
  const others = repositoryNames
    .slice(0, repositoryCount - featuredRepositories.length)
    .map((name, index) => sketch(random, name, index));
  const repositories = [...featuredRepositories, ...others].map((repository, index) =>
    completeRepository(random, repository, firstId + index),
  );
  return { people, organizations, repositories, apps, rateLimit: { perUser: 5000, anonymous: 60 } };
}

function sketch(random: Random, name: string, index: number): RepositorySketch {
  const isPrivate = random.chance(0.35);
  const updatedAt = Date.UTC(2026, 8, 20) - index * 9 * dayMs - random.integer(0, 86_399) * 1000;
  return {
    owner: random.pick(owners),
    name,
    private: isPrivate,
    description: random.pick(descriptions),
    language: random.pick(languages),
    stars: isPrivate || random.chance(0.4) ? 0 : random.integer(1, 400),
    forks: random.integer(0, 12),
    archived: random.chance(0.08),
    updatedAt: spelled(updatedAt),
    items: mixedItems({ issues: random.integer(0, 8), pullRequests: random.integer(0, 5), open: 0.5 }),
  };
}
