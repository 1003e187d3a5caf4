import { type NoKeyringReason, openKeyring } from "@dev-github-tool/vault";
import type { Environment } from "../environment.ts";
import { keyringService } from "./key-place.ts";

/** Why there is no keyring here, or undefined when there is one. */
export async function findNoKeyringReason(env: Environment): Promise<NoKeyringReason | undefined> {
  const keyring = await openKeyring({ service: keyringService, env });
  return typeof keyring === "string" ? keyring : undefined;
}
