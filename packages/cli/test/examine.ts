import { expect } from "vitest";
import type { Diagnosis } from "../src/commands/doctor/view.ts";
import { createSurroundings, type Scene, type Surroundings, type SurroundingsOptions } from "./surroundings.ts";

type Checked = Diagnosis["checks"][number];

/** Runs the doctor and gives back what it found, by check. */
export async function examine(here: Surroundings, ...argv: readonly string[]) {
  const { exitCode, stdout, stderr } = await here.run("doctor", "--json", ...argv);
  expect(stderr).toBe("");
  const { checks, likeliest }: Diagnosis = JSON.parse(stdout);
  const find = (id: string): Checked | undefined => checks.find((check) => check.id === id);
  return { exitCode, checks, likeliest, find };
}

/** Surroundings in which somebody has signed in. */
export async function signedIn(scene: Scene, options: SurroundingsOptions = {}): Promise<Surroundings> {
  const here = createSurroundings({ ...scene, ...options, env: { ...scene.env, ...options.env } });
  expect(await here.run("login")).toMatchObject({ exitCode: 0 });
  return here;
}
