import { readFileSync, writeFileSync } from "node:fs";
import { withOperations } from "./operations-table.ts";

const page = new URL("../../../docs/sandbox.md", import.meta.url);
writeFileSync(page, withOperations(readFileSync(page, "utf8")));
