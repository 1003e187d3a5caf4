import { expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { type Browser, createBrowser } from "./browser.ts";
import { beginDevice } from "./device-drive.ts";
import { authorizationUrl, challenge, lena, origin, redirectUri } from "./drive.ts";
import { type FuzzTarget, forEachCase, fuzzRuns, judgeAnswer, sendCase } from "./fuzz-drive.ts";

const limitMs = 60_000;

/** Where an answer may lead: to the pages themselves, or to an address the app registered. */
const leadsTo = /^http:\/\/127\.0\.0\.1(?::4010\/login(?:[/?][\w/?=-]*)?$|(?::\d+)?\/callback(?:[/?]|$))/;

const expected = new Set([200, 302, 303, 400, 403, 404, 413, 422]);

interface PageFuzz {
  readonly method: FuzzTarget["method"];
  readonly names: readonly string[];
  /** Brings a signed-in browser to where the case begins, and returns the good values there. */
  readonly prepare: (sandbox: Sandbox, browser: Browser) => Promise<Record<string, string>>;
  /** Decisions that must have been reached, so that the fuzz is known to come that far. */
  readonly reached: readonly string[];
}

/** How often a case begins with new good values; in between they are what earlier cases left of them. */
const renewal = 4;

async function fuzz(path: string, { method, names, prepare, reached }: PageFuzz): Promise<void> {
  const sandbox = createSandbox();
  const live: Record<string, string> = {};
  const target = { path, method, names, live };
  let browser = createBrowser(sandbox);
  let sent = 0;
  await forEachCase(target, async (fuzzCase, index) => {
    if (index % 250 === 0) {
      browser = createBrowser(sandbox);
      await browser.visit("/login");
      await browser.submit("/login", { ...lena, decision: "sign-in" });
      await browser.visit("/login/device");
    }
    if (index % renewal === 0) Object.assign(live, await prepare(sandbox, browser), { csrf: browser.hidden.csrf });
    sent += 1;
    const response = await sendCase(sandbox, fuzzCase, { target, cookie: browser.cookie });
    await judgeAnswer(response, { leadsTo, statuses: expected });
  });
  expect(sent).toBe(fuzzRuns);
  for (const decision of reached) expect([decision, sandbox.journal.count({ decision }) > 0]).toEqual([decision, true]);
}

/** Begins a request in the browser, and returns its transaction. */
async function beginRequest(sandbox: Sandbox, browser: Browser): Promise<Record<string, string>> {
  const response = await browser.open(authorizationUrl(sandbox, { scope: "repo gist", prompt: "select_account" }));
  const next = new URL(response.headers.get("Location") ?? "");
  return { transaction: next.searchParams.get("transaction") ?? "" };
}

/** Types the code of a new device, at an hour in which none was typed before. */
async function beginConsent(sandbox: Sandbox, browser: Browser): Promise<Record<string, string>> {
  sandbox.clock.advance(3_600_000);
  const { user_code } = await beginDevice(sandbox, sandbox.seed.apps[0], "repo");
  const typed = await browser.submit("/login/device", { user_code, decision: "continue" });
  return { transaction: new URL(typed.headers.get("Location") ?? origin).searchParams.get("transaction") ?? "" };
}

const pages: Readonly<Record<string, PageFuzz>> = {
  "GET /login/oauth/authorize": {
    method: "GET",
    names: [
      ...["client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method"],
      ...["response_type", "login", "prompt", "allow_signup"],
    ],
    prepare: async (sandbox) => ({
      client_id: sandbox.seed.apps[0].clientId,
      redirect_uri: redirectUri,
      scope: "repo",
      state: "x",
      code_challenge: challenge,
      code_challenge_method: "S256",
      response_type: "code",
      login: "octo-lena",
      prompt: "select_account",
      allow_signup: "true",
    }),
    reached: ["account_needed", "client_unknown", "redirect_refused", "challenge_refused", "parameters_refused"],
  },
  "POST /login": {
    method: "POST",
    names: ["csrf", "transaction", "login", "password", "decision"],
    prepare: async (sandbox, browser) => ({ ...lena, ...(await beginRequest(sandbox, browser)), decision: "sign-in" }),
    reached: ["consent_needed", "password_refused", "form_refused", "transaction_refused"],
  },
  "GET /login": {
    method: "GET",
    names: ["transaction"],
    prepare: beginRequest,
    reached: ["form_shown", "transaction_refused"],
  },
  "GET /login/oauth/select-account": {
    method: "GET",
    names: ["transaction"],
    prepare: beginRequest,
    reached: ["accounts_shown", "transaction_refused"],
  },
  "POST /login/oauth/select-account": {
    method: "POST",
    names: ["csrf", "transaction", "account", "decision"],
    prepare: async (sandbox, browser) => ({ account: "octo-lena", ...(await beginRequest(sandbox, browser)) }),
    reached: ["consent_needed", "form_refused", "transaction_refused"],
  },
  "GET /login/oauth/consent": {
    method: "GET",
    names: ["transaction"],
    prepare: beginRequest,
    reached: ["consent_shown", "transaction_refused"],
  },
  "POST /login/oauth/authorize": {
    method: "POST",
    names: ["csrf", "transaction", "decision", "scope:repo", "scope:gist"],
    prepare: async (sandbox, browser) => ({
      decision: "approve",
      "scope:repo": "on",
      "scope:gist": "on",
      ...(await beginRequest(sandbox, browser)),
    }),
    reached: ["code_issued", "form_refused", "transaction_refused"],
  },
  "GET /login/device": {
    method: "GET",
    names: ["user_code"],
    prepare: async () => ({ user_code: "BCDF-GHJK" }),
    reached: ["form_shown", "sign_in_needed"],
  },
  "POST /login/device": {
    method: "POST",
    names: ["csrf", "user_code", "decision"],
    prepare: async (sandbox) => {
      sandbox.clock.advance(3_600_000);
      const { user_code } = await beginDevice(sandbox, sandbox.seed.apps[0], "repo");
      return { user_code, decision: "continue" };
    },
    reached: ["consent_needed", "user_code_unknown", "form_refused"],
  },
  "GET /login/device/confirm": {
    method: "GET",
    names: ["transaction"],
    prepare: beginConsent,
    reached: ["consent_shown", "transaction_refused"],
  },
  "POST /login/device/confirm": {
    method: "POST",
    names: ["csrf", "transaction", "decision", "scope:repo"],
    prepare: async (sandbox, browser) => ({
      decision: "approve",
      "scope:repo": "on",
      ...(await beginConsent(sandbox, browser)),
    }),
    reached: ["device_approved", "form_refused", "transaction_refused"],
  },
};

for (const [name, pageFuzz] of Object.entries(pages)) {
  const [, path = ""] = name.split(" ");
  test(
    `${fuzzRuns} malformed requests of ${name} bring no crash, nothing reflected and lead nowhere else`,
    () => fuzz(path, pageFuzz),
    limitMs,
  );
}
