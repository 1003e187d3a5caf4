import { createTrace, isShareable, Secret, systemRuntime, type TraceEvent } from "@dev-github-tool/oauth";
import { expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";

const base = {
  name: "tokens_requested",
  step: "token exchange",
  from: "client",
  to: "authorization server",
  channel: "back",
  kind: "request",
  title: "test",
} as const;

function record(...params: Record<string, string | Secret | undefined>[]): TraceEvent[] {
  const events: TraceEvent[] = [];
  const trace = createTrace({ onEvent: (event) => events.push(event), runtime: systemRuntime });
  for (const each of params) {
    trace.record({ ...base, url: "https://as.example/token?code=x", params: each });
  }
  return events;
}

it("shows the values on the allow list and masks every other", () => {
  const token = plant("access token");
  const [event] = record({ client_id: "id", scope: "read:user", access_token: token, surprising: "value" });
  expect(event?.params).toEqual({
    client_id: "id",
    scope: "read:user",
    access_token: expect.stringMatching(/^gho_… \(40 characters, #[0-9a-f]{4}\)$/),
    surprising: expect.stringMatching(/^… \(5 characters, #[0-9a-f]{4}\)$/),
  });
});

it("masks a Secret even under a name that is shown", () => {
  const [event] = record({ scope: new Secret("hidden") });
  expect(event?.params.scope).toMatch(/^… \(6 characters/);
});

it("gives equal values equal marks within a trace, and draws them anew for the next", () => {
  const marks = (events: TraceEvent[]): (string | undefined)[] =>
    events.map(({ params }) => /#[0-9a-f]{4}/.exec(params.state ?? "")?.[0]);
  const [sent, returned, other] = marks(record({ state: "one" }, { state: new Secret("one") }, { state: "two" }));
  expect(sent).toBe(returned);
  expect(sent).not.toBe(other);
  const again = new Set(Array.from({ length: 8 }, () => marks(record({ state: "one" }))[0]));
  expect(again.size).toBeGreaterThan(1);
});

it("never gives two values one mark, also when the generator repeats itself", () => {
  const events: TraceEvent[] = [];
  const draws = [
    [1, 2],
    [1, 2],
    [3, 4],
  ].map((pair) => Uint8Array.from(pair));
  const random = (): Uint8Array => draws.shift() ?? new Uint8Array(2);
  const trace = createTrace({ onEvent: (event) => events.push(event), runtime: { ...systemRuntime, random } });
  trace.record({ ...base, params: { code: "one", state: "two" } });
  expect(events[0]?.params).toEqual({ code: "… (3 characters, #0102)", state: "… (3 characters, #0304)" });
});

it("counts events, times them from its start, and drops the query of addresses", () => {
  let now = 1_000;
  const events: TraceEvent[] = [];
  const trace = createTrace({ onEvent: (event) => events.push(event), runtime: { ...systemRuntime, now: () => now } });
  now = 1_250;
  trace.record({ ...base, url: "https://as.example/token?code=x#y" });
  trace.record({ ...base });
  expect(events).toMatchObject([
    { seq: 1, elapsedMs: 250, url: "https://as.example/token", params: {} },
    { seq: 2, elapsedMs: 250 },
  ]);
});

it("masks a value of the allow list too when a server echoes a secret in it", () => {
  const token = plant("access token");
  const [first, second] = record({ access_token: new Secret(token), scope: `read:user ${token}` }, { error: token });
  expect(first?.params.scope).toMatch(/^… \(\d+ characters, #[0-9a-f]{4}\)$/);
  expect(second?.params.error).toBe(first?.params.access_token);
});

it("goes on without marks when somebody sends more values than there are marks for", () => {
  const values = Array.from({ length: 5000 }, (_, index) => ({ state: `forged ${index}` }));
  const events = record(...values);
  expect(events.at(0)?.params.state).toMatch(/#[0-9a-f]{4}\)$/);
  expect(events.at(-1)?.params.state).toBe("… (11 characters)");
});

it("tells which values of somebody else's trace may be shown", () => {
  expect(isShareable("scope", "read:user")).toBe(true);
  expect(isShareable("code", "… (20 characters, #e410)")).toBe(true);
  expect(isShareable("code", "e4108b")).toBe(false);
  expect(isShareable("code", "gho_abc… (20 characters, #e410)")).toBe(false);
  expect(isShareable("scope", "x".repeat(301))).toBe(false);
});
