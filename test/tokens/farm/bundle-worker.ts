import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** Makes one file of the worker, since fifty processes that each compile TypeScript would measure the compiler. */
export async function bundleWorker(): Promise<string> {
  // Inside the repository, so that what stays outside the bundle is found.
  const folder = join(repository, "node_modules/.cache/token-farm", `${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, "worker.mjs");
  await build({
    absWorkingDir: repository,
    entryPoints: [join(repository, "test/tokens/farm/worker.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    conditions: ["source"],
    external: ["libsql", "pg", "@napi-rs/keyring"],
    logLevel: "warning",
  });
  return outfile;
}
