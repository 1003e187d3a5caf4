import { type PlantedApp, type Sandbox, walkSignIn } from "../src/index.ts";
import { lena, origin } from "./drive.ts";

export const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

/** What the device endpoint answers to a device that may go on. */
export interface DeviceCodes {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly expires_in: number;
  readonly interval: number;
}

export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Posts a form and returns the parsed JSON answer; a parameter set to undefined is left out. */
export async function postForm(
  sandbox: Sandbox,
  path: string,
  parameters: Record<string, string | undefined>,
): Promise<JsonAnswer> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) body.set(name, value);
  const response = await sandbox.fetch(`${origin}${path}`, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

export async function beginDevice(sandbox: Sandbox, app: PlantedApp, scope?: string): Promise<DeviceCodes> {
  const { body } = await postForm(sandbox, "/login/device/code", { client_id: app.clientId, scope });
  return body as unknown as DeviceCodes;
}

/** Asks once for the token, without a secret. */
export async function poll(
  sandbox: Sandbox,
  app: PlantedApp,
  { device_code }: { device_code: string },
): Promise<JsonAnswer> {
  const parameters = { client_id: app.clientId, device_code, grant_type: deviceGrant };
  return postForm(sandbox, "/login/oauth/access_token", parameters);
}

/** Types the code a device shows, and decides; returns the last page. */
export async function decideOnDevice(
  sandbox: Sandbox,
  { user_code }: { user_code: string },
  decision: "approve" | "cancel" = "approve",
): Promise<Response> {
  return walkSignIn({
    url: `${origin}/login/device`,
    ...lena,
    userCode: user_code,
    decision,
    fetch: async (address, init) => sandbox.fetch(address, init),
  });
}
