import { type Check, ok } from "../finding.ts";

/** Of a state, a challenge: what 256 random bits take. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
/** 128 bits, the least that RFC 6749, section 10.10 lets one guess at; base64url. */
const SHORTEST_STATE = 22;

export const authorizationRequest: Check = {
  id: "state-and-pkce",
  title: "State and PKCE",
  step: "authorization URL",
  run: async ({ authorizationUrl, isOwnUrl }) => {
    const parameters = authorizationUrl.searchParams;
    const fault = faultOf(parameters);
    const command = isOwnUrl ? "report it: the request is built by the library" : "dgt login --explain=2";
    return fault === undefined
      ? ok(`state of ${parameters.get("state")?.length ?? 0} characters, code_challenge with S256`)
      : { mark: "fail", ...fault, command };
  },
};

/** What has its place in the body of a request, or nowhere but here. */
const SECRETS = ["client_secret", "access_token", "refresh_token", "code_verifier"] as const;

function faultOf(parameters: URLSearchParams): { readonly evidence: string; readonly reason: string } | undefined {
  const repeated = ["state", "redirect_uri", "code_challenge", "client_id"].find(
    (name) => parameters.getAll(name).length > 1,
  );
  if (repeated !== undefined) {
    return { evidence: `${repeated} comes twice`, reason: "servers disagree which of the two counts." };
  }
  const secret = SECRETS.find((name) => parameters.has(name));
  if (secret !== undefined) {
    return { evidence: `${secret} in the address`, reason: "addresses stay in histories and logs: take it as known." };
  }
  if (/\b(?:id_)?token\b/.test(parameters.get("response_type") ?? "")) {
    return {
      evidence: "response_type asks for a token",
      reason: "it would come in an address, for whoever sees that; GitHub sends codes only.",
    };
  }
  const state = parameters.get("state") ?? "";
  if (state === "") {
    return { evidence: "this flow sends no state", reason: "anybody can have you finish a sign-in of theirs." };
  }
  if (state.length < SHORTEST_STATE) {
    return { evidence: `a state of ${state.length} characters`, reason: "it is short enough to be guessed." };
  }
  const challenge = parameters.get("code_challenge") ?? "";
  if (challenge === "") {
    return { evidence: "this flow sends no code_challenge", reason: "whoever sees the code can use it." };
  }
  if (parameters.get("code_challenge_method") !== "S256") {
    return {
      evidence: "code_challenge_method is not S256",
      reason: "the challenge then is the verifier itself; GitHub refuses that.",
    };
  }
  return CHALLENGE.test(challenge)
    ? undefined
    : {
        evidence: `a code_challenge of ${challenge.length} characters`,
        reason: "S256 gives 43; GitHub refuses others.",
      };
}
