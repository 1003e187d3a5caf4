import { mintHex } from "./mint.ts";
import type { Randomness } from "./randomness.ts";
import type { PlantedApp, PlantedSeed, Seed, SeedApp } from "./seed.ts";
import { policyOf, type TokenPolicy } from "./token-policy.ts";

/** What an app that leaves something open gets it from. */
interface PlantingGround {
  readonly tokens: Partial<TokenPolicy>;
  readonly random: Randomness;
}

/**
 * Fills in what a seed leaves open.
 *
 * @throws RangeError when nobody could sign in to anything, or a token's lifetime is none.
 */
export function plant(seed: Seed, ground: PlantingGround): PlantedSeed {
  const [person, ...people] = seed.people;
  const [app, ...apps] = seed.apps.map((each) => plantApp(each, ground));
  if (person === undefined) throw new RangeError("the seed has no person");
  if (app === undefined) throw new RangeError("the seed has no app");
  return { ...seed, people: [person, ...people], apps: [app, ...apps] };
}

function plantApp(app: SeedApp, { tokens, random }: PlantingGround): PlantedApp {
  return { ...app, clientSecret: app.clientSecret ?? mintHex(random, 40), tokens: policyOf(app, tokens) };
}
