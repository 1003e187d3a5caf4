import { expect, test } from "vitest";
import type { Profile } from "../src/index.ts";
import { profiles } from "../src/oauth/profiles.ts";
import { switches } from "../src/oauth/switches.ts";
import { apiPoints } from "./switch-points-api.ts";
import { authorizationPoints } from "./switch-points-authorization.ts";
import { tokenPoints } from "./switch-points-tokens.ts";
import { type Point, type Points, stageWith } from "./switch-stage.ts";

/** The compiler asks for every switch there is. */
const points: Points<keyof Profile> = { ...authorizationPoints, ...tokenPoints, ...apiPoints };

for (const [name, { sides, see }] of Object.entries<Point<unknown>>(points)) {
  test(`switch ${name}: each of its values is seen to make the difference it is meant to make`, async () => {
    const [[byDefault]] = sides;
    expect(byDefault).toBe(Reflect.get(profiles.github, name));
    const values: unknown = Reflect.get(switches, name);
    if (Array.isArray(values)) expect(sides.map(([value]) => value)).toEqual(values);
    for (const [value, expected] of sides) {
      expect({ [name]: value, seen: await see(stageWith({ [name]: value })) }).toEqual({
        [name]: value,
        seen: expected,
      });
    }
  });
}
