import * as oauth from "oauth4webapi";
import { parseEndpoint } from "./endpoint.ts";
import { conformResponse, type Members, readMembers, readSeconds, refusalOf } from "./endpoint-answer.ts";
import { UnexpectedResponseError } from "./errors.ts";
import type { Client, Provider } from "./provider.ts";
import { Secret } from "./secret.ts";
import type { TokenEndpoint } from "./token-endpoint.ts";

const step = "token exchange";

/** One sign-in with a device code that has begun: what to show the person, and what to ask for tokens with. */
export interface DeviceAuthorization {
  readonly provider: Provider;
  readonly client: Client;
  readonly deviceCode: Secret;
  /** What the person types, such as `WDJB-MJHT`: at most 64 printable ASCII characters. For their eyes only. */
  readonly userCode: string;
  /** Where they type it. https, or http on a loopback address. */
  readonly verificationUri: string;
  /** Whether that is on the site where people sign in to this provider anyway. Do not open any other unasked. */
  readonly isExpectedSite: boolean;
  /** When both codes end, in milliseconds since the epoch: at most an hour from the request on. */
  readonly expiresAt: number;
  /** Seconds to wait between two questions. */
  readonly intervalSeconds: number;
}

const MEMBERS = [
  "device_code",
  "user_code",
  "verification_uri",
  "expires_in",
  "interval",
  "error",
  "error_description",
] as const;

/** RFC 8628, section 3.2: "If no value is provided, clients MUST use 5 as the default". */
const DEFAULT_INTERVAL_SECONDS = 5;
/** No person takes longer, and the number is the server's. */
const LONGEST_LIFETIME_SECONDS = 60 * 60;

interface Asked {
  readonly provider: Provider;
  readonly client: Client;
  readonly endpoint: TokenEndpoint;
  readonly askedAt: number;
  readonly now: number;
}

/**
 * Judges an answer of the device endpoint.
 *
 * @throws TokenRequestError when it is an OAuth error; UnexpectedResponseError when it is no device authorization response;
 * NetworkError `insecure_endpoint` when the person would be sent to an insecure page.
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.2
 */
export async function judgeDeviceResponse(response: Response, asked: Asked): Promise<DeviceAuthorization> {
  const { provider, client, endpoint, askedAt, now } = asked;
  const { status } = response;
  const members = await readMembers(response, { names: MEMBERS, now }).catch((error: unknown) => {
    // An endpoint that is there objects in JSON; a page comes from a server without one, or from a proxy that forbids it.
    const isPage = error instanceof UnexpectedResponseError && error.code === "not_json";
    throw isPage && status >= 400 ? flowUnsupported(`there is no endpoint for device codes (HTTP ${status})`) : error;
  });
  try {
    const { interval, ...rest } = members;
    const conform = conformResponse(status, rest, provider.traits);
    const granted = await oauth.processDeviceAuthorizationResponse(endpoint.server, endpoint.client, conform);
    const { lifetimeSeconds, intervalSeconds } = judgeTimes(members);
    const verification = parseEndpoint(granted.verification_uri, step);
    return {
      provider: { ...provider },
      client: { ...client },
      deviceCode: new Secret(printable(granted.device_code, { name: "device_code", longest: 4096 })),
      userCode: printable(granted.user_code, { name: "user_code", longest: 64 }),
      verificationUri: verification.href,
      isExpectedSite: verification.origin === new URL(provider.authorizationEndpoint).origin,
      expiresAt: askedAt + lifetimeSeconds * 1000,
      intervalSeconds,
    };
  } catch (error) {
    throw refusalOf(error, { status, secrets: [client.clientSecret] });
  }
}

/** An interval below a second would be a busy loop, and makes as little sense as none at all. */
function judgeTimes({ expires_in, interval }: Members<(typeof MEMBERS)[number]>): {
  readonly lifetimeSeconds: number;
  readonly intervalSeconds: number;
} {
  const lifetimeSeconds = Math.min(readSeconds(expires_in) ?? 0, LONGEST_LIFETIME_SECONDS);
  const asked = readSeconds(interval) ?? 0;
  const intervalSeconds = asked < 1 ? DEFAULT_INTERVAL_SECONDS : asked;
  if (intervalSeconds >= lifetimeSeconds) {
    throw new UnexpectedResponseError("the device code ends before it may be asked for", {
      code: "field_invalid",
      step,
    });
  }
  return { lifetimeSeconds, intervalSeconds };
}

function printable(value: string, { name, longest }: { readonly name: string; readonly longest: number }): string {
  if (value.length > longest || !/^[\x20-\x7e]+$/.test(value)) {
    throw new UnexpectedResponseError(`the ${name} of the answer has characters that no code has, or too many`, {
      code: "field_invalid",
      step,
    });
  }
  return value;
}

/** There is no device flow here; there may be another way to sign in. */
export function flowUnsupported(message: string): UnexpectedResponseError {
  return new UnexpectedResponseError(message, { code: "device_flow_unsupported", step });
}
