import { AuthorizationResponseError, CallbackError } from "@dev-github-tool/oauth";
import { describe, expect, it } from "vitest";
import { provider } from "./example-provider.ts";
import { expectPending, startLogin, statusOf } from "./login.ts";

describe("C-04: a state that is not the one sent is refused and the login stays pending", () => {
  const wrong: [name: string, change: (state: string) => string | undefined][] = [
    ["wrong", () => "A".repeat(43)],
    ["missing", () => undefined],
    ["empty", () => ""],
    ["one character longer", (state) => `${state}A`],
    ["one character shorter", (state) => state.slice(0, -1)],
    [
      "in another case",
      (state) => [...state].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join(""),
    ],
    ["with its last character changed", (state) => `${state.slice(0, -1)}${state.endsWith("A") ? "B" : "A"}`],
  ];
  it.each(wrong)("%s state", async (_name, change) => {
    const login = await startLogin();
    const state = change(login.state);
    const query = new URLSearchParams({ code: "evil", ...(state === undefined ? {} : { state }) });
    const answer = await login.get(`/callback?${query}`);
    expect(statusOf(answer)).toBe(400);
    expect(answer).toContain("not the sign-in that is waiting");
    expect(login.events).toContainEqual({ kind: "foreign_callback", count: 1, code: "state_mismatch" });
    await expectPending(login);
  });
});

it("C-05, X-04: a redirect that comes twice is exchanged once, and the second is told so", async () => {
  const login = await startLogin();
  const target = `/callback?${new URLSearchParams({ code: "genuine-code", state: login.state })}`;
  const answers = await Promise.all([login.get(target), login.get(target)]);
  expect(answers.map(statusOf).sort()).toEqual([303, 400]);
  expect(answers.find((answer) => statusOf(answer) === 400)).toContain("already used");
  expect(await login.outcome).toMatchObject({ tokenType: "bearer" });
  expect(login.exchanges).toHaveLength(1);
});

describe("C-06, X-08: a decisive parameter given twice is refused and the login stays pending", () => {
  const repeated: [name: string, query: (state: string) => string][] = [
    ["code", (state) => `code=good&code=evil&state=${state}`],
    ["code, once empty", (state) => `code=&code=x&state=${state}`],
    ["code as a list", (state) => `code[]=x&state=${state}`],
    ["code as an indexed list", (state) => `code[0]=x&code=y&state=${state}`],
    ["code as an encoded list", (state) => `code%5B%5D=x&state=${state}`],
    ["state", (state) => `code=evil&state=${state}&state=x`],
    ["state, the same twice", (state) => `code=evil&state=${state}&state=${state}`],
    ["error", (state) => `error=access_denied&error=x&state=${state}`],
    ["iss", (state) => `code=evil&state=${state}&iss=https://as.example&iss=https://evil.example`],
  ];
  it.each(repeated)("%s", async (_name, query) => {
    const login = await startLogin();
    expect(statusOf(await login.get(`/callback?${query(login.state)}`))).toBe(400);
    expect(login.events).toContainEqual({ kind: "foreign_callback", count: 1, code: "parameter_repeated" });
    await expectPending(login);
  });
});

it("C-07: an empty code is no code, and unknown parameters are ignored", async () => {
  const empty = await startLogin();
  await empty.arrive({ code: "", state: empty.state });
  expect(await empty.outcome).toMatchObject({ code: "code_missing" });
  expect(empty.exchanges).toEqual([]);

  const unknown = await startLogin();
  await unknown.get(`/callback?code=genuine-code&state=${unknown.state}&session_state=x&session_state=y&foo`);
  expect(await unknown.outcome).toMatchObject({ tokenType: "bearer" });
});

it("C-08: a denial with the right state ends the login at once", async () => {
  const login = await startLogin();
  await login.arrive({ error: "access_denied", state: login.state });
  const outcome = await login.outcome;
  expect(outcome).toBeInstanceOf(AuthorizationResponseError);
  expect(outcome).toMatchObject({ code: "access_denied", step: "callback validation" });
});

it("C-08: a forged denial does not cancel the login", async () => {
  const login = await startLogin();
  expect(statusOf(await login.get("/callback?error=access_denied&state=forged"))).toBe(400);
  expect(statusOf(await login.get("/callback?error=access_denied"))).toBe(400);
  await expectPending(login);
});

it("C-09: an error beside a code is an error, and the code is not exchanged", async () => {
  const login = await startLogin();
  await login.arrive({ code: "evil", error: "server_error", state: login.state });
  expect(await login.outcome).toMatchObject({ code: "server_error" });
  expect(login.exchanges).toEqual([]);
});

describe("C-16: a redirect from another issuer is refused without an exchange", () => {
  const others = [
    "https://evil.example",
    "https://as.example/",
    "https://AS.example",
    "https://as.example:443",
    "https://as.example%2F",
    "http://as.example",
  ];
  it.each(others)("%s with a code", async (issuer) => {
    const login = await startLogin();
    await login.arrive({ code: "evil", state: login.state, iss: issuer });
    const outcome = await login.outcome;
    expect(outcome).toBeInstanceOf(CallbackError);
    expect(outcome).toMatchObject({ code: "issuer_mismatch" });
    expect(login.exchanges).toEqual([]);
  });
  it("with an error", async () => {
    const login = await startLogin();
    await login.arrive({ error: "access_denied", state: login.state, iss: "https://evil.example" });
    expect(await login.outcome).toMatchObject({ code: "issuer_mismatch" });
  });
  it("absent where the server says that it always sends it", async () => {
    const login = await startLogin({
      provider: { ...provider, traits: { ...provider.traits, issuerParameter: "required" } },
    });
    await login.arrive({ code: "evil", state: login.state });
    expect(await login.outcome).toMatchObject({ code: "issuer_missing" });
    expect(login.exchanges).toEqual([]);
  });
  it("the right one is accepted", async () => {
    const login = await startLogin();
    await login.get(
      `/callback?${new URLSearchParams({ code: "genuine-code", state: login.state, iss: provider.issuer })}`,
    );
    expect(await login.outcome).toMatchObject({ tokenType: "bearer" });
  });
});

describe("X-02: no state, however strange, crashes the listener", () => {
  const strange = [
    ["0 bytes", ""],
    ["10 000 bytes", "x".repeat(10_000)],
    ["not ASCII", "%F0%9F%A6%91"],
    ["a zero byte", "%00"],
    ["a broken escape", "%zz"],
    ["half a character", "%E0%A4%A"],
    ["a plus", "+"],
  ];
  it.each(strange)("%s", async (_name, state) => {
    const login = await startLogin();
    expect(statusOf(await login.get(`/callback?code=evil&state=${state}`))).toBe(400);
    await expectPending(login);
  });
  it("a million bytes are cut off before they are read", async () => {
    const login = await startLogin();
    expect(statusOf(await login.get(`/callback?code=evil&state=${"x".repeat(1_000_000)}`))).toBeOneOf([431, 0]);
    await expectPending(login);
  });
});

it("C-04: 40 forged answers are reported one by one, so that a terminal can say so at once", async () => {
  const login = await startLogin();
  for (let index = 0; index < 40; index += 1) {
    await login.get(`/callback?code=evil&state=forged${index}`);
  }
  expect(login.events.filter((event) => event.kind === "foreign_callback").map((event) => event.count)).toEqual(
    Array.from({ length: 40 }, (_, index) => index + 1),
  );
  await expectPending(login);
});
