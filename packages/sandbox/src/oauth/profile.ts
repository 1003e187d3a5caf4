import { switches } from "./switches.ts";

type Switches = typeof switches;

/** How an authorization server behaves, as one value. `profiles` has GitHub's and a strict one; any field can be chosen alone. */
export type Profile = {
  readonly [Name in keyof Switches]: Switches[Name] extends readonly (infer Value)[] ? Value : number;
};

/**
 * Judges switches that come from outside the types: by name and value.
 *
 * @throws RangeError that says which there are.
 */
export function judgeSwitches(chosen: object): Partial<Profile> {
  for (const [name, value] of Object.entries(chosen)) {
    const known: unknown = Object.hasOwn(switches, name) ? Reflect.get(switches, name) : undefined;
    if (known === undefined)
      throw new RangeError(
        `no switch is called ${JSON.stringify(name)}; there are ${Object.keys(switches).join(", ")}`,
      );
    const isGood = Array.isArray(known) ? known.includes(value) : typeof value === "number" && value >= 0;
    if (isGood) continue;
    const wanted = Array.isArray(known) ? known.join(" or ") : "a number from 0 on, or Infinity";
    throw new RangeError(`the switch ${name} takes ${wanted}`);
  }
  return chosen;
}
