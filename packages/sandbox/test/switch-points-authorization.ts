import { createBrowser } from "./browser.ts";
import { authorizationUrl, origin, redirectAfter, redirectUri } from "./drive.ts";
import { codeOf, outset, type Points, post, signInTo, wide } from "./switch-stage.ts";

const good = "sign_in_needed";
const bad = "redirect_refused";
const mismatched = { redirect_uri: "https://evil.example/" };

/** The authorization endpoint and its pages. */
export const authorizationPoints: Points<
  | "absentRedirectUri"
  | "absentScope"
  | "accountPicker"
  | "anyPortOnLocalhost"
  | "challenge"
  | "consent"
  | "consentAfterTenTokens"
  | "issuerInRedirects"
  | "mismatchStatus"
  | "mismatchedRedirectUri"
  | "redirectMatching"
  | "refusalsGoTo"
  | "refusedChallenge"
  | "repeatedParameters"
  | "responseType"
  | "slashCountsAsBelow"
  | "unknownScopes"
> = {
  redirectMatching: {
    sides: [
      ["registered", good],
      ["exact", bad],
    ],
    see: (stage) => outset(stage, { redirect_uri: `${wide}/deeper` }),
  },
  anyPortOnLocalhost: {
    sides: [
      [true, good],
      [false, bad],
    ],
    see: (stage) =>
      outset(stage, { client_id: "Ov23liChapterBook001", redirect_uri: "http://localhost:9000/callback" }),
  },
  slashCountsAsBelow: {
    sides: [
      [true, [good, good]],
      [false, [bad, good]],
    ],
    see: async (stage) => [
      await outset(stage, { redirect_uri: `${wide}/` }),
      await outset(stage, { redirect_uri: `${wide}/deeper` }),
    ],
  },
  absentRedirectUri: {
    sides: [
      ["first_callback", good],
      ["only_callback", bad],
    ],
    see: (stage) => outset(stage, { redirect_uri: undefined }),
  },
  mismatchedRedirectUri: {
    sides: [
      ["page", null],
      ["redirect", "redirect_uri_mismatch"],
    ],
    see: async ({ sandbox }) => errorIn(await sandbox.fetch(authorizationUrl(sandbox, mismatched))),
  },
  mismatchStatus: {
    sides: [
      [400, 400],
      [200, 200],
      [403, 403],
      [404, 404],
      [422, 422],
    ],
    see: async ({ sandbox }) => (await sandbox.fetch(authorizationUrl(sandbox, mismatched))).status,
  },
  repeatedParameters: {
    sides: [
      ["page", null],
      ["redirect", "invalid_request"],
    ],
    see: async ({ sandbox }) => errorIn(await sandbox.fetch(`${authorizationUrl(sandbox)}&scope=a&scope=b`)),
  },
  responseType: {
    sides: [
      ["ignored", good],
      ["required", "response_type_refused"],
    ],
    see: (stage) => outset(stage, {}),
  },
  challenge: {
    sides: [
      ["optional", good],
      ["required", "challenge_refused"],
    ],
    see: (stage) => outset(stage, {}),
  },
  refusedChallenge: {
    sides: [
      ["redirect", "invalid_request"],
      ["page", null],
    ],
    see: async ({ sandbox }) =>
      errorIn(await sandbox.fetch(authorizationUrl(sandbox, { code_challenge: "x", code_challenge_method: "plain" }))),
  },
  unknownScopes: {
    sides: [
      ["dropped", good],
      ["refused", "scope_refused"],
    ],
    see: (stage) => outset(stage, { scope: "read:user everything" }),
  },
  absentScope: {
    sides: [
      ["granted_before", "gist"],
      ["none", ""],
    ],
    see: async (stage) => {
      await signInTo(stage, { scope: "gist" });
      return (await post(stage, { ...stage.mine, code: await codeOf(stage) })).fields.scope;
    },
  },
  consent: {
    sides: [
      ["when_needed", 1],
      ["always", 2],
    ],
    see: async (stage) => {
      await signInTo(stage, { scope: "gist" });
      await signInTo(stage, { scope: "gist" });
      return stage.sandbox.journal.count({ decision: "consent_shown" });
    },
  },
  consentAfterTenTokens: {
    sides: [
      [true, 2],
      [false, 1],
    ],
    see: async (stage) => {
      for (let count = 0; count < 11; count += 1) {
        await post(stage, { ...stage.mine, code: await codeOf(stage, { scope: "gist" }) });
      }
      return stage.sandbox.journal.count({ decision: "consent_shown" });
    },
  },
  accountPicker: {
    sides: [
      ["as_on_github", "account_needed"],
      ["on_request", "consent_needed"],
    ],
    see: async ({ sandbox }) => {
      const browser = createBrowser(sandbox);
      await browser.visit("/login");
      await browser.submit("/login", { login: "octo-lena", password: "low-tide-at-seven" });
      await browser.open(authorizationUrl(sandbox));
      return sandbox.journal.entries.at(-1)?.decision;
    },
  },
  refusalsGoTo: {
    sides: [
      ["request", wide],
      ["first_callback", "http://127.0.0.1/callback"],
    ],
    see: async ({ sandbox }) => {
      const url = authorizationUrl(sandbox, { redirect_uri: wide });
      const { origin: to, pathname } = await redirectAfter(sandbox, url, { decision: "cancel" });
      return `${to}${pathname}`;
    },
  },
  issuerInRedirects: {
    sides: [
      [true, `${origin}/login/oauth`],
      [false, null],
    ],
    see: async (stage) => (await signInTo(stage, { redirect_uri: redirectUri })).searchParams.get("iss"),
  },
};

/** What the client is told by redirect; null for a page. */
function errorIn(response: Response): string | null {
  const location = response.headers.get("Location");
  return location === null ? null : new URL(location).searchParams.get("error");
}
