import type { PlantedSeed } from "../seed.ts";
import { navigate } from "./navigate.ts";
import { walkSignIn } from "./walk-sign-in.ts";

/** Who signs in to what, and what that person decides. */
export interface SignInOrder {
  /** A person's login; the seed's first person when absent. */
  readonly as?: string | undefined;
  /** Whether the person approves on the consent page; true when absent. */
  readonly approve?: boolean | undefined;
  /** Where to begin: a page of the program that is tried, an authorization URL, or the page that asks for a device's code. */
  readonly url?: string | URL | undefined;
  /** What the device shows. */
  readonly userCode?: string | undefined;
  /** Without `url`: the app to sign in to; the seed's first app when absent. */
  readonly clientId?: string | undefined;
  /** Without `url`: as in an authorization request. */
  readonly scope?: string | undefined;
}

/** Where a sign-in ended. */
export interface SignInOutcome {
  /**
   * The address of the last page. Without `url` in the order it is the app's callback, with `code` or `error` in its query, and
   * nobody was asked there.
   */
  readonly reached: URL;
  readonly response: Response;
}

interface Ground {
  readonly seed: PlantedSeed;
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  /** Of the certificates of its ports, in PEM: nobody else would trust them. */
  readonly authorities: readonly string[];
}

/** Any origin would do in process; this one cannot be anybody's. */
const origin = "http://sandbox.localhost";

/** Where gh believes a sandbox to be that it asks as a proxy. A browser that knows no proxy finds nothing there. */
const proxiedOrigin = "http://github.localhost";

/** @throws RangeError for a person or an app that is not in the seed. */
export async function signInAs({ seed, fetch, authorities }: Ground, order: SignInOrder): Promise<SignInOutcome> {
  const { as = seed.people[0].login, approve = true, userCode } = order;
  const person = seed.people.find(({ login }) => login.toLowerCase() === as.toLowerCase());
  if (person === undefined) throw new RangeError(`the seed has no person ${as}`);
  const url = order.url ?? authorizationUrl(seed, order);
  let reached = new URL(url);
  const { login, password } = person;
  const response = await walkSignIn({
    ...{ url, login, password, userCode },
    decision: approve ? "approve" : "cancel",
    fetch: async (address, init) => {
      reached = new URL(address);
      if (address.startsWith(`${proxiedOrigin}/`)) return fetch(address, init);
      if (order.url !== undefined) return navigate(address, { ...init, authorities });
      return address.startsWith(`${origin}/`) ? fetch(address, init) : new Response(null, { status: 204 });
    },
  });
  return { reached, response };
}

function authorizationUrl(seed: PlantedSeed, { clientId = seed.apps[0].clientId, scope = "" }: SignInOrder): URL {
  const app = seed.apps.find((candidate) => candidate.clientId === clientId);
  const callback = app?.callbacks[0];
  if (callback === undefined) throw new RangeError(`the seed has no app ${clientId} with a callback`);
  const query = { client_id: clientId, redirect_uri: callback.url, response_type: "code", scope };
  return new URL(`/login/oauth/authorize?${new URLSearchParams(query)}`, origin);
}
