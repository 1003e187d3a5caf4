import type { NoLaunchReason } from "./browser-launch.ts";
import { bold, dim, type Text, yellow } from "./output/index.ts";

/** Why no browser is opened. */
export const noBrowser: Readonly<Record<NoLaunchReason, string>> = {
  switched_off: "BROWSER says to open none.",
  text_browser: "The browser in BROWSER would draw over this terminal.",
  ssh: "Over SSH dgt opens no browser.",
  ci: "On a build machine dgt opens no browser.",
  wsl: "In WSL dgt opens no browser.",
  container: "In a container there is no browser to open.",
  no_display: "There is no display here for a browser.",
};

/** What is said around a sign-in with a device code. */
export const deviceWords = {
  open: (absence: NoLaunchReason | undefined): string =>
    `${absence === undefined ? "" : `${noBrowser[absence]} `}Open this address in a browser, on this machine or any other:`,
  otherSite: (host: string): Text => [
    yellow("warning:"),
    ` this page is not on ${host}. Sign in there only if you know whose it is.`,
  ],
  enter: "and type this code there:",
  code: (userCode: string): Text => ["  ", bold(userCode)],
  onlyYours: [
    bold("Only go on if you started this yourself, here and now."),
    " Whoever gets you to type their code gets into your account.",
  ] satisfies Text,
  offerToOpen: "Open the page in the browser of this machine?",
  waiting: (remaining: string): Text => [
    "Waiting for you to type the code",
    dim(` · ${remaining} left · Ctrl-C cancels`),
  ],
  notOffered: "The app does not offer device codes; its owner can tick Enable Device Flow on its page.",
} as const;
