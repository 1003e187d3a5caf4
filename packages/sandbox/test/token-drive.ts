import type { PlantedApp, Sandbox, SandboxOptions } from "../src/index.ts";
import { createSandbox } from "../src/index.ts";
import { appOf, codeFor, exchange, origin } from "./drive.ts";

export const secondMs = 1000;
export const hourMs = 3600 * secondMs;
export const dayMs = 24 * hourMs;

/** What a token endpoint answers, as far as tests look at it. */
export interface TokenAnswer {
  readonly status: number;
  readonly access: string;
  readonly refresh: string;
  readonly body: Record<string, unknown>;
}

/** A sandbox on a clock that stands still, and its OAuth app whose tokens expire. */
export function expiringSandbox(options: SandboxOptions = {}): { sandbox: Sandbox; app: PlantedApp } {
  const sandbox = createSandbox({ now: () => Date.UTC(2026, 10, 1), ...options });
  return { sandbox, app: appOf(sandbox, "Ov23liExpiring000004") };
}

/** Signs in to an app and returns what the exchange brought. */
export async function signIn(sandbox: Sandbox, app: PlantedApp, scope = "read:user"): Promise<TokenAnswer> {
  const code = await codeFor(sandbox, { client_id: app.clientId, scope });
  const body = await exchange(sandbox, { client_id: app.clientId, client_secret: app.clientSecret, code });
  return { status: 200, body, access: text(body.access_token), refresh: text(body.refresh_token) };
}

/** Sends a refresh token to the token endpoint; a parameter set to undefined is left out. */
export async function refresh(
  sandbox: Sandbox,
  app: PlantedApp,
  { headers = {}, ...parameters }: { headers?: Record<string, string> } & Record<string, unknown>,
): Promise<TokenAnswer> {
  const all = {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    grant_type: "refresh_token",
    ...parameters,
  };
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(all)) if (typeof value === "string") body.set(name, value);
  const response = await sandbox.fetch(`${origin}/login/oauth/access_token`, {
    method: "POST",
    body,
    headers: { Accept: "application/json", ...headers },
  });
  const fields = (await response.json()) as Record<string, unknown>;
  return {
    status: response.status,
    body: fields,
    access: text(fields.access_token),
    refresh: text(fields.refresh_token),
  };
}

/** The status that `GET /user` answers with this token. */
export async function statusWith(sandbox: Sandbox, token: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}` };
  return (await sandbox.fetch(`${origin}/api/v3/user`, { headers })).status;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
