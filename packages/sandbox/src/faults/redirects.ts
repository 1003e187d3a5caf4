import { findApp } from "../apps/registry.ts";
import type { Core, RequestView } from "../core.ts";
import { mintHex } from "../mint.ts";
import { issueCode } from "../oauth/grant.ts";
import type { Fault } from "./fault.ts";

interface Answered {
  readonly operation: string;
  readonly answer: Response;
}

/** Lets faults of redirects strike an answer that sends the browser back to a client. Any other answer passes. */
export function misleadRedirect(core: Core, c: RequestView, { operation, answer }: Answered): Response {
  const location = answer.headers.get("Location");
  const { clientId, flow = "" } = c.env.note;
  if (location === null || clientId === undefined || !leadsToClient(location, c)) return answer;
  const strike = core.faults.strikeRedirect({ operation, clientId, grant: undefined });
  if (strike === undefined) return answer;
  c.env.note.fault = strike.fault.fault;
  answer.headers.set("Location", misled(core, { fault: strike.fault, clientId, location, flow }));
  c.env.enter(answer.status);
  strike.hit();
  return answer;
}

function leadsToClient(location: string, c: RequestView): boolean {
  if (!URL.canParse(location) || location.startsWith(`${c.env.address.webOrigin}/`)) return false;
  const { searchParams } = new URL(location);
  return searchParams.has("code") || searchParams.has("error");
}

function misled(
  core: Core,
  { fault, clientId, location, flow }: { fault: Fault; clientId: string; location: string; flow: string },
): string {
  const url = new URL(location);
  const answer = url.searchParams;
  switch (fault.fault) {
    case "state-tamper":
      answer.set("state", mintHex(core.random, 32));
      break;
    case "wrong-iss": {
      const { how = "lie", issuer = "https://another-issuer.invalid" } = fault;
      if (how === "duplicate") answer.append("iss", issuer);
      else answer.delete("iss");
      if (how === "lie") answer.set("iss", issuer);
      break;
    }
    case "eve":
      answer.delete("error");
      answer.delete("error_description");
      answer.delete("error_uri");
      answer.set("code", codeOfEve(core, { login: fault.login, clientId, redirectUri: withoutAnswer(url), flow }));
      // Eve began a sign-in of her own, and this is the state the client gave to her.
      answer.set("state", mintHex(core.random, 32));
      break;
    default:
      throw new Error("a fault of requests was taken for one of redirects");
  }
  return url.href;
}

interface EvesSignIn {
  readonly login: string | undefined;
  readonly clientId: string;
  readonly redirectUri: string;
  /** The journal shows her code where it is slipped in. */
  readonly flow: string;
}

/**
 * Issues a code to Eve, as the sign-in that she broke off before it reached the client would have. It has no challenge, since
 * she asks for it without: PKCE then does not help a client that does not compare `state`.
 */
function codeOfEve(core: Core, { login, clientId, redirectUri, flow }: EvesSignIn): string {
  const eve = login === undefined ? core.seed.people.at(-1) : core.world.person(login);
  const app = findApp(core.state, clientId);
  if (eve === undefined || app === undefined) throw new Error("there is nobody to be Eve");
  const request = {
    flow,
    app,
    redirectUri,
    scopes: [],
    offlineAccess: false,
    namesRedirectUri: true,
    state: undefined,
    codeChallenge: undefined,
    loginHint: undefined,
    selectAccount: false,
  };
  const { code } = issueCode(core, { request, person: eve, scopes: [] });
  return code;
}

function withoutAnswer(url: URL): string {
  const bare = new URL(url);
  for (const name of ["code", "state", "iss", "error", "error_description", "error_uri"])
    bare.searchParams.delete(name);
  return bare.href;
}
