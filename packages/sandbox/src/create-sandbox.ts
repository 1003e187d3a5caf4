import { randomBytes } from "node:crypto";
import type { Answered } from "./answer.ts";
import { plantApps } from "./apps/plant-apps.ts";
import type { RegisteredApp } from "./apps/registered-app.ts";
import { findApp } from "./apps/registry.ts";
import type { Arrival } from "./arrival.ts";
import { createClock } from "./clock.ts";
import type { Control, GrantOrder } from "./control/control.ts";
import { answerControl, isControl } from "./control/http.ts";
import type { Core } from "./core.ts";
import { defaultSeed } from "./default-seed/default-seed.ts";
import { createFaults } from "./faults/desk.ts";
import type { Fault, FaultName } from "./faults/fault.ts";
import { revokeGrant } from "./grants.ts";
import { fetchInProcess } from "./in-process.ts";
import { issueTokens } from "./issue-tokens.ts";
import { createJournal } from "./journal.ts";
import { type Listening, type ListenOptions, listenOn } from "./listen.ts";
import { judgeSwitches, type Profile } from "./oauth/profile.ts";
import { type ProfileName, profiles } from "./oauth/profiles.ts";
import { createWebSurface, webOperations } from "./oauth/routes.ts";
import { plant } from "./plant.ts";
import { plantTokens } from "./plant-tokens.ts";
import { createRandomness } from "./randomness.ts";
import { createReception } from "./reception.ts";
import { operations } from "./rest/operations.ts";
import { createRestSurface } from "./rest/routes.ts";
import { createSecretReporter } from "./secret-reporter.ts";
import type { Seed } from "./seed.ts";
import { readSeed } from "./seed-reading/read-seed.ts";
import type { SeedDocument } from "./seed-reading/seed-document.ts";
import { createSnapshots } from "./snapshots.ts";
import { clearState, createState } from "./state.ts";
import type { TokenPolicy } from "./token-policy.ts";
import { signInAs } from "./walk/sign-in.ts";
import { createWorld } from "./world.ts";

/** What a sandbox starts with, and how it differs from GitHub. */
export interface SandboxOptions {
  /** The world to start with; `defaultSeed()` when absent. It is read once and must not change afterwards. */
  readonly seed?: Seed | SeedDocument | undefined;
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
export interface Sandbox extends Control {
  /**
   * Answers a request in process, without a port, on any origin it is addressed to: hosts that begin with `api.` are the API,
   * others are the web pages, with the API under `/api/v3`. Redirects are returned, not followed.
   */
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>;
  /** Starts to listen on 127.0.0.1, on a free port unless one is given. */
  listen(options?: ListenOptions): Promise<Listening>;
  /** What the control API under `/_sandbox/` asks for as a bearer token; a new one for each sandbox. */
  readonly controlToken: string;
}

/**
 * Creates a sandbox. It costs no port and no timer; only `listen` holds anything that has to be closed.
 *
 * @throws SeedError that names every mistake in the seed by its path.
 * @throws RangeError when a token's lifetime is no duration, or a fault or a switch cannot be.
 * @example
 * const sandbox = createSandbox();
 * const github = await sandbox.listen();
 * console.log(`${github.url}/login/oauth/authorize?client_id=${sandbox.seed.apps[0].clientId}`);
 * await github.close();
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const clock = createClock(options.now ?? Date.now);
  const { now } = clock;
  const profile: Profile = { ...profiles[options.profile ?? "github"], ...judgeSwitches(options.switches ?? {}) };
  const tokens: Partial<TokenPolicy> = { rotation: options.profile ?? "github", ...options.tokens };
  const random = createRandomness(options.randomness);
  const seed = plant(options.seed === undefined ? defaultSeed() : readSeed(options.seed), { tokens, random });
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
  plantTokens(core);
  for (const app of seed.apps) reportSecret(app.clientSecret);

  const journal = createJournal();
  const surfaces = { web: createWebSurface(core), rest: createRestSurface(core) };
  const reception = createReception({ core, journal, surfaces });
  const reset = (): void => {
    clearState(state);
    plantApps(state, seed);
    random.moveTo(planted);
    plantTokens(core);
    journal.clear();
    reception.requestCount = 0;
    reception.disown();
    faults.abandon();
    plantFaults();
    clock.restore();
  };

  const handle = (arrival: Arrival): Promise<Answered> =>
    isControl(arrival.url) ? answerControl(door, arrival) : reception.handle(arrival);
  const fetch: Sandbox["fetch"] = async (input, init) => fetchInProcess(handle, new Request(input, init));
  const authorities: string[] = [];
  const control: Control = {
    clock,
    faults,
    journal,
    snapshots: createSnapshots({ core, clock, reception, reset }),
    seed,
    issueTokens: (order) => issueTokens(core, order),
    revokeGrant: (order) => revokeGrantOf(core, order),
    suspendApp({ clientId, suspended = true }) {
      knownApp(core, clientId).suspended = suspended;
    },
    signIn: (order = {}) => signInAs({ seed, fetch, authorities }, order),
    reset,
  };
  const door = { control, token: mintControlToken() };
  return {
    ...control,
    fetch,
    async listen(listenOptions = {}) {
      const listening = await listenOn(handle, listenOptions);
      if (listening.authority !== undefined) authorities.push(listening.authority);
      return listening;
    },
    controlToken: door.token,
  };
}

/** Not from the sandbox's own randomness: whoever knows the text that determines it must not know this. */
function mintControlToken(): string {
  return randomBytes(20).toString("hex");
}

/** @throws RangeError for a person or an app that is not there. */
function revokeGrantOf(core: Core, { login, clientId }: GrantOrder): void {
  const person = core.world.person(login);
  if (person === undefined) throw new RangeError(`the seed has no person ${login}`);
  revokeGrant(core.state, { person, app: knownApp(core, clientId), reason: "by_control" });
}

/** @throws RangeError for an app that is not there. */
function knownApp({ state }: Core, clientId: string): RegisteredApp {
  const app = findApp(state, clientId);
  if (app === undefined) throw new RangeError(`there is no app ${clientId}`);
  return app;
}
