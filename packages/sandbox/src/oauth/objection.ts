import type { Parameters } from "../parameters.ts";
import type { Profile } from "./profile.ts";
import { isKnownScope, offlineAccess, parseScopes } from "./scopes.ts";

/** What is wrong with a request whose client and redirect address are good. */
export interface Objection {
  /** What the journal says. */
  readonly decision: string;
  readonly answer: Readonly<Record<string, string>>;
}

/** The base64url form of a SHA-256 digest has 43 characters (RFC 7636, section 4.2). */
const challengeText = /^[A-Za-z0-9_-]{43}$/;

/** Returns the first objection to an authorization request (RFC 6749, section 4.1.2.1), as far as the server looks. */
export function objectionTo({
  parameters,
  isRepetitive,
  profile,
}: {
  parameters: Parameters;
  isRepetitive: boolean;
  profile: Profile;
}): Objection | undefined {
  if (isRepetitive) return invalidRequest("parameters_refused", "A parameter was sent more than once.");
  return (
    objectionToResponseType(parameters, profile) ??
    objectionToChallenge(parameters, profile) ??
    objectionToScopes(parameters, profile)
  );
}

function objectionToResponseType(parameters: Parameters, { responseType }: Profile): Objection | undefined {
  const sent = parameters.get("response_type");
  if (responseType === "ignored" || sent === "code") return undefined;
  if (sent === undefined) return invalidRequest("response_type_refused", "The response_type is missing.");
  const answer = { error: "unsupported_response_type", error_description: "The response_type must be code." };
  return { decision: "response_type_refused", answer };
}

/** GitHub knows no `plain`; challenge and method are only good together (RFC 7636, section 4.4.1). */
function objectionToChallenge(parameters: Parameters, { challenge: need }: Profile): Objection | undefined {
  const challenge = parameters.get("code_challenge");
  const method = parameters.get("code_challenge_method");
  if (challenge === undefined && method === undefined) {
    return need === "optional" ? undefined : invalidRequest("challenge_refused", "The code_challenge is missing.");
  }
  if (method !== "S256") return invalidRequest("challenge_refused", "The code_challenge_method must be S256.");
  if (challenge === undefined || !challengeText.test(challenge))
    return invalidRequest("challenge_refused", "The code_challenge must have 43 base64url characters.");
  return undefined;
}

function objectionToScopes(parameters: Parameters, { unknownScopes }: Profile): Objection | undefined {
  const scopes = parseScopes(parameters.get("scope") ?? "");
  if (unknownScopes === "dropped" || scopes.every((scope) => isKnownScope(scope) || scope === offlineAccess)) {
    return undefined;
  }
  const answer = { error: "invalid_scope", error_description: "A scope is not known." };
  return { decision: "scope_refused", answer };
}

function invalidRequest(decision: string, description: string): Objection {
  return { decision, answer: { error: "invalid_request", error_description: description } };
}
