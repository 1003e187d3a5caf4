import { setTimeout as sleep } from "node:timers/promises";
import { type Answered, asResponse } from "./answer.ts";
import { BrokenConnection } from "./broken-connection.ts";
import type { Core, RequestView } from "./core.ts";
import * as answers from "./faults/answers.ts";
import { bomb, brokenOff, dripping, withExpiresIn } from "./faults/bodies.ts";
import type { Strike } from "./faults/desk.ts";
import type { Fault } from "./faults/fault.ts";
import { misleadRedirect } from "./faults/redirects.ts";
import { revokeGrant } from "./grants.ts";
import { type Identity, identify } from "./identify.ts";

type Answering = () => Answered | Promise<Answered>;
type Spoilable = () => Promise<Response>;

interface Struck {
  readonly core: Core;
  readonly c: RequestView;
  readonly identity: Identity;
  readonly strike: Strike;
}

/** Answers a request, unless a fault strikes it: then as the fault has it. */
export async function underFaults(core: Core, c: RequestView, answer: Answering): Promise<Answered> {
  const { operation } = c.env.note;
  if (core.faults.isEmpty || operation === undefined) return answer();
  const identity = await identify(core, c);
  const strike = core.faults.strike({ operation, clientId: identity.clientId, grant: identity.grant });
  if (strike === undefined) return misleadRedirect(core, c, { operation, answer: asResponse(await answer()) });
  c.env.note.fault = strike.fault.fault;
  return carryOut({ core, c, identity, strike }, async () => asResponse(await answer()));
}

const defaultDelayMs = 3_000;
const defaultDripMs = 50;
const defaultSkewMs = 300_000;
const defaultBombBytes = 2 ** 28;

async function carryOut(struck: Struck, answer: Spoilable): Promise<Response> {
  const { core, c, identity, strike } = struck;
  const { fault, hit } = strike;
  const { closing, enter } = c.env;
  /** Lets what is answered be known before it is, then answers it: whoever waits for the hit may look into the journal. */
  const spoil = async (change: (whole: Response) => Response | Promise<Response>): Promise<Response> => {
    const whole = await answer();
    enter(whole.status);
    hit();
    return change(whole);
  };
  const instead = async (made: Response): Promise<Response> => {
    if (isAfterCommit(fault)) await answer();
    enter(made.status);
    hit();
    return made;
  };
  switch (fault.fault) {
    case "hold":
    case "slow":
    case "slow-token": {
      const wait = () =>
        fault.fault === "hold" ? strike.hold(closing) : pause(fault.delayMs ?? defaultDelayMs, closing);
      if (isAfterCommit(fault)) return spoil(async (whole) => wait().then(() => whole));
      hit();
      await wait();
      return answer();
    }
    case "drop-before-commit":
    case "drop-after-commit":
    case "reset":
      if (isAfterCommit(fault)) await answer();
      enter(0);
      hit();
      throw new BrokenConnection({ isReset: fault.fault === "reset" });
    case "truncate":
      return spoil(async (whole) => Promise.reject(await brokenOff(whole)));
    case "slow-drip":
      return spoil((whole) =>
        dripping(whole, { bytes: fault.bytes ?? 1, intervalMs: fault.intervalMs ?? defaultDripMs, closing }),
      );
    case "gzip-bomb":
      return spoil((whole) => bomb(whole, fault.bytes ?? defaultBombBytes));
    case "expires-in":
      return spoil((whole) => withExpiresIn(whole, fault.expiresInSeconds ?? 1));
    case "wrong-content-type":
      return spoil((whole) => {
        whole.headers.set("Content-Type", fault.contentType ?? "text/plain; charset=utf-8");
        return whole;
      });
    case "clock-skew":
      c.env.dateSkewMs = fault.skewMs ?? defaultSkewMs;
      return spoil((whole) => whole);
    case "revoke-mid-run":
      hit();
      if (identity.person !== undefined && identity.app !== undefined) {
        revokeGrant(core.state, { person: identity.person, app: identity.app, reason: "by_control" });
      }
      return answer();
    case "status-429":
      return instead(answers.turnedAway(429, fault.retryAfter));
    case "status-503":
      return instead(answers.turnedAway(503, fault.retryAfter));
    case "500-once":
      return instead(answers.serverError());
    case "html-error":
      return instead(answers.page(fault.status));
    case "rate-limit":
      return instead(answers.rateLimitReached(core, c.env, { identity, resetInMs: fault.resetInMs }));
    case "secondary-limit":
      return instead(answers.secondaryLimitReached(core, c.env, fault.retryAfter));
    case "redirect-token-endpoint":
      return instead(answers.elsewhere(fault.location, fault.status));
    case "state-tamper":
    case "wrong-iss":
    case "eve":
      throw new Error("a fault of redirects was taken for one of requests");
  }
}

/** Waits by the system's clock, until the port is closed at most. */
async function pause(ms: number, closing: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, closing && { signal: closing });
  } catch {
    throw new BrokenConnection();
  }
}

function isAfterCommit(fault: Fault): boolean {
  switch (fault.fault) {
    case "drop-before-commit":
      return false;
    case "drop-after-commit":
      return true;
    case "slow":
    case "slow-token":
    case "reset":
      return fault.when !== "before-commit";
    default:
      return "when" in fault && fault.when === "after-commit";
  }
}
