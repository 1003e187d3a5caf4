/** A defence taken out of the source, and the attack that must then succeed. */
export interface Mutant {
  /** The id in the titles of the tests that must fail. */
  readonly threat: string;
  readonly file: string;
  /** The source text of the defence, which must occur exactly once. */
  readonly defence: string;
  readonly without: string;
  /** The folder of the tests; this one when absent. */
  readonly tests?: string;
}

const oauth = "packages/oauth/src";
const loopback = `${oauth}/loopback`;

/** Every attack test is seen to fail here: `npm run mutants`. */
export const mutants: readonly Mutant[] = [
  {
    threat: "C-01",
    file: `${oauth}/authorization-request.ts`,
    defence: '"code_challenge_method", "S256"',
    without: '"code_challenge_method", "plain"',
  },
  {
    threat: "C-02",
    file: `${oauth}/authorization-request.ts`,
    defence: "SECRET_BYTES = 32",
    without: "SECRET_BYTES = 8",
  },
  {
    threat: "C-03",
    file: `${oauth}/authorization-request.ts`,
    defence: "const state = base64url(runtime.random(SECRET_BYTES));",
    without: 'const state = "A".repeat(43);',
  },
  {
    threat: "C-04",
    file: `${oauth}/authorization-response.ts`,
    defence: 'if (!equalInConstantTime(query.get("state") ?? "", request.state.reveal())) {',
    without: "if (query === undefined) {",
  },
  {
    threat: "C-05",
    file: `${loopback}/listener.ts`,
    defence: "accepted ? alreadyUsed : judge(verdict.query)",
    without: "judge(verdict.query)",
  },
  {
    threat: "C-06",
    file: `${oauth}/authorization-response.ts`,
    defence: 'new Set(names).size !== names.length || names.some((name) => name.includes("["))',
    without: "names.length > 1_000",
  },
  {
    threat: "C-07",
    file: `${oauth}/authorization-response.ts`,
    defence: "if (!code) {",
    without: "if (code === null) {",
  },
  {
    threat: "C-08",
    file: `${oauth}/authorization-response.ts`,
    defence: "if (!equalInConstantTime(",
    without: 'if (!query.get("error") && !equalInConstantTime(',
  },
  {
    threat: "C-09",
    file: `${oauth}/authorization-response.ts`,
    defence: "  if (error) {",
    without: '  if (error && !query.get("code")) {',
  },
  { threat: "C-10", file: `${loopback}/bind.ts`, defence: "host: address, port,", without: "port," },
  {
    threat: "C-11",
    file: `${loopback}/authorize-in-browser.ts`,
    defence: "    await listener.close();\n",
    without: "",
  },
  { threat: "C-12", file: `${loopback}/bind.ts`, defence: '["127.0.0.1", "::1"]', without: '["127.0.0.1"]' },
  {
    threat: "C-13",
    file: `${loopback}/bind.ts`,
    defence: 'new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT"])',
    without: "new Set<string>()",
  },
  {
    threat: "C-14",
    file: `${loopback}/bind.ts`,
    defence: "  } catch (error) {\n    throw portUnavailable(port, error);",
    without: "  } catch {\n    servers = await bindAll(addresses, 0, onRequest);",
  },
  {
    threat: "C-15",
    file: `${oauth}/token-request.ts`,
    defence: "            redirectUri,\n            codeVerifier.reveal(),",
    without: "            redirectUri.toLowerCase().replace(/[/]$/, ''),\n    codeVerifier.reveal(),",
  },
  {
    threat: "C-16",
    file: `${oauth}/authorization-response.ts`,
    defence: "issuer !== provider.issuer",
    without: "issuer === ''",
  },
  {
    threat: "C-17",
    file: `${oauth}/authorization-request.ts`,
    defence: "provider: { ...provider },",
    without: "provider,",
  },
  {
    threat: "C-18",
    file: `${oauth}/discovery.ts`,
    defence: "metadata.issuer !== issuer",
    without: "metadata.issuer === ''",
  },
  {
    threat: "C-19",
    file: `${oauth}/endpoint.ts`,
    defence: 'url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url))',
    without: "url !== undefined",
  },
  { threat: "C-20", file: `${loopback}/pages.ts`, defence: '"no-store"', without: '"public"' },
  {
    threat: "C-21",
    file: `${loopback}/authorize-in-browser.ts`,
    defence: "buildFailurePage(options.appName, failure, options.describeFailure)",
    without: "buildSuccessPage(options.appName, provider.name)",
  },
  {
    threat: "C-22",
    file: `${loopback}/request.ts`,
    defence: "if (!isTopLevelNavigation(headers)) {",
    without: "if (isTopLevelNavigation(headers) === undefined) {",
  },
  {
    threat: "C-23",
    file: `${loopback}/request.ts`,
    defence: "path !== expected.path",
    without: "!path.includes(expected.path)",
  },
  {
    threat: "C-24",
    file: `${loopback}/request.ts`,
    defence: "headers.host !== expected.authority",
    without: "headers.host === ''",
  },
  {
    threat: "C-25",
    file: `${loopback}/pages.ts`,
    defence: '"Cache-Control"',
    without: '"Access-Control-Allow-Origin": "*", "Cache-Control"',
  },
  {
    threat: "C-26",
    file: `${loopback}/authorize-in-browser.ts`,
    defence: "runtime.sleep(timeoutMs, waitingEnds)",
    without: "runtime.sleep(timeoutMs * 1_000, waitingEnds)",
  },
  {
    threat: "C-28",
    file: `${oauth}/authorization-request.ts`,
    defence: '  url.searchParams.set("scope", scope.join(" "));\n',
    without: "",
  },
  {
    threat: "C-29",
    file: `${oauth}/token-endpoint.ts`,
    defence: "return oauth.None();",
    without: 'return oauth.ClientSecretPost("");',
  },
  {
    threat: "C-30",
    file: `${oauth}/authorization-request.ts`,
    defence: '  url.searchParams.set("response_type", "code");\n',
    without: "",
  },
  {
    threat: "C-27",
    file: "packages/cli/src/context.ts",
    defence: "    delete process.env[name];\n",
    without: "",
  },
  {
    threat: "C-33",
    file: "packages/cli/src/keep-session.ts",
    defence: "previous.record.attributes.accountId !== profile.id",
    without: "previous.record.attributes.accountId === -1",
  },
  {
    threat: "X-29",
    file: "packages/cli/src/run.ts",
    defence: "flags.clientSecret !== undefined",
    without: "flags.clientSecret === null",
  },
  {
    threat: "X-06",
    file: `${oauth}/authorization-request.ts`,
    defence:
      '  url.searchParams.set("code_challenge", await buildCodeChallenge(codeVerifier));\n  url.searchParams.set("code_challenge_method", "S256");\n',
    without: "",
  },
  {
    threat: "X-01",
    file: `${loopback}/authorize-in-browser.ts`,
    defence: 'FOREIGN: readonly CallbackError["code"][] = ["state_mismatch", "parameter_repeated"]',
    without: 'FOREIGN: readonly CallbackError["code"][] = []',
  },
  {
    threat: "X-02",
    file: `${oauth}/authorization-response.ts`,
    defence: 'equalInConstantTime(query.get("state") ?? "",',
    without: 'equalInConstantTime(decodeURIComponent(query.get("state") ?? ""),',
  },
  {
    threat: "X-03",
    file: `${loopback}/request.ts`,
    defence: "const path = queryAt === -1 ? url : url.slice(0, queryAt);",
    without: 'const path = new URL(url, "http://127.0.0.1").pathname;',
  },
  {
    threat: "X-09",
    file: `${loopback}/request.ts`,
    defence: 'headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0',
    without: "headers === undefined",
  },
  { threat: "X-10", file: `${loopback}/bind.ts`, defence: "      server.closeAllConnections();\n", without: "" },
  { threat: "X-13", file: `${loopback}/bind.ts`, defence: "host: address, port,", without: 'host: "0.0.0.0", port,' },
  {
    threat: "X-16",
    file: `${loopback}/pages.ts`,
    defence: "/[^\\p{L}\\p{N} .,:;!?()_-]/gu",
    without: "/[^\\s\\S]/gu",
  },
  { threat: "X-41", file: `${oauth}/bounded-fetch.ts`, defence: 'redirect: "manual"', without: 'redirect: "follow"' },
  {
    threat: "X-49",
    file: `${oauth}/server-words.ts`,
    defence: ".slice(0, LONGEST_DESCRIPTION)",
    without: ".slice(0)",
  },
];
