import {
  authorizeDevice,
  type DeviceAuthorization,
  type DeviceSignInOptions,
  type Provider,
  rfcTraits,
  type TokenSet,
} from "@dev-github-tool/oauth";
import { type Sandbox, type SandboxOptions, walkSignIn } from "@dev-github-tool/sandbox";
import { onTestFinished } from "vitest";
import { createTestSandbox } from "../canary/test-github.ts";
import { testRuntime } from "../canary/test-runtime.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";

export const origin = "http://127.0.0.1:4010";

/** GitHub's endpoints and habits, as far as the device flow meets them. */
export const github: Provider = {
  name: "GitHub",
  issuer: `${origin}/login/oauth`,
  authorizationEndpoint: `${origin}/login/oauth/authorize`,
  tokenEndpoint: `${origin}/login/oauth/access_token`,
  deviceAuthorizationEndpoint: `${origin}/login/device/code`,
  traits: { ...rfcTraits, tokenErrors: "body", scopeSeparator: ",", clientAuthentication: "client_secret_post" },
};

/** A sandbox in process, and sign-ins with device codes on one clock. */
export interface DeviceScene {
  readonly sandbox: Sandbox;
  readonly clock: TestClock;
  readonly runtime: DeviceSignInOptions["runtime"] & object;
  /** Begins a sign-in, and resolves when the person was shown the code. */
  begin(options?: Partial<DeviceSignInOptions>): Promise<BegunSignIn>;
  /** What the person does with the code they see. */
  decide(authorization: DeviceAuthorization, decision?: "approve" | "cancel"): Promise<void>;
  /** When the server was asked for tokens, in seconds since it gave the codes, and what it decided. */
  polls(): readonly (readonly [seconds: number, decision: string | undefined])[];
}

export interface BegunSignIn {
  readonly shown: DeviceAuthorization;
  readonly outcome: Promise<TokenSet | Error>;
}

/** The sandbox's clock goes as fast as the client's unless `serverRate` says otherwise. */
export function createDeviceScene({
  serverRate = 1,
  ...options
}: SandboxOptions & { readonly serverRate?: number } = {}): DeviceScene {
  const clock = createTestClock();
  const startedAt = clock.now();
  const sandbox = createTestSandbox({ now: () => startedAt + (clock.now() - startedAt) * serverRate, ...options });
  const runtime = testRuntime({ ...clock.runtime, fetch: sandbox.fetch });
  return {
    sandbox,
    clock,
    runtime,
    begin: (changes = {}) =>
      new Promise((resolve) => {
        const stop = new AbortController();
        const outcome: Promise<TokenSet | Error> = authorizeDevice({
          provider: github,
          client: { clientId: sandbox.seed.apps[0].clientId },
          scope: ["read:user"],
          onUserCode: (shown) => resolve({ shown, outcome }),
          runtime,
          signal: stop.signal,
          ...changes,
        }).catch((error: Error) => error);
        onTestFinished(async () => {
          stop.abort();
          await outcome;
        });
      }),
    decide: async ({ userCode, verificationUri }, decision = "approve") => {
      const [person] = sandbox.seed.people;
      await walkSignIn({
        url: verificationUri,
        login: person?.login ?? "",
        password: person?.password ?? "",
        userCode,
        decision,
        fetch: async (address, init) => sandbox.fetch(address, init),
      });
    },
    polls: () => {
      const { entries } = sandbox.journal;
      const givenAt = entries.find(({ operation }) => operation === "oauth/device-code")?.at ?? 0;
      return entries
        .filter(({ operation }) => operation === "oauth/access-token")
        .map(({ at, decision }) => [(at - givenAt) / 1000, decision] as const);
    },
  };
}
