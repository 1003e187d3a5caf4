import { join } from "node:path";
import { rfcTraits, Secret, systemRuntime } from "@dev-github-tool/oauth";
import { createSandbox, type Sandbox } from "@dev-github-tool/sandbox";
import { createKey } from "@dev-github-tool/vault";
import { expiringApp, providerOf } from "../test/tokens/farm/farm.ts";
import { signIn } from "../test/tokens/farm/sign-in.ts";
import type { Workshop } from "./prepare.ts";
import { startProgram } from "./processes.ts";

export const THINKING_MS = 20;
const LONGEST_MS = 60_000;
const GRACE_MS = 10_000;

/** What a library is to do, in how many processes. */
export interface TokenScene {
  readonly library: string;
  /** `holder killed`: of two processes with the same tokens, the one that refreshes dies while the server has its answer. */
  readonly mode: "hot path" | "expiry" | "shared store" | "holder killed";
  readonly callers: number;
  readonly processes: number;
}

/** What came of it. */
export interface TokenRun {
  readonly figure: number;
  readonly megabytes: number;
  readonly failed: number;
  /** As the server's journal has it. */
  readonly requests: number;
  /** Whether the server ended the sign-in because a refresh token came twice. */
  readonly isSignInLost: boolean;
}

/** Lets a library do its task at a server that follows RFC 9700 and thinks for a while about each refresh. */
export async function runTokenTask(workshop: Workshop, scene: TokenScene): Promise<TokenRun> {
  const graceMs = scene.mode === "holder killed" ? GRACE_MS : 0;
  const sandbox = createSandbox({ tokens: { rotation: "strict", accessLifetimeMs: 3_600_000, graceMs } });
  const { url, close } = await sandbox.listen();
  try {
    const home = workshop.createHome();
    const app = expiringApp(sandbox);
    const { clientId, clientSecret } = app;
    const isExpired = scene.mode !== "hot path";
    const tokens = [await issue(sandbox, url), await issue(sandbox, url)].map((pair) => ({ ...pair, isExpired }));
    const operation = "oauth/access-token";
    const answerHeld =
      scene.mode === "holder killed"
        ? sandbox.faults.add({ fault: "hold", when: "after-commit", operation, grant: "refresh_token" }).untilHit()
        : undefined;
    sandbox.faults.add({ fault: "slow", delayMs: THINKING_MS, operation, times: Number.POSITIVE_INFINITY });
    const vault = { path: join(home, "vault/tokens.db"), key: createKey().reveal() };
    const tokenUrl = `${url}/login/oauth/access_token`;
    const isShared = scene.processes > 1;
    const task = {
      ...scene,
      ...(isShared && { vault }),
      graceMs,
      tokenUrl,
      webUrl: url,
      clientId,
      clientSecret,
      tokens,
    };
    const programs = Array.from({ length: scene.processes }, () => startTask(workshop, { task, home }));
    const [holder, ...others] = programs;
    if (isShared) {
      await Promise.all(programs.map(({ ready }) => ready));
      holder?.go();
      await answerHeld;
      for (const { go } of others) {
        go();
      }
    }
    if (answerHeld !== undefined) {
      holder?.kill();
    }
    const answers = await Promise.all(programs.map(({ answer }) => answer));
    const answer = answerHeld === undefined ? answers[0] : answers[1];
    return {
      figure: answer?.figure ?? Number.NaN,
      megabytes: answer?.megabytes ?? 0,
      failed: answer?.failed ?? 0,
      requests: sandbox.journal.count({ grant: "refresh_token" }) - (scene.mode === "expiry" ? 1 : 0),
      isSignInLost: sandbox.journal.count({ decision: "refresh_reused" }) > 0,
    };
  } finally {
    await close();
  }
}

async function issue(sandbox: Sandbox, url: string): Promise<{ access: string; refresh: string }> {
  const app = expiringApp(sandbox);
  const provider = { ...providerOf(url, app), traits: rfcTraits };
  const client = { clientId: app.clientId, clientSecret: new Secret(app.clientSecret) };
  const { accessToken, refreshToken } = await signIn({ sandbox, provider, client, runtime: systemRuntime });
  return { access: accessToken.reveal(), refresh: refreshToken?.reveal() ?? "" };
}

interface StartedTask {
  readonly ready: Promise<void>;
  readonly answer: Promise<{ figure?: number; megabytes?: number; failed?: number }>;
  go(): void;
  kill(): void;
}

function startTask(workshop: Workshop, { task, home }: { readonly task: object; readonly home: string }): StartedTask {
  const child = startProgram([workshop.program("token-callers")], { home }, ["pipe", "pipe", "ignore"]);
  const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_MS);
  let printed = "";
  let onReady = (): void => {};
  const ready = new Promise<void>((resolve) => {
    onReady = resolve;
  });
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    onReady();
  });
  const answer = new Promise<object>((resolve) =>
    child.once("close", () => {
      clearTimeout(timer);
      onReady();
      resolve(JSON.parse(printed.split("\n").findLast((line) => line.startsWith("{")) ?? "{}"));
    }),
  );
  child.stdin?.write(`${JSON.stringify(task)}\n`);
  return { ready, answer, go: () => child.stdin?.write("go\n"), kill: () => child.kill("SIGKILL") };
}
