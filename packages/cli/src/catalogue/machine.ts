import type { errorCodes, LoginError, TokenStoreError, TokenUnavailableError } from "@dev-github-tool/oauth";
import { exitCodes } from "../exit-codes.ts";
import { type CodesOf, type Family, loginAgain } from "./entry.ts";
import { rfc } from "./sources.ts";

type Codes<Class extends keyof typeof errorCodes> = CodesOf<typeof errorCodes, Class>;

export const login: Family<Codes<"LoginError">, LoginError> = {
  title: "LoginError",
  intro: "This machine could not start or end the login.",
  steps: ["callback validation", "authorization URL"],
  entries: {
    timed_out: {
      meaning: "nobody came back from the browser in five minutes, or entered the device code before it ran out",
      reason: "nobody approved in the browser within five minutes. Nothing was stored.",
      causes: [
        "the page is still open in the browser, or was closed",
        'GitHub showed its "Be careful!" page, after which it does not redirect',
        "Cancel was pressed, and GitHub redirected to another registered callback address",
      ],
      fix: "sign in again",
      next: [...loginAgain, 'dgt explain redirect_uri_mismatch, if GitHub showed a page headed "Be careful!"'],
      refine: ({ step }) =>
        step === "token exchange"
          ? { reason: "the code ran out before anybody entered it. Nothing was stored.", next: loginAgain }
          : {},
    },
    port_unavailable: {
      meaning: "the port of the redirect URI is taken, or may not be bound",
      reason: "the port is taken. The redirect could not be caught, so no browser was opened.",
      fix: "free it, or use a redirect URI without a fixed port",
      next: ["end the program that uses it", "leave GITHUB_REDIRECT_URI out, and dgt takes a free port"],
      refine: ({ message }) => ({
        reason: `${message}. The redirect could not be caught, so no browser was opened.`,
      }),
      source: rfc(8252, "7.3"),
    },
    cancelled: {
      meaning: "Ctrl-C, or the caller's signal",
      reason: "the sign-in was cancelled.",
      fix: "sign in again when you like",
      next: loginAgain,
      exitCode: exitCodes.declined,
    },
  },
};

export const tokenStore: Family<Codes<"TokenStoreError">, TokenStoreError> = {
  title: "TokenStoreError",
  intro: "The place where tokens rest cannot be used. What it holds is left as it is.",
  steps: ["token storage"],
  entries: {
    corrupt: {
      meaning: "a record does not open or does not parse: damaged, moved between rows, or sealed with another key",
      reason: "the file with the sign-ins was changed by something else. It was left as it is.",
      fix: "restore the file, or remove it and sign in again",
      next: ["restore it from a copy (dgt status says where it lies), or move it away, then: dgt login"],
    },
    key_missing: {
      meaning: "there is no key to open the records with",
      reason: "the sign-ins are encrypted, and this is not the key to them. They were left as they are.",
      fix: "make the key available, see [storage.md](storage.md); `dgt status` says where it is looked for",
      next: ["give the key that dgt status names, as docs/storage.md shows", "move the file away, then: dgt login"],
    },
    unavailable: {
      meaning: "the store does not answer: locked keyring, full disk, database down",
      reason: "the sign-ins, or the key to them, cannot be reached now.",
      fix: "mend that and try again",
      next: ["unlock the keyring, or mend what the message names", "dgt, which then signs in for one run"],
    },
    insecure: {
      meaning: "the file, its folder or the key could be read or swapped by others",
      reason: "others could read or exchange it, so it was not used.",
      fix: "give them back to yourself alone: `chmod 600`, `chmod 700`",
      next: ["make the file, its folder and the key yours alone: chmod 600, chmod 700"],
    },
  },
};

export const tokenUnavailable: Family<Codes<"TokenUnavailableError">, TokenUnavailableError> = {
  title: "TokenUnavailableError",
  intro: "`TokenManager.fetch` has no token to send; `verdict` says why.",
  steps: ["token storage", "API request"],
  entries: {
    token_unavailable: {
      meaning: "the verdict was none that brings a token",
      reason: "there was no token to send with the request.",
      fix: "see [tokens.md](tokens.md)",
      next: loginAgain,
    },
  },
};
