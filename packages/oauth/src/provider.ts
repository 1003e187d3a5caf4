import type { Secret } from "./secret.ts";

/**
 * An authorization server as a value: where its endpoints are, and in which habits it differs from the RFCs.
 *
 * Build one by hand, take `githubProvider()` from `@dev-github-tool/github`, or ask the server with `discoverProvider()`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-2
 */
export interface Provider {
  /** The name people know it by, such as `GitHub`. */
  readonly name: string;
  /** The issuer identifier; compared character by character with `iss` in the redirect. */
  readonly issuer: string;
  /** Where the person is sent. https, or http on a loopback address. */
  readonly authorizationEndpoint: string;
  /** Where codes become tokens. https, or http on a loopback address. */
  readonly tokenEndpoint: string;
  /** Where devices get their codes (RFC 8628, section 3.1); absent when the provider has no device flow. */
  readonly deviceAuthorizationEndpoint?: string | undefined;
  /** Where tokens are given back (RFC 7009); absent when the provider has another way, or none. */
  readonly revocationEndpoint?: string | undefined;
  readonly traits: ProviderTraits;
}

/** The habits in which authorization servers differ. `rfcTraits` is what the RFCs say. */
export interface ProviderTraits {
  /** Whether a redirect without `iss` is refused. @see https://www.rfc-editor.org/rfc/rfc9207#section-2.4 */
  readonly issuerParameter: "required" | "optional";
  /** `status`: errors at the token endpoint have a 4xx status. `body`: they come with 200 and an `error` member. */
  readonly tokenErrors: "status" | "body";
  /** What stands between two scopes in a token response. */
  readonly scopeSeparator: " " | ",";
  /** How a client secret is sent. @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
  readonly clientAuthentication: "client_secret_basic" | "client_secret_post";
}

/** The traits of a server that keeps to RFC 6749 and RFC 9207. */
export const rfcTraits: ProviderTraits = {
  issuerParameter: "optional",
  tokenErrors: "status",
  scopeSeparator: " ",
  clientAuthentication: "client_secret_basic",
};

/** The program that asks for access, as registered with the authorization server. */
export interface Client {
  readonly clientId: string;
  /** Absent for a public client. */
  readonly clientSecret?: Secret | undefined;
}
