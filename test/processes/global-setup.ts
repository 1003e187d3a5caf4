import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { bundleTool } from "../../scripts/bundle.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The tool as its users get it, or why there is none. */
    tool: { main: string } | { failure: string };
  }
}

const repository = fileURLToPath(new URL("../..", import.meta.url));
/** Inside the repository, so that the packages the bundle leaves outside are found. */
const folder = join(repository, "node_modules/.cache/dgt-test", `${process.pid}`);

export async function setup(project: TestProject): Promise<void> {
  const provideTool = async (): Promise<void> => {
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(repository, "packages/cli/package.json"), join(folder, "package.json"));
    try {
      await bundleTool(join(folder, "dist"));
      project.provide("tool", { main: join(folder, "dist/main.js") });
    } catch (error) {
      // Tests that do not start the tool go on; those that do say this.
      project.provide("tool", { failure: String(error) });
    }
  };
  await provideTool();
  project.onTestsRerun(provideTool);
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
