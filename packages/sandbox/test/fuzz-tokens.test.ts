import { expect, test } from "vitest";
import { createSandbox, defaultSeed, type ProfileName, type Sandbox } from "../src/index.ts";
import { beginDevice, decideOnDevice, deviceGrant } from "./device-drive.ts";
import { appOf, challenge, redirectUri, verifier } from "./drive.ts";
import { type FuzzTarget, forEachCase, fuzzRuns, judgeAnswer, sendCase } from "./fuzz-drive.ts";
import { strictCode } from "./strict-drive.ts";

const nowhere = /^$/;
const limitMs = 60_000;

/** Errors of the token and device endpoints, by profile. */
const errors: Readonly<Record<ProfileName, ReadonlySet<string>>> = {
  github: new Set([
    ...["incorrect_client_credentials", "redirect_uri_mismatch", "bad_verification_code", "unverified_user_email"],
    ...["bad_refresh_token", "unsupported_grant_type", "authorization_pending", "slow_down", "expired_token"],
    ...["incorrect_device_code", "access_denied", "device_flow_disabled", "invalid_request", "Not Found"],
  ]),
  strict: new Set([
    ...["invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type"],
    ...["authorization_pending", "slow_down", "expired_token", "access_denied"],
  ]),
};

/** Good values of an app whose tokens expire, some of which a case may use up. */
async function liveValues(sandbox: Sandbox): Promise<Record<string, string>> {
  const app = appOf(sandbox, "Ov23liExpiring000004");
  const { refreshToken = "", accessToken } = sandbox.issueTokens({ login: "octo-lena", ...app, scope: "repo" });
  const codes = await beginDevice(sandbox, app, "repo");
  await decideOnDevice(sandbox, codes);
  return {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    code: await strictCode(sandbox, app),
    code_verifier: verifier,
    code_challenge: challenge,
    redirect_uri: redirectUri,
    refresh_token: refreshToken,
    token: refreshToken,
    token_type_hint: "refresh_token",
    device_code: codes.device_code,
    scope: "repo gist",
    state: "x",
    access_token: accessToken,
    credentials: accessToken,
  };
}

const grants = ["authorization_code", "refresh_token", deviceGrant];

/** How often the good values are made anew, in cases. */
const renewal = 500;

interface TokenFuzz {
  readonly target: Omit<FuzzTarget, "live">;
  readonly statuses: readonly number[];
  readonly judge: (response: Response, text: string) => void;
}

async function fuzz(sandbox: Sandbox, { target, statuses, judge }: TokenFuzz): Promise<void> {
  const live: Record<string, string> = {};
  const { clientId, clientSecret } = appOf(sandbox, "Ov23liExpiring000004");
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
  const whole = { authorization, ...target, live };
  const expected = new Set([404, 413, ...statuses]);
  let sent = 0;
  await forEachCase(whole, async (fuzzCase, index) => {
    if (index % renewal === 0) Object.assign(live, await liveValues(sandbox));
    live.grant_type = grants[index % grants.length] ?? "";
    sent += 1;
    const response = await sendCase(sandbox, fuzzCase, { target: whole });
    judge(response, await judgeAnswer(response, { leadsTo: nowhere, statuses: expected }));
  });
  expect(sent).toBe(fuzzRuns);
}

/** Reads the field `error` of any of the three formats. */
function errorIn(response: Response, text: string): string | undefined {
  const type = response.headers.get("Content-Type") ?? "";
  if (type.startsWith("application/json")) return (JSON.parse(text) as { error?: string }).error;
  if (type.startsWith("application/xml")) return /<error>([^<]*)<\/error>/.exec(text)?.[1];
  if (!type.startsWith("application/x-www-form-urlencoded")) throw new Error(`the answer is ${type}`);
  return new URLSearchParams(text).get("error") ?? undefined;
}

function judgeTokenAnswer(profile: ProfileName) {
  return (response: Response, text: string): void => {
    const { status, headers } = response;
    if (status === 413 || headers.get("Content-Type")?.startsWith("text/html") || text === "") return;
    if (headers.get("Cache-Control") !== "no-store") throw new Error("the answer may be stored");
    const error = errorIn(response, text);
    const isKnown = error === undefined ? /access_token|device_code/.test(text) : errors[profile].has(error);
    if (!isKnown) throw new Error(`no known answer: ${text}`);
  };
}

function judgeRestAnswer({ status }: Response, text: string): void {
  if (status < 400 || status === 413 || text === "") return;
  const { message, documentation_url: page } = JSON.parse(text) as Record<string, unknown>;
  if (typeof message !== "string" || typeof page !== "string") throw new Error(`no error of GitHub's: ${text}`);
}

const tokenNames = [
  ...["client_id", "client_secret", "grant_type", "code", "redirect_uri", "code_verifier", "refresh_token"],
  ...["device_code", "scope", "state"],
];

for (const profile of ["github", "strict"] as const) {
  test(
    `${fuzzRuns} malformed token requests (${profile}) bring no crash, nothing reflected and only known errors`,
    async () => {
      const sandbox = createSandbox({ profile });
      const target = { path: "/login/oauth/access_token", method: "POST", names: tokenNames } as const;
      await fuzz(sandbox, { target, statuses: [200, 400, 401], judge: judgeTokenAnswer(profile) });
      const decisions = new Set(sandbox.journal.entries.map(({ decision }) => decision));
      for (const reached of ["token_issued", "refreshed", "client_secret_wrong", "parameters_refused", "code_used"]) {
        expect(decisions).toContain(reached);
      }
    },
    limitMs,
  );
}

test(
  `${fuzzRuns} malformed requests of devices bring no crash, nothing reflected and only known errors`,
  async () => {
    const sandbox = createSandbox();
    const target = { path: "/login/device/code", method: "POST", names: ["client_id", "scope"] } as const;
    await fuzz(sandbox, { target, statuses: [200, 400], judge: judgeTokenAnswer("github") });
    expect(sandbox.journal.count({ decision: "device_code_issued" })).toBeGreaterThan(100);
  },
  limitMs,
);

test(
  `${fuzzRuns} malformed revocations (strict) bring no crash, nothing reflected and only known errors`,
  async () => {
    const sandbox = createSandbox({ profile: "strict" });
    const names = ["token", "token_type_hint", "client_id", "client_secret"];
    const target = { path: "/login/oauth/revoke", method: "POST", names } as const;
    await fuzz(sandbox, { target, statuses: [200, 400, 401], judge: judgeTokenAnswer("strict") });
    expect(sandbox.journal.count({ decision: "token_unknown" })).toBeGreaterThan(0);
    expect(sandbox.journal.count({ decision: "family_revoked" })).toBeGreaterThan(0);
  },
  limitMs,
);

const restStatuses = [200, 202, 204, 400, 401, 403, 415, 422];

for (const [method, path] of [
  ["POST", "token"],
  ["PATCH", "token"],
  ["DELETE", "token"],
  ["DELETE", "grant"],
] as const) {
  test(
    `${fuzzRuns} malformed requests of ${method} /applications/{client_id}/${path} bring no crash and GitHub's own errors`,
    async () => {
      const sandbox = createSandbox();
      const target = {
        path: `/api/v3/applications/Ov23liExpiring000004/${path}`,
        method,
        names: ["access_token"],
        contentType: "application/json",
      };
      await fuzz(sandbox, { target, statuses: restStatuses, judge: judgeRestAnswer });
      expect(sandbox.journal.count({ status: method === "DELETE" ? 204 : 200 })).toBeGreaterThan(0);
    },
    limitMs,
  );
}

test(
  `${fuzzRuns} malformed lists of credentials to revoke bring no crash and GitHub's own errors`,
  async () => {
    const seed = defaultSeed();
    const sandbox = createSandbox({ seed: { ...seed, rateLimit: { ...seed.rateLimit, anonymous: fuzzRuns } } });
    const target = {
      path: "/api/v3/credentials/revoke",
      method: "POST",
      names: ["credentials"],
      contentType: "application/json",
      authorization: "Bearer x",
    } as const;
    await fuzz(sandbox, { target, statuses: restStatuses, judge: judgeRestAnswer });
    for (const status of [202, 400, 403, 422]) expect(sandbox.journal.count({ status })).toBeGreaterThan(0);
  },
  limitMs,
);
