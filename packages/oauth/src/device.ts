import * as oauth from "oauth4webapi";
import { type DeviceAuthorizationRequest, requestDeviceAuthorization } from "./device-authorization.ts";
import { createPace } from "./device-pace.ts";
import { createChangeTrace, recordUserCode } from "./device-record.ts";
import type { DeviceAuthorization } from "./device-response.ts";
import { LoginError } from "./errors.ts";
import { recordFailure } from "./record-failure.ts";
import { type Runtime, systemRuntime } from "./runtime.ts";
import { requestGrant, type TokenRequestOptions } from "./token-endpoint.ts";
import type { TokenSet } from "./tokens.ts";
import type { Trace } from "./trace.ts";

const step = "token exchange";

/** What a sign-in with a device code is made from. */
export interface DeviceSignInOptions extends DeviceAuthorizationRequest {
  /**
   * Shows the person the user code and where to type it. Called once; the tokens are asked for meanwhile, whether or not it has
   * resolved. Rejecting ends the sign-in.
   */
  readonly onUserCode: (authorization: DeviceAuthorization) => void | Promise<void>;
  readonly runtime?: Runtime | undefined;
  readonly trace?: Trace | undefined;
  /** Ends the sign-in with LoginError `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Signs a person in who has their browser anywhere: shows a short code for them to type there, asks for the tokens until they
 * have decided, and gives them back. Needs no redirect, no open port, and at GitHub no client secret.
 *
 * Whoever types a code lets the one who showed it into their account. Say that only a code they asked for themselves is to be
 * typed, and show it on this machine alone (RFC 8628, section 5.4).
 *
 * @throws LoginError `timed_out` when the code ran out, `cancelled`.
 * @throws TokenRequestError when the server refused, for example `device_flow_disabled`, or `access_denied` because the person did.
 * @throws UnexpectedResponseError, NetworkError from the requests. While the person is asked, a connection that fails is tried again.
 * @see https://www.rfc-editor.org/rfc/rfc8628
 * @example
 * const onUserCode = ({ userCode, verificationUri }) => console.log(`Type ${userCode} at ${verificationUri}`);
 * const tokens = await authorizeDevice({ provider, client, scope: ["read:user"], onUserCode });
 */
export async function authorizeDevice(options: DeviceSignInOptions): Promise<TokenSet> {
  const { trace, runtime = systemRuntime, onUserCode } = options;
  const settled = new AbortController();
  const signal = AbortSignal.any([settled.signal, ...(options.signal ? [options.signal] : [])]);
  let authorization: DeviceAuthorization | undefined;
  try {
    authorization = await requestDeviceAuthorization(options, { runtime, trace, signal });
    recordUserCode(trace, authorization);
    const shown = Promise.resolve(authorization).then(onUserCode);
    const granted = requestDeviceTokenSet(authorization, { runtime, trace, signal });
    // Showing that fails ends the sign-in; showing that succeeds decides nothing.
    return await Promise.race([granted, shown.then(() => granted)]);
  } catch (error) {
    const failure = options.signal?.aborted
      ? new LoginError("the login was cancelled", { code: "cancelled", step })
      : error;
    // A refusal to give codes is on record already, and whoever gets it may go another way.
    if (authorization !== undefined) {
      recordFailure(trace, failure);
    }
    throw failure;
  } finally {
    settled.abort();
  }
}

/**
 * Asks for the tokens of a device until the person has decided or the code has run out: never faster than the server allows, and
 * more slowly where connections fail. A code works once, so an answer that was lost on its way is not asked for again.
 *
 * @throws what `authorizeDevice` throws; an aborted `signal` rejects with its reason.
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.4
 */
export async function requestDeviceTokenSet(
  authorization: DeviceAuthorization,
  { runtime, trace, signal }: TokenRequestOptions,
): Promise<TokenSet> {
  const { expiresAt, intervalSeconds } = authorization;
  const pace = createPace(intervalSeconds);
  const told = trace && createChangeTrace(trace);
  // The clock goes on while a machine sleeps, and may be set back: whichever says first that the time is up is believed.
  let restMs = expiresAt - runtime.now();
  for (;;) {
    const waitMs = Math.min(pace.waitMs(), restMs, expiresAt - runtime.now());
    await runtime.sleep(Math.max(0, waitMs), signal);
    restMs -= waitMs;
    if (restMs <= 0 || runtime.now() >= expiresAt) {
      throw new LoginError("nobody entered the code in time", { code: "timed_out", step });
    }
    try {
      return await requestOnce(authorization, { runtime, trace: told, signal });
    } catch (error) {
      pace.learn(error);
    }
  }
}

function requestOnce(
  { provider, client, deviceCode }: DeviceAuthorization,
  options: TokenRequestOptions,
): Promise<TokenSet> {
  return requestGrant(
    {
      provider,
      client,
      grant: {
        name: "device_token_requested",
        title: "ask for the tokens of the device code",
        params: { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: deviceCode },
        send: ({ server, client: core, authentication, options: sending }) =>
          oauth.deviceCodeGrantRequest(server, core, authentication, deviceCode.reveal(), sending),
        judge: ({ server, client: core }, conform) => oauth.processDeviceCodeResponse(server, core, conform),
      },
    },
    options,
  );
}
