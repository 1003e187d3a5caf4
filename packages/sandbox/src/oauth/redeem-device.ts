import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core } from "../core.ts";
import type { Parameters } from "../parameters.ts";
import type { DeviceRequest } from "../state.ts";
import type { TokenRecord } from "../token-record.ts";
import { deviceIntervalSeconds, isTooLate } from "./device-request.ts";
import { profileFor } from "./profiles.ts";
import type { TokenRefusal } from "./token-error.ts";
import { hasVerifiedEmail } from "./verified-email.ts";

/** What a poll brings. */
export type DevicePoll =
  | { readonly record: TokenRecord }
  /** With `slow_down`, how long the device has to wait from now on. */
  | { readonly refusal: TokenRefusal; readonly intervalSeconds?: number };

/** By how much a longer wait is demanded (RFC 8628, section 3.5). */
const penaltySeconds = 5;

/** Timers and networks are not exact: who comes this much too early meant to be in time. */
const toleranceMs = 500;

/** Turns a device code into a token as soon as the person has agreed, and says until then what the device has to do. */
export function redeemDevice(core: Core, app: RegisteredApp, parameters: Parameters): DevicePoll {
  const presented = parameters.get("device_code");
  if (presented === undefined && profileFor(core, app).tokenEndpoint === "rfc") return { refusal: "parameter_missing" };
  if (!app.deviceFlow) return { refusal: "device_flow_disabled" };
  const device = core.state.deviceRequests.get(presented ?? "");
  if (device === undefined || device.app !== app) return { refusal: "device_unknown" };
  if (device.status === "over") return { refusal: "device_used" };
  if (isTooLate(core, device)) return { refusal: "device_expired" };
  if (device.status === "denied") return { refusal: "device_denied" };
  const { approval } = device;
  if (approval === undefined) return judgeWaiting(core, device);
  const { person, scopes } = approval;
  if (!hasVerifiedEmail(person)) return { refusal: "email_unverified" };
  device.status = "over";
  const expiring = app.expiringTokens || device.offlineAccess;
  return { record: core.state.tokens.issue({ app, person, scopes, expiring, fromDevice: true }) };
}

/**
 * The first poll may come at once: octokit's does. Octokit also goes back to the first interval after it has once waited longer,
 * so that a penalty that stays would never let it through.
 */
function judgeWaiting(core: Core, device: DeviceRequest): DevicePoll {
  const { lastPollAt, intervalSeconds } = device;
  device.lastPollAt = core.now();
  if (lastPollAt !== undefined && core.now() - lastPollAt < intervalSeconds * 1000 - toleranceMs) {
    device.intervalSeconds += penaltySeconds;
    return { refusal: "device_polled_too_fast", intervalSeconds: device.intervalSeconds };
  }
  if (!profileFor(core, device.app).slowDownLasts) device.intervalSeconds = deviceIntervalSeconds;
  return { refusal: "authorization_pending" };
}
