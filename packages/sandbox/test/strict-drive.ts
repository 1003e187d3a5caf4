import { createSandbox, type PlantedApp, type Sandbox, type SandboxOptions } from "../src/index.ts";
import { postForm } from "./device-drive.ts";
import { appOf, authorizationUrl, challenge, redirectAfter, redirectUri, verifier } from "./drive.ts";

/** A sandbox with the strict profile, on a clock that stands still, and its OAuth app whose tokens expire. */
export function strictProfile(options: SandboxOptions = {}): { sandbox: Sandbox; app: PlantedApp } {
  const sandbox = createSandbox({ now: () => Date.UTC(2026, 10, 1), profile: "strict", ...options });
  return { sandbox, app: appOf(sandbox, "Ov23liExpiring000004") };
}

/** A request that a strict server accepts, but for what is given; undefined leaves a parameter out. */
export function strictUrl(
  sandbox: Sandbox,
  app: PlantedApp,
  parameters: Record<string, string | undefined> = {},
): string {
  return authorizationUrl(sandbox, {
    response_type: "code",
    client_id: app.clientId,
    scope: "read:user",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...parameters,
  });
}

export async function strictCode(
  sandbox: Sandbox,
  app: PlantedApp,
  parameters: Record<string, string | undefined> = {},
): Promise<string> {
  return (await redirectAfter(sandbox, strictUrl(sandbox, app, parameters))).searchParams.get("code") ?? "";
}

/** Sends an exchange that a strict server accepts, but for what is given. */
export async function strictExchange(
  sandbox: Sandbox,
  app: PlantedApp,
  parameters: Record<string, string | undefined>,
): Promise<{ status: number; error: unknown; access: string; refresh: string; headers: Headers }> {
  const { status, headers, body } = await postForm(sandbox, "/login/oauth/access_token", {
    grant_type: "authorization_code",
    client_id: app.clientId,
    client_secret: app.clientSecret,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...parameters,
  });
  const { error, access_token: access, refresh_token: refresh } = body;
  return { status, error, access: String(access ?? ""), refresh: String(refresh ?? ""), headers };
}
