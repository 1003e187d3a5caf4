/** What a picture shows, for those who do not see it, and what stands below it. */
export interface Picture {
  readonly shows: string;
  readonly caption: string;
}

/** Pages, as PNG in light and in dark. A document places one with `<!-- picture: name -->`. */
export const screens = {
  "sign-in": {
    shows: "The sandbox's sign-in page asks for login and password, and names the app one continues to.",
    caption: "Signing in happens at GitHub, here the sandbox's. The tool sees none of it.",
  },
  consent: {
    shows: "The consent page of the sandbox: the app's name, each permission in plain words, Authorize and Cancel.",
    caption: "What dgt login --private asks for, before it gets anything.",
  },
  connected: {
    shows: "A page headed You are connected, which says that the tab can be closed.",
    caption: "The tool's own page on loopback, after the exchange has worked.",
  },
  "not-connected": {
    shows: "A page headed You are not connected, which says that access was denied and names the next command.",
    caption: "The same place after Cancel. The terminal says the same.",
  },
  "be-careful": {
    shows: "A page headed Be careful, which says that the redirect URI is not one the app is registered with.",
    caption: "A redirect URI that matches nothing: a page, and no way back to the tool.",
  },
  device: {
    shows: "A page that asks for the code shown on the device.",
    caption: "Where a code from another device is typed in.",
  },
  applications: {
    shows: "The list of authorized applications, with a button to revoke the access of each.",
    caption: "Where a person takes access back.",
  },
  register: {
    shows: "The form for a new OAuth app, with its name, homepage and callback URL filled in.",
    caption: "Registering an app. The sandbox's form asks for what GitHub's asks for.",
  },
  journal: {
    shows: "The sandbox's journal: for each flow the requests in order, with what was sent masked.",
    caption: "What the sandbox saw of a sign-in, masked.",
  },
  trace: {
    shows: "The page of a trace: Masked, safe to share, a sequence diagram, and below it the steps.",
    caption: "One file without a script, made from a trace.",
  },
} as const satisfies Readonly<Record<string, Picture>>;

/** Terminals, as text with colours. A document places one with `<!-- picture: name -->`. */
export const terminals = {
  demo: {
    shows: "The output of dgt demo in a terminal",
    caption: "dgt demo, in a terminal of 80 columns. Nobody has an account, and nothing is asked of GitHub.",
  },
  "login-explain": {
    shows: "The output of dgt login --explain in a terminal",
    caption: "dgt login --explain: drawn while it happens.",
  },
  doctor: {
    shows: "The output of dgt doctor in a terminal",
    caption: "dgt doctor, signed in to the sandbox.",
  },
  timeline: {
    shows: "The output of dgt timeline in a terminal",
    caption: "dgt timeline, with tokens of a GitHub App, which end.",
  },
} as const satisfies Readonly<Record<string, Picture>>;

export type ScreenName = keyof typeof screens;
export type TerminalName = keyof typeof terminals;
