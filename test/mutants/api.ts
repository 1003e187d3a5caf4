import type { Mutant } from "./mutant.ts";

const github = "packages/github/src";
const folder = "packages/github/test";

/** What goes to GitHub's API, and what is made of its answers. */
export const apiMutants: readonly Mutant[] = [
  {
    threat: "C-31",
    file: `${github}/credentialed-fetch.ts`,
    defence: "const response = await fetch(at, {",
    without: "const response = await fetch(new URL(`?token=$" + "{accessToken.reveal()}`, at), {",
    folder,
  },
  {
    threat: "X-24",
    file: `${github}/client.ts`,
    defence: "if (!isTokenText(accessToken.reveal())) {",
    without: 'if (accessToken.reveal() === "") {',
    folder,
  },
  {
    threat: "X-40",
    file: `${github}/credentialed-fetch.ts`,
    defence: 'if (location === "" || url === undefined || !isWithinApi(url, provider)) {',
    without: "if (url === undefined) {",
    folder,
  },
  {
    threat: "X-40",
    file: `${github}/credentialed-fetch.ts`,
    defence: "redirects <= MAX_REDIRECTS",
    without: "redirects <= 1_000",
    folder,
  },
  {
    threat: "X-42",
    file: `${github}/credentialed-fetch.ts`,
    defence: 'if (url === undefined || !isWithinApi(url, provider)) {\n    throw new UnexpectedResponseError("the link',
    without: 'if (url === undefined) {\n    throw new UnexpectedResponseError("the link',
    folder,
  },
  {
    threat: "X-42",
    file: `${github}/credentialed-fetch.ts`,
    defence: "url.pathname.startsWith(`$" + "{root}/`) &&",
    without: "",
    folder,
  },
  {
    threat: "X-42",
    file: `${github}/client.ts`,
    defence: "links.has(link) || links.size === MAX_PAGES - 1",
    without: "links.size === MAX_PAGES - 1",
    folder,
  },
  {
    threat: "X-42",
    file: `${github}/client.ts`,
    defence: "links.has(link) || links.size === MAX_PAGES - 1",
    without: "links.has(link)",
    folder,
  },
  {
    threat: "X-43",
    file: `${github}/repository-name.ts`,
    defence: " || RESERVED.test(name)",
    without: "",
    folder,
  },
  { threat: "X-43", file: `${github}/repository-name.ts`, defence: "rest.length > 0 || ", without: "", folder },
  { threat: "X-43", file: `${github}/repository-name.ts`, defence: "!NAME.test(name) || ", without: "", folder },
  {
    threat: "X-44",
    file: `${github}/web-address.ts`,
    defence: "const address = new URL(webUrl);",
    without: "const address = new URL(claimed);\n  void webUrl;",
    folder,
  },
  {
    threat: "X-44",
    file: `${github}/refusal.ts`,
    defence: "address.startsWith(`$" + "{provider.webUrl}/`)",
    without: "address.startsWith(provider.webUrl)",
    folder,
  },
  {
    threat: "X-47",
    file: `${github}/credentialed-fetch.ts`,
    defence: "maxBytes: MAX_BYTES, timeoutMs",
    without: "maxBytes: 1e12, timeoutMs",
    folder,
  },
  {
    threat: "X-47",
    file: `${github}/credentialed-fetch.ts`,
    defence: "timeoutMs: TIMEOUT_MS",
    without: "timeoutMs: 25_000",
    folder,
  },
  {
    threat: "X-47",
    file: `${github}/answer-body.ts`,
    defence: "if (!Array.isArray(list)) {",
    without: "if (list === undefined) {",
    folder,
  },
  {
    threat: "X-23",
    file: "packages/oauth/src/server-words.ts",
    defence: "const masked = maskOccurrences(text, secrets);",
    without: "const masked = secrets.length < 0 ? maskOccurrences(text, secrets) : text;",
    folder,
  },
];
