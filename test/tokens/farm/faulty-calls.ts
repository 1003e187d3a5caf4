import {
  createTokenManager,
  hasToken,
  refreshWith,
  Secret,
  type TokenKey,
  type TokenManager,
  TokenUnavailableError,
} from "@dev-github-tool/oauth";
import type { FaultKind, Sandbox } from "@dev-github-tool/sandbox";
import { createMemoryStore } from "@dev-github-tool/vault";
import type { TestClock } from "../test-clock.ts";
import { expiringApp, providerOf } from "./farm.ts";
import { signIn } from "./sign-in.ts";

/** What a long run of API calls came to, while the token endpoint failed again and again. */
export interface CallFigures {
  readonly calls: number;
  readonly answered: number;
  /** Calls that were told when to try again, and were then answered. */
  readonly postponed: number;
  readonly tokenRequests: number;
  readonly spoilt: number;
  /** Refreshes that were needed, and one more request for each that was spoilt: nobody can do with fewer. */
  readonly idealTokenRequests: number;
  /** Sign-ins that ended because the server rotated and its answer was lost, with nothing left to lose. */
  readonly unavoidable: number;
  readonly unexplained: readonly string[];
}

/** A tenth of the lifetime of a token is for refreshing it in time: three calls fall into that. */
const BETWEEN_CALLS_MS = 10_000;
const FAULTS: readonly FaultKind[] = [
  { fault: "drop-before-commit" },
  { fault: "drop-after-commit" },
  { fault: "truncate" },
  { fault: "status-503" },
  { fault: "status-503", retryAfter: "7" },
  { fault: "status-429", retryAfter: "30" },
  { fault: "html-error" },
  { fault: "html-error", status: 200 },
];

/** For how long the tokens of `callThroughFaults` should live. */
export const FAULTY_LIFETIME_MS = 30 * BETWEEN_CALLS_MS;

/** Makes API calls on a virtual clock, which the sandbox must share, with a part of the refresh requests spoilt. */
export async function callThroughFaults(options: {
  readonly sandbox: Sandbox;
  readonly clock: TestClock;
  readonly calls: number;
  readonly share: number;
  readonly graceMs: number;
  readonly random: () => number;
}): Promise<CallFigures> {
  const { sandbox, clock, calls, share, graceMs, random } = options;
  const app = expiringApp(sandbox);
  const origin = "http://127.0.0.1:4010";
  const provider = providerOf(origin, app);
  const client = { clientId: app.clientId, clientSecret: new Secret(app.clientSecret) };
  const runtime = { ...clock.runtime, fetch: sandbox.fetch };
  const store = createMemoryStore({ now: clock.now });
  const isSpoilt = spoilRefreshes(sandbox, { share, random });
  const families: string[] = [];
  let key: TokenKey = { issuer: provider.issuer, clientId: app.clientId, account: "" };

  const begin = async (): Promise<TokenManager> => {
    key = { ...key, account: `sign-in ${families.length + 1}` };
    await store.put(key, { tokens: await signIn({ sandbox, provider, client, runtime }), attributes: {} });
    families.push(sandbox.journal.entries.findLast(({ decision }) => decision === "token_issued")?.family ?? "");
    return createTokenManager({
      store,
      key,
      refresh: refreshWith(provider, client, runtime),
      origins: [origin],
      graceMs,
      runtime,
    });
  };

  let manager = await begin();
  let [answered, postponed, unavoidable] = [0, 0, 0];
  const unexplained: string[] = [];
  for (let call = 1; call <= calls; call += 1) {
    await clock.advance(BETWEEN_CALLS_MS);
    const told = await callUntilAnswered(manager, { clock, url: `${origin}/api/v3/user` });
    postponed += told.postponed > 0 ? 1 : 0;
    if (told.status === 200) {
      answered += 1;
      continue;
    }
    const family = families.at(-1);
    const wasLost = sandbox.journal.entries.some((entry) => entry.family === family && isLostAnswer(entry));
    unavoidable += told.reason === "answer_lost" && wasLost ? 1 : 0;
    if (told.reason !== "answer_lost" || !wasLost) {
      unexplained.push(`call ${call}: API ${told.status ?? "not asked"}, ${told.reason}`);
    }
    manager = await begin();
  }
  const tokenRequests = sandbox.journal.count({ operation: "oauth/access-token" }) - families.length;
  const spoilt = isSpoilt();
  const needed = sandbox.journal.count({ decision: "refreshed" });
  return {
    calls,
    answered,
    postponed,
    tokenRequests,
    spoilt,
    idealTokenRequests: needed + sandbox.journal.entries.filter(isNotTaken).length,
    unavoidable,
    unexplained,
  };
}

interface Entry {
  readonly decision?: string;
  readonly fault?: string;
  readonly operation: string;
}

/** Rotated, and the answer spoilt on its way. */
const isLostAnswer = ({ decision, fault }: Entry): boolean => decision === "refreshed" && fault !== undefined;
/** Spoilt before the server took it; or spoilt after, so that the answer had to be asked for again. */
const isNotTaken = ({ operation, fault }: Entry): boolean => operation === "oauth/access-token" && fault !== undefined;

/** Spoils a share of the refresh requests to come, each in a way of its own. Gives back how to count them. */
function spoilRefreshes(
  sandbox: Sandbox,
  { share, random }: { readonly share: number; readonly random: () => number },
): () => number {
  const target = { operation: "oauth/access-token", grant: "refresh_token" };
  const planted = Array.from({ length: 2_000 }, (_unused, index) => index + 1)
    .filter(() => random() < share)
    .map((call) => {
      const kind = FAULTS[Math.floor(random() * FAULTS.length)] ?? { fault: "drop-before-commit" };
      return sandbox.faults.add({ ...target, ...kind, call });
    });
  return () => planted.reduce((sum, { hits }) => sum + hits, 0);
}

interface Told {
  readonly status: number | undefined;
  readonly reason: string;
  readonly postponed: number;
}

/** Calls as a patient program does: when it is told to try again later, it does. */
async function callUntilAnswered(
  manager: TokenManager,
  { clock, url }: { readonly clock: TestClock; readonly url: string },
): Promise<Told> {
  for (let postponed = 0; ; postponed += 1) {
    try {
      const response = await onTheClock(clock, manager.fetch(url));
      const { login } = (await response.json()) as { login?: string };
      return { status: response.status, reason: login ?? "", postponed };
    } catch (error) {
      if (!(error instanceof TokenUnavailableError) || hasToken(error.verdict)) {
        throw error;
      }
      const { verdict } = error;
      if (verdict.kind !== "transient") {
        return { status: undefined, reason: verdict.kind === "revoked" ? verdict.reason : verdict.kind, postponed };
      }
      await clock.advance(Math.max(1, verdict.retryAt - clock.now()));
    }
  }
}

/** Moves the clock on until the answer is there. */
async function onTheClock<Value>(clock: TestClock, answer: Promise<Value>): Promise<Value> {
  let isDone = false;
  const done = answer.finally(() => {
    isDone = true;
  });
  done.catch(() => {});
  while (!isDone) {
    await clock.advance(20);
  }
  return done;
}
