import { type Budget, type Contestant, compare, type Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";
import { runTokenTask, THINKING_MS, type TokenRun, type TokenScene } from "./token-task.ts";

const OURS = "this library";
/** What the budget of the hot path is for: nothing is put around the library's own answer. */
const OURS_BARE = "this library, verdict as it is";
const LIBRARIES = [
  OURS,
  "openid-client",
  "simple-oauth2",
  "google-auth-library",
  "@badgateway/oauth2-client",
  "@octokit/auth-oauth-user",
  "@azure/msal-node",
] as const;
/** Those that send one request for many callers: ten thousand requests of the others would measure the server. */
const SINGLE_FLIGHT = [OURS, "google-auth-library", "@badgateway/oauth2-client"] as const;
/** For a fresh token, one that returns a variable; for one that has ended, one that sends the request itself. */
const FLOOR = "an async function";
const TRIALS = 5;

/** What a token costs: at hand, ended for many callers at once, and ended for two processes at once. */
export async function measureTokens(workshop: Workshop, rounds: number): Promise<readonly Figures[]> {
  const few = Math.min(rounds, 5);
  const hot = { mode: "hot path", callers: 1, names: [FLOOR, OURS_BARE, ...LIBRARIES] } as const;
  return [
    await compare(
      {
        title: "A token that is fresh, for each await of it",
        unit: "ns",
        contestants: contest(workshop, { ...hot, judged: OURS_BARE, budget: { of: "ratio", limit: 1.5 } }),
      },
      few,
    ),
    await measureExpiry(workshop, { callers: 1_000, libraries: LIBRARIES, rounds: few, limitMs: 10 }),
    await measureExpiry(workshop, { callers: 10_000, libraries: SINGLE_FLIGHT, rounds: few, limitMs: 100 }),
    await countLostSignIns(workshop),
    await killHolders(workshop),
  ];
}

interface Contest extends Pick<TokenScene, "mode" | "callers"> {
  readonly names: readonly string[];
  /** Whose budget it is. */
  readonly judged: string;
  readonly budget: Budget;
  readonly onRun?: (name: string, run: TokenRun) => void;
}

function contest(workshop: Workshop, { mode, callers, names, judged, budget, onRun }: Contest): Contestant[] {
  return names.map((library) => ({
    name: library,
    run: async () => {
      const run = await runTokenTask(workshop, { library, mode, callers, processes: 1 });
      onRun?.(library, run);
      return run.figure;
    },
    ...(library === judged && { budget }),
  }));
}

async function measureExpiry(
  workshop: Workshop,
  options: {
    readonly callers: number;
    readonly libraries: readonly string[];
    readonly rounds: number;
    readonly limitMs: number;
  },
): Promise<Figures> {
  const { callers, libraries, rounds, limitMs } = options;
  const last = new Map<string, TokenRun>();
  const contestants = contest(workshop, {
    mode: "expiry",
    callers,
    names: [FLOOR, ...libraries],
    judged: OURS,
    budget: { of: "difference", limit: limitMs },
    onRun: (name, run) => last.set(name, run),
  });
  const title = `${callers} callers meet the end of a token, at a server that thinks for ${THINKING_MS} ms`;
  const figures = await compare({ title, unit: "ms", contestants }, rounds);
  const notes = [...last].map(
    ([name, { requests, failed, megabytes }]) =>
      `${name}: ${requests} requests, ${failed} callers failed, ${megabytes.toFixed(0)} MB more`,
  );
  return { ...figures, notes };
}

/** Two processes begin with the same tokens and want one at the same instant; the server ends a sign-in on reuse. */
async function countLostSignIns(workshop: Workshop): Promise<Figures> {
  const notes: string[] = [];
  for (const library of LIBRARIES) {
    let lost = 0;
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const run = await runTokenTask(workshop, { library, mode: "shared store", callers: 1, processes: 2 });
      lost += run.isSignInLost ? 1 : 0;
    }
    notes.push(`${library}: ${lost} of ${TRIALS} sign-ins lost`);
  }
  return { title: "Two processes begin with the same stored tokens", unit: "ms", rounds: TRIALS, rows: [], notes };
}

/**
 * The process that refreshes dies while its answer is on the way; another one with the same stored tokens wants one at that
 * moment, at a server that answers a spent refresh token with its successor for ten seconds.
 */
async function killHolders(workshop: Workshop): Promise<Figures> {
  const notes: string[] = [];
  for (const library of LIBRARIES) {
    const runs: TokenRun[] = [];
    for (let trial = 0; trial < TRIALS; trial += 1) {
      runs.push(await runTokenTask(workshop, { library, mode: "holder killed", callers: 1, processes: 2 }));
    }
    const served = runs.filter(({ failed, figure }) => failed === 0 && Number.isFinite(figure));
    const slowest = Math.max(...served.map(({ figure }) => figure));
    const when = served.length === 0 ? "" : `, the slowest after ${slowest.toFixed(0)} ms`;
    notes.push(`${library}: ${served.length} of ${TRIALS} survivors served${when}`);
  }
  const title = "The process that refreshes is killed before its answer comes, the server has a grace period of 10 s";
  return { title, unit: "ms", rounds: TRIALS, rows: [], notes };
}
