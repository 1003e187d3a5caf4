import { readBasicCredentials } from "../basic-credentials.ts";
import type { Core, RequestContext } from "../core.ts";
import type { Parameters } from "../parameters.ts";
import { sameText } from "../same-text.ts";
import type { PlantedApp } from "../seed.ts";
import { dialectFor } from "./dialect.ts";

/** Who a token request says it comes from, and whether it proves it. */
export interface PresentedClient {
  readonly app: PlantedApp;
  readonly isProven: boolean;
}

/**
 * Looks up the client of a token or revocation request, by parameters or, where RFC 6749 is spoken (section 2.3.1), by Basic
 * authentication. Undefined for an app nobody registered.
 */
export function presentedClient(core: Core, c: RequestContext, parameters: Parameters): PresentedClient | undefined {
  const byHeader = readFormEncodedBasic(c);
  const fromHeader = core.world.app(byHeader?.id ?? "");
  if (byHeader !== undefined && fromHeader !== undefined && dialectFor(core, fromHeader) === "rfc") {
    return { app: fromHeader, isProven: proves(core, fromHeader, byHeader.secret) };
  }
  const app = core.world.app(parameters.get("client_id") ?? "");
  return app && { app, isProven: proves(core, app, parameters.get("client_secret") ?? "") };
}

function proves(core: Core, app: PlantedApp, secret: string): boolean {
  core.reportSecret(secret);
  return sameText(app.clientSecret, secret);
}

/** RFC 6749, section 2.3.1: id and secret are form-encoded before they become user name and password. */
function readFormEncodedBasic(c: RequestContext): { id: string; secret: string } | undefined {
  const credentials = readBasicCredentials(c.req.header("Authorization"));
  const [id, secret] = [credentials?.id, credentials?.secret].map(decodeForm);
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

function decodeForm(text: string | undefined): string | undefined {
  return text === undefined
    ? undefined
    : (new URLSearchParams(`x=${text.replaceAll("&", "%26")}`).get("x") ?? undefined);
}
