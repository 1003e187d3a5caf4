import {
  authorizeDevice,
  type DeviceAuthorization,
  type DeviceSignInOptions,
  type Provider,
  type Runtime,
  type TokenSet,
} from "@dev-github-tool/oauth";
import { onTestFinished } from "vitest";
import { plant } from "../canary/ledger.ts";
import { testRuntime } from "../canary/test-runtime.ts";
import { createTestClock, type TestClock } from "../tokens/test-clock.ts";
import { provider } from "./example-provider.ts";

/** An authorization server with a device flow that does not exist, and answers as a test says. */
export const deviceProvider: Provider = {
  ...provider,
  deviceAuthorizationEndpoint: "https://as.example/device",
};

type Answer = Readonly<Record<string, unknown>> | Response | Error;
/** What the server answers to one question for tokens; an error breaks the connection. */
export type Reply = Answer | ((asked: URLSearchParams) => Answer);

export const pending: Reply = { error: "authorization_pending" };
/** The person has agreed. */
export const granted: Reply = {};
export const slowDown = (interval?: unknown): Reply => ({ error: "slow_down", interval });
/** As `fetch` reports a server that is not there. */
export const unreachable = (): Error =>
  Object.assign(new TypeError("fetch failed"), {
    cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }),
  });

/** A sign-in with a device code under attack. */
export interface AttackedDevice {
  readonly clock: TestClock;
  readonly deviceCode: string;
  /** When the server was asked for tokens, in seconds since it was asked for codes. */
  readonly asked: readonly number[];
  /** What it was asked with. */
  readonly bodies: readonly URLSearchParams[];
  /** What was shown to the person. */
  readonly shown: readonly DeviceAuthorization[];
  readonly outcome: Promise<TokenSet | Error>;
}

export interface DeviceScript extends Partial<DeviceSignInOptions> {
  /** Members of the answer with the codes that differ from honest ones; undefined leaves one out. */
  readonly codes?: Readonly<Record<string, unknown>> | Response;
  /** What is answered to each question, in turn; the last one again and again. */
  readonly replies?: readonly Reply[];
  /** A clock in place of the one that stands still. */
  readonly time?: Pick<Runtime, "now" | "sleep">;
}

/** Starts a sign-in on a clock that stands still, and ends it with the test. */
export function startDevice({
  codes = {},
  replies = [pending],
  time,
  ...overrides
}: DeviceScript = {}): AttackedDevice {
  const clock = createTestClock();
  const startedAt = clock.now();
  const deviceCode = plant("client secret");
  const asked: number[] = [];
  const bodies: URLSearchParams[] = [];
  const shown: DeviceAuthorization[] = [];
  const tokens = { access_token: plant("access token"), token_type: "bearer" };
  const honest = {
    device_code: deviceCode,
    user_code: "WDJB-MJHT",
    verification_uri: "https://as.example/activate",
    expires_in: 900,
    interval: 5,
  };
  const stop = new AbortController();
  const runtime = testRuntime({
    ...clock.runtime,
    ...time,
    fetch: async (input, init) => {
      bodies.push(new URLSearchParams(String(init?.body)));
      if (String(input) === deviceProvider.deviceAuthorizationEndpoint) {
        return codes instanceof Response ? codes : Response.json({ ...honest, ...codes });
      }
      asked.push((clock.now() - startedAt) / 1000);
      const reply = replies[Math.min(asked.length, replies.length) - 1] ?? pending;
      const answer = typeof reply === "function" ? reply(new URLSearchParams(String(init?.body))) : reply;
      if (answer instanceof Error) {
        throw answer;
      }
      return answer instanceof Response
        ? answer.clone()
        : Response.json(answer === granted ? tokens : answer, { status: answer === granted ? 200 : 400 });
    },
  });
  const outcome = authorizeDevice({
    provider: deviceProvider,
    client: { clientId: "client" },
    scope: ["read:user"],
    onUserCode: (authorization) => {
      shown.push(authorization);
    },
    runtime,
    signal: stop.signal,
    ...overrides,
  }).catch((error: Error) => error);
  onTestFinished(async () => {
    stop.abort();
    await clock.advance(0);
    await outcome;
  });
  return { clock, deviceCode, asked, bodies, shown, outcome };
}
