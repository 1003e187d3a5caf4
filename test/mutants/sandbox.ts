import type { Mutant } from "./mutant.ts";

const sandbox = "packages/sandbox/src";
const oauth = `${sandbox}/oauth`;

/** The defences of the sandbox, whose tests lie beside it. */
const defences: readonly Omit<Mutant, "folder">[] = [
  {
    threat: "A-01",
    file: `${oauth}/callback-match.ts`,
    defence: ' || redirectMatching === "exact"',
    without: "",
  },
  {
    threat: "A-01",
    file: `${oauth}/callback-match.ts`,
    defence: 'registered.endsWith("/") ? registered :',
    without: 'registered !== "" ? registered :',
  },
  {
    threat: "A-01",
    file: `${oauth}/callback-match.ts`,
    defence: "host === registered || host.endsWith(`.",
    without: "host.endsWith(`",
  },
  { threat: "A-02", file: `${oauth}/exchange-code.ts`, defence: "  code.used = true;\n", without: "" },
  {
    threat: "A-02",
    file: `${oauth}/exchange-code.ts`,
    defence: 'if (profile.usedCode === "ends_family" && code.family !== undefined)',
    without: "if (code.family === null)",
  },
  {
    threat: "A-02",
    file: `${oauth}/exchange-code.ts`,
    defence: 'if (request.app !== app) return "code_of_another_client";',
    without: "",
  },
  {
    threat: "A-02",
    file: `${oauth}/exchange-code.ts`,
    defence: "redirectUri === undefined ? !mayOmit : redirectUri !== request.redirectUri",
    without: "mayOmit === undefined",
  },
  {
    threat: "A-02",
    file: `${oauth}/grant.ts`,
    defence: "issuedAt + profileFor(core, app).codeLifetimeMs <= core.now()",
    without: "issuedAt + profileFor(core, app).codeLifetimeMs < 0",
  },
  {
    threat: "A-03",
    file: `${oauth}/exchange-code.ts`,
    defence: "!answersChallenge(verifier, request.codeChallenge)",
    without: "answersChallenge(verifier, request.codeChallenge) === undefined",
  },
  {
    threat: "A-03",
    file: `${oauth}/exchange-code.ts`,
    defence: 'verifier !== undefined && profile.verifierWithoutChallenge === "refused"',
    without: "verifier === null",
  },
  { threat: "A-03", file: `${oauth}/objection.ts`, defence: 'method !== "S256"', without: "method === undefined" },
  {
    threat: "A-03",
    file: `${oauth}/objection.ts`,
    defence: 'need === "optional"',
    without: "need !== undefined",
  },
  {
    threat: "A-04",
    file: `${sandbox}/token-table.ts`,
    defence: 'app.tokens.reuse === "revoke_family"',
    without: "app.tokens.reuse === undefined",
  },
  {
    threat: "A-04",
    file: `${sandbox}/token-table.ts`,
    defence: "family.generation === generation + 1",
    without: "family.generation > generation",
  },
  {
    threat: "A-05",
    file: `${sandbox}/token-table.ts`,
    defence: 'if (rotation === "github" && newest !== undefined)',
    without: "if (newest === null)",
  },
  {
    threat: "A-06",
    file: `${oauth}/client-redirect.ts`,
    defence: 'parameters.set("iss", issuerOf(c.env.address))',
    without: "parameters.size",
  },
  {
    threat: "A-07",
    file: `${oauth}/user-code.ts`,
    defence: "guesses.used >= mostSubmissions || window.used >= mostSubmissions",
    without: "window.used >= mostSubmissions",
  },
  {
    threat: "A-07",
    file: `${oauth}/user-code.ts`,
    defence: "guesses.used >= mostSubmissions || window.used >= mostSubmissions",
    without: "guesses.used >= mostSubmissions",
  },
  {
    threat: "A-07",
    file: `${oauth}/device-page.ts`,
    defence: "transaction?.session === session && transaction !== undefined",
    without: "transaction !== undefined",
  },
  {
    threat: "A-07",
    file: `${oauth}/redeem-device.ts`,
    defence: "core.now() - lastPollAt < intervalSeconds * 1000 - toleranceMs",
    without: "core.now() < lastPollAt",
  },
  {
    threat: "A-07",
    file: `${oauth}/device-request.ts`,
    defence: "device.userCode === userCode && isWaiting(core, device)",
    without: "device.userCode === userCode",
  },
  { threat: "A-07", file: `${sandbox}/mint.ts`, defence: '"BCDFGHJKLMNPQRSTVWXZ"', without: '"0123456789"' },
  {
    threat: "A-08",
    file: `${oauth}/revoke.ts`,
    defence: 'tokens.revokeFamily(found.family, "by_app");',
    without: "",
  },
  {
    threat: "A-08",
    file: `${oauth}/revoke.ts`,
    defence: 'if (found.family.app !== app) return refuse(c, "token_of_another_client");',
    without: "",
  },
  {
    threat: "A-09",
    file: `${sandbox}/parameters.ts`,
    defence: "parameters.size === pairs.length",
    without: "parameters.size >= 0",
  },
  {
    threat: "A-09",
    file: `${oauth}/token-answer.ts`,
    defence: '  c.header("Cache-Control", "no-store");\n  c.header("Pragma", "no-cache");',
    without: '  c.header("Pragma", "no-cache");',
  },
  {
    threat: "A-09",
    file: `${oauth}/token-parameters.ts`,
    defence: 'profile.parametersFrom === "form"',
    without: "profile.parametersFrom === undefined",
  },
  {
    threat: "A-10",
    file: `${oauth}/session.ts`,
    defence: "sameText(session.csrf, csrf)",
    without: "session.csrf !== csrf.slice(99)",
  },
  {
    threat: "A-10",
    file: `${sandbox}/pages/respond.ts`,
    defence: "    \"frame-ancestors 'none'\",\n",
    without: "",
  },
  {
    threat: "A-10",
    file: `${oauth}/grant.ts`,
    defence: ' || profile.consent === "always"',
    without: "",
  },
  {
    threat: "A-10",
    file: `${oauth}/visit.ts`,
    defence: '!isOwnForm(session, form.get("csrf"))',
    without: "session === undefined",
  },
  {
    threat: "A-10",
    file: `${sandbox}/pages/words.ts`,
    defence: "return isWebAddress(url)",
    without: 'return url !== ""',
  },
  {
    threat: "A-10",
    file: `${sandbox}/pages/respond.ts`,
    defence: "plainOrigin.test(url.origin) ? url.origin : url.protocol",
    without: "url.origin",
  },
  { threat: "A-11", file: `${oauth}/redirect.ts`, defence: "? 303 : 302", without: "? 307 : 302" },
  {
    threat: "web flow, account picker",
    file: `${oauth}/select-account.ts`,
    defence: "session.people.find",
    without: "core.seed.people.find",
  },
  {
    threat: "web flow, consent",
    file: `${oauth}/grant.ts`,
    defence: "issued >= mostLiveTokens",
    without: "issued < 0",
  },
  {
    threat: "web flow, narrowing",
    file: `${oauth}/grant.ts`,
    defence: "asked.filter((scope) => form",
    without: 'asked.filter((scope) => scope !== "" || form',
  },
  {
    threat: "web flow, errors",
    file: `${oauth}/authorization-request.ts`,
    defence: "if (app.suspended) {",
    without: "if (app.suspended === undefined) {",
  },
  {
    threat: "web flow, errors",
    file: `${oauth}/verified-email.ts`,
    defence: "primary && verified",
    without: "primary || verified",
  },
  {
    threat: "device flow",
    file: `${oauth}/access-token.ts`,
    defence: "?.family.fromDevice === true",
    without: " !== undefined",
  },
  {
    threat: "device flow",
    file: `${oauth}/redeem-device.ts`,
    defence: " || device.app !== app",
    without: "",
  },
  {
    threat: "grants",
    file: `${sandbox}/grants.ts`,
    defence: "state.tokens.revokeAll({ app, person }, reason);",
    without: "",
  },
  {
    threat: "A-15",
    file: `${oauth}/metadata.ts`,
    defence: "issuer: issuerOf(c.env.address)",
    without: "issuer: webOrigin",
  },
];

export const sandboxMutants: readonly Mutant[] = defences.map((each) => ({ ...each, folder: "packages/sandbox/test" }));
