// What is measured is what people get: the bundle, and the packages as they are published. Both are built here.
import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleTool, joinDoors, libraries } from "../scripts/bundle.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const programs = fileURLToPath(new URL("programs", import.meta.url));

export interface Workshop {
  /** The bundled `dgt`. */
  readonly tool: string;
  /** The path of a program of `bench/programs`, as plain JavaScript; its imports find the built packages. */
  program(name: string): string;
  /** An empty folder for a process to call its home. */
  createHome(): string;
  close(): void;
}

export async function prepareWorkshop(): Promise<Workshop> {
  // Inside the repository, so that everything that is imported by name is found.
  const folder = join(root, "node_modules/.cache/dgt-bench", `${process.pid}`);
  for (const name of libraries) {
    await joinDoors(name, join(root, "packages", name, "dist"));
  }
  mkdirSync(join(folder, "tool"), { recursive: true });
  copyFileSync(join(root, "packages/cli/package.json"), join(folder, "tool/package.json"));
  await bundleTool(join(folder, "tool/dist"));
  await build({
    entryPoints: readdirSync(programs).map((name) => join(programs, name)),
    outdir: join(folder, "programs"),
    outExtension: { ".js": ".mjs" },
    format: "esm",
    target: "node20.19",
    logLevel: "warning",
  });
  let homes = 0;
  return {
    tool: join(folder, "tool/dist/main.js"),
    program: (name) => join(folder, `programs/${name}.mjs`),
    createHome: () => {
      homes += 1;
      const home = join(folder, `homes/${homes}`);
      mkdirSync(home, { recursive: true });
      return home;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
