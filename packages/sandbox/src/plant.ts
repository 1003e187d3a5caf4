import { mintHex } from "./mint.ts";
import type { PlantedApp, PlantedSeed, Seed, SeedApp } from "./seed.ts";

/** Fills in what a seed leaves open. @throws RangeError when nobody could sign in to anything. */
export function plant(seed: Seed): PlantedSeed {
  const [person, ...people] = seed.people;
  const [app, ...apps] = seed.apps.map(withSecret);
  if (person === undefined) throw new RangeError("the seed has no person");
  if (app === undefined) throw new RangeError("the seed has no app");
  return { ...seed, people: [person, ...people], apps: [app, ...apps] };
}

function withSecret(app: SeedApp): PlantedApp {
  return { ...app, clientSecret: app.clientSecret ?? mintHex(40) };
}
