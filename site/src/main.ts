import { join } from "node:path";
import { buildSite } from "./build.ts";
import { repository } from "./chapters.ts";

try {
  await buildSite(join(repository, "site/out"));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
