import type { Core } from "../core.ts";
import type { PlantedApp } from "../seed.ts";

/** How the token endpoint speaks: as GitHub does, or as RFC 6749 has it. */
export type Dialect = "github" | "rfc";

/** Returns how an app is spoken to; one that is not known, as the sandbox's option `tokens` says. */
export function dialectFor(core: Core, app?: PlantedApp): Dialect {
  return (app?.tokens.rotation ?? core.rotation) === "github" ? "github" : "rfc";
}
