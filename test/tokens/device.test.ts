import {
  createTrace,
  discoverProvider,
  requestRefreshedTokenSet,
  Secret,
  type TokenSet,
  type TraceEvent,
} from "@dev-github-tool/oauth";
import { expect, it } from "vitest";
import { granted, startDevice } from "../attacks/device-server.ts";
import { createDeviceScene, github, origin } from "./device-scene.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

function requireTokens(outcome: TokenSet | Error): TokenSet {
  return outcome instanceof Error ? expect.fail(outcome.message) : outcome;
}

it("asks a little more slowly than the server allows, and gets the tokens once the person has agreed", async () => {
  const { begin, decide, clock, polls } = createDeviceScene();
  const { shown, outcome } = await begin();
  expect(shown).toMatchObject({
    userCode: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
    verificationUri: `${origin}/login/device`,
    isExpectedSite: true,
    intervalSeconds: 5,
    expiresAt: clock.now() + 15 * MINUTE_MS,
  });
  expect(String(shown.deviceCode)).toBe("[secret]");
  await clock.advance(13 * SECOND_MS);
  await decide(shown);
  await clock.advance(20 * SECOND_MS);
  expect(await outcome).toMatchObject({ tokenType: "bearer", scope: ["read:user"], expiresAt: undefined });
  expect(polls()).toEqual([
    [6, "authorization_pending"],
    [12, "authorization_pending"],
    [18, "token_issued"],
  ]);
});

it("always names the scopes it asks for, also when it asks for none", async () => {
  const { begin, runtime } = createDeviceScene();
  const bodies: URLSearchParams[] = [];
  const fetch: typeof runtime.fetch = (input, init) => {
    bodies.push(new URLSearchParams(String(init?.body)));
    return runtime.fetch(input, init);
  };
  await begin({ runtime: { ...runtime, fetch }, scope: [] });
  await begin({ runtime: { ...runtime, fetch }, scope: ["read:user", "repo"] });
  expect(bodies.map((body) => body.get("scope"))).toEqual(["", "read:user repo"]);
});

it("signs in to a server that keeps to the RFCs, whose metadata names the endpoint", async () => {
  const { begin, decide, clock, runtime, sandbox, polls } = createDeviceScene({ profile: "strict" });
  const provider = await discoverProvider(github.issuer, runtime);
  expect(provider.deviceAuthorizationEndpoint).toBe(github.deviceAuthorizationEndpoint);
  const { clientId, clientSecret } = sandbox.seed.apps[0];
  const { shown, outcome } = await begin({ provider, client: { clientId, clientSecret: new Secret(clientSecret) } });
  await clock.advance(7 * SECOND_MS);
  await decide(shown);
  await clock.advance(7 * SECOND_MS);
  expect(await outcome).toMatchObject({ tokenType: "bearer", scope: ["read:user"] });
  expect(polls().map(([seconds]) => seconds)).toEqual([6, 12]);
});

it("is told when the person presses Cancel", async () => {
  const { begin, decide, clock, polls } = createDeviceScene();
  const { shown, outcome } = await begin();
  await decide(shown, "cancel");
  await clock.advance(MINUTE_MS);
  expect(await outcome).toMatchObject({ name: "TokenRequestError", code: "access_denied", step: "token exchange" });
  expect(polls()).toEqual([[6, "device_denied"]]);
});

it("ends with the code when nobody types it, and asks no more", async () => {
  const { begin, clock, polls } = createDeviceScene();
  const { outcome } = await begin();
  await clock.advance(60 * MINUTE_MS);
  expect(await outcome).toMatchObject({ name: "LoginError", code: "timed_out", step: "token exchange" });
  expect(polls().map(([seconds]) => seconds)).toEqual(Array.from({ length: 149 }, (_, index) => 6 * (index + 1)));
  expect(new Set(polls().map(([, decision]) => decision))).toEqual(new Set(["authorization_pending"]));
});

it("ends at once when the caller wants it to, and asks no more", async () => {
  const { begin, clock, polls } = createDeviceScene();
  const cancel = new AbortController();
  const { outcome } = await begin({ signal: cancel.signal });
  await clock.advance(7 * SECOND_MS);
  cancel.abort();
  expect(await outcome).toMatchObject({ name: "LoginError", code: "cancelled" });
  await clock.advance(MINUTE_MS);
  expect(polls()).toHaveLength(1);
});

it.each([
  ["throws", () => expect.fail("the screen is gone")],
  ["rejects", async () => expect.fail("the screen is gone")],
])("ends when showing the code %s, and asks no more", async (_name, onUserCode) => {
  const { outcome, clock, asked } = startDevice({ onUserCode });
  expect(await outcome).toMatchObject({ message: "the screen is gone" });
  await clock.advance(MINUTE_MS);
  expect(asked).toEqual([]);
});

it("asks while the code is still being shown", async () => {
  const { outcome, clock } = startDevice({ onUserCode: () => new Promise(() => {}), replies: [granted] });
  await clock.advance(7 * SECOND_MS);
  expect(await outcome).toMatchObject({ tokenType: "bearer" });
});

it("D-11: a clock that runs a third too fast is not told to slow down for ever", async () => {
  for (const slowDownLasts of [false, true]) {
    const { begin, decide, clock, polls } = createDeviceScene({ serverRate: 1 / 1.3, switches: { slowDownLasts } });
    const { shown, outcome } = await begin();
    await clock.advance(5 * MINUTE_MS);
    await decide(shown);
    await clock.advance(MINUTE_MS);
    expect(await outcome).toMatchObject({ tokenType: "bearer" });
    expect(polls().filter(([, decision]) => decision?.includes("fast")).length).toBeLessThanOrEqual(1);
  }
});

it("the tokens of an app whose tokens end are renewed without a secret", async () => {
  const { begin, decide, clock, runtime } = createDeviceScene();
  const client = { clientId: "Ov23liExpiring000004" };
  const { shown, outcome } = await begin({ client });
  await decide(shown);
  await clock.advance(7 * SECOND_MS);
  const { refreshToken, expiresAt } = requireTokens(await outcome);
  expect(expiresAt).toBe(clock.now() - SECOND_MS + 28_800 * SECOND_MS);
  const renewed = requestRefreshedTokenSet(
    { provider: github, client, refreshToken: refreshToken ?? expect.fail("no refresh token") },
    { runtime },
  );
  expect(await renewed).toMatchObject({ tokenType: "bearer", refreshToken: expect.any(Secret) });
});

it("gives up on a code that the server does not know, but not at once: GitHub has been seen to forget for a moment", async () => {
  const { begin, decide, clock, polls, sandbox } = createDeviceScene();
  const lost = await begin();
  await decide(lost.shown);
  sandbox.faults.add({ fault: "drop-after-commit", operation: "oauth/access-token" });
  await clock.advance(5 * MINUTE_MS);
  expect(await lost.outcome).toMatchObject({ code: "incorrect_device_code" });
  expect(polls().length).toBe(4);
});

it("is traced from the question for codes to the tokens, without a code in the clear and without the waiting", async () => {
  const { begin, decide, clock, runtime } = createDeviceScene();
  const events: TraceEvent[] = [];
  const trace = createTrace({ runtime, onEvent: (event) => events.push(event) });
  const { shown, outcome } = await begin({ trace });
  await clock.advance(10 * MINUTE_MS);
  await decide(shown);
  await clock.advance(7 * SECOND_MS);
  await outcome;
  expect(events.map(({ name }) => name)).toEqual([
    "device_codes_requested",
    "device_codes_granted",
    "user_code_shown",
    "user_code_awaited",
    "device_token_requested",
    "approval_pending",
    "device_token_requested",
    "tokens_granted",
  ]);
  expect(new Set(events.flatMap(({ params }) => params.device_code ?? [])).size).toBe(1);
  expect(events[1]?.params).toEqual({
    device_code: expect.stringMatching(/^… \(40 characters, #[0-9a-f]{4}\)$/),
    user_code: expect.stringMatching(/^… \(9 characters, #[0-9a-f]{4}\)$/),
    verification_uri: `${origin}/login/device`,
    interval: "5",
    expires_in: "900",
  });
  expect(JSON.stringify(events)).not.toContain(shown.userCode);
});

it("an app that does not offer it leaves a refusal in the trace and no end: the caller may go another way", async () => {
  const { runtime, clock, begin } = createDeviceScene();
  const events: TraceEvent[] = [];
  const trace = createTrace({ runtime, onEvent: (event) => events.push(event) });
  void begin({ trace, client: { clientId: "Ov23liChapterBook001" } });
  await clock.advance(0);
  expect(events.map(({ name, status, code }) => [name, status, code])).toEqual([
    ["device_codes_requested", undefined, undefined],
    ["device_codes_refused", 400, "device_flow_disabled"],
  ]);
});
