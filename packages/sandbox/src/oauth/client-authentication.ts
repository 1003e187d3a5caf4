import type { RegisteredApp } from "../apps/registered-app.ts";
import { findApp, provesApp } from "../apps/registry.ts";
import { readBasicCredentials } from "../basic-credentials.ts";
import type { Core, RequestContext } from "../core.ts";
import type { Parameters } from "../parameters.ts";
import { profileFor } from "./profiles.ts";

/** Who a token request says it comes from, and whether it proves it. */
export interface PresentedClient {
  readonly app: RegisteredApp;
  /** `none`: no secret was sent. */
  readonly proof: "right" | "wrong" | "none";
}

/**
 * Looks up the client of a token or revocation request, by parameters or, where RFC 6749 is spoken (section 2.3.1), by Basic
 * authentication. Undefined for an app nobody registered.
 */
export function presentedClient(core: Core, c: RequestContext, parameters: Parameters): PresentedClient | undefined {
  const byHeader = readFormEncodedBasic(c);
  const fromHeader = findApp(core.state, byHeader?.id ?? "");
  if (byHeader !== undefined && fromHeader !== undefined && profileFor(core, fromHeader).basicAuthentication) {
    return { app: fromHeader, proof: judgeSecret(core, fromHeader, byHeader.secret) };
  }
  const app = findApp(core.state, parameters.get("client_id") ?? "");
  return app && { app, proof: judgeSecret(core, app, parameters.get("client_secret")) };
}

function judgeSecret(core: Core, app: RegisteredApp, secret: string | undefined): PresentedClient["proof"] {
  if (secret === undefined) return "none";
  core.reportSecret(secret);
  return provesApp(core, app, secret) ? "right" : "wrong";
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
