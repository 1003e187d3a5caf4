import * as oauth from "oauth4webapi";
import { createBoundedFetch } from "./bounded-fetch.ts";
import { parseEndpoint } from "./endpoint.ts";
import { UnexpectedResponseError } from "./errors.ts";
import { type Provider, rfcTraits } from "./provider.ts";
import type { Runtime } from "./runtime.ts";

const step = "app registration";
const MAX_BYTES = 256 * 1024;
const TIMEOUT_MS = 10_000;

/**
 * Asks an issuer for its metadata and gives back the provider it describes. Looks where RFC 8414 puts it, and where nothing
 * is there, at the places of OpenID providers. What is found first must be right; nothing else is asked for then.
 *
 * @throws UnexpectedResponseError `issuer_mismatch` when the document names another issuer, `pkce_unsupported` when it
 * lists challenge methods without S256, `not_json` or `field_missing` when it is no metadata.
 * @throws NetworkError `insecure_endpoint` when the issuer or an endpoint is neither https nor on loopback.
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-5
 */
export async function discoverProvider(issuer: string, runtime: Runtime): Promise<Provider> {
  const identifier = parseEndpoint(issuer, step);
  const metadata = await requestMetadata(identifier, runtime);
  // Compared as text: URL parsing would forgive a trailing slash or an explicit default port (RFC 8414, 3.3).
  if (metadata.issuer !== issuer) {
    throw new UnexpectedResponseError("the metadata names another issuer", { code: "issuer_mismatch", step });
  }
  const methods = metadata.code_challenge_methods_supported;
  if (methods !== undefined && !methods.includes("S256")) {
    throw new UnexpectedResponseError("the server does not offer PKCE with S256", { code: "pkce_unsupported", step });
  }
  return {
    name: identifier.host,
    issuer,
    authorizationEndpoint: parseEndpoint(metadata.authorization_endpoint ?? "", step).href,
    tokenEndpoint: parseEndpoint(metadata.token_endpoint ?? "", step).href,
    ...(metadata.device_authorization_endpoint !== undefined && {
      deviceAuthorizationEndpoint: parseEndpoint(metadata.device_authorization_endpoint, step).href,
    }),
    ...(metadata.revocation_endpoint !== undefined && {
      revocationEndpoint: parseEndpoint(metadata.revocation_endpoint, step).href,
    }),
    traits: {
      ...rfcTraits,
      issuerParameter: metadata.authorization_response_iss_parameter_supported === true ? "required" : "optional",
      clientAuthentication:
        metadata.token_endpoint_auth_methods_supported?.includes("client_secret_basic") === false
          ? "client_secret_post"
          : "client_secret_basic",
    },
  };
}

/** Where metadata may lie, in order. OpenID's own form, which came before the RFC, stands last. */
function metadataAddresses({ origin, pathname }: URL): readonly [string, ...string[]] {
  const path = pathname.replace(/\/$/, "");
  return [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    ...(path === "" ? [] : [`${origin}/.well-known/openid-configuration${path}`]),
    `${origin}${path}/.well-known/openid-configuration`,
  ];
}

/** The first answer that is not an error, or the last error. */
async function findMetadata(identifier: URL, runtime: Runtime): Promise<Response> {
  const fetch = createBoundedFetch(runtime.fetch, { maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS, step });
  const [first, ...others] = metadataAddresses(identifier);
  const ask = (address: string): Promise<Response> => fetch(address, { headers: { accept: "application/json" } });
  let response = await ask(first);
  for (const address of others) {
    if (response.status === 200) {
      break;
    }
    response = await ask(address);
  }
  return response;
}

async function requestMetadata(identifier: URL, runtime: Runtime): Promise<oauth.AuthorizationServer> {
  const response = await findMetadata(identifier, runtime);
  try {
    return await oauth.processDiscoveryResponse(identifier, response);
  } catch (error) {
    if (!(error instanceof oauth.OperationProcessingError)) {
      throw error;
    }
    const code =
      error.code === oauth.JSON_ATTRIBUTE_COMPARISON
        ? "issuer_mismatch"
        : error.code === oauth.PARSE_ERROR || error.code === oauth.RESPONSE_IS_NOT_JSON
          ? "not_json"
          : error.code === oauth.RESPONSE_IS_NOT_CONFORM
            ? "unexpected_status"
            : "field_missing";
    throw new UnexpectedResponseError("the answer is not the metadata of that issuer", { code, step });
  }
}
