// `npm run test:soak`: the long form of what `npm test` holds the token manager to, with the figures printed. Names of parts
// as arguments run those alone.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RefreshPolicy } from "@dev-github-tool/oauth";
import { createSandbox, type TokenPolicy } from "@dev-github-tool/sandbox";
import { createKey } from "@dev-github-tool/vault";
import { bundleWorker } from "../test/tokens/farm/bundle-worker.ts";
import { callAcrossJumps } from "../test/tokens/farm/clock-jumps.ts";
import { createFarm, type Farm, HOUR_MS } from "../test/tokens/farm/farm.ts";
import { callThroughFaults, FAULTY_LIFETIME_MS } from "../test/tokens/farm/faulty-calls.ts";
import { freezeHolder } from "../test/tokens/farm/freezes.ts";
import { createRandom } from "../test/tokens/farm/random.ts";
import { killAtRandomTimes } from "../test/tokens/farm/random-kills.ts";
import { type DeathPoint, killAt, raceTwo, rotateTogether } from "../test/tokens/farm/rounds.ts";
import type { LaunchedProcess } from "../test/tokens/farm/worker-process.ts";
import { createTestClock } from "../test/tokens/test-clock.ts";

const STRICT: Partial<TokenPolicy> = { rotation: "strict", accessLifetimeMs: HOUR_MS };
const GRACE_MS = 10_000;
const POINTS: readonly DeathPoint[] = ["leased", "before_send", "request held", "answer held", "answered", "committed"];

/** What a part found, and whether that is what it should be. */
interface Finding {
  readonly figures: string;
  readonly isGood: boolean;
}

type Part = () => Promise<readonly Finding[]>;

const parts: Readonly<Record<string, Part>> = {
  rotations: async () => {
    const findings: Finding[] = [];
    for (const rotation of ["strict", "github"] as const) {
      const tokens = { rotation, accessLifetimeMs: HOUR_MS };
      const found = await onFarm({ tokens }, async (farm) => {
        const workers = await farm.addWorkers(50);
        return rotateTogether(farm, { workers, rounds: 20, account: "octo-lena" });
      });
      const { refreshed, reused, unserved, slowestMs } = found;
      findings.push({
        figures: `${rotation}: 50 processes x 20 expiries: ${refreshed} refreshes, ${reused} reused, ${unserved} unserved, slowest rotation ${slowestMs} ms`,
        isGood: refreshed === 20 && reused === 0 && unserved === 0 && slowestMs < 2_000,
      });
    }
    return findings;
  },
  races: async () => {
    const findings: Finding[] = [];
    for (const reuse of ["refuse", "revoke_family"] as const) {
      for (const start of ["same instant", "loaded before"] as const) {
        const found = await onFarm({ tokens: { ...STRICT, reuse } }, async (farm) =>
          raceTwo(farm, { workers: await farm.addTwoWorkers(), trials: 100, start }),
        );
        const { refreshed, reused, unserved, slowestMs } = found;
        findings.push({
          figures: `reuse ${reuse}, ${start}: 100 trials: ${refreshed} refreshes, ${reused} reused, ${unserved} unserved, slowest ${slowestMs} ms`,
          isGood: refreshed === 100 && reused === 0 && unserved === 0,
        });
      }
    }
    return findings;
  },
  "kills at points": async () => {
    const findings: Finding[] = [];
    for (const graceMs of [GRACE_MS, 0]) {
      for (const point of POINTS) {
        const found = await onFarm({ tokens: { ...STRICT, graceMs }, policy: { graceMs } }, (farm) =>
          killOften(farm, { point, times: 10 }),
        );
        const { lost, explained, slowestMs, unserved } = found;
        findings.push({
          figures: `grace ${graceMs} ms, ${point}: 10 kills: ${lost} answers lost, ${unserved} sign-ins lost, ${explained} of them said so, slowest survivor ${slowestMs} ms`,
          isGood: graceMs > 0 ? unserved === 0 && slowestMs < 600 : unserved === lost && explained === unserved,
        });
      }
    }
    return findings;
  },
  "kills at random": async () => {
    const found = await onFarm({ tokens: STRICT }, (farm) => killAtRandomTimes(farm, { kills: 1_000 }));
    const { kills, served, unavoidable, unexplained, slowestMs } = found;
    const figures = `${kills} kills: ${served} survivors served, ${unavoidable} answers lost by the kill, ${unexplained.length} unexplained, slowest survivor ${slowestMs} ms`;
    return [{ figures: [figures, ...unexplained].join("\n    "), isGood: served + unavoidable === kills }];
  },
  freezes: async () => {
    const findings: Finding[] = [];
    // A request that a busy machine answers late must not be taken for one that is lost, and the grace must outlast the freeze.
    const policy = { refreshTimeoutMs: 500, graceMs: 60_000 };
    for (const point of ["leased", "answered"] as const) {
      const found = await onFarm({ tokens: { ...STRICT, graceMs: policy.graceMs }, policy }, (farm) =>
        freezeOften(farm, { point, times: 10 }),
      );
      findings.push({
        figures: `frozen ${point} for ten leases of 1500 ms: 10 times: ${found.overwritten} overwritten, ${found.reused} reused, ${found.unserved} unserved`,
        isGood: found.overwritten === 0 && found.reused === 0 && found.unserved === 0,
      });
    }
    return findings;
  },
  clocks: async () => {
    const clock = createTestClock();
    const startedAt = clock.now();
    const sandbox = createSandbox({ now: () => startedAt, tokens: STRICT });
    const found = await callAcrossJumps({ sandbox, clock, jumps: 1_000, random: createRandom(1_988) });
    const figures = `${found.jumps} jumps of up to a year: ${found.answered} of ${found.calls} calls answered, ${found.tokenRequests} token requests, at most ${found.mostTokenRequestsPerJump} a jump`;
    return [{ figures, isGood: found.answered === found.calls && found.mostTokenRequestsPerJump <= 2 }];
  },
  faults: async () => {
    const findings: Finding[] = [];
    for (const graceMs of [0, 60_000]) {
      const clock = createTestClock();
      const tokens = { ...STRICT, accessLifetimeMs: FAULTY_LIFETIME_MS, graceMs };
      const sandbox = createSandbox({ now: clock.now, tokens });
      const random = createRandom(20_261_121);
      const found = await callThroughFaults({ sandbox, clock, calls: 10_000, share: 0.3, graceMs, random });
      const ratio = found.tokenRequests / found.idealTokenRequests;
      const figures = `grace ${graceMs} ms: ${found.calls} calls, ${found.spoilt} of ${found.tokenRequests} refresh requests spoilt: ${found.answered} answered, ${found.postponed} of them later, ${found.unavoidable} sign-ins lost with the answer, ${found.unexplained.length} unexplained, ${ratio.toFixed(2)} x the ideal number of requests`;
      findings.push({
        figures: [figures, ...found.unexplained].join("\n    "),
        isGood:
          found.answered + found.unavoidable === found.calls &&
          ratio <= 1.2 &&
          (graceMs === 0 || found.unavoidable === 0),
      });
    }
    return findings;
  },
};

interface OftenFigures {
  readonly lost: number;
  readonly unserved: number;
  readonly explained: number;
  readonly slowestMs: number;
}

async function killOften(farm: Farm, { point, times }: { point: DeathPoint; times: number }): Promise<OftenFigures> {
  const figures = { lost: 0, unserved: 0, explained: 0, slowestMs: 0 };
  const [first] = await farm.addWorkers(1);
  let holder = first;
  for (let time = 1; time <= times && holder !== undefined; time += 1) {
    const [survivor] = await farm.addWorkers(1);
    if (survivor === undefined) {
      break;
    }
    const found = await killAt(farm, { point, holder, survivor, account: `sign-in ${time}` });
    const isServed = found.survivor.status === 200;
    figures.lost += found.wasAnswerLost ? 1 : 0;
    figures.unserved += isServed ? 0 : 1;
    figures.explained += found.survivor.reason === "answer_lost" ? 1 : 0;
    figures.slowestMs = Math.max(figures.slowestMs, found.servedAfterMs);
    farm.sandbox.faults.clear();
    holder = survivor;
  }
  return figures;
}

async function freezeOften(
  farm: Farm,
  { point, times }: { point: "leased" | "answered"; times: number },
): Promise<{ overwritten: number; reused: number; unserved: number }> {
  const figures = { overwritten: 0, reused: 0, unserved: 0 };
  const [holder, other] = await farm.addTwoWorkers();
  for (let time = 1; time <= times; time += 1) {
    const account = `sign-in ${time}`;
    const found = await freezeHolder(farm, { holder, other, account, point, atLeastMs: 15_000 });
    figures.overwritten += found.isOverwritten ? 1 : 0;
    figures.reused += found.reused;
    figures.unserved += [found.other, found.woken].filter(({ status }) => status !== 200).length;
  }
  return figures;
}

const program = await bundleWorker();

async function onFarm<Figures>(
  { tokens, policy = {} }: { readonly tokens: Partial<TokenPolicy>; readonly policy?: RefreshPolicy },
  work: (farm: Farm) => Promise<Figures>,
): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), "soak-"));
  const sandbox = createSandbox({ tokens });
  const listening = await sandbox.listen();
  const { url } = listening;
  const vaultKey = createKey().reveal();
  const farm = await createFarm({ sandbox, url, folder, vaultKey, program, launch, policy });
  try {
    return await work(farm);
  } finally {
    await farm.close();
    await listening.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function launch(path: string): LaunchedProcess {
  const child = spawn(process.execPath, [path], {
    env: { PATH: process.env.PATH },
    stdio: ["pipe", "pipe", "inherit"],
  });
  // A process that is killed has not read all its input.
  child.stdin.on("error", () => {});
  return {
    pid: child.pid ?? 0,
    write: (input) => child.stdin.write(input),
    kill: (signal = "SIGTERM") => child.kill(signal),
    onStdout: (listener) => child.stdout.on("data", listener),
    finished: new Promise((resolve) => child.once("close", resolve)),
  };
}

const startedAt = performance.now();
const asked = process.argv.slice(2);
for (const [name, part] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) {
    continue;
  }
  const partStartedAt = performance.now();
  for (const { figures, isGood } of await part()) {
    console.log(`${isGood ? "ok     " : "NOT OK "} ${name}: ${figures}`);
    process.exitCode = isGood ? process.exitCode : 1;
  }
  console.log(`        (${((performance.now() - partStartedAt) / 1000).toFixed(1)} s)`);
}
console.log(`${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes`);
