import { inspect } from "node:util";
import { createTrace, type TraceEvent } from "@dev-github-tool/oauth";
import { describe, expect, it } from "vitest";
import { testRuntime } from "../canary/test-runtime.ts";
import { deviceProvider, granted, pending, slowDown, startDevice, unreachable } from "./device-server.ts";

const MINUTE_MS = 60_000;

describe("D-01: an interval is never undercut, whatever the server says it is", () => {
  it.each([
    ["absent", undefined, [6, 12, 18]],
    ["0", 0, [6, 12, 18]],
    ["negative", -1, [6, 12, 18]],
    ["a fraction of a second", 0.01, [6, 12, 18]],
    ["no number", "soon", [6, 12, 18]],
    ["null", null, [6, 12, 18]],
    ["text", "10", [12, 24, 36]],
    ["7", 7, [8.4, 16.8, 25.2]],
  ])("%s", async (_name, interval, times) => {
    const device = startDevice({ codes: { interval } });
    await device.clock.advance(40_000);
    expect(device.asked.slice(0, 3)).toEqual(times);
  });

  it.each([
    ["longer than the code lives", { interval: 1e9 }],
    ["as long as the code lives", { interval: 900 }],
    ["of a code that is over", { expires_in: 0 }],
    ["of a code that never was", { expires_in: -5 }],
    ["of a code without an end", { expires_in: undefined }],
  ])("%s: refused before anybody is shown a code", async (_name, codes) => {
    const device = startDevice({ codes });
    expect(await device.outcome).toMatchObject({
      name: "UnexpectedResponseError",
      code: expect.stringMatching(/^field_/),
    });
    expect({ shown: device.shown, asked: device.asked }).toEqual({ shown: [], asked: [] });
  });
});

describe("D-02: slow_down lasts for the rest of the sign-in", () => {
  it("three in a row are fifteen seconds more, and a wider berth each time", async () => {
    const device = startDevice({ replies: [slowDown(), slowDown(), slowDown(), pending] });
    await device.clock.advance(5 * MINUTE_MS);
    const waits = device.asked.map((at, index) => at - (device.asked[index - 1] ?? 0));
    expect(waits.slice(0, 6).map((wait) => Math.round(wait))).toEqual([6, 14, 24, 36, 36, 36]);
  });

  it.each([
    ["longer", 30, 30],
    ["shorter", 1, 10],
    ["text", "45", 45],
    ["negative", -1, 10],
  ])("an interval that is %s", async (_name, interval, atLeastSeconds) => {
    const device = startDevice({ replies: [slowDown(interval), pending] });
    await device.clock.advance(5 * MINUTE_MS);
    const [first = 0, second = 0, third = 0] = device.asked;
    expect(second - first).toBeCloseTo(atLeastSeconds * 1.4, 3);
    expect(third - second).toBeCloseTo(atLeastSeconds * 1.4, 3);
  });
});

describe("D-03: a connection that fails is no refusal", () => {
  it("waits twice as long after each failure, a minute at most, and as before once somebody answers", async () => {
    const device = startDevice({ replies: [...Array.from({ length: 5 }, unreachable), pending] });
    await device.clock.advance(5 * MINUTE_MS);
    const waits = device.asked.map((at, index) => at - (device.asked[index - 1] ?? 0));
    expect(waits.slice(0, 8)).toEqual([6, 12, 24, 48, 72, 72, 6, 6]);
  });

  it("survives a server that is unavailable, and waits as long as it asks for", async () => {
    const busy = new Response(null, { status: 503, headers: { "retry-after": "100" } });
    const device = startDevice({ replies: [busy, granted] });
    await device.clock.advance(3 * MINUTE_MS);
    expect(await device.outcome).toMatchObject({ tokenType: "bearer" });
    expect(device.asked).toEqual([6, 126]);
  });

  it("ends when the server's certificate is wrong: nobody is to be asked there again", async () => {
    const cause = Object.assign(new Error("expired"), { code: "CERT_HAS_EXPIRED" });
    const device = startDevice({ replies: [new TypeError("fetch failed", { cause })] });
    await device.clock.advance(MINUTE_MS);
    expect(await device.outcome).toMatchObject({ name: "NetworkError", code: "certificate_expired" });
    expect(device.asked).toEqual([6]);
  });
});

describe("D-04: what ends the sign-in ends it at once, with a code of its own", () => {
  it.each([
    ["access_denied", "access_denied"],
    ["expired_token", "expired_token"],
    ["token_expired", "expired_token"],
    ["device_flow_disabled", "device_flow_disabled"],
    ["invalid_grant", "invalid_grant"],
    ["no word that anybody knows", "unknown_error"],
    ["constructor", "unknown_error"],
  ])("%s", async (error, code) => {
    const device = startDevice({ replies: [pending, { error }] });
    await device.clock.advance(MINUTE_MS);
    expect(await device.outcome).toMatchObject({ name: "TokenRequestError", code });
    expect(device.asked).toEqual([6, 12]);
  });
});

it("a code that the server has just given out and does not know yet is asked for again, twice", async () => {
  const unknown = { error: "incorrect_device_code" };
  const patient = startDevice({ replies: [unknown, unknown, granted] });
  await patient.clock.advance(MINUTE_MS);
  expect(await patient.outcome).toMatchObject({ tokenType: "bearer" });
  const forgotten = startDevice({ replies: [unknown, unknown, unknown, granted] });
  await forgotten.clock.advance(MINUTE_MS);
  expect(await forgotten.outcome).toMatchObject({ code: "incorrect_device_code" });
});

describe("D-05: nothing is asked once the code has run out", () => {
  it("on a clock that runs as it should", async () => {
    const device = startDevice({ codes: { expires_in: 60 } });
    await device.clock.advance(10 * MINUTE_MS);
    expect(await device.outcome).toMatchObject({ name: "LoginError", code: "timed_out" });
    expect(Math.max(...device.asked)).toBeLessThan(60);
  });

  it("on a machine that slept past the end", async () => {
    const device = startDevice();
    await device.clock.advance(20_000);
    device.clock.jump(60 * MINUTE_MS);
    await device.clock.advance(MINUTE_MS);
    expect(await device.outcome).toMatchObject({ code: "timed_out" });
    expect(device.asked).toEqual([6, 12, 18]);
  });

  it("on a clock that somebody set back", async () => {
    let sleptMs = 0;
    let sleeps = 0;
    const now = (): number => Date.UTC(2026, 10, 22) + sleptMs - (sleptMs > 20_000 ? 24 * 60 * MINUTE_MS : 0);
    const sleep = async (ms: number): Promise<void> => {
      sleptMs += ms;
      sleeps += 1;
      if (sleeps > 100) {
        throw new Error("it goes on and on");
      }
      await new Promise((resolve) => setImmediate(resolve));
    };
    const device = startDevice({ codes: { expires_in: 60 }, time: { now, sleep } });
    expect(await device.outcome).toMatchObject({ code: "timed_out" });
    expect(device.asked).toHaveLength(9);
  });

  it("and a code that lives for years is not waited for longer than an hour", async () => {
    const device = startDevice({ codes: { expires_in: 1e9, interval: 600 } });
    await device.clock.advance(2 * 60 * MINUTE_MS);
    expect(await device.outcome).toMatchObject({ code: "timed_out" });
    expect(device.asked).toEqual([720, 1440, 2160, 2880]);
  });
});

it("D-06: the person is shown the code to compare, also when the server offers an address that brings it along", async () => {
  const complete = "https://as.example/activate?user_code=WDJB-MJHT";
  const device = startDevice({ codes: { verification_uri_complete: complete } });
  await device.clock.advance(0);
  expect(device.shown).toMatchObject([{ userCode: "WDJB-MJHT", verificationUri: "https://as.example/activate" }]);
  expect(inspect(device.shown)).not.toContain("user_code=");
});

describe("D-08: nobody is sent to a page that is not safe, and a strange one is named as such", () => {
  it.each([
    "http://as.example/activate",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "as.example",
    "",
  ])("%s is refused before anybody is shown anything", async (verification_uri) => {
    const device = startDevice({ codes: { verification_uri } });
    expect(await device.outcome).toMatchObject({
      code: expect.stringMatching(/^(?:insecure_endpoint|field_missing)$/),
    });
    expect({ shown: device.shown, asked: device.asked }).toEqual({ shown: [], asked: [] });
  });

  it.each([
    ["https://as.example/activate", true],
    ["https://as.example:8443/activate", false],
    ["https://as.example.evil.example/activate", false],
    ["https://as.example@evil.example/activate", false],
    ["http://127.0.0.1:4010/activate", false],
  ])("%s", async (verification_uri, isExpectedSite) => {
    const device = startDevice({ codes: { verification_uri } });
    await device.clock.advance(0);
    expect(device.shown).toMatchObject([{ isExpectedSite }]);
  });
});

describe("D-09: the device code is told to nobody but the server", () => {
  it.each([
    ["in its description", (code: string) => ({ error: "invalid_grant", error_description: `no ${code} here` })],
    ["in place of an error", (code: string) => ({ error: code })],
    ["as text", (code: string) => new Response(code, { status: 200 })],
    ["as the token's type", (code: string) => Response.json({ access_token: "t", token_type: code })],
  ])("also when the server echoes it %s", async (_name, echo) => {
    const events: TraceEvent[] = [];
    const trace = createTrace({ runtime: testRuntime(), onEvent: (event) => events.push(event) });
    const replies = [pending, (asked: URLSearchParams) => echo(asked.get("device_code") ?? "")];
    const device = startDevice({ trace, replies });
    await device.clock.advance(MINUTE_MS);
    const error = await device.outcome;
    expect(error).toBeInstanceOf(Error);
    const printed = inspect([error, events, device.shown], { depth: 10, showHidden: true });
    expect(printed + JSON.stringify([events, device.shown])).not.toContain(device.deviceCode);
    expect(events.map(({ name }) => name)).toContain("tokens_refused");
  });
});

describe("D-10: a code that could steer a terminal is none", () => {
  it.each(["WD\u001b[2KJB", "WDJB\r\nMJHT", "WDJB\u202eMJHT", "WDJB\u0000", "ＷＤＪＢ", "X".repeat(65), "", 7, null])(
    "%j",
    async (user_code) => {
      const device = startDevice({ codes: { user_code } });
      expect(await device.outcome).toMatchObject({ code: expect.stringMatching(/^field_/) });
      expect(device.shown).toEqual([]);
    },
  );

  it("nor is a device code that could break a form or a log", async () => {
    const device = startDevice({ codes: { device_code: "line\nbreak" } });
    expect(await device.outcome).toMatchObject({ code: "field_invalid" });
  });

  it("and an address with escapes is shown with them encoded", async () => {
    const device = startDevice({ codes: { verification_uri: "https://as.example/\u001b[2K\u202e" } });
    await device.clock.advance(0);
    expect(device.shown[0]?.verificationUri).toBe("https://as.example/%1B[2K%E2%80%AE");
  });
});

describe("D-12: the questions are spelled as the RFC spells them", () => {
  it("with the whole name of the grant, the code and the id, and no secret of a client that has none", async () => {
    const device = startDevice({ replies: [granted] });
    await device.clock.advance(MINUTE_MS);
    expect(device.bodies.map((body) => Object.fromEntries(body))).toEqual([
      { client_id: "client", scope: "read:user" },
      {
        client_id: "client",
        device_code: device.deviceCode,
        grant_type: "urn:ietf:params:oauth:grant-type:device_code",
      },
    ]);
  });

  it.each([
    ["an app that may not", Response.json({ error: "device_flow_disabled" }, { status: 400 }), "device_flow_disabled"],
    ["an app that nobody knows", Response.json({ error: "Not Found" }, { status: 404 }), "client_not_found"],
    ["a server without the endpoint", new Response("<h1>404</h1>", { status: 404 }), "device_flow_unsupported"],
    ["a proxy that forbids it", new Response("<h1>403</h1>", { status: 403 }), "device_flow_unsupported"],
    ["a page in place of an answer", new Response("<h1>Welcome</h1>"), "not_json"],
    ["a server that is busy", new Response("<h1>429</h1>", { status: 429 }), "unavailable"],
    [
      "an older Enterprise Server",
      Response.json({ error: "unauthorized_client" }, { status: 400 }),
      "unauthorized_client",
    ],
  ])("%s is told from the others", async (_name, codes, code) => {
    expect(await startDevice({ codes }).outcome).toMatchObject({ code });
  });

  it("a provider that names no endpoint is asked nothing", async () => {
    const { deviceAuthorizationEndpoint: _, ...without } = deviceProvider;
    const device = startDevice({ provider: without });
    expect(await device.outcome).toMatchObject({ code: "device_flow_unsupported" });
    expect(device.bodies).toEqual([]);
  });
});

describe("C-19: codes are asked for over https only, or on this machine", () => {
  it.each(["http://as.example/device", "ftp://as.example/device"])("%s", async (deviceAuthorizationEndpoint) => {
    const device = startDevice({ provider: { ...deviceProvider, deviceAuthorizationEndpoint } });
    expect(await device.outcome).toMatchObject({ name: "NetworkError", code: "insecure_endpoint" });
    expect(device.bodies).toEqual([]);
  });
});

it("T-13: an error in an answer with status 200 is an error at both endpoints, whatever stands beside it", async () => {
  const provider = { ...deviceProvider, traits: { ...deviceProvider.traits, tokenErrors: "body" as const } };
  const noCodes = startDevice({ provider, codes: { error: "device_flow_disabled" } });
  expect(await noCodes.outcome).toMatchObject({ code: "device_flow_disabled" });
  expect(noCodes.shown).toEqual([]);
  const noTokens = startDevice({
    provider,
    replies: [Response.json({ error: "access_denied", access_token: "not-granted", token_type: "bearer" })],
  });
  await noTokens.clock.advance(MINUTE_MS);
  expect(await noTokens.outcome).toMatchObject({ code: "access_denied" });
});
