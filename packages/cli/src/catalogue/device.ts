import { exitCodes } from "../exit-codes.ts";
import { type Entry, type Family, loginAgain } from "./entry.ts";
import { gitHubDocs, rfc } from "./sources.ts";

type Codes =
  | "authorization_pending"
  | "slow_down"
  | "token_expired"
  | "incorrect_client_credentials"
  | "unauthorized_client"
  | "unsupported_grant_type";

/** What ends such a sign-in; the library throws these. */
export const deviceRefusals = {
  expired_token: {
    meaning: "the device code ran out, usually after fifteen minutes",
    reason: "nobody entered the code in time. Nothing was stored.",
    fix: "start over with a new code",
    next: loginAgain,
    github: "error=expired_token; one page of its documentation also writes token_expired",
    source: rfc(8628, "3.5"),
  },
  access_denied: {
    meaning: "the person pressed Cancel on the device page",
    reason: "you, or somebody with your code, declined in the browser. Nothing was granted and nothing was stored.",
    fix: "start over, if that was not meant",
    next: loginAgain,
    exitCode: exitCodes.declined,
    source: rfc(8628, "3.5"),
  },
  incorrect_device_code: {
    meaning: "the device code is none, or was used",
    reason: "the server does not know this device code.",
    causes: ["it was exchanged before", "it was cut off or changed", "rarely, it is too new: ask once or twice more"],
    fix: "start over with a new code",
    next: loginAgain,
    github: "HTTP 200 with error=incorrect_device_code, where RFC 8628 has invalid_grant",
    source: gitHubDocs.flows,
  },
  device_flow_disabled: {
    meaning: "the app does not offer device codes",
    reason: "its owner has not enabled the device flow.",
    fix: "tick Enable Device Flow on the app's page ([register.md](register.md)), or sign in through the browser",
    next: [
      "tick Enable Device Flow on the app's page at {baseUrl}/settings/developers",
      "dgt login, where there is a browser",
    ],
    github: "HTTP 400 with error=device_flow_disabled, when the code is asked for",
    exitCode: exitCodes.scopeMissing,
    steps: ["app registration"],
    source: gitHubDocs.flows,
  },
} satisfies Readonly<Record<string, Entry>>;

/** The person enters a short code on another device, and the tool asks at intervals whether they have. */
export const device: Family<Codes> = {
  title: "Sign-in with a device code",
  intro: "What the server answers a tool that asks whether the person has entered the code yet (RFC 8628).",
  steps: ["token exchange"],
  source: rfc(8628, "3.5"),
  entries: {
    authorization_pending: {
      meaning: "the person has not entered the code yet",
      reason: "nobody has approved yet.",
      fix: "ask again after the interval",
      next: ["wait, and keep asking at the interval the server gave"],
      github: "HTTP 200 with error=authorization_pending; RFC 8628 says 400",
    },
    slow_down: {
      meaning: "the tool asks too often",
      reason: "the questions came faster than the interval allows.",
      fix: "wait five seconds longer between questions from now on",
      next: ["wait for the new interval, and keep asking"],
      github: "HTTP 200 with error=slow_down and the new interval, which is to be used from then on",
    },
    token_expired: {
      meaning: "another spelling of `expired_token`",
      reason: "nobody entered the code in time.",
      fix: "start over with a new code",
      next: loginAgain,
      source: gitHubDocs.flows,
    },
    incorrect_client_credentials: {
      meaning: "the client id is wrong; device codes need no secret",
      reason: "the code was given to another client id than the one that asks.",
      fix: "copy the id from the app's page again",
      next: ["compare GITHUB_CLIENT_ID with the app's page at {baseUrl}/settings/developers"],
      steps: ["app registration"],
      source: gitHubDocs.flows,
    },
    unauthorized_client: {
      meaning: "the app may not use device codes; older Enterprise Servers say it so",
      reason: "the server is too old, or the app's owner has not enabled the device flow.",
      fix: "sign in through the browser",
      next: loginAgain,
      github: "device_flow_disabled on github.com; HTTP 400 with unauthorized_client on older Enterprise Servers",
      steps: ["app registration"],
    },
    unsupported_grant_type: {
      meaning: "the grant type is misspelled",
      reason: "only urn:ietf:params:oauth:grant-type:device_code asks for a device code's token.",
      fix: "spell out the whole name",
      next: ["grant_type=urn:ietf:params:oauth:grant-type:device_code"],
      source: rfc(8628, "3.4"),
    },
  },
};
