import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core } from "../core.ts";

/** How the token endpoint speaks: as GitHub does, or as RFC 6749 has it. */
export type Dialect = "github" | "rfc";

/** Returns how an app is spoken to; one that is not known, as the sandbox's option `tokens` says. */
export function dialectFor(core: Core, app?: RegisteredApp): Dialect {
  return (app?.tokens.rotation ?? core.rotation) === "github" ? "github" : "rfc";
}
