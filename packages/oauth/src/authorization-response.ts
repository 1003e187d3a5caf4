import type { AuthorizationRequest } from "./authorization-request.ts";
import { AuthorizationResponseError, CallbackError } from "./errors.ts";
import { Secret } from "./secret.ts";
import { readServerWords } from "./server-words.ts";

declare const judged: unique symbol;

/** A code from a redirect that was judged, with the request it answers: the only thing the exchange accepts. */
export interface AuthorizationCode {
  readonly [judged]: true;
  readonly code: Secret;
  readonly request: AuthorizationRequest;
}

/** The parameters that decide; one of them twice, or written as a list, makes two readers see two different redirects. */
const DECISIVE = /^(?:code|state|error|iss)(?:\[.*)?$/s;

/**
 * Judges the query of a redirect against the request it should answer. Pure: it sends nothing and changes nothing.
 *
 * @throws CallbackError `parameter_repeated`, `state_mismatch`: it does not belong to this request; keep waiting.
 * @throws CallbackError `issuer_mismatch`, `issuer_missing`, `code_missing`: it has the right state and is still wrong.
 * @throws AuthorizationResponseError when the authorization server refused, for example `access_denied`.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 * @see https://www.rfc-editor.org/rfc/rfc9207#section-2.4
 */
export function judgeAuthorizationResponse(request: AuthorizationRequest, query: URLSearchParams): AuthorizationCode {
  const names = [...query.keys()].filter((name) => DECISIVE.test(name));
  if (new Set(names).size !== names.length || names.some((name) => name.includes("["))) {
    throw new CallbackError("a parameter of the redirect is repeated", "parameter_repeated");
  }
  if (!equalInConstantTime(query.get("state") ?? "", request.state.reveal())) {
    throw new CallbackError("the state of the redirect is not the one that was sent", "state_mismatch");
  }
  judgeIssuer(request, query.get("iss"));
  // RFC 6749, 3.1: "Parameters sent without a value MUST be treated as if they were omitted".
  const error = query.get("error");
  if (error) {
    throw new AuthorizationResponseError(
      readServerWords(error, query.get("error_description"), [request.state, request.codeVerifier]),
    );
  }
  const code = query.get("code");
  if (!code) {
    throw new CallbackError("the redirect has neither a code nor an error", "code_missing");
  }
  // The brand exists for the compiler only: this is the one place that may give it.
  return { code: new Secret(code), request } as AuthorizationCode;
}

function judgeIssuer({ provider }: AuthorizationRequest, issuer: string | null): void {
  if (!issuer) {
    if (provider.traits.issuerParameter === "required") {
      throw new CallbackError("the redirect does not name its issuer", "issuer_missing");
    }
  } else if (issuer !== provider.issuer) {
    throw new CallbackError("the redirect comes from another issuer", "issuer_mismatch");
  }
}

/** Compares without stopping at the first difference, so that the time taken does not tell how much was right. */
function equalInConstantTime(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < other.length; index += 1) {
    difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  }
  return difference === 0;
}
