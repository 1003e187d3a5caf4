import { createSandbox, defaultSeed, type PlantedApp, type Profile, type Sandbox } from "../src/index.ts";
import { authorizationUrl, lena, origin, redirectAfter } from "./drive.ts";

/** A point in which servers differ: the default first, then the others, each with what is seen of it. */
export interface Point<Value> {
  readonly sides: readonly [
    side: readonly [Value, unknown],
    other: readonly [Value, unknown],
    ...(readonly [Value, unknown])[],
  ];
  readonly see: (stage: Stage) => Promise<unknown>;
}

export type Points<Names extends keyof Profile> = { readonly [Name in Names]: Point<Profile[Name]> };

export interface Stage {
  readonly sandbox: Sandbox;
  readonly app: PlantedApp;
  /** Credentials as the token endpoint takes them. */
  readonly mine: Readonly<Record<string, string>>;
}

export const wide = "https://wide.example.com/path";

/** A sandbox in which one thing was switched, and its first app, which has two callbacks. The clock stands still. */
export function stageWith(switches: Partial<Profile>): Stage {
  const seed = defaultSeed();
  const callbacks = ["http://127.0.0.1/callback", wide].map((url) => ({ url, wildcard: true }));
  const apps = seed.apps.map((app, index) => (index === 0 ? { ...app, callbacks } : app));
  const sandbox = createSandbox({ now: () => Date.UTC(2026, 10, 1), switches, seed: { ...seed, apps } });
  const [app] = sandbox.seed.apps;
  return { sandbox, app, mine: { client_id: app.clientId, client_secret: app.clientSecret } };
}

/** Where an authorization request leads before anybody signs in: the decision, and the error the client is told. */
export async function outset(
  { sandbox }: Stage,
  parameters: Record<string, string | undefined>,
): Promise<string | undefined> {
  await sandbox.fetch(authorizationUrl(sandbox, parameters));
  return sandbox.journal.entries.at(-1)?.decision;
}

/** The redirect at the end of a sign-in. */
export function signInTo({ sandbox }: Stage, parameters: Record<string, string | undefined> = {}): Promise<URL> {
  return redirectAfter(sandbox, authorizationUrl(sandbox, parameters), lena);
}

export async function codeOf(stage: Stage, parameters: Record<string, string | undefined> = {}): Promise<string> {
  return (await signInTo(stage, parameters)).searchParams.get("code") ?? "";
}

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Posts to the token endpoint, or another one, and returns what came back as JSON. */
export async function post(
  { sandbox }: Stage,
  body: string | Readonly<Record<string, string>>,
  { path = "/login/oauth/access_token", ...headers }: Record<string, string> = {},
): Promise<Told> {
  const response = await sandbox.fetch(`${origin}${path}`, {
    method: "POST",
    body: typeof body === "string" ? body : new URLSearchParams(body),
    headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded", ...headers },
  });
  const text = await response.text();
  const fields = text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: response.status, headers: response.headers, fields };
}

export function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
}
