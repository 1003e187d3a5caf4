import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core } from "../core.ts";
import type { Profile } from "./profile.ts";

/** The profiles that have a name. */
export type ProfileName = "github" | "strict";

/** GitHub's behaviour where it is documented or was observed, and a choice of ours where it is not. */
const github: Profile = {
  redirectMatching: "registered",
  anyPortOnLocalhost: true,
  slashCountsAsBelow: true,
  absentRedirectUri: "first_callback",
  mismatchedRedirectUri: "page",
  mismatchStatus: 400,
  repeatedParameters: "page",
  responseType: "ignored",
  challenge: "optional",
  refusedChallenge: "redirect",
  unknownScopes: "dropped",
  absentScope: "granted_before",
  consent: "when_needed",
  consentAfterTenTokens: true,
  accountPicker: "as_on_github",
  refusalsGoTo: "request",
  issuerInRedirects: true,
  codeLifetimeMs: 600_000,
  codeCharacters: "hexadecimal",
  usedCode: "refused",
  failedExchange: "consumes_code",
  redirectUriAtExchange: "optional",
  verifierWithoutChallenge: "ignored",
  wrongVerifierError: "bad_verification_code",
  tokenEndpoint: "github",
  parametersFrom: "anywhere",
  repeatedTokenParameters: "refused",
  getAtTokenEndpoint: "not_found",
  grantType: "assumed",
  basicAuthentication: false,
  slowDownLasts: false,
  usedDeviceCode: "incorrect_device_code",
  unknownTexts: "ours",
  tokenRequestsPerHour: Number.POSITIVE_INFINITY,
  revocationEndpoint: false,
  metadata: false,
  revokingTokenEndsFamily: true,
  deletingDeadToken: 404,
  limitedStatus: 403,
  wrongAppCredentials: 401,
  foreignAppCredentials: 404,
  privateProfileScope: "read:user",
  unseenAcceptedScopes: "like_neighbours",
  issuesWithoutScope: "public",
  missingUserAgent: "text",
  badCredentialsPerMinute: Number.POSITIVE_INFINITY,
  etagOutlivesToken: true,
  perPageAboveMost: "clamped",
  issuesByPageNumber: Number.POSITIVE_INFINITY,
  pageBehindLast: "empty",
};

/** A token endpoint by RFC 6749 and RFC 7009, for apps whose rotation is not GitHub's. */
const rfcTokenEndpoint = {
  tokenEndpoint: "rfc",
  basicAuthentication: true,
  revocationEndpoint: true,
} as const satisfies Partial<Profile>;

/** As strict as the current best practice for OAuth 2.0 (RFC 9700) has it. */
const strict: Profile = {
  ...github,
  ...rfcTokenEndpoint,
  redirectMatching: "exact",
  anyPortOnLocalhost: false,
  absentRedirectUri: "only_callback",
  repeatedParameters: "redirect",
  responseType: "required",
  challenge: "required",
  unknownScopes: "refused",
  absentScope: "none",
  consent: "always",
  accountPicker: "on_request",
  codeLifetimeMs: 60_000,
  usedCode: "ends_family",
  redirectUriAtExchange: "required",
  verifierWithoutChallenge: "refused",
  parametersFrom: "form",
  grantType: "required",
  slowDownLasts: true,
  metadata: true,
};

export const profiles: Readonly<Record<ProfileName, Profile>> = { github, strict };

/** Returns how an app is spoken to; one that is not known, as the sandbox's options say. */
export function profileFor({ profile, rotation }: Core, app?: RegisteredApp): Profile {
  const isGitHubs = (app?.tokens.rotation ?? rotation) === "github";
  return isGitHubs || profile.tokenEndpoint === "rfc" ? profile : { ...profile, ...rfcTokenEndpoint };
}
