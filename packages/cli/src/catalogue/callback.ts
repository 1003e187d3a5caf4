import type { CallbackError, errorCodes } from "@dev-github-tool/oauth";
import { type CodesOf, type Family, loginAgain } from "./entry.ts";
import { rfc } from "./sources.ts";

export const callback: Family<CodesOf<typeof errorCodes, "CallbackError">, CallbackError> = {
  title: "CallbackError",
  intro: "We refused the redirect. The first two leave the login waiting, because anybody can send such a redirect.",
  steps: ["callback validation"],
  entries: {
    state_mismatch: {
      meaning: "the redirect does not carry the `state` of this login: an older tab, or a forgery",
      reason: "the redirect belongs to another sign-in, so its code was not used.",
      causes: [
        "a tab of an earlier sign-in was finished",
        "somebody sent you a link with a code of theirs, to have you work in their account",
      ],
      fix: "go on in the tab that was opened last",
      next: loginAgain,
      github: "nothing: it hands state back and never looks at it; only the client can compare",
      source: rfc(6749, "10.12"),
    },
    parameter_repeated: {
      meaning: "`code`, `state`, `error` or `iss` came twice",
      reason: "the redirect holds a parameter twice, so its code was not used.",
      fix: "go on in the tab that was opened last",
      next: loginAgain,
      source: rfc(6749, "3.1"),
    },
    issuer_mismatch: {
      meaning:
        "the right `state`, and another issuer than the configured one: a mix-up, or a wrong issuer in the provider",
      reason: "the redirect names another server than the one you were sent to.",
      fix: "check the provider's `issuer`",
      next: ["check --host"],
      github: "iss=https://github.com/login/oauth in some redirects and no iss in others; checked when it is there",
      source: rfc(9207, "2.4"),
    },
    issuer_missing: {
      meaning: "the server promises to name itself in the redirect and did not",
      reason: "the redirect does not say which server sent it.",
      fix: "check the provider; do not switch the check off",
      next: ["check --host"],
      source: rfc(9207, "2.4"),
    },
    code_missing: {
      meaning: "the right `state`, and neither a code nor an error",
      reason: "the redirect brought neither a code nor an error.",
      fix: "try again; the server broke the protocol",
      next: loginAgain,
      source: rfc(6749, "4.1.2"),
    },
  },
};
