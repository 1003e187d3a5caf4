import type { TraceEvent } from "@dev-github-tool/oauth";

const front = { channel: "front", params: {} } as const;
const back = { channel: "back", params: {} } as const;
const local = { from: "client", to: "client", channel: "local" } as const;
const state = "… (43 characters, #a1c9)";
const challenge = "… (43 characters, #0b77)";
const code = "… (20 characters, #e410)";
const verifier = "… (43 characters, #52de)";

type Sketch = Omit<TraceEvent, "seq" | "elapsedMs" | "title">;

const departure: readonly Sketch[] = [
  {
    ...local,
    name: "secrets_made",
    step: "authorization URL",
    kind: "note",
    params: { state, code_verifier: verifier, code_challenge: challenge },
  },
  {
    ...front,
    name: "page_opened",
    step: "authorization URL",
    from: "client",
    to: "browser",
    kind: "redirect",
    url: "https://github.com/login/oauth/authorize",
    params: {
      response_type: "code",
      client_id: "Iv23liExample",
      redirect_uri: "http://127.0.0.1:53127/callback",
      scope: "read:user",
      state,
      code_challenge: challenge,
      code_challenge_method: "S256",
    },
  },
  {
    ...front,
    name: "approval_asked",
    step: "authorization URL",
    from: "browser",
    to: "authorization server",
    kind: "note",
  },
];

function arrival(params: Readonly<Record<string, string>>): readonly Sketch[] {
  const step = "callback validation";
  return [
    { ...front, name: "redirect_sent", step, from: "authorization server", to: "browser", kind: "redirect", params },
    {
      ...front,
      name: "redirect_received",
      step,
      from: "browser",
      to: "client",
      kind: "request",
      method: "GET",
      params,
    },
    { ...local, name: "state_checked", step, kind: "check", passed: true, params: { state } },
  ];
}

const exchange: Sketch = {
  ...back,
  name: "tokens_requested",
  step: "token exchange",
  from: "client",
  to: "authorization server",
  kind: "request",
  method: "POST",
  url: "https://github.com/login/oauth/access_token",
  params: {
    grant_type: "authorization_code",
    code,
    code_verifier: verifier,
    client_id: "Iv23liExample",
    client_secret: "… (40 characters, #c001)",
  },
};

function numbered(sketches: readonly Sketch[]): readonly TraceEvent[] {
  return sketches.map((sketch, index) => ({ ...sketch, title: "", seq: index + 1, elapsedMs: index * 10 }));
}

const call = { step: "API request", method: "GET", url: "https://api.github.com/user" } as const;

/** A sign-in through a GitHub App whose tokens end, and the first request with its token. */
export const goodFlow = numbered([
  ...departure,
  ...arrival({ code, state }),
  exchange,
  {
    ...back,
    name: "tokens_granted",
    step: "token exchange",
    from: "authorization server",
    to: "client",
    kind: "response",
    status: 200,
    params: {
      access_token: "ghu_… (40 characters, #7f3a)",
      expires_in: "28800",
      refresh_token: "… (76 characters, #9d02)",
      refresh_token_expires_in: "15811200",
      scope: "read:user",
    },
  },
  { ...back, ...call, name: "api_requested", from: "client", to: "resource server", kind: "request" },
  {
    ...back,
    ...call,
    name: "api_answered",
    from: "resource server",
    to: "client",
    kind: "response",
    status: 200,
    params: { "x-oauth-scopes": "read:user" },
  },
]);

function ended(step: TraceEvent["step"], code: string): Sketch {
  return { ...local, name: "failed", step, kind: "note", params: {}, code };
}

/** The person pressed Cancel. */
export const deniedFlow = numbered([
  ...departure,
  ...arrival({ error: "access_denied", state }),
  ended("callback validation", "access_denied"),
]);

/** A redirect of another sign-in arrives first; then the code turns out to be used up. */
export const refusedFlow = numbered([
  ...departure,
  {
    ...front,
    name: "redirect_received",
    step: "callback validation",
    from: "browser",
    to: "client",
    kind: "request",
    params: { code: "… (8 characters, #dead)", state: "… (9 characters, #beef)" },
  },
  {
    ...local,
    name: "state_checked",
    step: "callback validation",
    kind: "check",
    passed: false,
    params: { state: "… (9 characters, #beef)" },
  },
  ...arrival({ code, state }),
  exchange,
  {
    ...back,
    name: "tokens_refused",
    step: "token exchange",
    from: "authorization server",
    to: "client",
    kind: "response",
    status: 200,
    code: "bad_verification_code",
  },
  ended("token exchange", "bad_verification_code"),
]);

const deviceCode = "… (40 characters, #d0c0)";
const userCode = "… (9 characters, #0c0d)";

const deviceQuestion: Sketch = {
  ...back,
  name: "device_token_requested",
  step: "token exchange",
  from: "client",
  to: "authorization server",
  kind: "request",
  method: "POST",
  url: "https://github.com/login/oauth/access_token",
  params: {
    grant_type: "urn:ietf:params:oauth:grant-type:device_code",
    device_code: deviceCode,
    client_id: "Ov23liExample",
  },
};

/** A sign-in with a device code, which the person typed after a while. */
export const deviceFlow = numbered([
  {
    ...back,
    name: "device_codes_requested",
    step: "token exchange",
    from: "client",
    to: "authorization server",
    kind: "request",
    method: "POST",
    url: "https://github.com/login/device/code",
    params: { client_id: "Ov23liExample", scope: "read:user" },
  },
  {
    ...back,
    name: "device_codes_granted",
    step: "token exchange",
    from: "authorization server",
    to: "client",
    kind: "response",
    status: 200,
    params: {
      device_code: deviceCode,
      user_code: userCode,
      verification_uri: "https://github.com/login/device",
      interval: "5",
      expires_in: "900",
    },
  },
  {
    ...front,
    name: "user_code_shown",
    step: "token exchange",
    from: "client",
    to: "browser",
    kind: "note",
    url: "https://github.com/login/device",
    params: { user_code: userCode },
  },
  {
    ...front,
    name: "user_code_awaited",
    step: "token exchange",
    from: "browser",
    to: "authorization server",
    kind: "note",
  },
  deviceQuestion,
  {
    ...back,
    name: "approval_pending",
    step: "token exchange",
    from: "authorization server",
    to: "client",
    kind: "response",
    status: 400,
    params: { error: "authorization_pending" },
  },
  deviceQuestion,
  {
    ...back,
    name: "tokens_granted",
    step: "token exchange",
    from: "authorization server",
    to: "client",
    kind: "response",
    status: 200,
    params: { access_token: "gho_… (40 characters, #7f3a)", scope: "read:user" },
  },
]);

/** The lines of a trace file. */
export function traceLines(events: readonly TraceEvent[], version = 1): string {
  const header = { format: "dgt-trace", version, startedAt: "2026-03-04T05:06:07.000Z" };
  return [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join("");
}
