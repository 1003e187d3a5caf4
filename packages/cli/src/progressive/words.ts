import { bold, type Text, yellow } from "../output/index.ts";

/** What is said when a sign-in is to be allowed more, beside what every sign-in says. */
export const words = {
  hidden: (repository: string, reason: string): Text => [bold(repository), `: ${reason}`],
  offerPrivate: "Show private repositories too? (scope repo, which also allows changes)",
  whoIsAsked: (login: string): Text => [
    "In the browser, go on as ",
    bold(login),
    ": it is this sign-in that may then do more.",
  ],
  unkeptLives: (clientId: string): Text => [
    yellow("warning:"),
    ` GitHub could not be told to end the token that is not kept, of the app ${clientId}. It works until the app's access is ended:`,
  ],
} as const;
