import { join } from "node:path";
import { buildSite } from "./build.ts";
import { repository } from "./chapters.ts";

await buildSite(join(repository, "site/out"));
