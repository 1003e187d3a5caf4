import { readAddress } from "./address.ts";
import { plantApps } from "./apps/plant-apps.ts";
import { withBoundedBody } from "./bounded-body.ts";
import { type Clock, createClock } from "./clock.ts";
import type { Core, Exchange } from "./core.ts";
import { defaultSeed } from "./default-seed/default-seed.ts";
import { createFaults, type Faults } from "./faults/desk.ts";
import type { Fault, FaultName } from "./faults/fault.ts";
import { fetchInProcess } from "./in-process.ts";
import { type IssuedTokens, issueTokens, type TokenOrder } from "./issue-tokens.ts";
import { createJournal, type Journal, type JournalNote } from "./journal.ts";
import { type Listening, type ListenOptions, listenOn } from "./listen.ts";
import type { Profile } from "./oauth/profile.ts";
import { type ProfileName, profiles } from "./oauth/profiles.ts";
import { createWebApp, webOperations } from "./oauth/routes.ts";
import { plant } from "./plant.ts";
import { createRandomness } from "./randomness.ts";
import { operations } from "./rest/operations.ts";
import { createRestApp } from "./rest/routes.ts";
import { createSecretReporter } from "./secret-reporter.ts";
import type { PlantedSeed, Seed } from "./seed.ts";
import { clearState, createState } from "./state.ts";
import type { TokenPolicy } from "./token-policy.ts";
import { createWorld } from "./world.ts";

export interface SandboxOptions {
  /** The world to start with; `defaultSeed()` when absent. It is read once and must not change afterwards. */
  readonly seed?: Seed | undefined;
  /**
   * Is called with every secret the sandbox issues or is sent (client secrets, codes, verifiers, tokens, session cookies), so
   * that a test run can be searched for leaks. The seed's passwords are no secrets: the sign-in page shows them.
   */
  readonly onSecret?: ((secret: string) => void) | undefined;
  /** What the sandbox's clock goes by, in milliseconds since the epoch; the system's clock when absent. */
  readonly now?: (() => number) | undefined;
  /**
   * What everything random is derived from: with the same text, seed, clock and order of requests, all answers are the same
   * byte for byte, and anybody who knows the text knows the tokens. The system's randomness when absent.
   */
  readonly randomness?: string | undefined;
  /** Whether to behave as GitHub does, which is the default, or as the strictest reading of OAuth's RFCs has it. */
  readonly profile?: ProfileName | undefined;
  /** Single points in which to differ from the profile. */
  readonly switches?: Partial<Profile> | undefined;
  /** Faults to start with, and to go back to at a `reset`: each by its name, or with everything it should be. */
  readonly faults?: readonly (Fault | FaultName)[] | undefined;
  /** How expiring tokens live and are renewed, for every app that does not say otherwise; as GitHub's when absent. */
  readonly tokens?: Partial<TokenPolicy> | undefined;
}

/** A GitHub of its own: nothing is shared with another one in the same process. */
export interface Sandbox {
  /**
   * Answers a request in process, without a port, on any origin it is addressed to: hosts that begin with `api.` are the API,
   * others are the web pages, with the API under `/api/v3`. Redirects are returned, not followed.
   */
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>;
  /** Starts to listen on 127.0.0.1, on a free port unless one is given. */
  listen(options?: ListenOptions): Promise<Listening>;
  /**
   * Issues tokens as if a person had signed in on the pages and approved, for tests that begin after that. The journal has no
   * entry of it.
   *
   * @throws RangeError for a person or an app that is not in the seed.
   */
  issueTokens(order: TokenOrder): IssuedTokens;
  /** Goes back to the seed and to the time it really is: tokens, codes, grants, sessions, counts, faults and the journal are gone. */
  reset(): void;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly seed: PlantedSeed;
}

/**
 * Creates a sandbox. It costs no port and no timer; only `listen` holds anything that has to be closed.
 *
 * @throws RangeError when the seed has no person or no app, or a token's lifetime is no duration.
 * @example
 * const sandbox = createSandbox();
 * const github = await sandbox.listen();
 * console.log(`${github.url}/login/oauth/authorize?client_id=${sandbox.seed.apps[0].clientId}`);
 * await github.close();
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const clock = createClock(options.now ?? Date.now);
  const { now } = clock;
  const profile: Profile = { ...profiles[options.profile ?? "github"], ...options.switches };
  const tokens: Partial<TokenPolicy> = { rotation: options.profile ?? "github", ...options.tokens };
  const random = createRandomness(options.randomness);
  const seed = plant(options.seed ?? defaultSeed(), { tokens, random });
  const reportSecret = createSecretReporter(seed, options.onSecret ?? (() => {}));
  const state = createState({ now, random });
  plantApps(state, seed);
  const rotation = tokens.rotation ?? "github";
  const faults = createFaults({ web: webOperations.map(({ id }) => id), api: operations.map(({ id }) => id) });
  const plantFaults = (): void => {
    for (const fault of options.faults ?? []) faults.add(fault);
  };
  plantFaults();
  const core: Core = {
    seed,
    world: createWorld(seed),
    state,
    faults,
    profile,
    rotation,
    tokenPolicy: tokens,
    now,
    random,
    reportSecret,
  };
  const planted = random.position;
  for (const app of seed.apps) reportSecret(app.clientSecret);

  const journal = createJournal();
  const apps = { web: createWebApp(core), rest: createRestApp(core) };
  let requestCount = 0;
  let resetCount = 0;

  const receive = (request: Request, closing: AbortSignal | undefined): Exchange => {
    const url = new URL(request.url);
    const id = requestId(++requestCount);
    const note: JournalNote = {};
    const resets = resetCount;
    let isEntered = false;
    const enter = (status: number): void => {
      // A request that a fault held over a reset belongs to a world that is gone.
      if (!isEntered && resets === resetCount)
        journal.append({ id, connection: undefined, at: now(), method: request.method, url, status, note });
      isEntered = true;
    };
    return { id, address: readAddress(url), note, dateSkewMs: 0, closing, enter };
  };
  const handle = async (request: Request, closing?: AbortSignal): Promise<Response> => {
    const exchange = receive(request, closing);
    const bounded = await withBoundedBody(request);
    const answer = bounded
      ? await apps[exchange.address.surface].fetch(bounded, exchange)
      : bodyTooLarge(exchange.note);
    answer.headers.set("Date", new Date(now() + exchange.dateSkewMs).toUTCString());
    answer.headers.set("X-GitHub-Request-Id", exchange.id);
    exchange.enter(answer.status);
    return answer;
  };

  return {
    fetch: async (input, init) => fetchInProcess(handle, new Request(input, init)),
    listen: (listenOptions = {}) => listenOn(handle, listenOptions),
    issueTokens: (order) => issueTokens(core, order),
    reset() {
      clearState(state);
      plantApps(state, seed);
      random.moveTo(planted);
      journal.clear();
      requestCount = 0;
      resetCount += 1;
      faults.abandon();
      plantFaults();
      clock.restore();
    },
    journal,
    clock,
    faults,
    seed,
  };
}

/** GitHub's request ids are groups of hexadecimal digits; these only count, so that equal runs have equal ids. */
function requestId(count: number): string {
  return `5A4D:B0C5:${count.toString(16).toUpperCase().padStart(8, "0")}`;
}

function bodyTooLarge(note: JournalNote): Response {
  note.decision = "body_too_large";
  return new Response("The request is too large.\n", { status: 413 });
}
