import { createHash } from "node:crypto";
import { createSandbox, defaultSeed, type PlantedApp, type Sandbox, type SeedApp, walkSignIn } from "../src/index.ts";

/** The origin that sandboxes are addressed by in process. */
export const origin = "http://127.0.0.1:4010";

export const redirectUri = "http://127.0.0.1:53127/callback";

/** 43 characters, the shortest RFC 7636 allows. */
export const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
export const challenge = createHash("sha256").update(verifier).digest("base64url");

export const lena = { login: "octo-lena", password: "low-tide-at-seven" };

/** Returns the seed's app with this client id, or its first. */
export function appOf(sandbox: Sandbox, clientId = "Ov23liDgtSandbox0001"): PlantedApp {
  const app = sandbox.seed.apps.find((candidate) => candidate.clientId === clientId);
  if (app === undefined) throw new Error(`no app ${clientId}`);
  return app;
}

/** A sandbox whose only app has these callbacks or other peculiarities. */
export function sandboxWithApp(app: Partial<SeedApp>): Sandbox {
  const [first] = defaultSeed().apps;
  if (first === undefined) throw new Error("the seed has no apps");
  return createSandbox({ seed: { ...defaultSeed(), apps: [{ ...first, ...app }] } });
}

/** The address an authorization request begins with; a parameter set to undefined is left out. */
export function authorizationUrl(sandbox: Sandbox, parameters: Record<string, string | undefined> = {}): string {
  const all = {
    client_id: sandbox.seed.apps[0].clientId,
    redirect_uri: redirectUri,
    state: "state-of-the-test",
    ...parameters,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(all)) if (value !== undefined) query.set(name, value);
  return `${origin}/login/oauth/authorize?${query}`;
}

/** Walks sign-in and consent and returns the redirect the client would get. */
export async function redirectAfter(
  sandbox: Sandbox,
  url: string,
  walk: { login?: string; password?: string; decision?: "approve" | "cancel" } = {},
): Promise<URL> {
  const response = await walkSignIn({
    url,
    ...lena,
    decision: "approve",
    ...walk,
    fetch: async (address, init) =>
      address.startsWith(`${origin}/`)
        ? sandbox.fetch(address, init)
        : new Response(null, { headers: { "X-Reached": address } }),
  });
  const reached = response.headers.get("X-Reached");
  if (reached === null) throw new Error(`the walk ended on the sandbox's own page, status ${response.status}`);
  return new URL(reached);
}

export async function codeFor(sandbox: Sandbox, parameters: Record<string, string | undefined> = {}): Promise<string> {
  const code = (await redirectAfter(sandbox, authorizationUrl(sandbox, parameters))).searchParams.get("code");
  if (code === null) throw new Error("the redirect has no code");
  return code;
}

/** Sends a token request for the first app and returns the parsed JSON answer. */
export async function exchange(
  sandbox: Sandbox,
  parameters: Record<string, string | undefined>,
): Promise<Record<string, unknown>> {
  const response = await postToken(sandbox, parameters);
  return (await response.json()) as Record<string, unknown>;
}

export async function postToken(
  sandbox: Sandbox,
  parameters: Record<string, string | undefined>,
  headers: Record<string, string> = { Accept: "application/json" },
): Promise<Response> {
  const app = sandbox.seed.apps[0];
  const all = { client_id: app.clientId, client_secret: app.clientSecret, ...parameters };
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(all)) if (value !== undefined) body.set(name, value);
  return sandbox.fetch(`${origin}/login/oauth/access_token`, { method: "POST", body, headers });
}

/** Signs in and returns a token of the first app, or of the app given. */
export async function tokenFor(
  sandbox: Sandbox,
  {
    scope = "read:user",
    app = sandbox.seed.apps[0],
    ...walk
  }: { scope?: string; app?: PlantedApp; login?: string; password?: string } = {},
): Promise<string> {
  const url = authorizationUrl(sandbox, { scope, client_id: app.clientId });
  const code = (await redirectAfter(sandbox, url, walk)).searchParams.get("code") ?? "";
  const answer = await exchange(sandbox, { client_id: app.clientId, client_secret: app.clientSecret, code });
  if (typeof answer.access_token !== "string") throw new Error(`no token: ${String(answer.error)}`);
  return answer.access_token;
}

export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; undefined when empty. */
  readonly body: unknown;
}

/** Sends a REST request, to the prefix of Enterprise Server. */
export async function rest(
  sandbox: Sandbox,
  path: string,
  { token, ...init }: RequestInit & { token?: string | undefined } = {},
): Promise<RestAnswer> {
  const headers = new Headers(init.headers);
  if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
  const response = await sandbox.fetch(`${origin}/api/v3${path}`, { ...init, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}

/** Sends a REST request whose answer is a list, and returns one field of each entry. */
export async function listed(
  sandbox: Sandbox,
  path: string,
  { token, field }: { token?: string; field: string },
): Promise<unknown[]> {
  const { body } = await rest(sandbox, path, { token });
  return (body as Record<string, unknown>[]).map((entry) => entry[field]);
}
