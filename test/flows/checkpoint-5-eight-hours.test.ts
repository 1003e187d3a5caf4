import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { githubProvider } from "@dev-github-tool/github";
import { Secret } from "@dev-github-tool/oauth";
import { openSqliteStore } from "@dev-github-tool/vault";
import { describe, expect, it } from "vitest";
import { startTestGitHub } from "../canary/test-github.ts";
import { testRuntime } from "../canary/test-runtime.ts";
import { type RunningProcess, startProcess } from "../processes/running-process.ts";
import { plantVaultKey } from "../processes/vault-key.ts";
import { signIn } from "../tokens/farm/sign-in.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const EIGHT_HOURS = 8 * 60;
/** Minutes from one piece of work to the next. */
const STEP = 5;
const startedAt = Date.UTC(2026, 10, 21);
const program = fileURLToPath(new URL("eight-hour-program.fixture.ts", import.meta.url));

/** A GitHub on a clock of the test's, somebody's sign-in in a vault, and a way to start the program that uses it. */
async function startDay(rotation: "github" | "strict") {
  let time = startedAt;
  const now = (): number => time;
  const { sandbox, url } = await startTestGitHub({ now, tokens: { rotation, accessLifetimeMs: HOUR_MS } });
  const app = sandbox.seed.apps.find(({ expiringTokens, kind }) => expiringTokens && kind === "oauth-app");
  const { clientId, clientSecret } = app ?? expect.fail("the seed has no OAuth app whose tokens expire");
  const github = githubProvider(url);
  const tokenErrors = rotation === "strict" ? "status" : "body";
  const provider = { ...github, traits: { ...github.traits, tokenErrors } } as const;
  const path = join(mkdtempSync(join(tmpdir(), "eight-hours-")), "vault", "tokens.db");
  const { DGT_VAULT_KEY } = plantVaultKey();
  const client = { clientId, clientSecret: new Secret(clientSecret) };
  const tokens = await signIn({ sandbox, provider, client, runtime: testRuntime({ now }) });
  const store = await openSqliteStore({ path, key: new Secret(DGT_VAULT_KEY), now });
  const account = sandbox.seed.people[0].login;
  await store.put({ issuer: provider.issuer, clientId, account }, { tokens, attributes: {} });
  await store.close();
  return {
    sandbox,
    account,
    startProgram: (): RunningProcess => {
      const running = startProcess(process.execPath, {
        args: [
          ...["--conditions=source", "--import", import.meta.resolve("tsx")],
          ...[program, path, url, clientId, account, tokenErrors],
        ],
        name: "the program that works all day",
      });
      // What an environment holds, every child inherits, and the compiler is one.
      running.write(`${JSON.stringify({ vaultKey: DGT_VAULT_KEY, clientSecret })}\n`);
      return running;
    },
    /** Lets the program work at a minute of the day. */
    work: async (running: RunningProcess, minute: number): Promise<void> => {
      time = startedAt + minute * MINUTE_MS;
      running.write(`${time}\n`);
      await running.waitFor(new RegExp(`^${time} .+\n`, "m"));
    },
  };
}

describe("Checkpoint 5: how does a program run for eight hours on tokens that live for one?", () => {
  it.each(["github", "strict"] as const)(
    "C7: it works every five minutes, also after it was killed in the middle; one refresh an hour, which nobody notices (%s)",
    async (rotation) => {
      const { sandbox, account, startProgram, work } = await startDay(rotation);
      let running = startProgram();
      const ended: RunningProcess[] = [];
      for (let minute = 0; minute < EIGHT_HOURS; minute += STEP) {
        if (minute === 4 * 60 + 30) {
          running.kill("SIGKILL");
          expect(await running.finished).toMatchObject({ signal: "SIGKILL" });
          ended.push(running);
          running = startProgram();
        }
        await work(running, minute);
      }
      running.endInput();
      expect(await running.finished).toMatchObject({ exitCode: 0 });

      // All that was ever said: what time it was, and who was there.
      const said = [...ended, running].map(({ stdout }) => stdout).join("");
      const times = Array.from({ length: EIGHT_HOURS / STEP }, (_, at) => startedAt + at * STEP * MINUTE_MS);
      expect(said).toBe(times.map((time) => `${time} 200 ${account}\n`).join(""));
      expect([...ended, running].map(({ stderr }) => stderr)).toEqual(["", ""]);

      const { journal } = sandbox;
      const refreshes = journal.entries.filter(({ grant }) => grant === "refresh_token");
      expect(refreshes.map(({ decision }) => decision)).toEqual(Array.from({ length: 8 }, () => "refreshed"));
      // Each token serves 55 minutes, and the last five are for refreshing it.
      expect(refreshes.map(({ at }) => Math.floor((at - startedAt) / HOUR_MS))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(journal.count({ status: 401 })).toBe(0);
      expect(journal.count({ decision: "token_issued" })).toBe(1);
    },
  );
});
