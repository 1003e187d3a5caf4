import type { Answer } from "../answer.ts";
import { findApp } from "../apps/registry.ts";
import type { Core, RequestContext } from "../core.ts";
import { deviceIntervalSeconds, deviceLifetimeSeconds, openDeviceRequest } from "./device-request.ts";
import { profileFor } from "./profiles.ts";
import { answerRfcToken, answerToken } from "./token-answer.ts";
import { readRequestParameters } from "./token-parameters.ts";
import { refuseTokenRequest } from "./token-refusal.ts";

/**
 * `POST /login/device/code`: gives a device the code it asks for its token with, and the one it shows. Needs no secret.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#device-flow
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.1
 */
export async function deviceCode(core: Core, c: RequestContext): Promise<Answer> {
  const parameters = await readRequestParameters(core, c);
  if (parameters === undefined) return refuseTokenRequest(core, c, { refusal: "parameters_refused" });
  const app = findApp(core.state, parameters.get("client_id") ?? "");
  if (app === undefined) return refuseTokenRequest(core, c, { refusal: "client_unknown" });
  c.env.note.clientId = app.clientId;
  // GitHub answers this one with status 400, unlike its neighbours.
  if (!app.deviceFlow) return refuseTokenRequest(core, c, { app, refusal: "device_flow_disabled", status: 400 });
  if (app.suspended) return refuseTokenRequest(core, c, { app, refusal: "app_suspended" });
  const device = openDeviceRequest(core, app, parameters);
  c.env.note.flow = device.flow;
  c.env.note.decision = "device_code_issued";
  const fields = {
    device_code: device.deviceCode,
    user_code: device.userCode,
    verification_uri: `${c.env.address.pageOrigin}/login/device`,
    expires_in: deviceLifetimeSeconds,
    interval: deviceIntervalSeconds,
  };
  return profileFor(core, app).tokenEndpoint === "rfc" ? answerRfcToken(c, fields) : answerToken(c, fields);
}
