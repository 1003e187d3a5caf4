import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core } from "../core.ts";
import type { Profile } from "./profile.ts";
import { switches } from "./switches.ts";

/** The profiles that have a name. */
export type ProfileName = "github" | "strict";

/** Each switch at its first value: `switches` says what that is. */
const github = Object.fromEntries(
  Object.entries(switches).map(([name, values]) => [name, "byDefault" in values ? values.byDefault : values[0]]),
  // Sound: the type takes its names and values from the same object.
) as Profile;

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
