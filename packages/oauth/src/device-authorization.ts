import * as oauth from "oauth4webapi";
import { createBoundedTextFetch } from "./bounded-fetch.ts";
import { type DeviceAuthorization, flowUnsupported, judgeDeviceResponse } from "./device-response.ts";
import { parseEndpoint } from "./endpoint.ts";
import { DevGitHubError } from "./errors.ts";
import type { Client, Provider } from "./provider.ts";
import { describeEndpoint, ENDPOINT_BOUNDS, type TokenRequestOptions } from "./token-endpoint.ts";

const step = "token exchange";

/** What a device asks for. */
export interface DeviceAuthorizationRequest {
  readonly provider: Provider;
  readonly client: Client;
  /** The scopes to ask for. The parameter is always sent: GitHub takes a missing one for everything ever granted. */
  readonly scope: readonly string[];
}

/**
 * Asks for a device code and the code that the person types. A client secret is sent when the client has one; GitHub wants none.
 *
 * @throws UnexpectedResponseError `device_flow_unsupported` when the provider has no such endpoint; others when the answer is no
 * device authorization response.
 * @throws TokenRequestError when the server refuses, for example `device_flow_disabled`.
 * @throws NetworkError when no answer came; `insecure_endpoint` when the person would be sent to an insecure page.
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.1
 */
export async function requestDeviceAuthorization(
  { provider, client, scope }: DeviceAuthorizationRequest,
  { runtime, trace, signal }: TokenRequestOptions,
): Promise<DeviceAuthorization> {
  const { deviceAuthorizationEndpoint } = provider;
  if (deviceAuthorizationEndpoint === undefined) {
    throw flowUnsupported("the provider has no endpoint for device codes");
  }
  const url = parseEndpoint(deviceAuthorizationEndpoint, step);
  const fetch = createBoundedTextFetch(runtime.fetch, ENDPOINT_BOUNDS);
  const endpoint = describeEndpoint({ provider, client }, { url, signal, fetch });
  const route = { step, channel: "back" } as const;
  const answered = { ...route, from: "authorization server", to: "client", kind: "response" } as const;
  trace?.record({
    ...route,
    name: "device_codes_requested",
    from: "client",
    to: "authorization server",
    kind: "request",
    title: "ask for a device code and a user code",
    method: "POST",
    url,
    params: { client_id: client.clientId, client_secret: client.clientSecret, scope: scope.join(" ") },
  });
  // Counted from before the request, so that the codes never seem to live longer than they do.
  const askedAt = runtime.now();
  let status: number | undefined;
  try {
    const { server, client: core, authentication, options } = endpoint;
    const parameters = { scope: scope.join(" ") };
    const response = await oauth.deviceAuthorizationRequest(server, core, authentication, parameters, options);
    status = response.status;
    const authorization = await judgeDeviceResponse(response, {
      provider,
      client,
      endpoint,
      askedAt,
      now: runtime.now(),
    });
    const { deviceCode, userCode, verificationUri, intervalSeconds, expiresAt } = authorization;
    trace?.record({
      ...answered,
      name: "device_codes_granted",
      title: "a device code and a user code",
      status,
      params: {
        device_code: deviceCode,
        user_code: userCode,
        verification_uri: verificationUri,
        interval: String(intervalSeconds),
        expires_in: String(Math.round((expiresAt - askedAt) / 1000)),
      },
    });
    return authorization;
  } catch (error) {
    if (status !== undefined && error instanceof DevGitHubError) {
      trace?.record({ ...answered, name: "device_codes_refused", title: "no codes", status, code: error.code });
    }
    throw error;
  }
}
