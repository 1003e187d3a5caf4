import type { Actor, EventName } from "@dev-github-tool/oauth";
import { bold, dim, type Text, yellow } from "../output/index.ts";

/** What is said of one kind of event, the same in every view. */
export interface EventWords {
  /** The step of its flow that it belongs to, 1 to 8; undefined for what is no part of a sign-in. */
  readonly step: number | undefined;
  /** Two or three words, for an arrow. */
  readonly label: string;
  /** What happens, as a sentence. */
  readonly what: string;
  /** Why it is done so. */
  readonly why: string;
  /** What an attacker could do without it. */
  readonly without: string;
}

/** The four roles, by the names a reader knows them by. */
export const actors: Readonly<Record<Actor, string>> = {
  browser: "You/Browser",
  client: "dgt",
  "authorization server": "GitHub",
  "resource server": "GitHub",
};

/** The eight steps of the authorization-code flow, those of the device flow, and what else may happen on the way. */
export const words: Readonly<Record<EventName, EventWords>> = {
  secrets_made: {
    step: 1,
    label: "make secrets",
    what: "dgt draws a random state and a random verifier, and hashes the verifier into the challenge.",
    why: "The state will prove that a redirect answers this sign-in, the verifier that the code was asked for here.",
    without: "a redirect of somebody else's would pass for yours, and whoever sees the code could use it.",
  },
  page_opened: {
    step: 2,
    label: "open URL",
    what: "dgt sends your browser to GitHub's page, with state and challenge. The verifier stays here.",
    why: "You meet GitHub's own page in your own browser, and type your password nowhere else.",
    without: "a program with a sign-in page of its own could keep your password.",
  },
  approval_asked: {
    step: 3,
    label: "sign in and approve",
    what: "You sign in and decide. This part dgt cannot see.",
    why: "Only GitHub learns your password, and only you can say yes to what it lists.",
    without: "a program that has your password can do all that you can, for as long as the password lives.",
  },
  redirect_sent: {
    step: 4,
    label: "redirect",
    what: "GitHub sends your browser back to dgt with its answer. dgt sees this only when it arrives.",
    why: "What passes through the browser is a code: it works once, for minutes, and only with the verifier.",
    without: "a token in this address would lie in the browser's history and in logs, ready for use.",
  },
  redirect_received: {
    step: 5,
    label: "redirect",
    what: "A browser brings a redirect to the port that dgt opened on this machine.",
    why: "Nothing is copied by hand; the port is open on loopback only, and for this sign-in only.",
    without: "a port that is open to the network lets everybody on it send codes.",
  },
  state_checked: {
    step: 5,
    label: "check state",
    what: "dgt compares the state of the redirect with the one of step 1.",
    why: "This comes before anything else: only the answer to its own question counts.",
    without: "a link of an attacker's would sign you in as them, and what you save would be theirs (CSRF).",
  },
  tokens_requested: {
    step: 6,
    label: "code + verifier",
    what: "dgt sends code, verifier and client secret straight to GitHub.",
    why: "The back channel does not pass through the browser. The verifier proves that the code was asked for here.",
    without: "a code that was stolen on its way would be enough to get a token.",
  },
  tokens_granted: {
    step: 7,
    label: "tokens",
    what: "GitHub checks them and answers with tokens.",
    why: "A token stands for what you approved and for no more. dgt keeps it encrypted and never prints it.",
    without: "a program that keeps tokens in plain files hands them to every program that can read files.",
  },
  tokens_refused: {
    step: 7,
    label: "no tokens",
    what: "GitHub's answer brings no tokens.",
    why: "A code works once, with the right verifier and the right app, or not at all.",
    without: "a code could be used by whoever has it, as often as they like.",
  },
  api_requested: {
    step: 8,
    label: "GET",
    what: "dgt asks the API, with the access token in a header.",
    why: "The token goes to the API's exact address and nowhere else, and never into a URL.",
    without: "tokens in addresses end up in logs, and a redirect could carry them to anybody.",
  },
  api_answered: {
    step: 8,
    label: "answer",
    what: "The API answers, and says what the token may really do.",
    why: "You may have granted less than was asked for: what counts is what GitHub says.",
    without: "a program that trusts its own question takes half of the answer for all of it.",
  },
  device_codes_requested: {
    step: 1,
    label: "ask for codes",
    what: "dgt asks GitHub for a device code and a user code. It needs no secret for that.",
    why: "No browser has to come back to this machine: it asks for its answer itself.",
    without: "a machine without a browser would be signed in with a password or a token that was copied by hand.",
  },
  device_codes_granted: {
    step: 2,
    label: "two codes",
    what: "GitHub gives a device code, which stays here, and a user code, which you type.",
    why: "The code that others may see gets nobody a token: that takes the one that stays here.",
    without: "whoever looks over your shoulder could fetch the token in your place.",
  },
  device_codes_refused: {
    step: 2,
    label: "no codes",
    what: "GitHub gives no codes.",
    why: "The owner of an app decides whether it may sign people in this way.",
    without: "the name of any app could be used to ask you for codes, which is how such sign-ins are misused.",
  },
  user_code_shown: {
    step: 3,
    label: "show code",
    what: "dgt shows you the user code, and where to type it.",
    why: "You find GitHub's page yourself, in a browser that you trust, on whatever machine you like.",
    without: "a link that brings the code along could be sent to you by anybody, for a sign-in of theirs.",
  },
  user_code_awaited: {
    step: 4,
    label: "type code, approve",
    what: "You sign in to GitHub, type the code and decide. This part dgt cannot see.",
    why: "Only you can tell whose code it is: whoever gets you to type theirs gets into your account.",
    without: "a machine would get in without anybody's word: GitHub cannot see who stands before it.",
  },
  device_token_requested: {
    step: 5,
    label: "device code",
    what: "dgt asks with the device code whether you have decided, again and again.",
    why: "It keeps the interval that GitHub names, and waits longer when told so.",
    without: "machines that ask without a pause would be shut out, and you with them.",
  },
  approval_pending: {
    step: 6,
    label: "not yet",
    what: "GitHub answers that nobody has decided yet. Further answers like it are not drawn.",
    why: "You take the time that you need: not yet is not no.",
    without: "a program that gives up here would sign nobody in who has to look for their telephone.",
  },
  refresh_requested: {
    step: undefined,
    label: "refresh token",
    what: "dgt trades the refresh token for new tokens.",
    why: "Access tokens end soon, so that a lost one is of little use; nobody has to approve again.",
    without: "tokens would have to live long, and a stolen one would too.",
  },
  revocation_requested: {
    step: undefined,
    label: "revoke",
    what: "dgt asks the server to end a token.",
    why: "A token that nobody needs any more should not work any more.",
    without: "a forgotten copy of the token would go on working.",
  },
  failed: {
    step: undefined,
    label: "ended here",
    what: "The flow ended here.",
    why: "Nothing is guessed and nothing is tried behind your back.",
    without: "a flow that goes on after a failed check might as well not check.",
  },
};

/** What is said around a flow. */
export const flowText = {
  heading: (startedAt: string | undefined): Text => [
    bold("A flow, step by step"),
    dim(`${startedAt === undefined ? "" : ` · ${startedAt}`} · masked: equal marks are equal values`),
  ],
  written: (path: string): Text => dim(`Trace, masked: dgt trace show ${path}`),
  notWritten: (reason: string): Text => [yellow("warning:"), ` the trace is not complete: ${reason}`],
  pageWritten: (path: string): string => `Written to ${path}`,
} as const;
