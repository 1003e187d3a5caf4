import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core } from "../core.ts";
import { mintHex, mintUserCode } from "../mint.ts";
import type { Parameters } from "../parameters.ts";
import { type DeviceRequest, forgetOld } from "../state.ts";
import { nextFlow } from "./flow.ts";
import { normalizeScopes, offlineAccess, parseScopes } from "./scopes.ts";

/** GitHub's, in seconds. */
export const deviceLifetimeSeconds = 900;
export const deviceIntervalSeconds = 5;

/** Begins the sign-in of a device: it gets one code to ask with, and one that its person types. */
export function openDeviceRequest(core: Core, app: RegisteredApp, parameters: Parameters): DeviceRequest {
  const { deviceRequests } = core.state;
  // Kept once more as long, so that a device can be told that it is too late.
  forgetOld(deviceRequests, ({ issuedAt }) => issuedAt + 2 * deviceLifetimeSeconds * 1000 <= core.now());
  const scope = parameters.get("scope");
  const scopes = scope === undefined ? undefined : parseScopes(scope);
  const device: DeviceRequest = {
    flow: nextFlow(core.state),
    deviceCode: mintHex(core.random, 40),
    userCode: freeUserCode(core),
    app,
    scopes: scopes === undefined ? undefined : normalizeScopes(scopes),
    offlineAccess: scopes?.includes(offlineAccess) === true,
    issuedAt: core.now(),
    intervalSeconds: deviceIntervalSeconds,
    lastPollAt: undefined,
    status: "waiting",
  };
  deviceRequests.set(device.deviceCode, device);
  core.reportSecret(device.deviceCode);
  return device;
}

/** Finds a device that still waits, by the code its person sees. */
export function findWaitingDevice(core: Core, userCode: string): DeviceRequest | undefined {
  for (const device of core.state.deviceRequests.values()) {
    if (device.userCode === userCode && isWaiting(core, device)) return device;
  }
  return undefined;
}

export function isWaiting(core: Core, device: DeviceRequest): boolean {
  return device.status === "waiting" && !isTooLate(core, device);
}

export function isTooLate(core: Core, { issuedAt }: DeviceRequest): boolean {
  return issuedAt + deviceLifetimeSeconds * 1000 <= core.now();
}

function freeUserCode(core: Core): string {
  for (;;) {
    const userCode = mintUserCode(core.random);
    if (findWaitingDevice(core, userCode) === undefined) return userCode;
  }
}
