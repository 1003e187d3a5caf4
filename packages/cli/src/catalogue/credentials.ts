/** One of the values that a sign-in works with. */
export interface Credential {
  readonly name: string;
  readonly what: string;
  readonly used: string;
  readonly lives: string;
  readonly secrecy: string;
}

/** What a sign-in works with, in the order in which it turns up. */
export const credentials: readonly Credential[] = [
  {
    name: "client id",
    what: "says which app asks",
    used: "in the authorization URL, and with every request to the token endpoint",
    lives: "as long as the app is registered",
    secrecy: "none: it stands in addresses",
  },
  {
    name: "client secret",
    what: "proves that it is the app that asks",
    used: "when a code or a refresh token is traded for tokens, and when tokens are ended",
    lives: "until it is deleted on the app's page",
    secrecy: "high: never in a browser, in Git, in a log or on a command line",
  },
  {
    name: "state",
    what: "ties the redirect to the sign-in that caused it",
    used: "in the authorization URL, and once when the redirect comes back",
    lives: "for one sign-in",
    secrecy: "for one sign-in: whoever knows it could forge the redirect",
  },
  {
    name: "code verifier",
    what: "proves that whoever brings the code also asked for it (PKCE)",
    used: "when the code is exchanged; until then only its hash, the challenge, is shown",
    lives: "for one sign-in",
    secrecy: "high: it leaves the program once, for the token endpoint",
  },
  {
    name: "authorization code",
    what: "stands for the approval, until it is traded for tokens",
    used: "once: the browser brings it, and the program exchanges it at once",
    lives: "ten minutes at most, and one use",
    secrecy: "some: browsers and logs may see it, and without verifier and client secret it is worth nothing",
  },
  {
    name: "access token",
    what: "opens the API, as far as its scopes reach",
    used: "in the header of every request to the API",
    lives: "eight hours where tokens expire, else until it is revoked or unused for a year",
    secrecy: "high: whoever has it can do all that it may do",
  },
  {
    name: "refresh token",
    what: "brings new tokens without asking the person again",
    used: "when the access token nears its end; each use brings a new one",
    lives: "six months, unless it is used or revoked before",
    secrecy: "highest: whoever has it goes on getting access tokens",
  },
];
