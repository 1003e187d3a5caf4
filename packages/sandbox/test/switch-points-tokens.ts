import { beginDevice, decideOnDevice, poll } from "./device-drive.ts";
import { challenge, origin, redirectUri, verifier } from "./drive.ts";
import { basic, codeOf, type Points, post, type Stage } from "./switch-stage.ts";
import { hourMs, secondMs, statusWith } from "./token-drive.ts";

const pkce = { code_challenge: challenge, code_challenge_method: "S256" };

async function errorOf(stage: Stage, parameters: Record<string, string>): Promise<unknown> {
  return (await post(stage, { ...stage.mine, ...parameters })).fields.error;
}

/** Codes and their exchange, and the token endpoint. */
export const tokenPoints: Points<
  | "basicAuthentication"
  | "codeCharacters"
  | "codeLifetimeMs"
  | "failedExchange"
  | "getAtTokenEndpoint"
  | "grantType"
  | "metadata"
  | "parametersFrom"
  | "redirectUriAtExchange"
  | "repeatedTokenParameters"
  | "revocationEndpoint"
  | "slowDownLasts"
  | "tokenEndpoint"
  | "tokenRequestsPerHour"
  | "unknownTexts"
  | "usedCode"
  | "usedDeviceCode"
  | "verifierWithoutChallenge"
  | "wrongVerifierError"
> = {
  codeLifetimeMs: {
    sides: [
      [600_000, undefined],
      [60_000, "bad_verification_code"],
    ],
    see: async (stage) => {
      const code = await codeOf(stage);
      stage.sandbox.clock.advance(61 * secondMs);
      return errorOf(stage, { code });
    },
  },
  codeCharacters: {
    sides: [
      ["hexadecimal", [true, false, undefined]],
      ["printable", [false, true, undefined]],
    ],
    see: async (stage) => {
      const code = await codeOf(stage);
      return [/^[0-9a-f]{20}$/.test(code), /^[ -~]{64}$/.test(code), await errorOf(stage, { code })];
    },
  },
  usedCode: {
    sides: [
      ["refused", 200],
      ["ends_family", 401],
    ],
    see: async (stage) => {
      const code = await codeOf(stage);
      const { fields } = await post(stage, { ...stage.mine, code });
      await errorOf(stage, { code });
      return statusWith(stage.sandbox, String(fields.access_token));
    },
  },
  failedExchange: {
    sides: [
      ["consumes_code", "bad_verification_code"],
      ["keeps_code", undefined],
    ],
    see: async (stage) => {
      const code = await codeOf(stage, pkce);
      await errorOf(stage, { code, code_verifier: "wrong" });
      return errorOf(stage, { code, code_verifier: verifier });
    },
  },
  redirectUriAtExchange: {
    sides: [
      ["optional", undefined],
      ["required", "redirect_uri_mismatch"],
    ],
    see: async (stage) => errorOf(stage, { code: await codeOf(stage) }),
  },
  verifierWithoutChallenge: {
    sides: [
      ["ignored", undefined],
      ["refused", "bad_verification_code"],
    ],
    see: async (stage) => errorOf(stage, { code: await codeOf(stage), code_verifier: verifier }),
  },
  wrongVerifierError: {
    sides: [
      ["bad_verification_code", "bad_verification_code"],
      ["invalid_grant", "invalid_grant"],
    ],
    see: async (stage) => errorOf(stage, { code: await codeOf(stage, pkce), code_verifier: "wrong" }),
  },
  tokenEndpoint: {
    sides: [
      ["github", [200, "bad_verification_code"]],
      ["rfc", [400, "invalid_grant"]],
    ],
    see: async (stage) => {
      const { status, fields } = await post(stage, { ...stage.mine, code: "made up" });
      return [status, fields.error];
    },
  },
  parametersFrom: {
    sides: [
      ["anywhere", "bad_verification_code"],
      ["form", "invalid_request"],
    ],
    see: async (stage) =>
      (await post(stage, JSON.stringify({ ...stage.mine, code: "made up" }), { "Content-Type": "application/json" }))
        .fields.error,
  },
  repeatedTokenParameters: {
    sides: [
      ["refused", ["invalid_request", "invalid_request", "invalid_request"]],
      ["last_counts", ["bad_verification_code", "bad_verification_code", undefined]],
    ],
    see: async (stage) => {
      const { mine, app } = stage;
      const twice = `${new URLSearchParams({ ...mine, code: "first" })}&code=second`;
      const inQuery = { path: "/login/oauth/access_token?client_id=another" };
      const device = `client_id=another&client_id=${app.clientId}`;
      return [
        (await post(stage, twice)).fields.error,
        (await post(stage, { ...mine, code: "made up" }, inQuery)).fields.error,
        (await post(stage, device, { path: "/login/device/code" })).fields.error,
      ];
    },
  },
  getAtTokenEndpoint: {
    sides: [
      ["not_found", [404, false]],
      ["incorrect_client_credentials", [400, true]],
    ],
    see: async ({ sandbox, mine }) => {
      const response = await sandbox.fetch(`${origin}/login/oauth/access_token?${new URLSearchParams(mine)}`);
      return [response.status, (await response.text()).includes("incorrect_client_credentials")];
    },
  },
  grantType: {
    sides: [
      ["assumed", undefined],
      ["required", "invalid_request"],
    ],
    see: async (stage) => errorOf(stage, { code: await codeOf(stage) }),
  },
  basicAuthentication: {
    sides: [
      [false, "Not Found"],
      [true, undefined],
    ],
    see: async (stage) => {
      const { clientId, clientSecret } = stage.app;
      const Authorization = basic(clientId, clientSecret);
      return (await post(stage, { code: await codeOf(stage), redirect_uri: redirectUri }, { Authorization })).fields
        .error;
    },
  },
  slowDownLasts: {
    sides: [
      [false, "authorization_pending"],
      [true, "slow_down"],
    ],
    see: async ({ sandbox, app }) => {
      const codes = await beginDevice(sandbox, app);
      const errors = [];
      for (const seconds of [0, 1, 10, 5]) {
        sandbox.clock.advance(seconds * secondMs);
        errors.push((await poll(sandbox, app, codes)).body.error);
      }
      return errors.at(-1);
    },
  },
  usedDeviceCode: {
    sides: [
      ["incorrect_device_code", "incorrect_device_code"],
      ["expired_token", "expired_token"],
    ],
    see: async ({ sandbox, app }) => {
      const codes = await beginDevice(sandbox, app);
      await decideOnDevice(sandbox, codes);
      await poll(sandbox, app, codes);
      return (await poll(sandbox, app, codes)).body.error;
    },
  },
  unknownTexts: {
    sides: [
      [
        "ours",
        {
          unsupported_grant_type: ["error", "error_description", "error_uri"],
          slow_down: ["error", "error_description", "error_uri", "interval"],
          access_denied: ["error", "error_description", "error_uri"],
          expired_token: ["error", "error_description", "error_uri"],
          invalid_request: ["error", "error_description", "error_uri"],
          "Requires authentication": ["message", "documentation_url", "status"],
        },
      ],
      [
        "absent",
        {
          unsupported_grant_type: ["error"],
          slow_down: ["error", "error_description", "interval"],
          access_denied: ["error"],
          expired_token: ["error"],
          invalid_request: ["error"],
          "Requires authentication": ["message", "status"],
        },
      ],
    ],
    see: async (stage) => {
      const { sandbox, app, mine } = stage;
      const answers = [(await post(stage, { ...mine, grant_type: "password" })).fields];
      const codes = await beginDevice(sandbox, app);
      await poll(sandbox, app, codes);
      answers.push((await poll(sandbox, app, codes)).body);
      await decideOnDevice(sandbox, codes, "cancel");
      answers.push((await poll(sandbox, app, codes)).body);
      sandbox.clock.advance(900 * secondMs);
      answers.push((await poll(sandbox, app, codes)).body);
      answers.push((await post(stage, "%")).fields);
      const user = await sandbox.fetch(`${origin}/api/v3/user`);
      answers.push((await user.json()) as Record<string, unknown>);
      return Object.fromEntries(answers.map((fields) => [fields.error ?? fields.message, Object.keys(fields)]));
    },
  },
  tokenRequestsPerHour: {
    sides: [
      [Number.POSITIVE_INFINITY, [200, 200, 200, 200]],
      [2, [200, 200, 403, 200]],
    ],
    see: async (stage) => {
      const statuses = [];
      for (const waitMs of [0, 0, 0, hourMs]) {
        stage.sandbox.clock.advance(waitMs);
        statuses.push((await post(stage, { ...stage.mine, code: "made up" })).status);
      }
      return statuses;
    },
  },
  revocationEndpoint: {
    sides: [
      [false, 404],
      [true, 200],
    ],
    see: async (stage) =>
      (await post(stage, { ...stage.mine, token: "made up" }, { path: "/login/oauth/revoke" })).status,
  },
  metadata: {
    sides: [
      [false, 404],
      [true, 200],
    ],
    see: async ({ sandbox }) =>
      (await sandbox.fetch(`${origin}/.well-known/oauth-authorization-server/login/oauth`)).status,
  },
};
